//! Subqueries, aliases, EXISTS.

use rebis::core::{Expr, IntoQuery, LabelStyle, Node, anonymous_alias};
use rebis::prelude::*;

use super::Cases;
use super::build::{ten, users_where};
use crate::fixtures::{Address, Keyword, Order, Stock, User};

pub(super) fn cases(cases: &mut Cases) {
    subqueries(cases);
    columns(cases);
    aliases(cases);
    exist(cases);
    scalars(cases);
}

fn subqueries(cases: &mut Cases) {
    cases.refused_by_types("select_of_a_select_is_refused");
    cases.refused_by_types("bare_select_in_from_is_refused");
    let adults = || select((User.id, User.name)).filter(User.age.gt(18));
    let named = adults().subquery("adults");
    let (_, name) = named.columns();
    cases.add("select_from_a_subquery", select(name).select_from(&named));
    let adults = select(User.id).filter(User.age.gt(18)).anonymous_subquery();
    cases.add(
        "subquery_without_a_name",
        select(adults.column()).select_from(&adults),
    );
    let one = select(User.id).anonymous_subquery();
    let two = select(Address.user_id).anonymous_subquery();
    cases.add(
        "two_subqueries_without_names",
        select((&one, &two)).filter(one.column().eq(two.column())),
    );
    let both = union_all(select(User.email), select(Address.email.nullable())).subquery("both");
    cases.add("subquery_of_a_union", select(&both));
    let first = select(User.id)
        .order_by(User.id)
        .limit(2)
        .subquery("first_two");
    cases.add("subquery_with_a_limit", select(&first));
}

fn columns(cases: &mut Cases) {
    let totals = select((Order.user_id, func::sum(Order.total).label("total")))
        .group_by(Order.user_id)
        .subquery("totals");
    let (user_id, total) = totals.columns();
    cases.add(
        "labels_are_columns_of_a_subquery",
        select(user_id).select_from(&totals).filter(total.gt(ten())),
    );
    let highest = select(func::max(User.age)).subquery("highest");
    cases.add(
        "unnamed_function_is_a_column_of_a_subquery",
        select(&highest),
    );
    let sums = select(User.age + 1).subquery("sums");
    cases.add(
        "unnamed_expression_is_a_column_of_a_subquery",
        select(&sums),
    );
    let both = || select((User.id, Address.id)).join(Address, OnForeignKey);
    let repeated = both().subquery("both");
    cases.add(
        "repeated_names_are_columns_of_a_subquery",
        select(&repeated),
    );
    let prefixed = both().label_style(LabelStyle::TablePrefix).subquery("both");
    cases.add(
        "prefixed_names_are_columns_of_a_subquery",
        select(&prefixed),
    );
}

fn aliases(cases: &mut Cases) {
    let other = aliased(User, "u");
    cases.add("alias", select(other.id).filter(other.name.eq("alice")));
    cases.add("alias_without_a_name", select(anonymous_alias(User).id));
    let (one, two) = (anonymous_alias(User), anonymous_alias(User));
    cases.add(
        "two_aliases_without_names",
        select((one.id, two.id)).filter(one.id.lt(two.id)),
    );
    cases.add(
        "alias_of_a_table_in_a_schema",
        select(aliased(Stock, "s").product),
    );
    let other = aliased(User, "other");
    cases.add(
        "table_and_its_alias",
        select((User.id, other.id)).filter(User.id.lt(other.id)),
    );
    cases.add(
        "alias_of_an_alias",
        select(aliased(aliased(User, "x"), "y").id),
    );
}

fn exist(cases: &mut Cases) {
    let own = || select(Address.id).filter(Address.user_id.eq(User.id));
    cases.add("exists_of_a_select", users_where(exists(own())));
    cases.add(
        "exists_of_nothing_selects_star",
        users_where(exists_where(Address.user_id.eq(User.id))),
    );
    cases.add("exists_method", users_where(own().exists()));
    let one = select(text("1"))
        .select_from(Address)
        .filter(Address.user_id.eq(User.id));
    cases.add("exists_with_select_from", users_where(exists(one)));
    cases.add(
        "select_of_exists",
        select(exists_where(User.name.eq("alice"))),
    );
}

fn scalars(cases: &mut Cases) {
    let word = select(Keyword.word)
        .filter(Keyword.id.eq(1))
        .scalar_subquery();
    cases.add(
        "scalar_subquery_has_the_type_of_its_column",
        select(word + "!"),
    );
    let two = select((User.id, User.name)).into_query();
    let two = Expr::<i32>::from_node(Node::Subquery(two));
    cases.add("scalar_subquery_of_two_columns", select(two));
    let highest = || select(func::max(Order.id));
    cases.add(
        "comparison_with_a_scalar_subquery",
        users_where(User.age.eq(highest().scalar_subquery())),
    );
    cases.add(
        "comparison_with_a_select_is_coerced",
        users_where(User.age.eq(highest())),
    );
    let most = select(func::max(Order.total));
    cases.add(
        "scalar_subquery_by_label",
        select((User.id, most.label("most"))),
    );
    let address = select(Address.email)
        .filter(Address.user_id.eq(User.id))
        .order_by(Address.id)
        .limit(1);
    cases.add(
        "scalar_subquery_with_a_limit",
        select((User.id, address.label("first_address"))),
    );
}
