//! Tables with a column of each type, and rows for them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::core::value::{Decimal, Json};
use rebis::core::{Error as CoreError, Insert, Record};
use rebis::prelude::*;
use rebis_tests::models::PostStatus;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "all_types")]
pub(crate) struct AllTypes {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) flag: bool,
    pub(crate) small: i16,
    pub(crate) medium: i32,
    pub(crate) large: i64,
    pub(crate) byte: u8,
    pub(crate) word: u16,
    pub(crate) count: u32,
    pub(crate) single: f32,
    pub(crate) double: f64,
    #[column(length = 100)]
    pub(crate) name: String,
    #[column(sql_type = Text)]
    pub(crate) body: String,
    pub(crate) blob: Vec<u8>,
    pub(crate) day: NaiveDate,
    pub(crate) time: NaiveTime,
    pub(crate) moment: NaiveDateTime,
    pub(crate) instant: DateTime<Utc>,
    pub(crate) uuid: [u8; 16],
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(3) })]
    pub(crate) price: Decimal,
    pub(crate) json: Json,
    pub(crate) status: PostStatus,
}

#[derive(Clone, Debug, Default, PartialEq, Table)]
#[table(name = "all_options")]
pub(crate) struct AllOptions {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) flag: Option<bool>,
    pub(crate) small: Option<i16>,
    pub(crate) medium: Option<i32>,
    pub(crate) large: Option<i64>,
    pub(crate) byte: Option<u8>,
    pub(crate) word: Option<u16>,
    pub(crate) count: Option<u32>,
    pub(crate) single: Option<f32>,
    pub(crate) double: Option<f64>,
    #[column(length = 100)]
    pub(crate) name: Option<String>,
    pub(crate) blob: Option<Vec<u8>>,
    pub(crate) day: Option<NaiveDate>,
    pub(crate) time: Option<NaiveTime>,
    pub(crate) moment: Option<NaiveDateTime>,
    pub(crate) instant: Option<DateTime<Utc>>,
    pub(crate) uuid: Option<[u8; 16]>,
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(3) })]
    pub(crate) price: Option<Decimal>,
    pub(crate) json: Option<Json>,
}

/// Inserts a row of a record: all its columns.
pub(crate) async fn insert_row<R: Record>(
    connection: &mut Connection,
    row: &R,
) -> Result<(), CoreError> {
    let columns = R::table().columns().iter().enumerate();
    let row: Vec<_> = columns
        .map(|(index, column)| rebis::core::Assignment {
            column: column.reference(),
            value: rebis::core::Node::bind(row.value(index)),
        })
        .collect();
    connection
        .execute(Insert::for_table(R::table()).values(row))
        .await?;
    Ok(())
}

pub(crate) fn moment(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

pub(crate) fn low_values() -> AllTypes {
    AllTypes {
        id: 1,
        flag: false,
        small: i16::MIN,
        medium: i32::MIN,
        large: i64::MIN,
        byte: 0,
        word: 0,
        count: 0,
        single: -1.5,
        double: f64::MIN,
        name: String::new(),
        body: String::new(),
        blob: Vec::new(),
        day: "1000-01-01".parse().unwrap(),
        time: "00:00:00".parse().unwrap(),
        moment: moment("1000-01-01T00:00:00"),
        instant: moment("1970-01-01T00:00:00").and_utc(),
        uuid: [0; 16],
        price: "-999999999.999".parse().unwrap(),
        json: Json::new("null"),
        status: PostStatus::Draft,
    }
}

pub(crate) fn high_values() -> AllTypes {
    AllTypes {
        id: 2,
        flag: true,
        small: i16::MAX,
        medium: i32::MAX,
        large: i64::MAX,
        byte: u8::MAX,
        word: u16::MAX,
        count: u32::MAX,
        single: 0.1,
        double: 0.1 + 0.2,
        name: "it's \\ \"quoted\" `x` %_ :name ? $1 – ünïcödé 🦀".to_owned(),
        body: "line\nline\ttab\r\n".repeat(5000),
        blob: (0..=255).collect(),
        day: "9999-12-31".parse().unwrap(),
        time: "23:59:59.999999".parse().unwrap(),
        moment: moment("9999-12-31T23:59:59.999999"),
        instant: moment("2038-01-19T03:14:08.000001").and_utc(),
        uuid: *b"\xff\x00\x7f\x80uuid bytes\xfe\x01",
        price: "123456789.125".parse().unwrap(),
        json: Json::new(r#"{"a": [1, "é\"\\", null]}"#),
        status: PostStatus::Archived,
    }
}
