//! FROM and joins.

use rebis::core::visit::{Part, Rewriter};
use rebis::core::{Select, Source};
use rebis::core::{join, outer_join};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{Address, Category, Item, ItemKeyword, Keyword, Order, Transfer, User};

pub(super) fn cases(cases: &mut Cases) {
    inferred(cases);
    named(cases);
    by_foreign_key(cases);
    by_condition(cases);
    kinds(cases);
    nested(cases);
    refused(cases);
    derived(cases);
}

fn inferred(cases: &mut Cases) {
    cases.add(
        "from_of_columns",
        select((User.id, Address.email)).filter(User.id.eq(Address.user_id)),
    );
    cases.add(
        "from_of_a_condition",
        select(User.id).filter(User.id.eq(Address.user_id)),
    );
    cases.add(
        "order_by_adds_no_from",
        select(User.id)
            .join(Address, User.id.eq(Address.user_id))
            .order_by(Address.email),
    );
    cases.add(
        "from_of_a_function_argument",
        select(func::lower(User.name)),
    );
    cases.add(
        "subquery_adds_no_from",
        select(select(func::count(Order.id)).scalar_subquery()),
    );
}

fn named(cases: &mut Cases) {
    cases.add("select_from_table", select(text("1")).select_from(User));
    cases.add(
        "select_from_decides_the_order",
        select((User.id, Address.id))
            .select_from(Address)
            .filter(User.id.eq(Address.user_id)),
    );
    cases.add(
        "select_from_join_method",
        select((User.id, Address.email)).select_from(join(User, Address, OnForeignKey)),
    );
    cases.add(
        "joined_table_hides_its_entry",
        select((User.id, Address.id))
            .select_from(outer_join(User, Address, OnForeignKey))
            .filter(Address.id.gt(1)),
    );
}

fn by_foreign_key(cases: &mut Cases) {
    cases.add(
        "join_by_foreign_key",
        select((User.id, Address.email)).join(Address, OnForeignKey),
    );
    cases.add(
        "join_against_the_foreign_key",
        select(Address.email).join(User, OnForeignKey),
    );
    cases.add(
        "join_from",
        select((User.id, Address.email)).join_from(User, Address, OnForeignKey),
    );
    cases.add(
        "join_three_tables",
        select(User.name)
            .join(Order, OnForeignKey)
            .join(Item, OnForeignKey),
    );
    cases.add(
        "join_through_an_association",
        select(Item.product)
            .join(ItemKeyword, OnForeignKey)
            .join(Keyword, OnForeignKey),
    );
    cases.add(
        "join_the_second_table",
        select((User.id, Order.id))
            .join_from(User, Order, OnForeignKey)
            .join(Item, OnForeignKey),
    );
    cases.add(
        "left_side_that_fits_is_found",
        select(User.id)
            .select_from(User)
            .join(Order, OnForeignKey)
            .join(Address, OnForeignKey),
    );
    cases.add(
        "join_from_makes_the_left_side_clear",
        select((Order.id, Address.id))
            .join_from(Order, User, OnForeignKey)
            .filter(Address.user_id.eq(User.id)),
    );
}

fn by_condition(cases: &mut Cases) {
    let in_address = func::call::<bool>("instr", (Address.email, User.name));
    cases.add(
        "function_as_a_join_condition",
        select(User.id).join(Address, in_address),
    );
    cases.add(
        "join_with_a_condition",
        select(User.id).join(Order, User.id.eq(Order.user_id) & Order.status.eq("paid")),
    );
    cases.add("join_on_true", select(User.id).join(Keyword, true));
    cases.add(
        "join_with_or",
        select(User.id).join(
            Transfer,
            Transfer.sender_id.eq(User.id) | Transfer.receiver_id.eq(User.id),
        ),
    );
    cases.add(
        "two_foreign_keys_with_a_condition",
        select(User.id).join(Transfer, Transfer.sender_id.eq(User.id)),
    );
    let (sender, receiver) = (aliased(User, "sender"), aliased(User, "receiver"));
    cases.add(
        "both_foreign_keys_with_aliases",
        select((sender.name.label("a"), receiver.name.label("b")))
            .select_from(Transfer)
            .join(sender, Transfer.sender_id.eq(sender.id))
            .join(receiver, Transfer.receiver_id.eq(receiver.id)),
    );
    let parent = aliased(Category, "parent");
    cases.add(
        "self_referencing_join_is_found",
        select((Category.name, parent.name)).join(parent, Category.parent_id.eq(parent.id)),
    );
    let other = aliased(User, "other");
    cases.add(
        "join_of_an_alias",
        select(other.id).join(Address, OnForeignKey),
    );
}

fn kinds(cases: &mut Cases) {
    let both = select((User.id, Address.email));
    cases.add("outer_join", both.clone().outer_join(Address, OnForeignKey));
    cases.add(
        "outer_join_from",
        select(User.id)
            .outer_join_from(User, Order, OnForeignKey)
            .filter(Order.id.is_null()),
    );
    cases.add("full_join", both.full_join(Address, OnForeignKey));
    cases.add(
        "outer_join_then_join",
        select(User.id)
            .outer_join(Order, OnForeignKey)
            .join(Address, Address.user_id.eq(User.id)),
    );
}

fn nested(cases: &mut Cases) {
    let right = || join(Order, Item, OnForeignKey);
    let on = || User.id.eq(Order.user_id);
    cases.add(
        "join_on_the_right",
        select(User.id).select_from(outer_join(User, right(), on())),
    );
    cases.add(
        "join_of_a_join_by_select",
        select(User.id).outer_join(right(), on()),
    );
    cases.add(
        "join_on_the_left",
        select(User.id).select_from(join(User, Order, OnForeignKey).join(Item, OnForeignKey)),
    );
}

fn refused(cases: &mut Cases) {
    cases.add(
        "columns_of_two_tables_make_the_left_side_ambiguous_is_refused",
        select((User.name, Item.product))
            .join(Order, OnForeignKey)
            .join(Item, OnForeignKey),
    );
    cases.add(
        "ambiguous_left_side_is_refused",
        select((Order.id, Address.id)).join(User, OnForeignKey),
    );
    cases.add(
        "no_foreign_key_is_refused",
        select(User.id).join(Keyword, OnForeignKey),
    );
    cases.add(
        "two_foreign_keys_are_refused",
        select(User.id).join(Transfer, OnForeignKey),
    );
    cases.add(
        "joining_itself_without_an_alias_is_refused",
        select(Keyword.id).join(Keyword, OnForeignKey),
    );
    cases.add(
        "join_without_a_left_side_is_refused",
        select(text("1")).join(User, OnForeignKey),
    );
    let parent = aliased(Category, "parent");
    cases.add(
        "self_referencing_join_by_foreign_key",
        select(Category.name).join(parent, OnForeignKey),
    );
}

fn derived(cases: &mut Cases) {
    let found = select((Address.id, Address.user_id))
        .filter(Address.email.like("%@%"))
        .subquery("found");
    cases.add(
        "join_of_a_subquery_by_foreign_key",
        select(User.id).join(&found, OnForeignKey),
    );
    let totals = select((Order.user_id, func::sum(Order.total).label("total")))
        .group_by(Order.user_id)
        .subquery("totals");
    let (user_id, total) = totals.columns();
    cases.add(
        "join_of_a_subquery_by_condition",
        select((User.name, total)).join(&totals, user_id.eq(User.id)),
    );
    let adults = select(User.id).filter(User.age.gt(18));
    let node = adults.node().rewrite(&mut Renamed);
    cases.add(
        "one_table_replaced_by_an_alias",
        Select::<i32>::from_node(node),
    );
}

/// Replaces a table by an alias of it.
struct Renamed;

impl Rewriter for Renamed {
    fn column(&mut self, column: rebis::core::ColumnRef) -> rebis::core::ColumnRef {
        rebis::core::ColumnRef {
            source: self.source(column.source),
            ..column
        }
    }

    fn source(&mut self, source: Source) -> Source {
        source.aliased("other")
    }
}
