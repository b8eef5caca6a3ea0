//! Comparison, NULL and truth.

use chrono::NaiveDate;
use rebis::core::literal;
use rebis::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Cases;
use super::build::{samples_where, users_where};
use crate::fixtures::{Mood, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    cases.add("eq_value", users_where(User.name.eq("alice")));
    cases.add("ne_value", users_where(User.name.ne("alice")));
    cases.add("gt_value", users_where(User.age.gt(30)));
    cases.add("ge_value", users_where(User.age.ge(30)));
    cases.add(
        "eq_column",
        select(User).filter(User.name.eq(User.fullname)),
    );
    cases.add("gt_expression", users_where(User.age.gt(User.id + 1)));
    cases.add(
        "eq_function",
        users_where(func::lower(User.name).eq("alice")),
    );
    cases.add(
        "several_binds_of_one_column",
        users_where(User.age.eq(1) | User.age.eq(2) | User.age.eq(3)),
    );
    cases.add("eq_none", users_where(User.fullname.eq(None::<String>)));
    cases.add("ne_none", users_where(User.fullname.ne(None::<String>)));
    cases.add("eq_null_construct", users_where(User.fullname.eq(null())));
    cases.add(
        "eq_none_of_a_function",
        users_where(func::lower(User.fullname).ne(None::<String>)),
    );
    cases.add("lt_none_is_refused", users_where(User.age.lt(None::<i32>)));
    cases.add("is_none", users_where(User.fullname.is(None)));
    cases.add("is_not_none", users_where(User.fullname.is_not(None)));
    cases.add("is_true", users_where(User.is_active.is(true)));
    cases.add("is_not_false", users_where(User.is_active.is_not(false)));
    cases.add(
        "negated_eq_none",
        users_where(!User.fullname.eq(None::<String>)),
    );
    cases.add("eq_true", users_where(User.is_active.eq(true)));
    cases.add("eq_false", users_where(User.is_active.eq(false)));
    cases.add("ne_true", users_where(User.is_active.ne(true)));
    cases.add("eq_true_construct", users_where(User.is_active.eq(true_())));
    cases.add(
        "eq_bound_true",
        users_where(User.is_active.eq(literal(true))),
    );
    distinct_from(cases);
    cases.add(
        "comparison_in_the_select_list",
        select((User.id, User.age.gt(18).label("adult"))),
    );
    cases.add(
        "comparison_of_comparisons",
        users_where(User.age.gt(18).eq(User.id.gt(1))),
    );
    types(cases);
}

fn distinct_from(cases: &mut Cases) {
    cases.add(
        "is_distinct_from_value",
        users_where(User.fullname.is_distinct_from("Bob Brown")),
    );
    cases.add(
        "is_distinct_from_column",
        users_where(User.name.is_distinct_from(User.fullname)),
    );
    cases.add(
        "is_not_distinct_from_value",
        users_where(User.fullname.is_not_distinct_from("Bob Brown")),
    );
    cases.add(
        "is_distinct_from_none",
        users_where(User.fullname.is_distinct_from(null())),
    );
    cases.add(
        "is_not_distinct_from_none",
        users_where(User.fullname.is_not_distinct_from(None::<String>)),
    );
    cases.add(
        "negated_is_distinct_from",
        users_where(!User.age.is_distinct_from(30)),
    );
}

fn types(cases: &mut Cases) {
    let day = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    cases.add("eq_date", samples_where(Sample.day.eq(day)));
    let moment = day.and_hms_opt(3, 4, 5).unwrap();
    cases.add("lt_datetime", samples_where(Sample.moment.lt(moment)));
    cases.add(
        "ge_decimal",
        samples_where(Sample.amount.ge(Decimal::new(150, 2))),
    );
    let uid = Uuid::parse_str("12345678-1234-5678-1234-567812345678").unwrap();
    cases.add("eq_uuid", samples_where(Sample.uid.eq(uid)));
    cases.add("eq_enum", samples_where(Sample.mood.eq(Mood::Happy)));
}
