//! Numbers, dates and intervals.

use chrono::NaiveDate;
use rebis::core::value::Interval;
use rebis::core::{BinaryOp, Expr, Node, Value};
use rebis::prelude::*;
use rust_decimal::Decimal;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Item, PgSample, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    cases.add("add", select(User.age + 1));
    cases.add("subtract", select(User.age - 1));
    cases.add("multiply", select(User.age * 2));
    cases.add("modulo", select(User.age % 7));
    cases.add("negate", select(-User.age));
    cases.add("modulo_of_columns", users_where((User.age % User.id).eq(0)));
    cases.add("value_on_the_left", select(100 - User.age));
    cases.add(
        "add_columns",
        select(Expr::<Decimal>::from_node(Item.quantity.into_node()) * Item.price),
    );
    cases.add("add_decimal", select(User.balance + Decimal::new(150, 2)));
    cases.add(
        "arithmetic_in_order_by",
        select(User.id).order_by((User.age * -1).desc()),
    );
    divisions(cases);
    times(cases);
}

fn times(cases: &mut Cases) {
    cases.add(
        "datetime_minus_datetime",
        select(Sample.moment - Sample.moment.expr()),
    );
    cases.add(
        "datetime_plus_interval",
        select(Sample.moment + Interval::days(1)),
    );
    let seven = Node::binary(BinaryOp::Add, Sample.day.into_node(), Node::value_of(7));
    cases.add(
        "date_plus_integer",
        select(Expr::<NaiveDate>::from_node(seven)),
    );
    let new_year = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    cases.add("date_minus_date", select(Sample.day - new_year));
    cases.add("interval_times_integer", select(PgSample.length * 2));
    cases.add(
        "interval_plus_interval",
        select(PgSample.length + Interval::hours(1)),
    );
}

fn divisions(cases: &mut Cases) {
    cases.add("divide_integers", select(User.age.true_div(2)));
    cases.add("divide_integer_columns", select(User.age.true_div(User.id)));
    cases.add(
        "divide_integer_by_decimal",
        select(User.age.true_div(User.balance)),
    );
    cases.add(
        "divide_decimal_by_integer",
        select(User.balance.true_div(2)),
    );
    cases.add(
        "divide_double_by_integer",
        select(Sample.ratio.true_div(Sample.whole)),
    );
    cases.add(
        "divide_integer_by_double",
        select(Sample.whole.true_div(Sample.ratio)),
    );
    cases.add("divide_by_a_float_value", select(User.age.true_div(2.5)));
    cases.add(
        "divide_of_integer_division",
        select(User.age.true_div(User.id).true_div(2)),
    );
    let hundred = Expr::<i32>::from_node(Node::bind(Value::Int(100)));
    cases.add("divide_value_by_column", select(hundred.true_div(User.age)));
    cases.add("floor_divide_integers", select(User.age.floor_div(2)));
    cases.add(
        "floor_divide_decimals",
        select(User.balance.floor_div(Decimal::new(15, 1))),
    );
    cases.add(
        "floor_divide_integer_by_decimal",
        select(User.age.floor_div(User.balance)),
    );
    cases.add("floor_divide_doubles", select(Sample.ratio.floor_div(2.0)));
    cases.add("divide_a_sum", select((User.age + 1).true_div(User.id + 1)));
    cases.add(
        "floor_divide_in_a_product",
        select(User.age.floor_div(2) * 2),
    );
    cases.add(
        "divide_counts",
        select(func::count(User.age).true_div(func::count(User.id))),
    );
    let abs = |node: Node| func::custom::<i32>("abs", [node]);
    cases.add(
        "divide_functions_of_unknown_type",
        select(abs(User.age.into_node()).true_div(abs(User.id.into_node()))),
    );
}
