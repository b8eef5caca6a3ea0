//! VALUES, LATERAL, TABLESAMPLE, and functions in FROM.

use rebis::core::{
    Node, Subquery, Value, Values, anonymous_tablesample, func::custom, tablesample,
};
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Order, User};

pub(super) fn cases(cases: &mut Cases) {
    value_rows(cases);
    laterals(cases);
    samples(cases);
}

fn pairs() -> Values<(i32, String)> {
    values([(1, "a".to_owned()), (2, "b".to_owned())])
}

fn value_rows(cases: &mut Cases) {
    let named = || -> Subquery<(i32, String)> { pairs().named("pairs", ["n", "word"]) };
    cases.add("values_as_a_table", select(&named()));
    let pairs_table = named();
    let (n, word) = pairs_table.columns();
    cases.add(
        "values_in_a_join",
        select((User.name, word)).join(&pairs_table, User.id.eq(n)),
    );
    let literals = values([(1, "a".to_owned()), (2, "b'c".to_owned())])
        .literal_binds()
        .named("pairs", ["n", "word"]);
    let (n, word) = literals.columns();
    cases.add(
        "values_with_literals",
        select((User.name, word)).join(&literals, User.id.eq(n)),
    );
    let rows = pairs().columns(["n", "word"]).cte("rows_of_it");
    let (n, _) = rows.columns();
    cases.add("values_as_a_cte", select(n).select_from(&rows));
    let more = values([(1, "a".to_owned()), (2, "b".to_owned())])
        .rows([(3, "c".to_owned())])
        .named("pairs", ["n", "word"]);
    let (n, _) = more.columns();
    cases.add("values_in_two_calls", select(n).select_from(&more));
    cases.add(
        "values_as_a_scalar",
        select((User.id, values([1]).scalar_values())),
    );
    cases.add("in_values", users_where(User.id.in_(values([1, 2]))));
}

fn laterals(cases: &mut Cases) {
    let latest = select((Order.id, Order.total))
        .filter(Order.user_id.eq(User.id))
        .order_by(Order.id.desc())
        .limit(1)
        .lateral("latest");
    let (_, total) = latest.columns();
    cases.add(
        "lateral_correlates",
        select((User.name, total)).join(&latest, true),
    );
    let found = select(Order.id)
        .filter(Order.user_id.eq(User.id))
        .lateral("found");
    cases.add(
        "lateral_outer_join",
        select((User.name, found.column())).outer_join(&found, true),
    );
}

fn samples(cases: &mut Cases) {
    let part = anonymous_tablesample(User, custom::<i64>("system", [number(20)]));
    cases.add(
        "sample_of_a_table",
        select(part.fields().id).select_from(&part),
    );
    let part =
        tablesample(User, "part", custom::<i64>("bernoulli", [number(20)]))
            .seed(custom::<f64>("floor", [Node::bind(Value::Double(5.5))]));
    cases.add(
        "sample_by_a_method",
        select(part.fields().id).select_from(&part),
    );
}

fn number(number: i64) -> Node {
    Node::bind(Value::Int(number))
}
