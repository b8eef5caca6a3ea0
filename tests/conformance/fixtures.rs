//! The tables that the cases speak of: those of `fixtures.py`.

use std::sync::{Arc, LazyLock};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rebis::core::schema::{ColumnDef, Table as RunTimeTable};
use rebis::core::types::SqlType;
use rebis::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(name = "mood", rename_all = "UPPERCASE")]
pub(crate) enum Mood {
    Sad,
    Fine,
    Happy,
}

#[derive(Clone, Debug, Table)]
#[table(name = "users")]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(length = 50)]
    pub(crate) name: String,
    #[column(length = 100)]
    pub(crate) fullname: Option<String>,
    #[column(length = 100)]
    pub(crate) email: Option<String>,
    pub(crate) age: Option<i32>,
    pub(crate) is_active: bool,
    #[column(sql_type = self::MONEY)]
    pub(crate) balance: Option<Decimal>,
    pub(crate) created_at: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "addresses")]
pub(crate) struct Address {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = User.id)]
    pub(crate) user_id: i32,
    #[column(length = 100)]
    pub(crate) email: String,
}

#[derive(Clone, Debug, Table)]
#[table(name = "orders")]
pub(crate) struct Order {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = User.id)]
    pub(crate) user_id: i32,
    #[column(length = 20)]
    pub(crate) status: String,
    #[column(sql_type = self::MONEY)]
    pub(crate) total: Decimal,
    pub(crate) placed_at: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "items")]
pub(crate) struct Item {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = Order.id)]
    pub(crate) order_id: i32,
    #[column(length = 50)]
    pub(crate) product: String,
    pub(crate) quantity: i32,
    #[column(sql_type = self::MONEY)]
    pub(crate) price: Decimal,
}

#[derive(Clone, Debug, Table)]
#[table(name = "keywords")]
pub(crate) struct Keyword {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(length = 50, unique)]
    pub(crate) word: String,
    pub(crate) uses: Option<i32>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "item_keywords")]
pub(crate) struct ItemKeyword {
    #[column(primary_key, references = Item.id)]
    pub(crate) item_id: i32,
    #[column(primary_key, references = Keyword.id)]
    pub(crate) keyword_id: i32,
}

/// Two foreign keys to one table.
#[derive(Clone, Debug, Table)]
#[table(name = "transfers")]
pub(crate) struct Transfer {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = User.id)]
    pub(crate) sender_id: i32,
    #[column(references = User.id)]
    pub(crate) receiver_id: i32,
    #[column(sql_type = self::MONEY)]
    pub(crate) amount: Decimal,
}

/// References itself.
#[derive(Clone, Debug, Table)]
#[table(name = "categories")]
pub(crate) struct Category {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = Category.id)]
    pub(crate) parent_id: Option<i32>,
    #[column(length = 50)]
    pub(crate) name: String,
}

/// Columns with defaults.
#[derive(Clone, Debug, Table)]
#[table(name = "documents")]
pub(crate) struct Document {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(length = 50, unique)]
    pub(crate) slug: String,
    #[column(length = 100)]
    pub(crate) title: Option<String>,
    #[column(sql_type = Text)]
    pub(crate) body: Option<String>,
    #[column(default = 1)]
    pub(crate) version: Option<i32>,
    #[column(server_default = func::now())]
    pub(crate) created_at: Option<NaiveDateTime>,
    #[column(onupdate = func::now())]
    pub(crate) updated_at: Option<NaiveDateTime>,
}

/// One column of each portable type.
#[derive(Clone, Debug, Table)]
#[table(name = "samples")]
pub(crate) struct Sample {
    #[column(primary_key)]
    pub(crate) id: i32,
    pub(crate) small: Option<i16>,
    pub(crate) whole: Option<i32>,
    pub(crate) big: Option<i64>,
    pub(crate) flag: Option<bool>,
    #[column(sql_type = self::MONEY)]
    pub(crate) amount: Option<Decimal>,
    pub(crate) ratio: Option<f64>,
    #[column(length = 50)]
    pub(crate) name: Option<String>,
    #[column(sql_type = Text)]
    pub(crate) body: Option<String>,
    pub(crate) day: Option<NaiveDate>,
    pub(crate) moment: Option<NaiveDateTime>,
    pub(crate) clock: Option<NaiveTime>,
    pub(crate) doc: Option<serde_json::Value>,
    pub(crate) uid: Option<Uuid>,
    pub(crate) raw: Option<Vec<u8>>,
    pub(crate) mood: Option<Mood>,
}

const MONEY: SqlType = SqlType::Numeric {
    precision: Some(10),
    scale: Some(2),
};

/// Reserved words and mixed case, as a table that is known at run time.
pub(crate) static MIXED: LazyLock<Arc<RunTimeTable>> = LazyLock::new(|| {
    Arc::new(
        RunTimeTable::new("MixedCase")
            .with_column(ColumnDef::of::<i32>("id").primary_key())
            .with_column(ColumnDef::of::<Option<i32>>("camelCase"))
            .with_column(ColumnDef::of::<Option<String>>("order"))
            .with_column(ColumnDef::of::<Option<i32>>("with space")),
    )
});
