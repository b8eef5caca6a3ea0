//! Types that one database has: PostgreSQL's own, and the dates that MySQL has for none.

use std::net::IpAddr;
use std::ops::Bound;

use rebis::core::SqlType;
use rebis::core::types::EnumType;
use rebis::core::value::{
    Date, DateTime, Decimal, Hstore, Inet, MacAddr, MacAddr8, Multirange, Range, Record, TsVector,
};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

use crate::harness::Type;

/// Runs a test on PostgreSQL alone.
fn on_postgres<F: AsyncFn(&Database)>(name: &str, test: F) {
    on_each_database(name, async |db: &Database| {
        if db.kind == Kind::Postgres {
            test(db).await;
        }
    });
}

async fn execute(db: &Database, sql: &str) {
    let mut connection = db.engine.connect().await.unwrap();
    connection.execute_raw(sql).await.unwrap();
    connection.commit().await.unwrap();
}

#[test]
fn ranges_and_multiranges() {
    on_postgres("vendor_ranges", async |db: &Database| {
        Type::of([Range::from(1..10), Range::empty(), Range::from(..)])
            .check(db)
            .await;
        Type::of([Range::from(i64::MIN..), Range::from(..i64::MAX)])
            .check(db)
            .await;
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let exclusive = Range::new(
            Bound::Excluded(decimal("1.50")),
            Bound::Included(decimal("NaN")),
        );
        Type::of([exclusive]).check(db).await;
        let date = |text: &str| Date::parse(text).unwrap();
        Type::of([Range::from(date("0001-01-01")..date("9999-12-31"))])
            .check(db)
            .await;
        let at = |text: &str| DateTime::parse(text).unwrap();
        Type::of([Range::from(at("2024-02-29 23:59:59.999999")..)])
            .check(db)
            .await;
        let instant = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        Type::of([Range::from(instant("2024-02-29T00:00:00Z")..)])
            .check(db)
            .await;
        Type::of([Multirange::from_iter([1..5, 7..9]), Multirange(Vec::new())])
            .check(db)
            .await;
    });
}

#[test]
fn addresses() {
    on_postgres("vendor_addresses", async |db: &Database| {
        let texts = ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"];
        Type::of(texts.map(Inet::new)).check(db).await;
        Type::of(["10.0.0.0/8", "2001:db8::/32"].map(Inet::new))
            .with_type(SqlType::Cidr)
            .check(db)
            .await;
        Type::of(["10.0.0.1", "::1"].map(|text| text.parse::<IpAddr>().unwrap()))
            .check(db)
            .await;
        let networks = texts.map(|text| text.parse::<ipnetwork::IpNetwork>().unwrap());
        Type::of(networks).check(db).await;
        Type::of([MacAddr([0, 1, 2, 0xfd, 0xfe, 0xff])])
            .check(db)
            .await;
        Type::of([MacAddr8([0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff])])
            .check(db)
            .await;
    });
}

#[test]
fn words_keys_and_object_numbers() {
    on_postgres("vendor_words", async |db: &Database| {
        execute(db, "CREATE EXTENSION hstore").await;
        let pairs = Hstore::from([("size", "m"), ("note", "a \"b\" \\ 'c' => 🦀")]);
        let mut with_null = pairs.clone();
        with_null.insert("nothing", None);
        Type::of([pairs, with_null, Hstore::new()])
            .not_alone()
            .check(db)
            .await;
        let words = ["'cat':3 'fat':2A,11", "'it''s \\\\'"];
        Type::of(words.map(TsVector::new)).check(db).await;
        Type::of([0_u32, u32::MAX])
            .with_type(SqlType::Oid)
            .check(db)
            .await;
        let paths = ["$.\"a\"[*]", "strict $"].map(str::to_owned);
        Type::of(paths)
            .with_type(SqlType::JsonPath)
            .not_compared()
            .not_alone()
            .check(db)
            .await;
    });
}

#[test]
fn domains_and_composite_types() {
    on_postgres("vendor_composite", async |db: &Database| {
        execute(db, "CREATE DOMAIN positive AS INTEGER CHECK (VALUE > 0)").await;
        Type::of([1_i32, i32::MAX])
            .with_type(SqlType::named("positive", SqlType::Integer))
            .check(db)
            .await;
        let error = Type::of([0_i32])
            .with_type(SqlType::named("positive", SqlType::Integer))
            .refusal(db)
            .await;
        assert!(error.contains("positive_check"), "{error}");
        execute(
            db,
            "CREATE TYPE address AS (street TEXT, number INTEGER, since DATE)",
        )
        .await;
        let street = |street: Option<&str>, number: i64| -> Record {
            let street = street.map(str::to_owned).into_value();
            let since = Date::parse("2024-02-29").unwrap().into_value();
            [
                ("street", street),
                ("number", number.into()),
                ("since", since),
            ]
            .into_iter()
            .collect()
        };
        let records = [street(Some("Hauptstraße \"1\""), 5), street(None, -1)];
        Type::of(records)
            .with_type(SqlType::Custom("address".into()))
            // PostgreSQL takes an untyped parameter beside a record for a record of any type.
            .not_compared()
            .not_alone()
            .check(db)
            .await;

        let mut connection = db.engine.connect().await.unwrap();
        let row = text("SELECT ROW(1, 'a'::TEXT, NULL::DATE)").columns::<Record>();
        let row = connection.one(row).await.unwrap();
        assert_eq!(row.get::<i32>("f1"), Ok(1));
        assert_eq!(row.get::<String>("f2"), Ok("a".to_owned()));
        assert_eq!(row.get::<Option<Date>>("f3"), Ok(None));
        assert!(row.get::<i32>("f4").is_err());
    });
}

#[test]
fn the_zero_date_is_null_if_the_url_says_so() {
    on_each_database("vendor_zero_dates", async |db: &Database| {
        if !matches!(db.kind, Kind::MySql | Kind::MariaDb) {
            return;
        }
        let setup = [
            "CREATE TABLE days (id INT PRIMARY KEY, day DATE NOT NULL, at DATETIME NOT NULL)",
            "SET SESSION sql_mode = ''",
            "INSERT INTO days VALUES (1, '0000-00-00', '0000-00-00 00:00:00'), \
             (2, '2024-02-29', '2024-02-29 12:00:00')",
        ];
        // Its connections keep the mode.
        let engine = create_engine(&db.url).unwrap();
        let mut connection = engine.connect().await.unwrap();
        for sql in setup {
            connection.execute_raw(sql).await.unwrap();
        }
        connection.commit().await.unwrap();
        drop(connection);
        engine.dispose();
        let days = || {
            text("SELECT day, at FROM days ORDER BY id")
                .columns::<(Option<Date>, Option<DateTime>)>()
        };
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection.all(days()).await.unwrap_err().to_string();
        assert!(error.contains("zero_dates=null"), "{error}");

        let separator = if db.url.contains('?') { '&' } else { '?' };
        let url = format!("{}{separator}zero_dates=null", db.url);
        let engine = create_engine(&url).unwrap();
        let mut connection = engine.connect().await.unwrap();
        let read = connection.all(days()).await.unwrap();
        assert_eq!(read[0], (None, None));
        assert_eq!(read[1].0, Date::parse("2024-02-29"));
        let plain = text("SELECT day FROM days WHERE id = 1").columns::<Date>();
        assert!(connection.one(plain).await.is_err());
    });
}

#[test]
fn arrays_have_dimensions() {
    on_postgres("vendor_arrays", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let pairs = vec![vec![Some(1), None], vec![Some(3), Some(4)]];
        let read = connection
            .one(select(literal(pairs.clone())))
            .await
            .unwrap();
        assert_eq!(read, pairs);
        let error = connection
            .one(select(literal(vec![vec![1], vec![]])))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("the same length"), "{error}");
        let error = connection
            .one(select(literal(vec![Vec::<i32>::new()])))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("has no elements"), "{error}");
        let addresses = vec![Inet::new("10.0.0.1"), Inet::new("::1")];
        let read = connection
            .one(select(literal(addresses.clone())))
            .await
            .unwrap();
        assert_eq!(read, addresses);
    });
}

#[test]
fn the_name_of_a_type_does_not_convert_values_on_sqlite() {
    on_each_database("vendor_affinity", async |db: &Database| {
        if db.kind != Kind::Sqlite {
            return;
        }
        let texts = ["007", "1e3", " 1", "0x10", "x"].map(str::to_owned);
        let email = SqlType::named("email", SqlType::Text);
        Type::of(texts).with_type(email).check(db).await;
        let charge = SqlType::named("charge", SqlType::Double);
        Type::of([10.0, 9.5, -1e300])
            .with_type(charge)
            .check(db)
            .await;
        let really = SqlType::named("really", SqlType::BigInteger);
        Type::of([9_007_199_254_740_993_i64])
            .with_type(really)
            .check(db)
            .await;
        let picture = SqlType::named("picture_text", SqlType::LargeBinary);
        Type::of([b"12".to_vec(), Vec::new()])
            .with_type(picture)
            .check(db)
            .await;
    });
}

#[test]
fn a_year_of_two_digits_is_refused() {
    on_each_database("vendor_year", async |db: &Database| {
        if !matches!(db.kind, Kind::MySql | Kind::MariaDb) {
            return;
        }
        Type::of([0_i16, 1999])
            .with_type(SqlType::Year)
            .check(db)
            .await;
        let error = Type::of([24_i16])
            .with_type(SqlType::Year)
            .refusal(db)
            .await;
        assert!(error.contains("would read 24 as another year"), "{error}");
    });
}

#[test]
fn a_text_that_is_no_label_is_refused() {
    on_each_database("vendor_labels", async |db: &Database| {
        if !matches!(db.kind, Kind::MySql | Kind::MariaDb) {
            return;
        }
        let labels = || {
            EnumType::new(
                "size".into(),
                vec!["a".into(), "b".into(), "c".into()].into(),
            )
        };
        let text = |text: &str| Type::of([text.to_owned()]);
        // The servers would store `a` for `1`, `a,b` for `3`, and `b` for `B`.
        for other in ["1", "B", "a ", "d"] {
            let label = text(other).with_type(SqlType::Enum(labels()));
            let error = label.refusal(db).await;
            assert!(error.contains("not one of the column's labels"), "{error}");
        }
        for other in ["3", "A", "b,a", "a,a", "a,", "d"] {
            let list = text(other).with_type(SqlType::Set(labels()));
            let error = list.refusal(db).await;
            assert!(
                error.contains("not a list of the column's labels"),
                "{error}"
            );
        }
        let known = ["", "a", "b,c", "a,b,c"].map(str::to_owned);
        Type::of(known)
            .with_type(SqlType::Set(labels()))
            .check(db)
            .await;
    });
}
