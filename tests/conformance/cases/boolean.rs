//! AND, OR, NOT, constants, and booleans as conditions.

use rebis::core::Expr;
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Address, User};

fn adult() -> Expr<bool> {
    User.age.gt(18)
}

fn is_alice() -> Expr<bool> {
    User.name.eq("alice")
}

pub(super) fn cases(cases: &mut Cases) {
    junctions(cases);
    negation(cases);
    bare_booleans(cases);
    folding(cases);
    constants(cases);
}

fn junctions(cases: &mut Cases) {
    cases.add("and_of_two", users_where(and([adult(), is_alice()])));
    cases.add("or_of_two", users_where(or([adult(), is_alice()])));
    cases.add("and_operator", users_where(adult() & is_alice()));
    cases.add(
        "or_inside_and",
        users_where(adult() & (is_alice() | User.name.eq("bob"))),
    );
    cases.add(
        "and_inside_or",
        users_where(adult() | (is_alice() & User.id.eq(1))),
    );
    cases.add(
        "and_of_and_is_flat",
        users_where(and([adult(), and([is_alice(), User.id.eq(1)])])),
    );
    cases.add("and_of_one", users_where(and([adult()])));
    cases.add(
        "or_of_one_inside_and",
        users_where(and([User.id.eq(1), or([adult()])])),
    );
    cases.add("and_of_none_is_deprecated", users_where(and([])));
    cases.add(
        "or_of_ands",
        users_where(or([
            and([User.id.eq(1), User.age.eq(2)]),
            and([User.id.eq(3), User.age.eq(4)]),
        ])),
    );
}

fn negation(cases: &mut Cases) {
    cases.add("not_eq", users_where(!is_alice()));
    cases.add("not_lt", users_where(!User.age.lt(30)));
    cases.add("not_not", users_where(not(not(is_alice()))));
    cases.add("not_like", users_where(!User.name.like("a%")));
    cases.add("not_in", users_where(!User.id.in_([1, 2])));
    cases.add("not_of_not_in", users_where(!User.id.not_in([1, 2])));
    cases.add("not_and", users_where(!(adult() & is_alice())));
    cases.add("not_not_and", users_where(!!(adult() & is_alice())));
    cases.add(
        "not_exists",
        users_where(!exists_where(Address.user_id.eq(User.id))),
    );
    cases.add(
        "not_function",
        users_where(!func::coalesce(User.is_active, true)),
    );
    cases.add(
        "not_custom_comparison",
        users_where(!User.name.bool_op(">").apply("a")),
    );
    cases.add(
        "not_comparison_in_the_select_list",
        select((!adult()).label("minor")),
    );
}

fn bare_booleans(cases: &mut Cases) {
    cases.add("bare_column", users_where(User.is_active.expr()));
    cases.add("not_bare_column", users_where(!User.is_active));
    cases.add("column_in_and", users_where(User.is_active & adult()));
    cases.add(
        "case_when_column",
        select(case().when(User.is_active, "yes").else_("no")),
    );
    cases.add("column_in_the_select_list", select(User.is_active));
    cases.add("not_column_in_the_select_list", select(!User.is_active));
    cases.add(
        "column_in_on",
        select(User.id).join(Address, User.is_active),
    );
    cases.add(
        "not_column_in_on",
        select(User.id).join(Address, !User.is_active),
    );
    cases.add(
        "column_in_having",
        select(User.is_active)
            .group_by(User.is_active)
            .having(User.is_active),
    );
}

fn folding(cases: &mut Cases) {
    cases.add("or_with_false", users_where(or([false_(), adult()])));
    cases.add("and_with_true", users_where(and([true_(), adult()])));
    cases.add("and_with_false", users_where(and([false_(), adult()])));
    cases.add("or_with_true", users_where(or([adult(), true_()])));
    cases.add("and_of_true_alone", users_where(and([true_()])));
    cases.add(
        "several_where_with_true",
        select(User.id).filter(true).filter(adult()),
    );
    let nested = or([false_(), and([true_(), adult()])]);
    cases.add("nested_folding", users_where(and([User.id.eq(1), nested])));
    cases.add("python_booleans_fold", users_where(adult() & true));
    let ages = [20, 30].into_iter();
    cases.add(
        "fold_start_of_a_loop",
        users_where(ages.fold(false_(), |any, age| any | User.age.eq(age))),
    );
}

fn constants(cases: &mut Cases) {
    cases.add("where_true", users_where(true_()));
    cases.add("where_false", users_where(false_()));
    cases.add("not_true", users_where(!true_()));
    cases.add(
        "constants_in_the_select_list",
        select((true_().label("yes"), false_().label("no"))),
    );
    cases.add(
        "having_true",
        select(User.name).group_by(User.name).having(true),
    );
    cases.add("not_null", users_where(not(null())));
    cases.add("and_with_null", users_where(adult() & null()));
}
