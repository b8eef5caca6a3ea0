//! CASE, CAST, EXTRACT, literals.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rebis::core::types::SqlType;
use rebis::core::value::Interval;
use rebis::core::{Expr, Node, extract, literal_column};
use rebis::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::Cases;
use super::build::{samples_where, users_where};
use crate::fixtures::{Mood, Order, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    searched_cases(cases);
    simple_cases(cases);
    case_types(cases);
    casts(cases);
    cast_types(cases);
    coercions(cases);
    extracts(cases);
    literals(cases);
}

fn searched_cases(cases: &mut Cases) {
    let old = User.age.gt(60);
    cases.add(
        "case_with_else",
        select(
            case()
                .when(old, "old")
                .when(User.age.gt(18), "adult")
                .else_("young"),
        ),
    );
    cases.add(
        "case_with_else_none",
        select(case().when(User.age.gt(18), 1).else_(None)),
    );
    let bob = case().when(User.name.eq("bob"), 0).else_(1);
    cases.add(
        "case_in_order_by",
        select(User.id).order_by((bob, User.name)),
    );
    let paid = case().when(Order.status.eq("paid"), Order.total);
    cases.add(
        "sum_of_a_case",
        select(func::sum(paid.else_(literal(0).type_coerce::<Decimal>())).label("paid")),
    );
    cases.add(
        "case_of_booleans",
        select(case().when(User.age.gt(18), true_()).else_(false_())),
    );
    cases.add(
        "case_of_a_list_is_refused",
        select(Expr::<i32>::from_node(Node::Invalid(
            "a list is no condition".into(),
        ))),
    );
}

fn simple_cases(cases: &mut Cases) {
    cases.add(
        "case_of_a_value",
        select(
            case_value(User.name)
                .when("alice", 1)
                .when("bob", 2)
                .else_(3),
        ),
    );
    cases.add(
        "case_of_a_value_with_expressions",
        select(case_value(User.id).when(1, User.name).when(2, User.email)),
    );
    let alice = literal("alice".to_owned()).type_coerce::<bool>();
    cases.add(
        "case_of_a_dictionary_without_a_value",
        select(case().when(alice, 1)),
    );
}

fn case_types(cases: &mut Cases) {
    let name = case().when(User.age.gt(18), User.name).else_("x");
    cases.add(
        "case_has_the_type_of_its_first_result",
        select(name.concat("!")),
    );
    let name = case().when(User.age.gt(18), null());
    let name = name.when(User.age.gt(10), User.name);
    cases.add("case_skips_null_for_its_type", select(name.concat("!")));
    let number = case().when(User.age.gt(18), User.age).else_(User.id);
    cases.add("case_of_integers_divided", select(number.true_div(2)));
}

const TEN: SqlType = SqlType::String { length: Some(10) };
const MONEY: SqlType = SqlType::Numeric {
    precision: Some(10),
    scale: Some(2),
};

fn casts(cases: &mut Cases) {
    cases.add(
        "cast_a_column",
        select(User.age.cast_as::<Option<String>>(TEN)),
    );
    cases.add(
        "cast_a_value",
        select(literal("5".to_owned()).cast::<i32>()),
    );
    let day = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    cases.add("cast_a_date", select(literal(day).cast::<NaiveDate>()));
    cases.add("cast_none", select(null_number().cast::<Option<i32>>()));
    cases.add(
        "cast_in_where",
        users_where(User.age.cast_as::<Option<String>>(TEN).eq("30")),
    );
    cases.add(
        "cast_of_a_comparison",
        select((User.id + User.age).cast::<Option<i32>>().label("x")),
    );
    cases.add(
        "cast_method",
        select(User.age.cast_as::<Option<Decimal>>(MONEY)),
    );
    let text = User.age.cast_as::<Option<String>>(TEN);
    cases.add("cast_of_a_cast", select(text.cast::<Option<i32>>()));
    cases.add("try_cast_a_column", select(User.name.try_cast::<i32>()));
}

fn cast_types(cases: &mut Cases) {
    let name = Sample.name;
    cases.add(
        "cast_to_integers",
        select((name.cast::<Option<i16>>(), name.cast::<Option<i64>>())).filter(Sample.id.lt(0)),
    );
    let whole = Sample.whole;
    cases.add(
        "cast_to_numbers",
        select((
            whole.cast_as::<Option<Decimal>>(MONEY),
            whole.cast::<Option<f32>>(),
            whole.cast::<Option<f64>>(),
        )),
    );
    let to_text = |sql_type| whole.cast_as::<Option<String>>(sql_type);
    let twenty = Some(20);
    cases.add(
        "cast_to_strings",
        select((
            to_text(SqlType::Text),
            to_text(SqlType::Unicode { length: twenty }),
            to_text(SqlType::String { length: twenty }),
        )),
    );
    cases.add(
        "cast_to_a_string_without_length",
        select(whole.cast::<Option<String>>()),
    );
    cases.add(
        "cast_to_dates",
        select((
            Sample.moment.cast::<Option<NaiveDate>>(),
            Sample.day.cast::<Option<NaiveDateTime>>(),
        )),
    );
    cases.add(
        "cast_to_a_time",
        select(Sample.moment.cast::<Option<NaiveTime>>()),
    );
    cases.add("cast_to_a_boolean", select(whole.cast::<Option<bool>>()));
    cases.add(
        "cast_to_json",
        select(whole.cast::<Option<Json>>()).filter(Sample.id.lt(0)),
    );
    cases.add("cast_to_bytes", select(name.cast::<Option<Vec<u8>>>()));
    let uuid = literal("12345678-1234-5678-1234-567812345678".to_owned());
    cases.add("cast_to_a_uuid", select(uuid.cast::<Uuid>()));
    cases.add(
        "cast_to_an_interval",
        select(literal("1 day".to_owned()).cast::<Interval>()),
    );
    cases.add(
        "cast_to_an_enum",
        select(literal("SAD".to_owned()).cast::<Mood>()),
    );
}

fn coercions(cases: &mut Cases) {
    let document = literal(json!({"a": 1})).type_coerce::<Json>();
    cases.add(
        "coerce_a_value",
        select(document.label("doc")).filter(literal_column::<i32>("1").eq(2)),
    );
    cases.add(
        "coerce_changes_operators",
        select(User.age.type_coerce::<Option<String>>().concat("x")),
    );
    cases.add(
        "coerce_in_a_comparison",
        users_where(User.name.type_coerce::<String>().eq("alice")),
    );
}

fn extracts(cases: &mut Cases) {
    let moment = Sample.moment;
    cases.add("extract_year", select(extract("year", moment)));
    cases.add(
        "extract_every_common_field",
        select((
            extract("year", moment).label("y"),
            extract("month", moment).label("m"),
            extract("day", moment).label("d"),
            extract("hour", moment).label("h"),
            extract("minute", moment).label("m"),
            extract("second", moment).label("s"),
        )),
    );
    cases.add(
        "extract_in_where",
        samples_where(extract("month", Sample.day).eq(1)),
    );
    cases.add("extract_day_of_week", select(extract("dow", moment)));
    cases.add("extract_epoch", select(extract("epoch", moment)));
    cases.add(
        "extract_an_unknown_field",
        select(extract("millennium", moment)),
    );
}

fn literals(cases: &mut Cases) {
    cases.add(
        "literals_of_several_types",
        select((
            literal(1),
            literal("a".to_owned()),
            literal(1.5),
            literal(true),
            User.id,
        )),
    );
    cases.add("literal_none", select((literal(None::<i32>), User.id)));
    cases.add(
        "literal_with_a_type",
        select((literal("5".to_owned()), User.id)),
    );
    cases.add(
        "literal_column_with_a_type",
        select(literal_column::<String>("'a'").concat("b")),
    );
    cases.add(
        "literal_column_with_percent",
        select((literal_column::<i32>("10 % 3"), User.id)),
    );
    cases.add(
        "literal_column_in_an_expression",
        select(literal_column::<i32>("1 + 2") * 3),
    );
    cases.add("null_in_the_select_list", select((null_number(), User.id)));
}

fn null_number() -> Expr<Option<i32>> {
    Expr::from_node(Node::Null)
}
