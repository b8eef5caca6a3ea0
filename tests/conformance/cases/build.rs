//! The helpers of `prelude.py`.

use rebis::core::{Expr, Node, Select, Value};
use rebis::prelude::*;
use rust_decimal::Decimal;

use crate::fixtures::{PgSample, Sample, User};

/// Users of whom a condition is true.
pub(super) fn users_where(condition: Expr<bool>) -> Select<i32> {
    select(User.id).filter(condition)
}

/// A whole number where a decimal is compared or set.
pub(super) fn whole(number: i64) -> Expr<Decimal> {
    Expr::from_node(Node::bind(Value::Int(number)))
}

/// Samples of which a condition is true.
pub(super) fn samples_where(condition: Expr<bool>) -> Select<i32> {
    select(Sample.id).filter(condition)
}

/// Ten, comparable with an amount.
pub(super) fn ten() -> Expr<rust_decimal::Decimal> {
    Expr::from_node(Node::bind(Value::Int(10)))
}

/// Samples of PostgreSQL of which a condition is true.
pub(super) fn pg_samples_where(condition: Expr<bool>) -> Select<i32> {
    select(PgSample.id).filter(condition)
}
