//! The other operators: BETWEEN, ANY and ALL, collations, regular expressions, bits.

use chrono::NaiveDate;
use rebis::core::TypeRef;
use rebis::core::visit::Shared;
use rebis::core::{
    BinaryOp, Bind, Expr, LikeAnchor, LikeEscape, LikeNode, Node, Quantified, Quantifier, SqlType,
    Value, literal, match_,
};
use rebis::prelude::*;

use super::Cases;
use super::build::{pg_samples_where, samples_where, users_where};
use crate::fixtures::{Order, PgSample, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    between(cases);
    quantifiers(cases);
    arrays(cases);
    cases.add("count_distinct", select(func::count(distinct(User.name))));
    cases.add(
        "count_distinct_method",
        select(func::count_distinct(User.name)),
    );
    cases.add(
        "distinct_column_in_the_select_list",
        select(distinct(User.name)),
    );
    cases.add(
        "distinct_second_column",
        select((User.id, distinct(User.name))),
    );
    orders(cases);
    collations(cases);
    regular_expressions(cases);
    searches(cases);
    bits(cases);
    named_operators(cases);
    other_types(cases);
}

fn between(cases: &mut Cases) {
    cases.add("between_values", users_where(User.age.between(18, 30)));
    cases.add("not_between_values", users_where(!User.age.between(18, 30)));
    let balance = Expr::<i32>::from_node(User.balance.into_node());
    cases.add(
        "between_columns",
        users_where(User.age.between(User.id, balance)),
    );
    let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
    cases.add(
        "between_dates",
        samples_where(Sample.day.between(day(1), day(31))),
    );
    cases.add(
        "between_symmetric",
        users_where(User.age.between_symmetric(30, 18)),
    );
}

fn quantifiers(cases: &mut Cases) {
    let buyers = || any(select(Order.user_id));
    cases.add("eq_any_subquery", users_where(User.id.eq(buyers())));
    cases.add(
        "gt_all_subquery",
        users_where(User.age.gt(all(select(Order.id)))),
    );
    cases.add(
        "any_on_the_left_is_turned",
        users_where(buyers().eq(User.id)),
    );
    cases.add("not_eq_any", users_where(!User.id.eq(buyers())));
    let ages = Quantified::new(Quantifier::Any, User.age.into_node());
    cases.add("any_of_a_column", users_where(User.id.eq(ages)));
}

fn arrays(cases: &mut Cases) {
    let any_number = || any(PgSample.numbers);
    let all_numbers = || all(PgSample.numbers);
    cases.add(
        "value_eq_any_array",
        pg_samples_where(literal(2).eq(any_number())),
    );
    cases.add(
        "not_eq_any_array",
        pg_samples_where(!literal(2).eq(any_number())),
    );
    let number = |value| {
        Expr::<i32>::from_node(Node::Bind(Bind {
            name: Some("numbers"),
            value: Value::Int(value),
            sql_type: TypeRef::for_type::<i32>(),
        }))
    };
    cases.add(
        "value_eq_any_array_method",
        pg_samples_where(any_number().eq(number(2))),
    );
    cases.add(
        "value_lt_all_array_method",
        pg_samples_where(all_numbers().lt(number(5))),
    );
    cases.add(
        "any_of_a_bound_array",
        users_where(User.id.eq(any(vec![1, 2]))),
    );
}

fn orders(cases: &mut Cases) {
    let ordered = |order: rebis::core::Order| select(User.id).order_by(order);
    cases.add("descending", ordered(User.name.desc()));
    cases.add("nulls_first_order", ordered(User.fullname.nulls_first()));
    let total = || (User.age + 1).label("total");
    cases.add(
        "descending_nulls_first_of_a_label",
        select(total()).order_by(total().desc().nulls_first()),
    );
    cases.add(
        "descending_nulls_last",
        ordered(User.fullname.desc().nulls_last()),
    );
}

fn collations(cases: &mut Cases) {
    let by = |name: &'static str| select(User.id).order_by(User.name.collate(name));
    cases.add("collate_in_order_by", by("NOCASE"));
    let fifty = SqlType::String { length: Some(50) };
    cases.add(
        "cast_to_a_type_with_a_collation",
        select(User.name.cast_as::<String>(fifty).collate("en_US")),
    );
    cases.add("collate_quotes_its_name", by("C"));
    cases.add(
        "collate_in_where",
        users_where(User.name.collate("NOCASE").eq("ALICE")),
    );
    cases.add(
        "collate_of_a_binary_collation",
        users_where(User.name.collate("utf8mb4_bin").eq("alice")),
    );
}

fn regular_expressions(cases: &mut Cases) {
    cases.add("regexp_match", users_where(User.name.regexp_match("^a")));
    cases.add(
        "not_regexp_match",
        users_where(!User.name.regexp_match("^a")),
    );
    cases.add(
        "regexp_match_flags",
        users_where(User.name.regexp_match_flags("^A", "i")),
    );
    cases.add(
        "regexp_match_several_flags",
        users_where(User.name.regexp_match_flags("^A", "in")),
    );
    cases.add(
        "regexp_match_column",
        users_where(User.name.regexp_match(User.fullname)),
    );
    cases.add("regexp_replace", select(User.name.regexp_replace("a", "b")));
    cases.add(
        "regexp_replace_flags",
        select(User.name.regexp_replace_flags("a", "b", "g")),
    );
}

fn searches(cases: &mut Cases) {
    cases.add("match", users_where(User.name.match_("alice")));
    cases.add("not_match", users_where(!User.name.match_("alice")));
    let english = match_(User.name, "alice").configuration("english");
    cases.add("match_with_a_configuration", users_where(english.expr()));
    let natural = match_(User.name, "alice").in_natural_language_mode();
    cases.add("match_of_mysql", users_where(natural.expr()));
    let boolean = match_((User.name, User.email), "+alice").in_boolean_mode();
    cases.add(
        "match_of_mysql_columns_in_boolean_mode",
        users_where(boolean.expr()),
    );
}

fn bits(cases: &mut Cases) {
    cases.add("bitwise_xor", select(User.id.bitwise_xor(5)));
    cases.add("bitwise_and", select(User.id.bitwise_and(5)));
    cases.add("bitwise_or", select(User.id.bitwise_or(5)));
    cases.add("bitwise_not_column", select(User.id.bitwise_not()));
    cases.add("bitwise_not_function", select((User.id + 1).bitwise_not()));
    cases.add("bitwise_left_shift", select(User.id.bitwise_lshift(2)));
    cases.add("bitwise_right_shift", select(User.id.bitwise_rshift(2)));
    cases.add(
        "bitwise_in_a_comparison",
        users_where(User.id.bitwise_and(1).eq(1)),
    );
}

fn named_operators(cases: &mut Cases) {
    cases.add(
        "custom_operator_compared",
        users_where(User.id.op("-").apply(1).eq(0)),
    );
    cases.add(
        "custom_operator_with_percent",
        select(User.id.op("%").apply(2)),
    );
    cases.add(
        "custom_comparison_in_and",
        users_where(User.id.bool_op(">").apply(1) & User.age.op("<").is_comparison().apply(30)),
    );
    cases.add(
        "custom_operator_with_a_return_type",
        select(User.name.op("||").returns::<String>().apply("x") + "y"),
    );
}

/// Operators of one type on another, which the typed layer refuses.
fn other_types(cases: &mut Cases) {
    let text = |text: &str| Node::bind(Value::Text(text.to_owned().into()));
    let concat = Node::binary(BinaryOp::Concat, User.age.into_node(), text("x"));
    cases.add(
        "concat_of_numbers",
        select(Expr::<String>::from_node(concat)),
    );
    let like = |operand, anchor, pattern| {
        Expr::from_node(Node::Like(Shared::new(LikeNode {
            negated: false,
            ignore_case: false,
            operand,
            anchor,
            pattern,
            escape: LikeEscape::Any,
        })))
    };
    let pattern = (LikeAnchor::Pattern, text("1%"));
    cases.add(
        "like_of_a_number",
        users_where(like(User.age.into_node(), pattern.0, pattern.1)),
    );
    cases.add(
        "contains_of_json_warns",
        samples_where(like(
            Sample.doc.into_node(),
            LikeAnchor::Contains,
            text("x"),
        )),
    );
    cases.refused_by_types("index_of_a_number_is_refused");
}
