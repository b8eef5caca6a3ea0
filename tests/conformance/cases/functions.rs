//! Functions and aggregates.

use rebis::core::literal_column;
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Order, User};

pub(super) fn cases(cases: &mut Cases) {
    calls(cases);
    types(cases);
    known(cases);
    strings(cases);
    orders(cases);
    filters(cases);
    within_group(cases);
}

fn calls(cases: &mut Cases) {
    cases.add("function_of_a_column", select(func::lower(User.name)));
    cases.add(
        "function_of_values",
        select(func::coalesce(User.fullname, "nobody")),
    );
    cases.add(
        "function_of_none",
        select(func::call::<String>(
            "coalesce",
            (User.fullname, null(), User.name),
        )),
    );
    cases.add(
        "unknown_function",
        select(func::call::<i32>("no_such_function", (User.id, 1))),
    );
    cases.add(
        "function_in_where",
        users_where(func::length(User.name).gt(3)),
    );
    cases.add(
        "function_without_arguments",
        select(func::call::<f64>("pi", ()))
            .filter(literal_column::<i32>("1").eq(literal_column::<i32>("1"))),
    );
    cases.add(
        "function_name_keeps_its_letters",
        select((
            func::call::<String>("LOWER", User.name),
            func::call::<String>("Lower", User.name),
        )),
    );
    cases.add(
        "known_function_in_capitals",
        select((func::call::<i64>("COUNT", User.id), func::now())),
    );
    cases.add(
        "function_name_that_needs_quotes",
        select((
            func::call::<i32>("quoted_name", User.id),
            func::call::<i32>("my function", User.id),
        )),
    );
    let totals = func::package("accounts").package("reports");
    cases.add(
        "function_in_a_nested_package",
        select(totals.call::<i32>("totals", (User.id, 5))),
    );
    cases.add(
        "count_of_everything",
        select(func::count_star()).select_from(User),
    );
    cases.add(
        "count_of_a_literal_star",
        select(func::count(literal_column::<i32>("*"))).select_from(User),
    );
    cases.add(
        "several_aggregates",
        select((
            func::sum(Order.total),
            func::min(Order.total),
            func::max(Order.total),
            func::avg(Order.total),
        )),
    );
}

fn types(cases: &mut Cases) {
    cases.add(
        "sum_has_the_type_of_its_argument",
        select(func::sum(User.age).true_div(2)),
    );
    cases.add(
        "coalesce_has_the_type_of_its_argument",
        select(func::coalesce(User.fullname, User.name).concat("!")),
    );
    cases.add(
        "max_has_the_type_of_its_argument",
        select(func::max(User.name).concat("!")),
    );
    cases.add(
        "unknown_function_has_no_type",
        select(func::lower(User.name).concat("!")).filter(User.id.lt(0)),
    );
    cases.add(
        "function_with_a_type",
        select(func::call::<String>("lower", User.name).concat("!")),
    );
    cases.add(
        "function_with_a_boolean_type",
        users_where(func::coalesce(User.is_active, literal(true))),
    );
}

fn known(cases: &mut Cases) {
    cases.add("now", select(func::now()));
    cases.add(
        "ansi_functions",
        select((func::current_timestamp(), func::current_date())),
    );
    cases.add("current_time", select(func::current_time()));
    cases.add("current_user", select(func::current_user()));
    cases.add("local_timestamp", select(func::localtimestamp()));
    cases.add("session_user", select(func::session_user()));
    cases.add("sysdate", select(func::sysdate()));
    cases.add(
        "char_length",
        users_where(func::char_length(User.name).gt(3)),
    );
    cases.add("random", select(User.id).order_by(func::random()));
    cases.add(
        "concat_function",
        select(func::concat((User.name, User.email))),
    );
    cases.add(
        "next_value_of_a_sequence",
        select(func::next_value("numbers")),
    );
}

fn strings(cases: &mut Cases) {
    let names = || func::aggregate_strings(User.name, ", ");
    cases.add("aggregate_strings", select(names()));
    cases.add(
        "aggregate_strings_in_order",
        select(names().aggregate_order_by(User.name)),
    );
    cases.add(
        "aggregate_strings_in_descending_order",
        select(names().aggregate_order_by((User.age.desc(), User.name))),
    );
    cases.add(
        "delimiter_with_a_quote",
        select(func::aggregate_strings(User.name, "'")),
    );
}

fn orders(cases: &mut Cases) {
    cases.add(
        "array_agg_in_order",
        select(func::array_agg(User.name).aggregate_order_by(User.name.desc())),
    );
    cases.add(
        "array_agg_in_order_of_postgresql",
        select(func::array_agg(User.name).aggregate_order_by(User.age.desc())),
    );
    cases.add(
        "array_agg_distinct",
        select(func::array_agg(User.name).distinct_args()),
    );
    let ids = func::array_agg(User.id).aggregate_order_by(User.id);
    cases.add(
        "aggregate_in_order_with_a_filter",
        select(ids.filter(User.age.gt(18))),
    );
}

fn filters(cases: &mut Cases) {
    cases.add(
        "aggregate_with_a_filter",
        select(func::count(User.id).filter(User.age.gt(18))),
    );
    cases.add(
        "count_star_with_a_filter",
        select(func::count_star().filter(User.age.gt(18))).select_from(User),
    );
    cases.add(
        "filtered_aggregate_with_a_label",
        select(
            func::sum(Order.total)
                .filter(Order.status.eq("paid"))
                .label("paid"),
        ),
    );
}

fn within_group(cases: &mut Cases) {
    cases.add(
        "percentile_within_group",
        select(func::percentile_cont(0.5).within_group(User.age)),
    );
    cases.add(
        "mode_within_group",
        select(func::mode::<String>().within_group(User.name)),
    );
    let name = func::percentile_disc::<String>(0.5).within_group(User.name);
    cases.add(
        "within_group_has_the_type_of_its_order",
        select(name.concat("!")),
    );
    let median = func::percentile_cont(0.5).within_group(User.age);
    cases.add(
        "within_group_with_a_filter",
        select(median.filter(User.id.gt(1))),
    );
    cases.add(
        "hypothetical_rank",
        select(func::call::<i64>("rank", 30).within_group(User.age)),
    );
}
