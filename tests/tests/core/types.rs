//! Values of each type, written, read and compared.

use chrono::{NaiveDate, NaiveTime};
use rebis::core::Record;
use rebis::core::error::DatabaseErrorKind;
use rebis::core::schema::{ColumnDef, MetaData, Table as RuntimeTable};
use rebis::core::value::{Decimal, Json};
use rebis::prelude::*;
use rebis_tests::models::PostStatus;
use rebis_tests::{Database, Kind, on_each_database};

use crate::all_types::{AllOptions, AllTypes, high_values, insert_row, low_values, moment};
use crate::harness::{Line, create, kind_of};

#[test]
fn decimals_are_exact_and_divide_with_a_fraction() {
    on_each_database("core_decimals", async |db: &Database| {
        let mut connection = create(db, Line::table()).await;
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let line = |id: i64, price: &str| {
            (
                Line.id.set(id),
                Line.price.set(decimal(price)),
                Line.quantity.set(3),
            )
        };
        let rows = [line(1, "5"), line(2, "0.10"), line(3, "-12345678.91")];
        connection.execute(insert(Line).rows(rows)).await.unwrap();
        let number = |value: &Decimal| value.as_str().parse::<f64>().unwrap();
        let prices = connection
            .all(select(Line.price).order_by(Line.id))
            .await
            .unwrap();
        assert_eq!(
            prices.iter().map(number).collect::<Vec<_>>(),
            [5.0, 0.1, -12_345_678.91]
        );
        if db.kind != Kind::Sqlite {
            assert_eq!(prices[1], decimal("0.10"));
        }
        let half = select(Line.price / decimal("2")).filter(Line.id.eq(1));
        assert_eq!(number(&connection.one(half).await.unwrap()), 2.5);
        let cheap = select(Line.id).filter(Line.price.eq(decimal("0.1")));
        assert_eq!(connection.all(cheap).await.unwrap(), [2]);
        let sum = connection
            .one(select(func::sum(Line.price)))
            .await
            .unwrap()
            .unwrap();
        assert!((number(&sum) + 12_345_673.81).abs() < 1e-6, "{sum}");
    });
}

#[test]
fn each_type_comes_back_as_it_was() {
    on_each_database("core_types", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        for row in [low_values(), high_values()] {
            insert_row(&mut connection, &row).await.unwrap();
            let stmt = select(AllTypes).filter(AllTypes.id.eq(row.id));
            let mut found = connection.one(stmt).await.unwrap();
            if db.kind == Kind::Sqlite {
                // SQLite keeps the number, not its text.
                let number = |value: &Decimal| value.as_str().parse::<f64>().unwrap();
                assert_eq!(number(&found.price), number(&row.price));
                found.price = row.price.clone();
            }
            assert_eq!(found, row);
        }
    });
}

#[test]
fn each_type_can_be_null() {
    on_each_database("core_nulls", async |db: &Database| {
        let mut connection = create(db, AllOptions::table()).await;
        let nulls = AllOptions {
            id: 1,
            ..AllOptions::default()
        };
        insert_row(&mut connection, &nulls).await.unwrap();
        let some = AllOptions {
            id: 2,
            flag: Some(true),
            small: Some(-1),
            medium: Some(-1),
            large: Some(-1),
            byte: Some(1),
            word: Some(1),
            count: Some(1),
            single: Some(0.5),
            double: Some(0.5),
            name: Some("x".to_owned()),
            blob: Some(vec![0]),
            day: Some("2024-02-29".parse().unwrap()),
            time: Some("12:30:00".parse().unwrap()),
            moment: Some(moment("2024-02-29T12:30:00.5")),
            instant: Some(moment("2024-02-29T12:30:00.5").and_utc()),
            uuid: Some([7; 16]),
            price: Some("1.125".parse().unwrap()),
            json: Some(Json::new("[1]")),
        };
        insert_row(&mut connection, &some).await.unwrap();
        let rows = connection
            .all(select(AllOptions).order_by(AllOptions.id))
            .await
            .unwrap();
        assert_eq!(rows, [nulls, some]);
        let empty = select(AllOptions.id).filter(
            AllOptions.flag.is_null()
                & AllOptions.day.is_null()
                & AllOptions.json.is_null()
                & AllOptions.uuid.is_null(),
        );
        assert_eq!(connection.all(empty).await.unwrap(), [1]);
    });
}

#[test]
fn each_type_can_be_compared_with_a_value() {
    on_each_database("core_type_comparisons", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        insert_row(&mut connection, &low_values()).await.unwrap();
        let row = high_values();
        insert_row(&mut connection, &row).await.unwrap();
        let conditions = [
            AllTypes.flag.eq(row.flag),
            AllTypes.small.eq(row.small),
            AllTypes.medium.eq(row.medium),
            AllTypes.large.eq(row.large),
            AllTypes.byte.eq(row.byte),
            AllTypes.word.eq(row.word),
            AllTypes.count.eq(row.count),
            AllTypes.double.eq(row.double),
            AllTypes.name.eq(&row.name),
            AllTypes.body.eq(&row.body),
            AllTypes.blob.eq(&row.blob),
            AllTypes.day.eq(row.day),
            AllTypes.time.eq(row.time),
            AllTypes.moment.eq(row.moment),
            AllTypes.instant.eq(row.instant),
            AllTypes.uuid.eq(row.uuid),
            AllTypes.price.eq(&row.price),
            AllTypes.status.eq(row.status),
            AllTypes.day.gt("2000-01-01".parse::<NaiveDate>().unwrap()),
            AllTypes.moment.ge(row.moment),
            AllTypes.uuid.in_([row.uuid]),
            AllTypes
                .status
                .in_([PostStatus::Archived, PostStatus::Published]),
            AllTypes
                .time
                .between("12:00:00".parse::<NaiveTime>().unwrap(), row.time),
        ];
        for condition in conditions {
            let stmt = select(AllTypes.id).filter(condition);
            let found = connection.all(&stmt).await;
            assert_eq!(
                found.unwrap_or_else(|error| panic!("{error}")),
                [2],
                "{stmt}"
            );
        }
    });
}

#[test]
fn a_number_that_the_column_cannot_hold_is_an_error() {
    on_each_database("core_out_of_range", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        // The same columns, with wider types than they have.
        let wide = |name: &str| AllTypes::table().column::<i64>(name).unwrap();
        insert_row(&mut connection, &high_values()).await.unwrap();
        connection.commit().await.unwrap();
        for (name, value) in [
            ("small", 40_000),
            ("medium", 3_000_000_000),
            ("small", i64::MIN),
        ] {
            let stmt = update(AllTypes).values(wide(name).set(value));
            match connection.execute(stmt).await {
                Err(error) => assert_eq!(kind_of(&error), DatabaseErrorKind::DataError, "{error}"),
                // SQLite holds any integer in any column, and reading it is the error.
                Ok(_) => {
                    assert_eq!(db.kind, Kind::Sqlite);
                    let error = connection.all(select(AllTypes)).await.unwrap_err();
                    assert_eq!(error.code(), "decode");
                    assert!(error.to_string().contains(&value.to_string()), "{error}");
                }
            }
            connection.rollback().await.unwrap();
        }
        let error = connection.execute(update(AllTypes).values(AllTypes.name.set("x".repeat(101))));
        match error.await {
            Err(error) => assert_eq!(kind_of(&error), DatabaseErrorKind::DataError, "{error}"),
            Ok(_) => assert_eq!(db.kind, Kind::Sqlite),
        }
        connection.rollback().await.unwrap();
        let negative = text("SELECT -1").columns::<u8>();
        assert_eq!(connection.one(negative).await.unwrap_err().code(), "decode");
        let large = text("SELECT 256").columns::<u8>();
        assert_eq!(connection.one(large).await.unwrap_err().code(), "decode");
    });
}

#[test]
fn an_unknown_label_of_an_enumeration_is_an_error() {
    on_each_database("core_enums", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let stmt = text("SELECT :label")
            .bind("label", "burnt")
            .columns::<PostStatus>();
        let error = connection.one(stmt).await.unwrap_err();
        assert_eq!(error.code(), "decode");
        assert!(error.to_string().contains("burnt"), "{error}");
    });
}

#[test]
fn two_tables_can_share_an_enumeration() {
    on_each_database("core_shared_enum", async |db: &Database| {
        let table = |name: &str| {
            RuntimeTable::new(name)
                .with_column(ColumnDef::for_type::<i64>("id").primary_key())
                .with_column(ColumnDef::for_type::<PostStatus>("status"))
                .with_column(ColumnDef::for_type::<PostStatus>("old_status"))
        };
        let metadata = MetaData::new()
            .with_table(table("drafts"))
            .with_table(table("papers"));
        for _ in 0..2 {
            metadata.create_all(&db.engine).await.unwrap();
            metadata.drop_all(&db.engine).await.unwrap();
        }
    });
}
