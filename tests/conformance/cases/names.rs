//! Quoting, schemas, cartesian products.

use rebis::core::schema::Table;
use rebis::core::{
    Column, Expr, Insert, Select, SelectNode, Update, column as by_name, literal_column, true_,
};
use rebis::prelude::*;

use super::Cases;
use super::build::whole;
use crate::fixtures::{
    Address, HOSTILE, Item, Keyword, MIXED, Order, PgSample, STOCK, Transfer, User,
};

pub(super) fn cases(cases: &mut Cases) {
    mixed(cases);
    hostile(cases);
    words(cases);
    schemas(cases);
    cartesian(cases);
}

fn column<T: Scalar>(table: &Table, name: &str) -> Column<T> {
    table.column(name).unwrap()
}

/// All columns of a table.
fn all(table: &Table) -> Select<()> {
    let mut columns = Vec::new();
    rebis::core::append_columns(table, table.source(), &mut columns);
    Select::from_node(SelectNode {
        columns,
        ..SelectNode::default()
    })
}

fn mixed(cases: &mut Cases) {
    let id = column::<i32>(&MIXED, "id");
    let camel = column::<Option<i32>>(&MIXED, "camelCase");
    let order = column::<Option<String>>(&MIXED, "order");
    let space = column::<Option<i32>>(&MIXED, "with space");
    cases.add("mixed_case_table_and_columns", all(&MIXED));
    let stmt = select(id).filter(order.eq("first"));
    cases.add("reserved_word_in_where", stmt);
    let stmt = select(id).order_by((camel.desc(), space));
    cases.add("quoted_names_in_order_by", stmt);
    let other = Column::<Option<i32>>::new(MIXED.source().aliased("Other"), "camelCase");
    cases.add("alias_with_capitals", select(other));
    let row = (id.set(10), camel.set(1), order.set("x"), space.set(2));
    let stmt = Insert::for_table(&MIXED).values(row);
    cases.add("insert_with_quoted_names", stmt);
    let stmt = Update::for_table(&MIXED).values((space.set(5), order.set("y")));
    cases.add("update_with_quoted_names", stmt.filter(camel.eq(10)));
}

fn hostile(cases: &mut Cases) {
    let id = column::<i32>(&HOSTILE, "id");
    let named = |name| column::<Option<i32>>(&HOSTILE, name);
    cases.add("hostile_columns", all(&HOSTILE));
    let others = HOSTILE.columns().iter().skip(1);
    let is_one = others.map(|column| named(column.name()).eq(1));
    let any = is_one.reduce(|left, right| left | right).unwrap();
    cases.add("hostile_columns_in_where", select(id).filter(any));
    let row = (
        named("quo\"te").set(1),
        named("per%cent").set(2),
        named("co:lon").set(3),
    );
    let stmt = Insert::for_table(&HOSTILE).values(row);
    cases.add("insert_into_hostile_columns", stmt);
    let both = (named("back`tick").set(1), named("brac]ket").set(2));
    let stmt = Update::for_table(&HOSTILE).values(both);
    cases.add("update_of_hostile_columns", stmt.filter(id.eq(1)));
    let stmt = select((
        User.id.label("x\"y"),
        User.age.label("a`b"),
        User.name.label("c]d"),
    ));
    cases.add("hostile_label", stmt);
    let stmt = select((User.id.label("100%"), User.age.label("a:b")));
    cases.add("label_with_percent_and_colon", stmt);
    cases.add("name_that_is_always_quoted", select(User.id.label("plain")));
    cases.add("name_that_is_never_quoted", select(User.id.label("Plain")));
}

/// `1` under a name.
macro_rules! ones {
    ($($name:literal)+) => {
        select(($(literal_column::<i32>("1").label($name),)+))
    };
}

fn words(cases: &mut Cases) {
    let stmt = ones!("user" "limit" "key" "rank" "rows" "level" "top");
    cases.add("reserved_words_per_dialect", stmt);
    let stmt = ones!("_under" "1st" "dollar$" "dash-ed" "ümlaut" "with.dot");
    cases.add("names_that_need_quotes_for_their_letters", stmt);
    let users = rebis::core::schema::Table::new("users");
    let stmt = select((by_name::<i32>("id"), by_name::<String>("name")));
    cases.add("columns_by_name_alone", stmt.select_from(&users));
}

fn schemas(cases: &mut Cases) {
    let product = column::<String>(&STOCK, "product");
    let quantity = column::<i32>(&STOCK, "quantity");
    cases.add("table_in_a_schema", all(&STOCK));
    let stmt = select((Item.id, quantity));
    let stmt = stmt.join(&**STOCK, Item.product.eq(product));
    cases.add("join_with_a_table_in_a_schema", stmt);
    let stmt = Update::for_table(&STOCK).values(quantity.set(quantity - 1));
    cases.add("update_in_a_schema", stmt.filter(product.eq("pen")));
    let count = select(func::count(Item.id)).filter(Item.product.eq(product));
    let stmt = select((product, count.scalar_subquery().label("n")));
    cases.add("subquery_correlates_to_a_table_in_a_schema", stmt);
    let odd = |schema| {
        let name = rebis::core::intern_table(Some(schema), "stock", false);
        Column::<i32>::new(rebis::core::Source::table(name), "id")
    };
    cases.add("schema_that_needs_quotes", select(odd("Ware House")));
    cases.add("schema_with_a_dot", select(odd("db.owner")));
}

fn cartesian(cases: &mut Cases) {
    let total = Expr::<i32>::from_node(Order.total.into_node());
    let compared = User.age.gt(total);
    cases.add("lint_two_tables", select((User.id, Keyword.id)));
    let stmt = select((User.id, Address.id)).filter(User.id.eq(Address.user_id));
    cases.add("lint_connected_by_where", stmt);
    let stmt = select((User.id, Address.id)).join(Address, User.id.eq(Address.user_id));
    cases.add("lint_connected_by_a_join", stmt);
    let stmt = select((User.id, Order.id)).filter(compared);
    cases.add("lint_connected_by_inequality", stmt);
    let stmt = select((User.id, Keyword.id)).join_from(User, Keyword, true_());
    cases.add("lint_join_on_true", stmt);
    let found = select(Order.id)
        .filter(Order.total.gt(whole(5)))
        .subquery("found");
    let stmt = select((User.id, found.column())).select_from(User);
    cases.add("lint_subquery_apart", stmt.select_from(&found));
    let found = select(Order.id)
        .filter(Order.user_id.eq(User.id))
        .lateral("found");
    let stmt = select((User.id, found.column())).select_from(User);
    cases.add("lint_lateral", stmt.select_from(&found));
    let tags = || {
        let tags = func::unnest(PgSample.tags).table_valued::<String>("t", ["tag"]);
        let tags = tags.render_derived();
        select((PgSample.id, tags.column()))
            .select_from(PgSample)
            .select_from(&tags)
    };
    cases.add("lint_function_of_a_column", tags());
    cases.add("lint_function_that_joins_implicitly", tags());
    let either = User.id.eq(Address.user_id) | User.age.eq(5);
    cases.add(
        "lint_or_connects",
        select((User.id, Address.id)).filter(either),
    );
    let stmt = update(User).values(User.age.set(1));
    let over_five = Order.total.gt(whole(5));
    cases.add("lint_update", stmt.filter(over_five));
    let stmt = delete(Transfer).filter(User.name.eq("alice"));
    cases.add("lint_delete", stmt);
}
