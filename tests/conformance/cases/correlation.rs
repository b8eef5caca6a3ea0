//! Which tables a subquery takes from the SELECT around it.

use rebis::core::Select;
use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::{Address, Item, Keyword, Order, User};

pub(super) fn cases(cases: &mut Cases) {
    automatic(cases);
    explicit(cases);
    nested(cases);
}

/// How many addresses a user has.
fn count() -> Select<i64> {
    select(func::count(Address.id)).filter(Address.user_id.eq(User.id))
}

/// The same with an order of the user.
fn count_with_order() -> Select<i64> {
    count().filter(Order.user_id.eq(User.id))
}

fn automatic(cases: &mut Cases) {
    cases.add(
        "scalar_subquery_correlates",
        select((User.id, count().label("n"))),
    );
    cases.add(
        "single_from_stays",
        users_where(User.age.eq(select(func::max(User.age)))),
    );
    cases.add(
        "exists_correlates",
        users_where(exists(
            select(Address.id).filter(Address.user_id.eq(User.id)),
        )),
    );
    cases.add(
        "in_subquery_correlates",
        users_where(
            User.email
                .in_(select(Address.email).filter(Address.user_id.eq(User.id))),
        ),
    );
    let other = aliased(User, "other");
    let older = select(func::count_star())
        .select_from(other)
        .filter(other.age.gt(User.age));
    cases.add(
        "alias_of_the_same_table_correlates",
        select((User.id, older.label("n"))),
    );
    let found = select(Address.id)
        .filter(Address.user_id.eq(User.id))
        .subquery("found");
    cases.add(
        "from_subquery_does_not_correlate",
        select((User.id, found.column()))
            .select_from(User)
            .select_from(&found),
    );
    let items = || select(func::count(Item.id)).filter(Item.order_id.eq(Order.id));
    cases.add(
        "tables_of_joins_correlate",
        select((User.id, items().label("n"))).join(Order, OnForeignKey),
    );
    cases.add(
        "correlates_in_order_by",
        select(User.id).order_by(count().scalar_subquery().desc()),
    );
    let inner = select(func::count(Item.id))
        .join_from(Order, Item, OnForeignKey)
        .filter(Order.user_id.eq(User.id));
    cases.add(
        "join_in_the_subquery_stays",
        select((User.id, inner.label("n"))),
    );
    let inner = select(func::count_star()).filter(Address.user_id.eq(User.id));
    cases.add(
        "no_from_left_is_refused",
        select((User.id, Address.id, inner.label("n"))).join(Address, OnForeignKey),
    );
}

fn explicit(cases: &mut Cases) {
    let counted = |count: Select<i64>| select((User.id, count.label("n")));
    cases.add("correlate_by_hand", counted(count().correlate(User)));
    cases.add(
        "correlate_one_of_two",
        counted(count_with_order().correlate(User)).join(Order, OnForeignKey),
    );
    cases.add(
        "correlate_except",
        counted(count_with_order().correlate_except(Address)).join(Order, OnForeignKey),
    );
    cases.add("correlate_nothing", counted(count().correlate(())));
    cases.add(
        "correlate_a_table_that_is_not_outside",
        counted(count().correlate(Order)),
    );
    let one = select(User.id).filter(User.id.eq(1)).correlate(User);
    cases.add("no_from_left_by_hand", select((User.name, one.label("n"))));
    cases.add(
        "exists_with_no_from_left",
        users_where(exists(select(User.id).correlate(User))),
    );
    let both = union(
        select(Address.email)
            .filter(Address.user_id.eq(User.id))
            .correlate(User),
        select(Keyword.word)
            .filter(Keyword.id.eq(User.id))
            .correlate(User),
    );
    cases.add(
        "union_in_a_subquery_correlates",
        users_where(User.email.in_(both)),
    );
}

fn nested(cases: &mut Cases) {
    let inner = select(Item.id).filter(Item.order_id.eq(Order.id)).exists();
    let outer = select(Order.id)
        .filter(Order.user_id.eq(User.id))
        .filter(inner)
        .exists();
    cases.add(
        "inner_subquery_correlates_to_its_neighbour",
        users_where(outer),
    );
    let inner = || select(func::count(Item.id)).filter(Item.order_id.eq(User.id));
    let outer = |inner: Select<i64>| select(func::count(Order.id)).filter(as_i64().gt(inner));
    cases.add(
        "inner_subquery_does_not_skip_a_level",
        select((User.id, outer(inner()).label("n"))),
    );
    cases.add(
        "inner_subquery_skips_a_level_by_hand",
        select((
            User.id,
            outer(inner().correlate(User)).correlate(User).label("n"),
        )),
    );
}

/// The key of an order, comparable with a count.
fn as_i64() -> rebis::core::Expr<i64> {
    rebis::core::Expr::from_node(Order.id.into_node())
}
