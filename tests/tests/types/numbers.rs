//! Numbers and booleans, to their ends.

use bigdecimal::BigDecimal;
use rebis::core::SqlType;
use rebis::core::types::IntegerWidth;
use rebis::core::value::{Bits, Decimal};
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal as RustDecimal;

use crate::harness::Type;

const MONEY: SqlType = numeric(12, 2);

const fn numeric(precision: u32, scale: u32) -> SqlType {
    SqlType::Numeric {
        precision: Some(precision),
        scale: Some(scale),
    }
}

#[test]
fn integers() {
    on_each_database("round_trip_integers", async |db: &Database| {
        Type::of([i8::MIN, -1, 0, 1, i8::MAX]).check(db).await;
        Type::of([i16::MIN, -1, 0, 1, i16::MAX]).check(db).await;
        Type::of([i32::MIN, -1, 0, 1, i32::MAX]).check(db).await;
        Type::of([i64::MIN, -1, 0, 1, i64::MAX]).check(db).await;
        Type::of([0, 1, u8::MAX]).check(db).await;
        Type::of([0, 1, u16::MAX]).check(db).await;
        Type::of([0, 1, u32::MAX]).check(db).await;
        Type::of([0, 1, u64::MAX >> 1]).check(db).await;
        let widths = [
            (IntegerWidth::Tiny, 255),
            (IntegerWidth::Small, 65_535),
            (IntegerWidth::Medium, 16_777_215),
            (IntegerWidth::Normal, 4_294_967_295_i64),
        ];
        for (width, most) in widths {
            let unsigned = Type::of([0, most]).with_type(SqlType::Unsigned(width));
            unsigned.check(db).await;
        }
        let medium = Type::of([-8_388_608, 8_388_607]);
        medium.with_type(SqlType::MediumInteger).check(db).await;
        Type::of([1901_i16, 2155])
            .with_type(SqlType::Year)
            .check(db)
            .await;
    });
}

#[test]
fn the_largest_integers_are_for_mysql() {
    on_each_database("round_trip_u64", async |db: &Database| {
        let large = [(1_u64 << 63) - 1, 1 << 63, u64::MAX];
        if matches!(db.kind, Kind::MySql | Kind::MariaDb) {
            Type::of(large).check(db).await;
            return;
        }
        let error = Type::of(large).refusal(db).await;
        assert!(
            error.contains("9223372036854775808 is out of the range of"),
            "{error}"
        );
        if db.kind == Kind::Postgres {
            let large = Type::of(large).with_type(numeric(20, 0));
            large.not_alone().check(db).await;
        }
    });
}

#[test]
fn booleans() {
    on_each_database("round_trip_booleans", async |db: &Database| {
        Type::of([true, false]).check(db).await;
    });
}

#[test]
fn floating_point_numbers() {
    on_each_database("round_trip_floats", async |db: &Database| {
        let doubles = [
            0.0,
            0.1,
            -1.5,
            1.0 / 3.0,
            f64::MIN,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::EPSILON,
            1e300,
            9_007_199_254_740_993.0,
        ];
        Type::of(doubles).check(db).await;
        let singles = [
            0.0_f32,
            0.1,
            -1.5,
            1.0 / 3.0,
            f32::MIN,
            f32::MAX,
            f32::MIN_POSITIVE,
        ];
        Type::of(singles).check(db).await;
        match db.kind {
            Kind::Postgres => {
                Type::of([f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
                    .check(db)
                    .await;
                Type::of([f32::NAN, f32::INFINITY, f32::NEG_INFINITY])
                    .check(db)
                    .await;
                let error = Type::of([0.1_f64])
                    .with_type(SqlType::Float)
                    .refusal(db)
                    .await;
                assert!(
                    error.contains("0.1 has more digits than a single-precision number"),
                    "{error}"
                );
            }
            Kind::Sqlite => {
                Type::of([f64::INFINITY, f64::NEG_INFINITY])
                    .no_literal()
                    .check(db)
                    .await;
                let error = Type::of([f64::NAN]).refusal(db).await;
                assert!(error.contains("SQLite cannot store NaN"), "{error}");
            }
            Kind::MySql | Kind::MariaDb => {
                for double in [f64::NAN, f64::INFINITY] {
                    let error = Type::of([double]).refusal(db).await;
                    assert!(error.contains("MySQL cannot store the number"), "{error}");
                }
            }
        }
    });
}

#[test]
fn decimals() {
    on_each_database("round_trip_decimals", async |db: &Database| {
        let parse = |text: &str| text.parse::<Decimal>().unwrap();
        let prices = [
            "0.00",
            "0.01",
            "-0.10",
            "9999999999.99",
            "-9999999999.99",
            "1.50",
        ];
        Type::of(prices.map(parse)).with_type(MONEY).check(db).await;
        let prices = prices.map(|text| text.parse::<RustDecimal>().unwrap());
        Type::of(prices).with_type(MONEY).check(db).await;
        let long = [
            "1234567890123456789012345678.0123456789",
            "-9999999999999999999999999999.9999999999",
            "0.0000000001",
        ];
        let big = Type::of(long.map(|text| text.parse::<BigDecimal>().unwrap()));
        let big = big.with_type(numeric(38, 10));
        if db.kind == Kind::Sqlite {
            let error = big.refusal(db).await;
            assert!(
                error.contains("has more than 15 significant digits"),
                "{error}"
            );
            return;
        }
        big.check(db).await;
        if db.kind == Kind::Postgres {
            let any = ["NaN", "Infinity", "-Infinity", "1e0"].map(|text| text.replace("e0", ""));
            let any = any.map(|text| parse(&text));
            Type::of(any).check(db).await;
            let digits = "9".repeat(1000);
            let long = [format!("{digits}.{digits}"), format!("-0.{digits}")];
            Type::of(long.map(|text| parse(&text))).check(db).await;
        }
    });
}

#[test]
fn strings_of_bits() {
    on_each_database("round_trip_bits", async |db: &Database| {
        let bits = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        let nine: Vec<Bits> = bits(&["000000000", "111111111", "100000001"]);
        let nine = Type::of(nine).with_type(SqlType::Bit { length: 9 });
        match db.kind {
            Kind::Sqlite => {}
            Kind::Postgres => {
                nine.check(db).await;
                let any: Vec<Bits> = bits(&["", "0", "1", "1010101010101010101"]);
                Type::of(any).check(db).await;
            }
            // A parameter is bytes there, unless a column of bits is beside it.
            Kind::MySql | Kind::MariaDb => {
                nine.not_alone().check(db).await;
                let large: Vec<Bits> = vec![Bits::from_number(u64::MAX, 64).unwrap()];
                let large = Type::of(large).with_type(SqlType::Bit { length: 64 });
                large.not_alone().check(db).await;
                let integers = Type::of([0_u64, 1 << 63, u64::MAX]);
                integers
                    .with_type(SqlType::Bit { length: 64 })
                    .check(db)
                    .await;
                Type::of([true, false])
                    .with_type(SqlType::Bit { length: 1 })
                    .check(db)
                    .await;
            }
        }
    });
}
