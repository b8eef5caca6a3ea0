//! UNION, INTERSECT, EXCEPT.

use rebis::core::{
    Compound, Expr, IntoQuery, Node, Select, SetOperator, except_all, intersect_all,
};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{Address, Item, Keyword, Order, User};

pub(super) fn cases(cases: &mut Cases) {
    two(cases);
    several(cases);
    ordered(cases);
    parts(cases);
    columns(cases);
    nulls(cases);
    operands(cases);
}

fn user_emails() -> Select<Option<String>> {
    select(User.email)
}

fn address_emails() -> Select<Option<String>> {
    select(Address.email.nullable())
}

fn words() -> Select<Option<String>> {
    select(Keyword.word.nullable())
}

fn both() -> Compound<Option<String>> {
    union(user_emails(), address_emails())
}

fn two(cases: &mut Cases) {
    cases.add("union_of_two", both());
    cases.add(
        "union_all_of_two",
        union_all(user_emails(), address_emails()),
    );
    cases.add(
        "intersect_of_two",
        intersect(user_emails(), address_emails()),
    );
    cases.add("except_of_two", except(user_emails(), address_emails()));
    cases.add(
        "intersect_all_of_two",
        intersect_all(user_emails(), address_emails()),
    );
    cases.add(
        "except_all_of_two",
        except_all(user_emails(), address_emails()),
    );
    cases.add("union_method", user_emails().union(address_emails()));
}

fn several(cases: &mut Cases) {
    cases.add("union_of_three", both().union(words()));
    cases.add(
        "union_of_a_union_by_method_is_refused",
        both().union(words()),
    );
    let one: Compound<Option<String>> =
        Compound::new(SetOperator::Union, [user_emails().into_query()]);
    cases.add("union_of_one", one);
    cases.add("union_inside_an_except", except(both(), words()));
    cases.add(
        "except_inside_a_union",
        union(user_emails(), except(address_emails(), words())),
    );
    let named = both().subquery("both");
    cases.add(
        "union_inside_an_except_by_subquery",
        except(select(&named), words()),
    );
}

fn ordered(cases: &mut Cases) {
    cases.add("order_of_a_union", both().order_by("email"));
    let contact = user_emails().with_only_columns(User.email.label("contact"));
    let other = select(Address.email.nullable().label("contact"));
    cases.add(
        "order_of_a_union_by_a_label",
        union(contact, other).order_by("contact"),
    );
    cases.add("order_of_a_union_by_a_column", both().order_by(User.email));
    cases.add("limit_of_a_union", both().order_by("email").limit(3));
}

fn parts(cases: &mut Cases) {
    let first = || select(User.id).order_by(User.id).limit(1);
    cases.add("limit_of_a_part", union_all(first(), select(Address.id)));
    let last = select(Address.id).order_by(Address.id.desc()).limit(2);
    cases.add(
        "limits_of_both_parts",
        union_all(first(), last).order_by("id"),
    );
    let one = first().subquery("one");
    cases.add(
        "limit_of_a_part_by_subquery",
        union_all(select(&one), select(Address.id)),
    );
}

fn columns(cases: &mut Cases) {
    let both = union(select(User.id.label("x")), select(Address.id.label("y"))).subquery("both");
    cases.add("columns_are_those_of_the_first", select(&both));
    cases.add(
        "equal_names_in_a_union",
        union(
            select((User.id, Address.id)).join(Address, OnForeignKey),
            select((Order.id, Item.id)).join_from(Order, Item, OnForeignKey),
        ),
    );
    let narrow: Compound<i32> = Compound::new(
        SetOperator::Union,
        [
            select((User.id, User.name)).into_query(),
            select(Address.id).into_query(),
        ],
    );
    cases.add("different_widths_is_refused", narrow);
    cases.add(
        "union_of_values",
        union_all(select(literal(1).label("n")), select(literal(2))),
    );
}

fn nulls(cases: &mut Cases) {
    let null = Expr::<Option<String>>::from_node(Node::Null);
    cases.add(
        "null_fills_a_column",
        union_all(select((User.id, User.email)), select((Address.id, null))),
    );
}

fn operands(cases: &mut Cases) {
    let one = union(
        select(User.id).filter(User.id.eq(1)),
        select(Address.id).filter(Address.id.eq(1)),
    );
    cases.add("union_as_a_scalar", select(one.label("x")));
}
