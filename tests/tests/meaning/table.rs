//! A table with a column of each type, and rows at their edges.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::core::Assignment;
use rebis::core::schema::MetaData;
use rebis::core::{Column, Record};
use rebis::prelude::*;
use rebis_tests::Database;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use crate::build::Kind;
use crate::value::{Mood, Type, Val};

/// A row of the table. All but the key may be `NULL`.
#[derive(Clone, Debug, Table)]
#[table(name = "edges")]
pub struct Edge {
    #[column(primary_key, autoincrement = false)]
    pub id: i64,
    pub tiny: Option<u8>,
    pub small: Option<i16>,
    pub word: Option<u16>,
    pub normal: Option<i32>,
    pub wide: Option<u32>,
    pub big: Option<i64>,
    pub single: Option<f32>,
    pub amount: Option<f64>,
    #[column(sql_type = Numeric { precision: Some(10), scale: Some(2) })]
    pub price: Option<Decimal>,
    #[column(sql_type = Numeric { precision: Some(15), scale: Some(6) })]
    pub rate: Option<Decimal>,
    pub flag: Option<bool>,
    #[column(length = 40)]
    pub name: Option<String>,
    #[column(sql_type = Text)]
    pub note: Option<String>,
    pub data: Option<Vec<u8>>,
    pub day: Option<NaiveDate>,
    pub clock: Option<NaiveTime>,
    pub moment: Option<NaiveDateTime>,
    pub instant: Option<DateTime<Utc>>,
    pub token: Option<Uuid>,
    pub doc: Option<serde_json::Value>,
    pub mood: Option<Mood>,
}

/// A column of the table, but for the key.
pub struct Described {
    pub name: &'static str,
    pub of: Type,
}

/// The columns without the key.
pub const COLUMNS: [Described; 21] = [
    described("tiny", Type::Tiny),
    described("small", Type::Small),
    described("word", Type::Word),
    described("normal", Type::Normal),
    described("wide", Type::Wide),
    described("big", Type::Big),
    described("single", Type::Single),
    described("amount", Type::Double),
    described("price", Type::Decimal),
    described("rate", Type::Decimal),
    described("flag", Type::Bool),
    described("name", Type::Text),
    described("note", Type::Text),
    described("data", Type::Bytes),
    described("day", Type::Date),
    described("clock", Type::Time),
    described("moment", Type::Moment),
    described("instant", Type::Instant),
    described("token", Type::Uuid),
    described("doc", Type::Json),
    described("mood", Type::Mood),
];

const fn described(name: &'static str, of: Type) -> Described {
    Described { name, of }
}

/// The numbers of the columns of a type.
pub fn columns_of(of: Type) -> Vec<usize> {
    (0..COLUMNS.len())
        .filter(|index| COLUMNS[*index].of == of)
        .collect()
}

/// A column by its number.
pub fn column<T: Kind>(index: usize) -> Column<Option<T>> {
    Edge::table().column(COLUMNS[index].name).unwrap()
}

/// One row: the key, and a value for each of [`COLUMNS`].
pub type Row = (i64, Vec<Val>);

/// The rows of the table, by their keys.
pub fn rows() -> Vec<Row> {
    let number = |index: usize| i64::try_from(index + 1).unwrap();
    let count = (0..COLUMNS.len()).map(|column| edges(column).len()).max();
    (0..count.unwrap())
        .map(|index| {
            let values = (0..COLUMNS.len()).map(|column| {
                let edges = edges(column);
                edges[index % edges.len()].clone()
            });
            (number(index), values.collect())
        })
        .collect()
}

/// The values of a column, from the first row on.
pub fn edges(column: usize) -> Vec<Val> {
    let mut edges = match COLUMNS[column].name {
        "price" => decimals(&[
            "0.10",
            "0.30",
            "19.99",
            "-0.01",
            "99999999.99",
            "0.00",
            "2.50",
        ]),
        "rate" => decimals(&[
            "0.200000",
            "1.005000",
            "-12345678.123456",
            "0.000001",
            "2.500000",
        ]),
        "note" => texts(&["", "naïve 🦀", "x/y_z", "ann", "a \\% b", "tab\tand\nline"]),
        _ => edges_of(COLUMNS[column].of),
    };
    // All columns of the third row are `NULL`; the numbers of edges have few factors in common.
    edges.insert(2.min(edges.len()), Val::Null);
    edges
}

/// Values at the edges of a type.
pub fn edges_of(of: Type) -> Vec<Val> {
    let ints = |values: &[i128]| values.iter().map(|value| Val::Int(*value)).collect();
    match of {
        Type::Tiny => ints(&[7, 0, 255, 1, 200]),
        Type::Small => ints(&[-7, 3, i16::MAX.into(), i16::MIN.into(), 0, 1]),
        Type::Word => ints(&[9, 0, 65_535, 40_000]),
        Type::Normal => ints(&[42, -5, i32::MAX.into(), i32::MIN.into(), 0, 2]),
        Type::Wide => ints(&[5, 0, u32::MAX.into(), 3_000_000_000]),
        Type::Big => ints(&[11, -9, i64::MAX.into(), i64::MIN.into(), 0, 4_000_000_000]),
        Type::Single => [0.5, 0.1, -1.5e20, 0.0].map(Val::Single).to_vec(),
        Type::Double => [0.1, 1.0 / 3.0, -2.5, 1e300, 0.0, -1e-300, 3.0]
            .map(Val::Double)
            .to_vec(),
        Type::Decimal => decimals(&["0.1", "1.50", "-0.25", "12345.678901"]),
        Type::Bool => vec![Val::Bool(true), Val::Bool(false)],
        Type::Text => texts(&[
            "Ann",
            "ann",
            "",
            "100%",
            "a_b",
            "C:\\new",
            "C:newt",
            "it's",
            "x/y",
            "ü🦀",
            "ends ",
            "\\",
            "a%b",
            "-- ?",
            ":name {} $1",
        ]),
        Type::Bytes => [&b"\0\xff"[..], b"", b"abc", b"\\x00'"]
            .map(|bytes| Val::Bytes(bytes.to_vec()))
            .to_vec(),
        Type::Date => [
            "2024-02-29",
            "1970-01-01",
            "9999-12-31",
            "0001-01-01",
            "1999-12-31",
        ]
        .map(|text| Val::Date(text.parse().unwrap()))
        .to_vec(),
        Type::Time => ["00:00:00", "23:59:59.999999", "12:30:00", "06:07:08.000009"]
            .map(|text| Val::Time(text.parse().unwrap()))
            .to_vec(),
        Type::Moment => moments().map(Val::Moment).to_vec(),
        Type::Instant => moments()
            .map(|moment| Val::Instant(moment.and_utc()))
            .to_vec(),
        Type::Uuid => [7, 0, u128::MAX, 0x1234_5678_9abc_def0_1234_5678_9abc_def0]
            .map(|number| Val::Uuid(Uuid::from_u128(number)))
            .to_vec(),
        Type::Json => [
            json!({"a": [1, 2.5, null, "ü'\\"]}),
            json!("text"),
            json!(7),
            json!([]),
        ]
        .map(Val::Json)
        .to_vec(),
        Type::Mood => Mood::ALL.map(Val::Mood).to_vec(),
    }
}

fn moments() -> [NaiveDateTime; 6] {
    [
        "2024-02-29T23:59:59.123456",
        "1970-01-01T00:00:00",
        "2023-03-26T02:30:00",
        "9999-12-31T23:59:59.999999",
        "0001-01-01T00:00:00",
        "2024-11-03T01:30:00.5",
    ]
    .map(|text| text.parse().unwrap())
}

fn decimals(texts: &[&str]) -> Vec<Val> {
    texts.iter().map(|text| Val::decimal(text)).collect()
}

fn texts(texts: &[&str]) -> Vec<Val> {
    texts.iter().map(|text| Val::text(text)).collect()
}

/// The assignments of a row.
fn assignments(row: &Row) -> Vec<Assignment> {
    let key = Edge.id.set(row.0);
    let values = row.1.iter().enumerate();
    let others = values.map(|(index, value)| crate::build::set(index, value));
    std::iter::once(key).chain(others).collect()
}

/// Creates the table with its rows, which are inserted one by one.
pub async fn create(db: &Database) {
    let metadata = MetaData::new().with_table(Edge::table().clone());
    metadata.create_all(&db.engine).await.unwrap();
    let mut connection = db.engine.connect().await.unwrap();
    for row in rows() {
        let stmt = insert(Edge).values(assignments(&row));
        connection.execute(stmt).await.unwrap();
    }
    connection.commit().await.unwrap();
}
