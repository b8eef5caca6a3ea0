//! The tables that the cases speak of: those of `fixtures.py`.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rebis::core::intern_table;
use rebis::core::schema::{ColumnDef, Table as RunTimeTable};
use rebis::core::types::SqlType;
use rebis::core::value::{Hstore, Inet, Interval, Jsonb, Multirange, Range, TsVector};
use rebis::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(name = "mood", rename_all = "UPPERCASE")]
pub enum Mood {
    Sad,
    Fine,
    Happy,
}

#[derive(Clone, Debug, Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    #[column(length = 50)]
    pub name: String,
    #[column(length = 100)]
    pub fullname: Option<String>,
    #[column(length = 100)]
    pub email: Option<String>,
    pub age: Option<i32>,
    pub is_active: bool,
    #[column(sql_type = self::MONEY)]
    pub balance: Option<Decimal>,
    pub created_at: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "addresses")]
pub struct Address {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User.id)]
    pub user_id: i32,
    #[column(length = 100)]
    pub email: String,
}

#[derive(Clone, Debug, Table)]
#[table(name = "orders")]
pub struct Order {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User.id)]
    pub user_id: i32,
    #[column(length = 20)]
    pub status: String,
    #[column(sql_type = self::MONEY)]
    pub total: Decimal,
    pub placed_at: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "items")]
pub struct Item {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Order.id)]
    pub order_id: i32,
    #[column(length = 50)]
    pub product: String,
    pub quantity: i32,
    #[column(sql_type = self::MONEY)]
    pub price: Decimal,
}

#[derive(Clone, Debug, Table)]
#[table(name = "keywords")]
pub struct Keyword {
    #[column(primary_key)]
    pub id: i32,
    #[column(length = 50, unique)]
    pub word: String,
    pub uses: Option<i32>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "item_keywords")]
pub struct ItemKeyword {
    #[column(primary_key, references = Item.id)]
    pub item_id: i32,
    #[column(primary_key, references = Keyword.id)]
    pub keyword_id: i32,
}

/// Two foreign keys to one table.
#[derive(Clone, Debug, Table)]
#[table(name = "transfers")]
pub struct Transfer {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User.id)]
    pub sender_id: i32,
    #[column(references = User.id)]
    pub receiver_id: i32,
    #[column(sql_type = self::MONEY)]
    pub amount: Decimal,
}

/// References itself.
#[derive(Clone, Debug, Table)]
#[table(name = "categories")]
pub struct Category {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Category.id)]
    pub parent_id: Option<i32>,
    #[column(length = 50)]
    pub name: String,
}

/// Columns with defaults.
#[derive(Clone, Debug, Table)]
#[table(name = "documents")]
pub struct Document {
    #[column(primary_key)]
    pub id: i32,
    #[column(length = 50, unique)]
    pub slug: String,
    #[column(length = 100)]
    pub title: Option<String>,
    #[column(sql_type = Text)]
    pub body: Option<String>,
    #[column(default = 1)]
    pub version: Option<i32>,
    #[column(server_default = func::now())]
    pub created_at: Option<NaiveDateTime>,
    #[column(on_update_set = func::current_timestamp())]
    pub updated_at: Option<NaiveDateTime>,
}

/// In a schema.
#[derive(Clone, Debug, Table)]
#[table(name = "stock", schema = "warehouse")]
pub struct Stock {
    #[column(primary_key)]
    pub id: i32,
    #[column(length = 50)]
    pub product: String,
    pub quantity: i32,
}

/// One column of each portable type.
#[derive(Clone, Debug, Table)]
#[table(name = "samples")]
pub struct Sample {
    #[column(primary_key)]
    pub id: i32,
    pub small: Option<i16>,
    pub whole: Option<i32>,
    pub big: Option<i64>,
    pub flag: Option<bool>,
    #[column(sql_type = self::MONEY)]
    pub amount: Option<Decimal>,
    pub ratio: Option<f64>,
    #[column(length = 50)]
    pub name: Option<String>,
    #[column(sql_type = Text)]
    pub body: Option<String>,
    pub day: Option<NaiveDate>,
    pub moment: Option<NaiveDateTime>,
    pub clock: Option<NaiveTime>,
    pub doc: Option<serde_json::Value>,
    pub uid: Option<Uuid>,
    pub raw: Option<Vec<u8>>,
    pub mood: Option<Mood>,
}

/// What PostgreSQL alone has.
#[derive(Clone, Debug, Table)]
#[table(name = "pg_samples")]
pub struct PgSample {
    #[column(primary_key)]
    pub id: i32,
    pub tags: Option<Vec<String>>,
    pub numbers: Option<Vec<i32>>,
    pub grid: Option<Vec<Vec<i32>>>,
    pub doc: Option<Jsonb>,
    pub attrs: Option<Hstore>,
    pub span: Option<Range<i32>>,
    pub days: Option<Range<NaiveDate>>,
    pub spans: Option<Multirange<i32>>,
    pub search: Option<TsVector>,
    pub address: Option<Inet>,
    pub length: Option<Interval>,
}

const MONEY: SqlType = SqlType::Numeric {
    precision: Some(10),
    scale: Some(2),
};

/// In a schema.
pub static STOCK: LazyLock<Arc<RunTimeTable>> = LazyLock::new(|| {
    Arc::new(
        RunTimeTable::named(intern_table(Some("warehouse"), "stock", false))
            .with_column(ColumnDef::for_type::<i32>("id").primary_key())
            .with_column(ColumnDef::for_type::<String>("product"))
            .with_column(ColumnDef::for_type::<i32>("quantity")),
    )
});

/// Characters that quoting and parameters trip over.
pub static HOSTILE: LazyLock<Arc<RunTimeTable>> = LazyLock::new(|| {
    let table =
        RunTimeTable::new("hostile").with_column(ColumnDef::for_type::<i32>("id").primary_key());
    let names = [
        "quo\"te",
        "back`tick",
        "brac]ket",
        "per%cent",
        "co:lon",
        "semi;colon--",
    ];
    Arc::new(names.iter().fold(table, |table, name| {
        table.with_column(ColumnDef::for_type::<Option<i32>>(name))
    }))
});

/// Reserved words and mixed case, as a table that is known at run time.
pub static MIXED: LazyLock<Arc<RunTimeTable>> = LazyLock::new(|| {
    Arc::new(
        RunTimeTable::new("MixedCase")
            .with_column(ColumnDef::for_type::<i32>("id").primary_key())
            .with_column(ColumnDef::for_type::<Option<i32>>("camelCase"))
            .with_column(ColumnDef::for_type::<Option<String>>("order"))
            .with_column(ColumnDef::for_type::<Option<i32>>("with space")),
    )
});

/// The tables and rows of `expected/fixtures.json`, as the databases get them.
pub struct Fixtures(Json);

impl Fixtures {
    /// Reads them.
    pub fn read() -> Self {
        let path = crate::folder().join("expected/fixtures.json");
        Self(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    }

    /// What makes the tables of a dialect and fills them.
    pub fn statements(&self, dialect: &str) -> Vec<String> {
        let mut statements = Vec::new();
        for schema in self.0["schemas"].as_array().unwrap() {
            let schema = schema.as_str().unwrap();
            match dialect {
                "sqlite" => statements.push(format!("ATTACH ':memory:' AS {schema}")),
                "mysql" | "mariadb" => {
                    statements.push(format!("DROP DATABASE IF EXISTS {schema}"));
                    statements.push(format!("CREATE DATABASE {schema}"));
                }
                _ => {}
            }
        }
        statements.extend(texts(&self.0["ddl"][dialect]));
        for table in self.0["tables"].as_array().unwrap() {
            let only = &table["only"];
            if only.is_null() || texts(only).any(|name| name == dialect) {
                statements.extend(inserts(table, dialect));
            }
        }
        statements.extend(texts(&self.0["after_rows"][dialect]));
        statements
    }
}

fn texts(list: &Json) -> impl Iterator<Item = String> {
    let list = list.as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap().to_owned())
}

/// A statement for each row of a table.
fn inserts(table: &Json, dialect: &str) -> impl Iterator<Item = String> {
    let quote = if matches!(dialect, "mysql" | "mariadb") {
        '`'
    } else {
        '"'
    };
    let mut name = String::new();
    if let Some(schema) = table["schema"].as_str() {
        write!(name, "{schema}.").unwrap();
    }
    write!(name, "{quote}{}{quote}", table["name"].as_str().unwrap()).unwrap();
    let rows = table["rows"].as_array().unwrap().iter();
    rows.map(move |row| {
        let values = row.as_array().unwrap().iter();
        let values: Vec<String> = values.map(|value| literal(value, dialect)).collect();
        format!("INSERT INTO {name} VALUES ({})", values.join(", "))
    })
}

/// A tagged value as SQL text.
fn literal(value: &Json, dialect: &str) -> String {
    let Some(tagged) = value.as_object() else {
        return match value {
            Json::String(text) => quoted(text),
            other => other.to_string(),
        };
    };
    let (tag, value) = tagged.iter().next().unwrap();
    match (tag.as_str(), value) {
        ("decimal", value) => value.as_str().unwrap().to_owned(),
        ("datetime", value) => quoted(&value.as_str().unwrap().replace('T', " ")),
        ("json", document) => quoted(&document.to_string()),
        // They hold it as CHAR(32).
        ("uuid", value) if matches!(dialect, "sqlite" | "mysql") => {
            quoted(&value.as_str().unwrap().replace('-', ""))
        }
        ("bytes", value) if dialect == "postgresql" => {
            quoted(&format!("\\x{}", value.as_str().unwrap()))
        }
        ("bytes", value) => format!("X'{}'", value.as_str().unwrap()),
        ("interval", seconds) => format!("INTERVAL '{seconds} seconds'"),
        ("array", _) => quoted(&array(value)),
        ("multirange", ranges) => {
            let ranges: Vec<String> = texts(ranges).collect();
            quoted(&format!("{{{}}}", ranges.join(",")))
        }
        ("hstore", pairs) => {
            let pairs = pairs.as_object().unwrap().iter();
            let pairs: Vec<String> = pairs
                .map(|(key, value)| format!("\"{key}\"=>{value}"))
                .collect();
            quoted(&pairs.join(", "))
        }
        (_, value) => quoted(value.as_str().unwrap()),
    }
}

/// The text form of an array of PostgreSQL.
fn array(elements: &Json) -> String {
    let elements = elements.as_array().unwrap().iter();
    let elements: Vec<String> = elements
        .map(|element| match element.get("array") {
            Some(inner) => array(inner),
            None => element.to_string(),
        })
        .collect();
    format!("{{{}}}", elements.join(","))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
