//! Texts, bytes, UUIDs, documents and enumerations.

use std::borrow::Cow;
use std::sync::Arc;

use rebis::core::SqlType;
use rebis::core::types::{UuidBytes, UuidText};
use rebis::core::value::{Json, Jsonb};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use serde_json::json;
use uuid::Uuid;

use crate::harness::Type;

const VARCHAR: SqlType = SqlType::String { length: Some(40) };

const TEXTS: [&str; 9] = [
    "",
    " ",
    "it's \"quoted\"",
    r"C:\new\\ \' \",
    "naïve 漢字 🦀",
    "line\nline\ttab\r",
    "100% _ :name ? $1 -- /* */",
    "NULL",
    "'; DROP TABLE users; --",
];

#[test]
fn texts() {
    on_each_database("round_trip_texts", async |db: &Database| {
        // Where a collation ignores spaces at the end, the first two texts are one key.
        let texts = Type::of(TEXTS.map(str::to_owned));
        texts.clone().with_type(VARCHAR).no_key().check(db).await;
        let long = TEXTS
            .map(str::to_owned)
            .into_iter()
            .chain(["🦀".repeat(20_000)]);
        let long = Type::of(long).with_type(SqlType::Text).no_key();
        match db.kind {
            // MySQL takes no default for such a column that is not an expression, MariaDB no long one.
            Kind::MySql | Kind::MariaDb => long.no_default().check(db).await,
            _ => long.check(db).await,
        }
        Type::of(TEXTS.map(Cow::Borrowed))
            .with_type(VARCHAR)
            .no_key()
            .check(db)
            .await;
        Type::of(TEXTS[2..].iter().map(|text| Box::<str>::from(*text)))
            .with_type(VARCHAR)
            .check(db)
            .await;
        Type::of(TEXTS[2..].iter().map(|text| Arc::<str>::from(*text)))
            .with_type(VARCHAR)
            .check(db)
            .await;
        Type::of([' ', 'a', '\'', '\\', 'é', '🦀'])
            .no_key()
            .check(db)
            .await;
        let padded = ["a   ", "ab  ", "🦀   "].map(str::to_owned);
        let unpadded = ["a", "ab", "🦀"].map(str::to_owned);
        let char = SqlType::Char { length: 4 };
        match db.kind {
            Kind::Postgres => Type::of(padded).with_type(char).not_alone().check(db).await,
            _ => Type::of(unpadded).with_type(char).check(db).await,
        }
        if db.kind == Kind::Postgres {
            let mut connection = db.engine.connect().await.unwrap();
            connection
                .execute_raw("CREATE EXTENSION citext")
                .await
                .unwrap();
            connection.commit().await.unwrap();
            let citext = Type::of(TEXTS.map(str::to_owned)).with_type(SqlType::Citext);
            citext.check(db).await;
            let xml = ["<a>é 🦀</a>", "text"].map(str::to_owned);
            Type::of(xml)
                .with_type(SqlType::Xml)
                .not_compared()
                .check(db)
                .await;
        }
    });
}

#[test]
fn a_zero_byte_in_a_text_is_kept_or_refused() {
    on_each_database("round_trip_zero_bytes", async |db: &Database| {
        let text = Type::of(["a\0b".to_owned()])
            .with_type(VARCHAR)
            .no_literal();
        if db.kind == Kind::Postgres {
            let error = text.refusal(db).await;
            assert!(error.contains("NUL character"), "{error}");
            return;
        }
        text.check(db).await;
    });
}

#[test]
fn bytes() {
    on_each_database("round_trip_bytes", async |db: &Database| {
        let all: Vec<u8> = (0..=255).collect();
        let bytes = [vec![], vec![0], vec![0, 0, 1], b"'\\\"".to_vec(), all];
        let large = Type::of(bytes.clone()).no_key();
        let short = Type::of(bytes.clone()).with_type(SqlType::VarBinary { length: 300 });
        let shared = Type::of(bytes.map(bytes::Bytes::from)).no_key();
        match db.kind {
            Kind::MySql => {
                large.no_default().check(db).await;
                shared.no_default().check(db).await;
            }
            _ => {
                large.check(db).await;
                shared.check(db).await;
            }
        }
        short.check(db).await;
        let fixed = Type::of([vec![0_u8, 0], vec![1, 0], vec![255, 255]]);
        fixed
            .with_type(SqlType::Binary { length: 2 })
            .check(db)
            .await;
    });
}

#[test]
fn uuids() {
    on_each_database("round_trip_uuids", async |db: &Database| {
        let uuids = [
            Uuid::nil(),
            Uuid::max(),
            Uuid::from_u128(0x0123_4567_89ab_cdef),
        ];
        Type::of(uuids).check(db).await;
        Type::of(uuids.map(Uuid::into_bytes)).check(db).await;
        Type::of(uuids.map(UuidText::from)).check(db).await;
        Type::of(uuids.map(UuidBytes::from)).check(db).await;
    });
}

#[test]
fn documents() {
    on_each_database("round_trip_documents", async |db: &Database| {
        let documents = [
            json!({}),
            json!([]),
            json!(null),
            json!(true),
            json!("\"text\" \\ 🦀 \n"),
            json!({"a": [1, 2.5, null, "ü"], "b": {"c": true}, "d": 9_007_199_254_740_993_i64}),
            json!([u64::MAX, i64::MIN]),
        ];
        let typed = Type::of(documents.clone()).not_compared();
        match db.kind {
            Kind::MySql => typed.no_default().check(db).await,
            _ => typed.check(db).await,
        }
        let numbers = Type::of([json!(0), json!(-7), json!(1.5), json!(i64::MAX)]).not_compared();
        match db.kind {
            Kind::MySql => numbers.no_default().check(db).await,
            _ => numbers.check(db).await,
        }
        let texts = [r#"{"a": 1}"#, "null"];
        let raw = Type::of(texts.map(Json::new)).not_compared();
        match db.kind {
            Kind::MySql => raw.no_default().check(db).await,
            _ => raw.check(db).await,
        }
        let binary = Type::of(texts.map(Jsonb::new));
        match db.kind {
            Kind::MySql => binary.not_compared().no_default().check(db).await,
            Kind::MariaDb | Kind::Sqlite => binary.not_compared().check(db).await,
            Kind::Postgres => binary.check(db).await,
        }
        if db.kind == Kind::Sqlite {
            for number in ["1.0", "1e2", "123456789012345678901234567890"] {
                let error = Type::of([Json::new(number)]).refusal(db).await;
                assert!(
                    error.contains("SQLite would change the bare JSON number"),
                    "{error}"
                );
            }
        }
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
enum Mood {
    Fine,
    #[sql_enum(label = "it's \\ bad")]
    Bad,
}

#[test]
fn enumerations() {
    on_each_database("round_trip_enums", async |db: &Database| {
        Type::of([Mood::Bad, Mood::Fine]).check(db).await;
    });
}
