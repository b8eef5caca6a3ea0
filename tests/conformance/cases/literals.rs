//! Values rendered as literals.

use chrono::{NaiveDate, NaiveTime};
use rebis::core::TypeRef;
use rebis::core::value::{Interval, Range};
use rebis::core::visit::Shared;
use rebis::core::{Expr, InList, InNode, Node, Value, bindparam, literal, tuple};
use rebis::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use super::Cases;
use super::build::{samples_where, users_where};
use crate::fixtures::{Keyword, Mood, PgSample, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    strings(cases);
    types(cases);
    clauses(cases);
}

fn strings(cases: &mut Cases) {
    let is = |name: &str| users_where(User.name.eq(name));
    cases.add_literal("strings", is("alice"));
    cases.add_literal("string_with_quotes", is("o'hara \"x\""));
    cases.add_literal("string_with_a_backslash", is(r"back\slash"));
    cases.add_literal("string_with_percent_and_colon", is("100% :x ?"));
    cases.add_literal("string_that_is_not_ascii", is("naïve ☃"));
}

fn types(cases: &mut Cases) {
    let stmt = select((literal(true).label("t"), literal(false).label("f"), User.id));
    cases.add_literal("booleans", stmt);
    let amount = Sample.amount.eq(Decimal::new(150, 2));
    cases.add_literal("decimals", samples_where(amount));
    cases.add_literal("floats", samples_where(Sample.ratio.gt(1.5)));
    let day = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    let clock = NaiveTime::from_hms_opt(3, 4, 5).unwrap();
    cases.add_literal("dates", samples_where(Sample.day.eq(day)));
    let moment = Sample.moment.eq(day.and_time(clock));
    cases.add_literal("datetimes", samples_where(moment));
    cases.add_literal("times", samples_where(Sample.clock.eq(clock)));
    let uid = Uuid::from_u128(0x12345678_1234_5678_1234_567812345678);
    cases.add_literal("uuids", samples_where(Sample.uid.eq(uid)));
    cases.add_literal("enums", samples_where(Sample.mood.eq(Mood::Happy)));
    let raw = samples_where(Sample.raw.eq(b"ab'c".to_vec()));
    cases.add_literal("literal_bytes", raw);
    let doc = Sample.doc.set(json!({ "a": "it's" }));
    let stmt = update(Sample).values(doc).filter(Sample.id.eq(1));
    cases.add_literal("literal_json_is_refused", stmt);
}

fn clauses(cases: &mut Cases) {
    cases.add_literal("literal_in", users_where(User.id.in_([1, 2, 3])));
    cases.add_literal("literal_in_nothing", users_where(User.id.in_([0; 0])));
    let rows = [(1, "a"), (2, "b")];
    let tuples = users_where(tuple((User.id, User.name)).in_(rows));
    cases.add_literal("literal_tuples_in", tuples);
    let one_or_none = Expr::from_node(Node::In(Shared::new(InNode {
        negated: false,
        operand: User.age.into_node(),
        list: InList::Values(vec![Value::Int(1), Value::Null]),
        sql_type: TypeRef::for_type::<i32>(),
    })));
    cases.add_literal("literal_in_with_none", users_where(one_or_none));
    let numbers = select(PgSample.id).filter(PgSample.numbers.eq(vec![1, 2]));
    cases.add_literal("literal_array", numbers);
    let span = select(PgSample.id).filter(PgSample.span.eq(Range::from(1..10)));
    cases.add_literal("literal_range_is_refused", span);
    let length = PgSample.length.eq(Interval::new(0, 1, 5_000_000));
    cases.add_literal("literal_interval", select(PgSample.id).filter(length));
    let none = select((literal(None::<i32>).label("x"), User.id));
    cases.add_literal("literal_none", none);
    let stmt = select(User.id).order_by(User.id).limit(5).offset(2);
    cases.add_literal("literal_limit", stmt);
    let row = (
        Keyword.id.set(10),
        Keyword.word.set("it's"),
        Keyword.uses.set(None),
    );
    cases.add_literal("literal_insert", insert(Keyword).values(row));
    let who = users_where(User.name.eq(bindparam("who")));
    cases.add_literal("literal_without_a_value", who);
    let stmt = text("SELECT id FROM users WHERE name = :name").bind("name", "it's");
    cases.add_literal("literal_in_text", stmt);
}
