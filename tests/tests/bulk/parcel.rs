//! A model with a column of each type, and columns whose Rust type is not the usual one of their
//! SQL type.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::core::SqlType;
use rebis::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
pub enum Size {
    Small,
    Large,
}

/// Declares a model whose columns can all be `NULL`, and the ways to write one column of a row. A
/// value has a number; after the last one comes `NULL`.
macro_rules! model {
    ($name:ident $table:literal: $($(#[$attribute:meta])* $column:ident: $rust:ty = $values:expr;)+) => {
        #[derive(Clone, Debug, Model)]
        #[model(table = $table)]
        pub struct $name {
            #[column(primary_key, autoincrement = false)]
            pub id: i64,
            $($(#[$attribute])* pub $column: Option<$rust>,)+
        }

        impl $crate::subject::Subject for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($column)),+];

            fn assignment(name: &str, kind: usize) -> rebis::core::Assignment {
                $(if name == stringify!($column) {
                    return $name.$column.set($crate::subject::value_of::<$rust>($values, kind));
                })+
                unreachable!("{name}")
            }

            fn add(session: &mut Session, id: i64, name: &str, kind: usize) {
                $(if name == stringify!($column) {
                    let value = $crate::subject::value_of::<$rust>($values, kind);
                    session.add(Self::draft().id(id).$column(value));
                })+
            }

            fn add_whole(session: &mut Session, id: i64, kind: usize) {
                let mut number = kind;
                let draft = Self::draft().id(id);
                $(
                    let draft = draft.$column($crate::subject::value_of::<$rust>($values, number));
                    number += 1;
                )+
                let _ = number;
                session.add(draft);
            }

            fn edit(&mut self, name: &str, kind: usize) {
                $(if name == stringify!($column) {
                    self.$column = $crate::subject::value_of::<$rust>($values, kind);
                })+
            }

            async fn objects(
                session: &mut Session,
                from: i64,
                to: i64,
            ) -> Vec<Instance<Self>> {
                let stmt = select($name).filter($name.id.between(from, to)).order_by($name.id);
                session.all(stmt).await.unwrap()
            }
        }
    };
}

pub(crate) use model;

pub fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn moments() -> Vec<NaiveDateTime> {
    // The last two do not exist, or exist twice, in zones with summer time.
    [
        "2024-02-29T12:00:00",
        "2023-11-30T23:59:59.123456",
        "2024-03-10T02:30:00",
        "2024-11-03T01:30:00",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect()
}

pub fn instants() -> Vec<DateTime<Utc>> {
    moments().iter().map(NaiveDateTime::and_utc).collect()
}

const NUMERIC: SqlType = SqlType::Numeric {
    precision: Some(20),
    scale: Some(4),
};

model! { Parcel "parcels":
    tiny: u8 = vec![0, 255];
    small: i16 = vec![i16::MIN, -1, i16::MAX];
    word: u16 = vec![u16::MAX, 0];
    normal: i32 = vec![i32::MIN, 7, i32::MAX];
    wide: u32 = vec![u32::MAX, 3];
    big: i64 = vec![i64::MIN, 0, i64::MAX];
    single: f32 = vec![0.1, -1.5e20];
    double: f64 = vec![0.1, 1e300, -0.25, 1.0 / 3.0];
    #[column(sql_type = Numeric { precision: Some(10), scale: Some(2) })]
    price: Decimal = decimals(&["0.10", "-99999999.99", "1.5"]);
    #[column(sql_type = crate::parcel::NUMERIC)]
    rate: Decimal = decimals(&["12345678901.2345", "0.0001", "-2"]);
    flag: bool = vec![true, false];
    #[column(length = 40)]
    name: String = texts(&["", "it's \\ \"🦀\"", "ends  ", "{a,NULL}"]);
    #[column(sql_type = Text)]
    note: String = texts(&["NULL", "tab\t\nline", ""]);
    data: Vec<u8> = vec![vec![], vec![0, 255, 92], b"\\x00".to_vec()];
    day: NaiveDate = vec!["2024-02-29".parse().unwrap(), "1999-12-31".parse().unwrap()];
    clock: NaiveTime = vec!["23:59:59.999999".parse().unwrap(), "00:00:00".parse().unwrap()];
    moment: NaiveDateTime = moments();
    instant: DateTime<Utc> = instants();
    #[column(sql_type = DateTime { timezone: true })]
    moment_with_zone: NaiveDateTime = moments();
    #[column(sql_type = DateTime { timezone: false })]
    instant_without_zone: DateTime<Utc> = instants();
    token: Uuid = vec![Uuid::from_u128(7), Uuid::max()];
    doc: serde_json::Value = vec![json!({"a": [1, null, "ü'\\"]}), json!("text"), json!([[1], [2]])];
    size: Size = vec![Size::Small, Size::Large];
    #[column(sql_type = Size::sql_type())]
    size_as_text: String = texts(&["small", "large"]);
    #[column(sql_type = SmallInteger)]
    small_from_big: i64 = vec![-32_768, 5];
    #[column(sql_type = BigInteger)]
    big_from_small: i16 = vec![i16::MIN, 5];
    #[column(sql_type = crate::parcel::NUMERIC)]
    numeric_from_whole: i32 = vec![i32::MIN, 5];
    #[column(sql_type = crate::parcel::NUMERIC)]
    numeric_from_double: f64 = vec![0.25, -3.0];
    #[column(sql_type = Double)]
    double_from_decimal: Decimal = decimals(&["0.1", "-3"]);
}

// Types that Rebis knows by name alone.
model! { Padded "padded":
    #[column(sql_type = Custom("CHAR(10)".into()))]
    code: String = texts(&["a", "ab  cd"]);
}
