//! Results have the types that SQL gives them, and values that do not fit are refused.

use chrono::{NaiveDate, NaiveDateTime};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal;

use crate::{Item, create, date, dec, items};

#[derive(Clone, Debug, Table)]
#[table(name = "counters")]
struct Counter {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    small: i16,
    normal: i32,
    wide: u32,
    big: i64,
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(2) })]
    price: Decimal,
}

async fn counters(db: &Database) -> Connection {
    let mut connection = create::<Counter>(db).await;
    let rows = (0..4).map(|id| {
        (
            (Counter.id.set(id), Counter.small.set(30_000)),
            (
                Counter.normal.set(2_000_000_000),
                Counter.wide.set(4_000_000_000),
            ),
            (Counter.big.set(1 << 60), Counter.price.set(dec("0.01"))),
        )
    });
    connection
        .execute(insert(Counter).rows(rows))
        .await
        .unwrap();
    connection.commit().await.unwrap();
    connection
}

#[test]
fn a_sum_is_a_number_of_a_larger_type() {
    on_each_database("results_sums", async |db: &Database| {
        let mut connection = counters(db).await;
        let shown = |sum: Option<String>| sum.unwrap_or_default();
        let sum = connection
            .one(select(func::sum(Counter.small)))
            .await
            .unwrap();
        assert_eq!(shown(sum.map(|sum| sum.to_string())), "120000");
        let sum = connection
            .one(select(func::sum(Counter.normal)))
            .await
            .unwrap();
        assert_eq!(shown(sum.map(|sum| sum.to_string())), "8000000000");
        let sum = connection
            .one(select(func::sum(Counter.wide)))
            .await
            .unwrap();
        assert_eq!(shown(sum.map(|sum| sum.to_string())), "16000000000");
        let two = select(func::sum(Counter.big)).filter(Counter.id.lt(2));
        let sum = connection.one(two).await.unwrap();
        assert_eq!(
            shown(sum.map(|sum| sum.to_string())),
            (2_i64 << 60).to_string()
        );
        let over = select(func::sum(Counter.normal).over()).limit(1);
        let sum = connection.one(over).await.unwrap();
        assert_eq!(shown(sum.map(|sum| sum.to_string())), "8000000000");
        let none = select(func::sum(Counter.normal)).filter(Counter.id.lt(0));
        assert!(connection.one(none).await.unwrap().is_none());
    });
}

#[test]
fn a_sum_beyond_64_bits_is_a_decimal_or_refused() {
    on_each_database("results_sum_of_many", async |db: &Database| {
        let mut connection = counters(db).await;
        let exact = (4_i128 << 60) * 2;
        let doubled = select(func::sum(Counter.big) + func::sum(Counter.big));
        let outcome = connection.one(doubled).await;
        match db.kind {
            // "If any input to sum() is neither an integer nor NULL …; an integer overflow error is
            // thrown if all inputs are integers".
            Kind::Sqlite => assert!(outcome.is_err(), "{outcome:?}"),
            _ => assert_eq!(outcome.unwrap().unwrap().to_string(), exact.to_string()),
        }
    });
}

#[test]
fn a_mean_of_decimals_keeps_their_digits() {
    on_each_database("results_means", async |db: &Database| {
        let mut connection = items(db).await;
        let mean = select(func::avg(Item.price)).filter(Item.id.in_([1, 3]));
        let mean = connection.one(mean).await.unwrap().unwrap();
        let mean: Decimal = mean.to_string().parse().unwrap();
        assert_eq!(mean, dec("0.2"));
        let mean = select(func::avg(Item.quantity)).filter(Item.id.in_([2, 3]));
        let mean = connection.one(mean).await.unwrap().unwrap();
        let mean: f64 = mean.to_string().parse().unwrap();
        assert!((mean - 11.5).abs() < 1e-9, "{mean}");
    });
}

#[test]
fn a_result_that_its_type_does_not_hold_is_an_error() {
    on_each_database("results_overflows", async |db: &Database| {
        let mut connection = counters(db).await;
        let outcome = connection.all(select(Counter.small + Counter.small)).await;
        assert!(outcome.is_err(), "{outcome:?}");
        let outcome = connection
            .all(select(Counter.normal * Counter.normal))
            .await;
        assert!(outcome.is_err(), "{outcome:?}");
        let outcome = connection.all(select(Counter.big * Counter.big)).await;
        assert!(outcome.is_err(), "{outcome:?}");
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "measures")]
struct Measure {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    value: Option<f64>,
    day: Option<NaiveDate>,
    moment: Option<NaiveDateTime>,
}

#[test]
fn what_is_no_number_is_kept_or_refused() {
    on_each_database("results_nan", async |db: &Database| {
        let mut connection = create::<Measure>(db).await;
        for (id, value) in [(1, f64::NAN), (2, f64::INFINITY), (3, f64::NEG_INFINITY)] {
            let stmt = insert(Measure).values((Measure.id.set(id), Measure.value.set(value)));
            let outcome =
                connection.begin_nested(async |connection| connection.execute(stmt).await);
            let read = select(Measure.value).filter(Measure.id.eq(id));
            match outcome.await {
                Ok(_) => {
                    let read = connection
                        .one(read)
                        .await
                        .unwrap()
                        .expect("NULL instead of a number");
                    assert_eq!(read.is_nan(), value.is_nan());
                    assert!(value.is_nan() || read.total_cmp(&value).is_eq());
                }
                Err(error) => {
                    assert_ne!(db.kind, Kind::Postgres, "{error}");
                    assert!(connection.all(read).await.unwrap().is_empty());
                }
            }
            let selected = select(literal(value)).select_from(Measure).limit(1);
            let outcome =
                connection.begin_nested(async |connection| connection.all(selected).await);
            if let Ok(rows) = outcome.await {
                assert!(rows.iter().all(|row| row.is_nan() == value.is_nan()));
            }
        }
    });
}

#[test]
fn a_day_that_cannot_be_read_is_not_written() {
    on_each_database("results_days", async |db: &Database| {
        let mut connection = create::<Measure>(db).await;
        let days = [
            NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap(),
            NaiveDate::from_ymd_opt(0, 12, 31).unwrap(),
            NaiveDate::from_ymd_opt(-44, 3, 15).unwrap(),
            NaiveDate::MAX,
            NaiveDate::MIN,
        ];
        for (day, id) in days.into_iter().zip(1..) {
            let moment = day.and_hms_opt(12, 0, 0).unwrap();
            for row in [
                vec![Measure.id.set(id), Measure.day.set(day)],
                vec![Measure.id.set(100 + id), Measure.moment.set(moment)],
            ] {
                let stmt = insert(Measure).values(row);
                let outcome =
                    connection.begin_nested(async |connection| connection.execute(stmt).await);
                if let Err(error) = outcome.await {
                    assert_ne!(error.code(), "connection-lost", "{error}");
                }
            }
            let read = select(Measure.day).filter(Measure.id.eq(id));
            assert!(
                connection
                    .all(read)
                    .await
                    .unwrap()
                    .iter()
                    .all(|read| *read == Some(day))
            );
            let read = select(Measure.moment).filter(Measure.id.eq(100 + id));
            assert!(
                connection
                    .all(read)
                    .await
                    .unwrap()
                    .iter()
                    .all(|read| *read == Some(moment))
            );
        }
        for day in ["0001-01-01", "9999-12-31"] {
            let stmt = insert(Measure).values((Measure.id.set(200), Measure.day.set(date(day))));
            connection.execute(stmt).await.unwrap();
            let read = select(Measure.day).filter(Measure.id.eq(200));
            assert_eq!(connection.one(read).await.unwrap(), Some(date(day)));
            connection
                .execute(delete(Measure).filter(Measure.id.eq(200)))
                .await
                .unwrap();
        }
    });
}

#[test]
fn statements_that_change_no_rows_count_none() {
    on_each_database("results_rowcount", async |db: &Database| {
        let mut connection = items(db).await;
        connection
            .execute(update(Item).values(Item.quantity.set(1)))
            .await
            .unwrap();
        for sql in ["CREATE TABLE other (id INTEGER)", "DROP TABLE other"] {
            let result = connection.execute(text(sql).columns::<()>()).await.unwrap();
            assert_eq!(result.rows_affected(), 0, "{sql}");
        }
        connection.commit().await.unwrap();
    });
}

#[test]
fn literals_of_each_kind_come_back() {
    on_each_database("results_literals", async |db: &Database| {
        let mut connection = items(db).await;
        let moment: NaiveDateTime = "2024-02-29T23:59:59.123456".parse().unwrap();
        let stmt = select((
            (
                literal(date("2024-02-29")),
                literal(moment),
                literal(moment.and_utc()),
            ),
            (literal(moment.time()), literal(dec("12345.678901"))),
            (literal(true), literal(false), literal(None::<bool>)),
            (
                literal(None::<String>),
                literal(None::<NaiveDate>),
                literal(None::<Decimal>),
            ),
            (
                literal(vec![0_u8, 255]),
                literal("text".to_owned()),
                literal(0.1),
            ),
        ));
        let row = connection
            .one(stmt.select_from(Item).limit(1))
            .await
            .unwrap();
        assert_eq!(row.0, (date("2024-02-29"), moment, moment.and_utc()));
        assert_eq!(row.1, (moment.time(), dec("12345.678901")));
        assert_eq!(row.2, (true, false, None));
        assert_eq!(row.3, (None, None, None));
        assert_eq!(row.4, (vec![0, 255], "text".to_owned(), 0.1));
    });
}
