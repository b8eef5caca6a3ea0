//! Columns of every supported type, written and read on every database.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Columns)]
struct Numbers {
    small: i16,
    normal: i32,
    large: i64,
    byte: u8,
    word: u16,
    single: f32,
    double: f64,
    #[column(sql_type = SqlType::Numeric { precision: Some(12), scale: Some(4) })]
    exact: Decimal,
    flag: bool,
}

#[derive(Clone, Debug, Model)]
#[model(table = "everything")]
struct Everything {
    #[column(primary_key)]
    id: Uuid,
    #[columns]
    numbers: Numbers,
    #[column(length = 100)]
    text: String,
    #[column(sql_type = Text)]
    long_text: String,
    bytes: Vec<u8>,
    date: NaiveDate,
    time: NaiveTime,
    moment: NaiveDateTime,
    instant: DateTime<Utc>,
    document: serde_json::Value,
    nothing: Option<i64>,
    #[column(length = 10)]
    no_text: Option<String>,
    no_date: Option<NaiveDate>,
    no_document: Option<serde_json::Value>,
    no_flag: Option<bool>,
}

fn numbers(extreme: bool) -> Numbers {
    if extreme {
        Numbers {
            small: i16::MIN,
            normal: i32::MAX,
            large: i64::MIN,
            byte: 0,
            word: u16::MAX,
            single: -1.5e20,
            double: 1e300,
            exact: "-0.0001".parse().unwrap(),
            flag: false,
        }
    } else {
        Numbers {
            small: -7,
            normal: 42,
            large: 1 << 40,
            byte: 200,
            word: 60_000,
            single: 0.5,
            double: 1.0 / 3.0,
            exact: "12345678.9012".parse().unwrap(),
            flag: true,
        }
    }
}

fn draft(id: Uuid, extreme: bool) -> impl rebis::orm::IntoDraft<Model = Everything> {
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let time = NaiveTime::from_hms_micro_opt(23, 59, 59, 123_456).unwrap();
    Everything::draft()
        .id(id)
        .numbers(numbers(extreme))
        .text("naïve ' \\ \" 🦀")
        .long_text("x".repeat(70_000))
        .bytes(vec![0, 1, 254, 255])
        .date(date)
        .time(time)
        .moment(date.and_time(time))
        .instant(date.and_time(time).and_utc())
        .document(json!({"a": [1, 2.5, null, "ü"], "b": {"c": true}}))
}

/// Values for all columns that are not the key; those that may be `NULL` are so in every other row.
fn assign(row: &mut Everything, number: u8) {
    let extreme = number.is_multiple_of(2);
    row.numbers = numbers(extreme);
    row.text = format!("'text' \\ 🦀 {number}");
    row.long_text = "ü".repeat(usize::from(number) * 1000);
    row.bytes = vec![number, 0, 254, 255];
    row.date = NaiveDate::from_ymd_opt(2025, 1, 1 + u32::from(number)).unwrap();
    row.time = NaiveTime::from_hms_micro_opt(number.into(), 0, 0, number.into()).unwrap();
    row.moment = row.date.and_time(row.time);
    row.instant = row.moment.and_utc();
    row.document = json!({"number": number});
    row.nothing = extreme.then(|| number.into());
    row.no_text = extreme.then(|| format!("text {number}"));
    row.no_date = extreme.then_some(row.date);
    row.no_document = extreme.then(|| json!([number]));
    row.no_flag = extreme.then_some(true);
}

#[test]
fn every_type_is_updated_in_a_group() {
    on_each_database("types_of_updates", async |db: &Database| {
        Registry::new((Everything,))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let ids: Vec<Uuid> = (0..6).map(Uuid::from_u128).collect();
        let mut session = db.session();
        let mut expected = Vec::new();
        for (id, number) in ids.iter().zip(0..) {
            session.add(draft(*id, false));
            session.flush().await.unwrap();
            let row = session.get(Everything, *id).await.unwrap().unwrap();
            assign(&mut row.edit(), number);
            expected.push(row);
        }
        session.flush().await.unwrap();
        // All columns change in all rows, from `NULL` and to it.
        for (row, number) in expected.iter().zip(7..) {
            assign(&mut row.edit(), number);
        }
        let recorder = db.record();
        session.commit().await.unwrap();
        let statements = match db.kind {
            Kind::Sqlite => 6,
            _ => 1,
        };
        assert_eq!(recorder.take_verbs(), vec!["UPDATE"; statements]);

        let mut fresh = db.session();
        for (id, number) in ids.iter().zip(7..) {
            let read = fresh.get(Everything, *id).await.unwrap().unwrap();
            let mut assigned = Everything::clone(&read);
            assign(&mut assigned, number);
            assert_eq!(format!("{:?}", *read), format!("{assigned:?}"));
        }
    });
}

#[test]
fn every_type_comes_back_as_it_went() {
    on_each_database("types", async |db: &Database| {
        Registry::new((Everything,))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let ids = [Uuid::from_u128(7), Uuid::from_u128(u128::MAX - 1)];
        let mut session = db.session();
        session.add(draft(ids[0], false));
        session.add(draft(ids[1], true));
        session.commit().await.unwrap();

        let mut fresh = db.session();
        for (id, extreme) in [(ids[0], false), (ids[1], true)] {
            let read = fresh.get(Everything, id).await.unwrap().unwrap();
            assert_eq!(read.id, id);
            assert_eq!(read.numbers, numbers(extreme));
            assert_eq!(read.text, "naïve ' \\ \" 🦀");
            assert_eq!(read.long_text.len(), 70_000);
            assert_eq!(read.bytes, [0, 1, 254, 255]);
            assert_eq!(read.date.to_string(), "2024-02-29");
            assert_eq!(read.time.to_string(), "23:59:59.123456");
            assert_eq!(read.moment.to_string(), "2024-02-29 23:59:59.123456");
            assert_eq!(read.instant.naive_utc(), read.moment);
            assert_eq!(read.document["a"][3], "ü");
            assert_eq!(read.document["b"]["c"], true);
            assert_eq!((read.nothing, read.no_flag), (None, None));
            assert_eq!(
                (&read.no_text, read.no_date, &read.no_document),
                (&None, None, &None)
            );
        }
        let found = select(Everything.id)
            .filter(Everything.numbers.exact.lt(Decimal::ZERO))
            .filter(
                Everything
                    .instant
                    .gt("2024-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap()),
            );
        assert_eq!(fresh.all(found).await.unwrap(), [ids[1]]);
    });
}
