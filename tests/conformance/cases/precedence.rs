//! Parentheses, where precedence and associativity ask for them.

use rebis::core::Expr;
use rebis::core::compile::Precedence;
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Address, Order, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    arithmetic(cases);
    conditions(cases);
    strings(cases);
    named_operators(cases);
    cases.add(
        "function_of_a_sum",
        select(func::custom::<i32>(
            "abs",
            [(User.id - User.age).into_node()],
        )),
    );
    cases.add(
        "scalar_subquery_in_a_product",
        select(User.id.nullable() * select(func::max(Order.id)).scalar_subquery()),
    );
    cases.add(
        "exists_in_a_comparison",
        users_where(exists_where(Address.user_id.eq(User.id)).eq(User.is_active)),
    );
    cases.add(
        "cast_in_a_sum",
        select(User.name.cast::<i32>() + 1).filter(User.id.lt(0)),
    );
    cases.add(
        "case_in_a_comparison",
        users_where(case().when(User.age.gt(18), 1).else_(0).eq(1)),
    );
    cases.add(
        "label_in_a_product",
        select((User.id + User.age).label("x").expr() * 2),
    );
}

fn arithmetic(cases: &mut Cases) {
    cases.add("add_then_multiply", select((User.id + User.age) * 2));
    cases.add("multiply_then_add", select(User.id * 2 + User.age));
    cases.add("subtract_on_the_left", select(User.id - 1 - User.age));
    cases.add("subtract_on_the_right", select(User.id - (User.age - 1)));
    cases.add("subtract_a_sum", select(User.id - (User.age + 1)));
    cases.add("multiply_on_the_right", select(User.id * (User.age * 2)));
    cases.add("divide_on_the_left", select(Sample.ratio / 2.0 / 4.0));
    cases.add(
        "divide_on_the_right",
        select(Sample.ratio / (Sample.ratio / 2.0)),
    );
    cases.add("modulo_of_a_sum", select((User.id + 1) % 2));
    cases.add("negate_a_sum", select(-(User.id + User.age)));
    cases.add("negate_a_column_in_a_product", select(-User.id * User.age));
    cases.add("negate_on_the_right", select(User.id - -User.age));
}

fn conditions(cases: &mut Cases) {
    cases.add(
        "and_of_not_or",
        users_where(User.id.eq(1) & !(User.age.eq(1) | User.age.eq(2))),
    );
    cases.add(
        "or_of_or_and",
        users_where(User.id.eq(1) | (User.age.eq(1) & (User.age.eq(2) | User.id.eq(3)))),
    );
    cases.add(
        "comparison_in_a_comparison",
        users_where(User.id.eq(1).eq(User.age.eq(2))),
    );
    cases.add(
        "is_null_of_a_comparison",
        users_where(User.age.gt(18).is(None)),
    );
    let both = || User.id.eq(1) & User.age.eq(2);
    cases.add("is_null_of_a_junction", users_where(both().is_null()));
    cases.add("eq_of_a_junction", users_where(User.is_active.eq(both())));
    cases.add("in_of_a_sum", users_where((User.id + 1).in_([1, 2])));
    cases.add(
        "eq_of_an_in",
        users_where(User.is_active.eq(User.id.in_([1, 2]))),
    );
    cases.add(
        "not_in_beside_and",
        users_where(User.id.not_in([1, 2]) & User.age.eq(3)),
    );
    cases.add(
        "between_of_sums",
        users_where((User.id + 1).between(User.age - 1, User.age + 1)),
    );
    cases.add(
        "between_of_booleans",
        users_where(User.id.between(1, 2).eq(User.age.gt(3))),
    );
    cases.add(
        "is_null_of_a_sum_in_or",
        users_where((User.id + User.age).is_null() | User.id.eq(1)),
    );
    cases.add(
        "distinct_from_of_a_sum",
        users_where((User.id + 1).is_distinct_from(User.age)),
    );
}

fn strings(cases: &mut Cases) {
    cases.add(
        "like_of_a_concat",
        users_where((User.name + User.fullname).like("a%")),
    );
    cases.add(
        "like_with_a_concat",
        users_where(User.name.like(User.fullname + "%")),
    );
    cases.add("concat_of_three", select(User.name + " " + User.fullname));
    cases.add(
        "comparison_of_a_collation",
        select(User.name.collate("NOCASE").eq("x").label("same")),
    );
    cases.add(
        "collation_of_a_concat",
        select((User.name + User.fullname).collate("NOCASE")),
    );
    cases.add(
        "descending_collation",
        select(User.id).order_by(User.name.collate("NOCASE").desc()),
    );
}

fn named_operators(cases: &mut Cases) {
    let masked =
        |precedence| -> Expr<i32> { (User.id + User.age).op("&").precedence(precedence).apply(1) };
    cases.add(
        "custom_operator_in_a_sum",
        select(User.id.op("<<").apply(1) + User.age),
    );
    cases.add(
        "custom_operator_of_a_sum",
        select((User.id + User.age).op("&").apply(1)),
    );
    cases.add(
        "custom_operator_with_precedence",
        select(masked(Precedence::SUM)),
    );
}
