//! A model of the types that PostgreSQL alone has, and of text in columns of such types.

use std::ops::Bound;

use chrono::{NaiveDate, TimeDelta};
use rebis::core::value::{Hstore, Inet, Interval, Jsonb, Multirange, Range, TsVector};
use rebis::prelude::*;
use serde_json::json;

use crate::parcel::{Size, model};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, day).unwrap()
}

model! { Special "specials":
    tags: Vec<String> = vec![vec![], texts(&["a", "b \"c\"", "{}"])];
    numbers: Vec<Option<i32>> = vec![vec![Some(1), None], vec![Some(-2)], vec![]];
    grid: Vec<Vec<i32>> = vec![vec![vec![1, 2], vec![3, 4]], vec![vec![5]]];
    doc: Jsonb = vec![Jsonb::from(json!({"n": 5})), Jsonb::from(json!([1, 2]))];
    span: Range<i32> = vec![Range::from(1..10), Range::from(5..6)];
    days: Range<NaiveDate> = vec![Range::new(Bound::Included(day(1)), Bound::Unbounded)];
    spans: Multirange<i64> = vec![[1..3, 5..8].into_iter().collect(), std::iter::once(1..2).collect()];
    stay: Interval = vec![Interval::new(1, 2, 3_000_000), Interval::new(0, -1, 0)];
    rest: TimeDelta = vec![TimeDelta::milliseconds(-90_500)];
    address: Inet = vec![Inet::new("192.168.0.0/16"), Inet::new("::1")];
    words: TsVector = vec![TsVector::new("'cat':1A,3 'it''s':2")];
    pairs: Hstore = vec![[("a", "1"), ("b \"", "=>")].into_iter().collect()];
    #[column(sql_type = Uuid)]
    token_as_text: String = texts(&["00000000-0000-0000-0000-000000000007"]);
    #[column(sql_type = Jsonb)]
    doc_as_text: String = texts(&["{\"a\": 1}", "[1]", "\"x\""]);
    #[column(sql_type = Json)]
    json_as_text: String = texts(&["{\"a\":  1}"]);
    #[column(sql_type = Size::sql_type())]
    size_as_text: String = texts(&["small", "large"]);
    #[column(sql_type = Inet)]
    address_as_text: String = texts(&["10.0.0.1", "10.0.0.0/8"]);
}

// Text that PostgreSQL reads, and gives back as something else.
model! { Spelled "spelled":
    #[column(sql_type = Date)]
    day_as_text: String = texts(&["2024-02-29"]);
    #[column(sql_type = DateTime { timezone: true })]
    instant_as_text: String = texts(&["2024-02-29 12:00:00+00"]);
    #[column(sql_type = TimeTz)]
    clock_as_text: String = texts(&["12:00:00+02"]);
    #[column(sql_type = Money)]
    money_as_text: String = texts(&["12.34", "-1"]);
    #[column(sql_type = Integer)]
    number_as_text: String = texts(&["42", "-7"]);
}

// Types that Rebis knows by name alone.
model! { Named "named":
    #[column(sql_type = Custom("CITEXT".into()))]
    citext: String = texts(&["Ann", "ann"]);
    #[column(sql_type = Custom("positive".into()))]
    domain: i32 = vec![1, 2];
    #[column(sql_type = Custom("short_name".into()))]
    text_domain: String = texts(&["a", "b"]);
    #[column(sql_type = Custom("MACADDR".into()))]
    hardware: String = texts(&["08:00:2b:01:02:03"]);
    #[column(sql_type = Custom("XML".into()))]
    xml: String = texts(&["<a>1</a>"]);
}
