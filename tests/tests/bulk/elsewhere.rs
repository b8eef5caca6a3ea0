//! Models of tables that somebody else made: the columns have other types than Rebis would give
//! them.

use chrono::{DateTime, NaiveDateTime, Utc};
use rebis::prelude::*;
use rebis_tests::Kind;
use rust_decimal::Decimal;

use crate::parcel::{decimals, instants, model, moments, texts};

model! { Elsewhere "elsewhere":
    moment: NaiveDateTime = moments();
    instant: DateTime<Utc> = instants();
    #[column(length = 40)]
    uuid: String = texts(&["00000000-0000-0000-0000-000000000007"]);
    #[column(length = 40)]
    size: String = texts(&["small", "large"]);
    #[column(length = 40)]
    document: String = texts(&["{\"a\": 1}", "[1, 2]", "\"x\""]);
    #[column(length = 40)]
    padded: String = texts(&["a", "ab  cd"]);
    #[column(length = 40)]
    folded: String = texts(&["Ann", "ann"]);
    #[column(length = 40)]
    address: String = texts(&["10.0.0.1"]);
    #[column(length = 40)]
    day: String = texts(&["2024-02-29"]);
    #[column(length = 40)]
    timestamp: String = texts(&["2024-02-29 12:00:00", "2023-11-30 23:59:59"]);
    #[column(length = 40)]
    number: String = texts(&["42", "-7"]);
    small: i64 = vec![-32_768, 5];
    whole: i64 = vec![5, -7];
    fraction: f64 = vec![0.25, -3.0];
    double: Decimal = decimals(&["0.25", "-3"]);
    single: f64 = vec![0.25, -3.0];
}

/// The statements that make the table, if the database has types of its own.
pub fn statements(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqlite => &[],
        Kind::Postgres => &[
            "CREATE EXTENSION IF NOT EXISTS citext",
            "CREATE TYPE elsewhere_size AS ENUM ('small', 'large')",
            "CREATE TABLE elsewhere (id BIGINT PRIMARY KEY, moment TIMESTAMPTZ, instant TIMESTAMP, \
             uuid UUID, size elsewhere_size, document JSONB, padded CHAR(10), folded CITEXT, \
             address INET, day DATE, timestamp TIMESTAMPTZ, number INTEGER, small SMALLINT, \
             whole NUMERIC(10, 2), fraction NUMERIC(10, 2), double DOUBLE PRECISION, single REAL)",
        ],
        Kind::MariaDb | Kind::MySql => &[
            "CREATE TABLE elsewhere (id BIGINT PRIMARY KEY, moment TIMESTAMP(6) NULL, \
             instant TIMESTAMP(6) NULL, uuid CHAR(36), size ENUM('small', 'large'), document JSON, \
             padded CHAR(10), folded VARCHAR(10), address VARCHAR(40), day DATE, \
             timestamp TIMESTAMP NULL, number INTEGER, small SMALLINT, whole DECIMAL(10, 2), \
             fraction DECIMAL(10, 2), `double` DOUBLE, single FLOAT)",
        ],
    }
}
