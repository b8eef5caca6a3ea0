//! Dates, times and amounts of time, from year 1 to 9999 and to the microsecond.

use rebis::core::value::{Date, DateTime, Interval, Time, TimeTz};
use rebis_tests::{Database, Kind, on_each_database};

use crate::harness::Type;

const DATES: [&str; 5] = [
    "0001-01-01",
    "1969-12-31",
    "1970-01-01",
    "2024-02-29",
    "9999-12-31",
];
const TIMES: [&str; 5] = [
    "00:00:00",
    "12:30:00.5",
    "23:59:59",
    "23:59:59.999999",
    "00:00:00.000001",
];

fn moments() -> Vec<String> {
    DATES
        .into_iter()
        .zip(TIMES)
        .map(|(date, time)| format!("{date} {time}"))
        .collect()
}

#[test]
fn neutral_types() {
    on_each_database("round_trip_moments", async |db: &Database| {
        Type::of(DATES.map(|text| Date::parse(text).unwrap()))
            .check(db)
            .await;
        Type::of(TIMES.map(|text| Time::parse(text).unwrap()))
            .check(db)
            .await;
        let moments = moments();
        let moments = moments.iter().map(|text| DateTime::parse(text).unwrap());
        Type::of(moments).check(db).await;
        if db.kind == Kind::Postgres {
            let zoned = [
                "12:00:00+00:00",
                "23:59:59.999999-08:00",
                "00:00:00+05:30",
                "01:02:03+15:59:59",
            ];
            Type::of(zoned.map(|text| TimeTz::parse(text).unwrap()))
                .check(db)
                .await;
        }
    });
}

#[test]
fn chrono_types() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    on_each_database("round_trip_chrono", async |db: &Database| {
        Type::of(DATES.map(|text| text.parse::<NaiveDate>().unwrap()))
            .check(db)
            .await;
        Type::of(TIMES.map(|text| text.parse::<NaiveTime>().unwrap()))
            .check(db)
            .await;
        let moments = moments();
        let naive = moments
            .iter()
            .map(|text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").unwrap());
        let naive: Vec<NaiveDateTime> = naive.collect();
        Type::of(naive.clone()).check(db).await;
        let utc: Vec<DateTime<Utc>> = naive.iter().map(NaiveDateTime::and_utc).collect();
        Type::of(utc.clone()).check(db).await;
        Type::of(utc.into_iter().map(DateTime::<FixedOffset>::from))
            .check(db)
            .await;
        let deltas = [
            0,
            1,
            -1,
            86_400_000_000,
            -90_000_000_000,
            3_600_000_000 * 838,
        ];
        Type::of(deltas.map(TimeDelta::microseconds))
            .check(db)
            .await;
        let nanosecond = NaiveTime::from_hms_nano_opt(1, 2, 3, 4).unwrap();
        let error = Type::of([nanosecond]).refusal(db).await;
        assert!(
            error.contains("01:02:03.000000004 cannot be stored"),
            "{error}"
        );
        let late = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        let error = Type::of([late]).refusal(db).await;
        assert!(error.contains("+10000-01-01 cannot be stored"), "{error}");
    });
}

#[test]
fn types_of_the_crate_time() {
    use time::macros::{date, datetime, time};
    on_each_database("round_trip_time", async |db: &Database| {
        Type::of([date!(0001 - 01 - 01), date!(9999 - 12 - 31)])
            .check(db)
            .await;
        Type::of([time!(0:00), time!(23:59:59.999999)])
            .check(db)
            .await;
        Type::of([
            datetime!(0001-01-01 0:00),
            datetime!(9999-12-31 23:59:59.999999),
        ])
        .check(db)
        .await;
        let instants = [
            datetime!(0001-01-01 0:00 UTC),
            datetime!(9999-12-31 23:59:59.999999 UTC),
        ];
        Type::of(instants).check(db).await;
        let durations = [0, 1, -1, 90_000_000_000];
        Type::of(durations.map(time::Duration::microseconds))
            .check(db)
            .await;
    });
}

#[test]
fn types_of_jiff() {
    use jiff::civil::{date, time};
    on_each_database("round_trip_jiff", async |db: &Database| {
        Type::of([date(1, 1, 1), date(9999, 12, 31)])
            .check(db)
            .await;
        Type::of([time(0, 0, 0, 0), time(23, 59, 59, 999_999_000)])
            .check(db)
            .await;
        let civil = [
            date(1, 1, 1).at(0, 0, 0, 0),
            date(9999, 12, 31).at(23, 59, 59, 0),
        ];
        Type::of(civil).check(db).await;
        let instants = ["0001-01-01T00:00:00Z", "9999-12-30T21:59:59.999999Z"];
        Type::of(instants.map(|text| text.parse::<jiff::Timestamp>().unwrap()))
            .check(db)
            .await;
        let durations = [0, 1, -1, 90_000_000_000];
        Type::of(durations.map(jiff::SignedDuration::from_micros))
            .check(db)
            .await;
    });
}

#[test]
fn amounts_of_time() {
    on_each_database("round_trip_intervals", async |db: &Database| {
        let days = [
            Interval::new(0, 0, 0),
            Interval::days(-1),
            Interval::new(0, 3, 1),
        ];
        Type::of(days).check(db).await;
        let seconds = [0, 1, 86_400, 86_401 * 365];
        Type::of(seconds.map(std::time::Duration::from_secs))
            .check(db)
            .await;
        let months = Type::of([Interval::new(-14, 3, 1), Interval::months(i32::MAX)]);
        match db.kind {
            Kind::Postgres => months.check(db).await,
            _ => {
                let error = months.refusal(db).await;
                assert!(error.contains("cannot store the interval"), "{error}");
            }
        }
    });
}

#[test]
fn years_before_the_first_are_for_postgresql() {
    on_each_database("round_trip_years", async |db: &Database| {
        let before = Type::of([Date::new(0, 2, 29).unwrap(), Date::new(-44, 3, 15).unwrap()]);
        match db.kind {
            Kind::Postgres => before.check(db).await,
            Kind::Sqlite => {
                let error = before.refusal(db).await;
                assert!(
                    error.contains("0000-02-29 is out of range: SQLite supports"),
                    "{error}"
                );
            }
            Kind::MySql | Kind::MariaDb => {
                let before = Type::of([Date::new(-44, 3, 15).unwrap()]);
                let error = before.refusal(db).await;
                assert!(error.contains("before the year 0"), "{error}");
            }
        }
    });
}
