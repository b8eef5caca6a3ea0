//! Concatenation and the LIKE family.

use rebis::core::{SqlType, autoescape, literal, pattern};
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::User;

pub(super) fn cases(cases: &mut Cases) {
    concat(cases);
    like(cases);
    anchored(cases);
    escaped(cases);
    ignoring_case(cases);
}

fn concat(cases: &mut Cases) {
    cases.add("concat_column_and_value", select(User.name + "!"));
    cases.add("concat_columns", select(User.name + User.email));
    cases.add(
        "concat_function",
        select(func::concat((User.name, " ", User.email))),
    );
    let upper = func::call::<String>("upper", User.name);
    cases.add(
        "concat_of_a_coerced_type",
        select(upper.type_coerce::<String>() + "!"),
    );
    let ten = SqlType::String { length: Some(10) };
    cases.add(
        "concat_of_a_cast",
        select(User.id.cast_as::<String>(ten) + User.name),
    );
    cases.add(
        "concat_of_literals",
        select((
            literal("a".to_owned()).concat(literal("b".to_owned())),
            User.id,
        )),
    );
    cases.add(
        "concat_in_where",
        users_where((User.name + User.email).eq("ab")),
    );
    cases.add(
        "number_plus_string_column",
        select((User.age + User.id, User.name + "x")),
    );
}

fn like(cases: &mut Cases) {
    cases.add("like", users_where(User.name.like("a%")));
    cases.add("not_like", users_where(User.name.not_like("a%")));
    let escaped = || pattern("50/%%").escape('/');
    cases.add("like_escape", users_where(User.name.like(escaped())));
    cases.add(
        "negated_like_escape",
        users_where(!User.name.like(escaped())),
    );
    cases.add(
        "like_backslash_escape",
        users_where(User.name.like(pattern("50\\%").escape('\\'))),
    );
    cases.add("like_column", users_where(User.name.like(User.fullname)));
    cases.add(
        "like_of_a_function",
        users_where(func::lower(User.name).like("a%")),
    );
    cases.add("ilike", users_where(User.name.ilike("A%")));
    cases.add("not_ilike", users_where(User.name.not_ilike("A%")));
    cases.add(
        "ilike_escape",
        users_where(User.name.ilike(pattern("A/%%").escape('/'))),
    );
    cases.add("negated_ilike", users_where(!User.name.ilike("A%")));
    cases.add("ilike_column", users_where(User.name.ilike(User.fullname)));
    cases.add(
        "ilike_in_or",
        users_where(User.name.ilike("a%") | User.email.ilike("a%")),
    );
}

fn anchored(cases: &mut Cases) {
    cases.add("startswith", users_where(User.name.starts_with("al")));
    cases.add("endswith", users_where(User.name.ends_with("ce")));
    cases.add("contains", users_where(User.name.contains("lic")));
    cases.add("not_startswith", users_where(!User.name.starts_with("al")));
    cases.add(
        "startswith_column",
        users_where(User.email.starts_with(User.name)),
    );
    cases.add(
        "endswith_column",
        users_where(User.email.ends_with(User.name)),
    );
    cases.add(
        "contains_column",
        users_where(User.email.contains(User.name)),
    );
    cases.add(
        "contains_expression",
        users_where(User.email.contains(func::lower(User.name))),
    );
    cases.add(
        "contains_keeps_wildcards",
        users_where(User.name.contains(pattern("a%c"))),
    );
}

fn escaped(cases: &mut Cases) {
    cases.add(
        "contains_autoescape",
        users_where(User.name.contains("50%_/")),
    );
    cases.add(
        "startswith_autoescape",
        users_where(User.name.starts_with(autoescape("50%"))),
    );
    cases.add(
        "endswith_autoescape",
        users_where(User.name.ends_with("_x")),
    );
    cases.add(
        "contains_autoescape_with_an_escape",
        users_where(User.name.contains(autoescape("50%^").escape('^'))),
    );
    cases.add(
        "not_contains_autoescape",
        users_where(!User.name.contains("50%")),
    );
    cases.refused_by_types("contains_autoescape_of_a_column_is_refused");
}

fn ignoring_case(cases: &mut Cases) {
    cases.add("icontains", users_where(User.name.icontains("LIC")));
    cases.add("istartswith", users_where(User.name.istarts_with("AL")));
    cases.add("iendswith", users_where(User.name.iends_with("CE")));
    cases.add("not_icontains", users_where(!User.name.icontains("LIC")));
    cases.add(
        "icontains_autoescape",
        users_where(User.name.icontains("50%")),
    );
    cases.add(
        "istartswith_autoescape",
        users_where(User.name.istarts_with("a_")),
    );
    cases.add(
        "icontains_column",
        users_where(User.email.icontains(User.name)),
    );
}
