//! The select list: columns, labels, names that are made up, labels in other clauses.

use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{LabelStyle, Node, Select, SelectItem, SelectNode, literal_column, output};
use rebis::prelude::*;

use super::Cases;
use super::build::ten;
use crate::fixtures::{Address, Keyword, Order, Stock, User};

const LONG: &str = "a_label_that_is_much_longer_than_the_sixty_three_letters_of_postgresql\
                    a_label_that_is_much_longer_than_the_sixty_three_letters_of_postgresql";

pub(super) fn cases(cases: &mut Cases) {
    columns(cases);
    replaced_columns(cases);
    labels(cases);
    made_up_names(cases);
    label_references(cases);
    clauses(cases);
}

fn columns(cases: &mut Cases) {
    cases.add("all_columns_of_a_table", select(Keyword));
    cases.add("only_a_value", select(literal(1)));
    cases.add("only_a_literal_column", select(literal_column::<i32>("1")));
    cases.add(
        "text_in_the_select_list",
        select((text("1"), text("2 AS two"))),
    );
    cases.add("nothing_from_a_table", select(()).select_from(User));
    cases.add(
        "count_star_of_a_table",
        select(func::count_star()).select_from(User),
    );
}

fn replaced_columns(cases: &mut Cases) {
    cases.add(
        "add_columns_of_another_table",
        select(User.id)
            .add_columns(Address.email)
            .filter(Address.user_id.eq(User.id)),
    );
    cases.add(
        "with_only_columns",
        select((User.id, User.name)).with_only_columns(User.age),
    );
    cases.add(
        "with_only_columns_loses_from",
        select(User.id).with_only_columns(func::count_star()),
    );
    cases.add(
        "with_only_columns_keeps_from",
        select(User.id)
            .maintain_column_froms()
            .with_only_columns(func::count_star()),
    );
    cases.add(
        "with_only_columns_keeps_joins",
        select(User.id)
            .join(Address, OnForeignKey)
            .with_only_columns(Address.email),
    );
    let adults = select(User.id).filter(User.age.gt(18));
    cases.add(
        "with_only_columns_keeps_where",
        adults
            .maintain_column_froms()
            .with_only_columns(func::count_star()),
    );
}

fn labels(cases: &mut Cases) {
    cases.add("label_a_column", select(User.name.label("username")));
    cases.add(
        "label_an_expression",
        select((User.age + 1).label("next_age")),
    );
    cases.add(
        "label_with_a_reserved_word",
        select(User.name.label("order")),
    );
    cases.add(
        "label_with_spaces_and_case",
        select(User.name.label("User Name")),
    );
    cases.add("label_without_a_name", select(User.name.anonymous_label()));
    cases.add(
        "label_of_a_label",
        select(User.name.label("first").label("second")),
    );
    let most = select(func::max(Order.total)).scalar_subquery();
    cases.add("label_a_scalar_subquery", select(most.label("most")));
    cases.add(
        "one_label_twice",
        select((User.id.label("x"), User.age.label("x"))),
    );
    cases.add("long_label", select(User.name.label(LONG)));
}

fn made_up_names(cases: &mut Cases) {
    let next = User.age + 1;
    cases.add(
        "casts_keep_the_column_name",
        select((User.age.cast::<i32>(), next.cast::<i32>())),
    );
    cases.add(
        "coercions_keep_the_column_name",
        select(User.age.type_coerce::<i32>()),
    );
    let long = Table::new("a_table_with_a_rather_long_name_for_a_table_that_is")
        .with_column(ColumnDef::for_type::<i32>("id"))
        .with_column(ColumnDef::for_type::<i32>(&LONG[..LONG.len() / 2]));
    let columns = long.columns().iter().map(|column| SelectItem {
        node: Node::Column(column.reference()),
        label: None,
    });
    let long = Select::<(i32, i32)>::from_node(SelectNode {
        columns: columns.collect(),
        ..SelectNode::default()
    });
    cases.add(
        "long_made_up_label",
        long.label_style(LabelStyle::TablePrefix),
    );
    cases.add(
        "expressions_without_names",
        select((User.age + 1, User.age + 2)),
    );
    cases.add(
        "functions_without_names",
        select((func::max(User.age), func::max(User.id), func::min(User.age))),
    );
    cases.add(
        "values_without_names",
        select((literal(1), literal("a".to_owned()))),
    );
    cases.add("exists_without_a_name", select(exists_where(User.id.eq(1))));
    let with_addresses = |style| {
        select((User.id, User.name, Address.id))
            .join(Address, OnForeignKey)
            .label_style(style)
    };
    cases.add(
        "same_name_of_two_tables",
        select((User.id, Address.id, Address.user_id)).join(Address, OnForeignKey),
    );
    cases.add("one_column_twice", select((User.id, User.id)));
    cases.add(
        "one_column_three_times_and_another",
        select((User.id, User.id, Address.id, User.id)).join(Address, OnForeignKey),
    );
    cases.add(
        "table_names_in_front",
        with_addresses(LabelStyle::TablePrefix),
    );
    cases.add(
        "no_labels",
        select((User.id, Address.id))
            .join(Address, OnForeignKey)
            .label_style(LabelStyle::None),
    );
    cases.add(
        "schema_and_table_names_in_front",
        select(Stock).label_style(LabelStyle::TablePrefix),
    );
}

fn label_references(cases: &mut Cases) {
    let total = || (User.age + 1).label("total");
    cases.add(
        "order_by_a_label",
        select((User.id, total())).order_by(total()),
    );
    cases.add(
        "order_by_a_label_descending",
        select((User.id, total())).order_by((total().desc(), User.id)),
    );
    let shared = total();
    cases.add(
        "order_by_an_expression_of_a_label",
        select((User.id, shared.clone())).order_by(shared.clone() + 1),
    );
    cases.add(
        "where_with_a_label",
        select(shared.clone()).filter(shared.gt(10)),
    );
    let count = func::count(User.id).label("n");
    cases.add(
        "having_with_a_label",
        select((User.name, count.clone()))
            .group_by(User.name)
            .having(count.gt(1)),
    );
    cases.add(
        "order_by_a_label_that_is_not_selected",
        select(User.id).order_by(total()),
    );
    let initial = || func::lower(User.name).label("initial");
    cases.add(
        "group_by_a_label",
        select((initial(), func::count_star())).group_by(initial()),
    );
    cases.add(
        "order_by_the_name_of_a_label",
        select(total()).order_by("total"),
    );
    cases.add(
        "order_by_the_name_of_a_label_descending",
        select(total()).order_by(output("total").desc()),
    );
    cases.add(
        "order_by_the_name_of_a_column",
        select((User.id, User.name)).order_by("name"),
    );
    cases.add(
        "group_by_the_name_of_a_label",
        select((initial(), func::count_star())).group_by("initial"),
    );
    cases.add(
        "order_by_an_unknown_name_is_refused",
        select(User.id).order_by("nothing"),
    );
    cases.add("order_by_text", select(User.id).order_by(text("name DESC")));
}

fn clauses(cases: &mut Cases) {
    let adult = text("age > 18");
    cases.add(
        "where_with_text",
        select(User.id).filter(adult).filter(User.id.eq(1)),
    );
    let orders = select(Order.user_id).group_by(Order.user_id);
    cases.add(
        "group_by_having",
        orders.clone().having(func::sum(Order.total).gt(ten())),
    );
    cases.add(
        "order_by_none_forgets",
        select(User.id)
            .order_by(User.name)
            .without_order()
            .order_by(User.id),
    );
    cases.add(
        "having_in_two_calls",
        orders
            .having(func::count_star().gt(1))
            .having(func::sum(Order.total).gt(ten())),
    );
    cases.add(
        "where_with_two_conditions",
        select(User.id).filter(User.age.gt(18) & (User.name.eq("a") | User.name.eq("b"))),
    );
    let name = select(User.id).filter_by("name", "alice");
    cases.add("filter_by_one_table", name.filter_by("age", 30));
    let joined = select(User.id).join(Address, OnForeignKey);
    cases.add(
        "filter_by_a_joined_table",
        joined.clone().filter_by("user_id", 1),
    );
    cases.add(
        "filter_by_an_ambiguous_name_is_refused",
        joined.filter_by("email", "x"),
    );
    cases.add(
        "filter_by_an_unknown_name_is_refused",
        select(User.id).filter_by("nothing", 1),
    );
}
