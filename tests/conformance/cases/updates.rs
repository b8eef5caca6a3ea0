//! UPDATE.

use chrono::NaiveDate;
use rebis::core::{
    Column, Expr, Update, bindparam, case, exists_where, from_dml_column, literal_column,
};
use rebis::prelude::*;
use rust_decimal::Decimal;

use super::Cases;
use super::build::whole;
use crate::fixtures::{Address, Category, Document, Item, Keyword, Order, User};

pub(super) fn cases(cases: &mut Cases) {
    set(cases);
    on_update(cases);
    parameters(cases);
    returning(cases);
    subqueries(cases);
    from(cases);
    dml_columns(cases);
    words(cases);
}

fn first(stmt: Update) -> Update {
    stmt.filter(User.id.eq(1))
}

fn set(cases: &mut Cases) {
    let anna = || User.name.set("anna");
    cases.add("one_column", first(update(User).values(anna())));
    let three = (User.age.set(31), User.email.set("x"), anna());
    cases.add("set_follows_the_table", first(update(User).values(three)));
    let two = || (User.age.set(31), anna());
    cases.add("ordered_values", first(update(User).ordered_values(two())));
    cases.add(
        "values_by_column_objects",
        first(update(User).values(two())),
    );
    let older = User.age.set(User.age + 1);
    cases.add("increment", first(update(User).values(older)));
    let case = case().when(User.age.gt(30), 30).else_(User.age);
    cases.add("set_to_a_case", update(User).values(User.age.set(case)));
    let none = User.email.set(None::<String>);
    cases.add("set_to_none", first(update(User).values(none)));
    let stmt = update(User).values(User.is_active.set(false));
    cases.add("set_a_boolean", stmt.filter(User.is_active));
    let nothing = Column::<i32>::new(User.id.reference().source, "nothing");
    cases.add(
        "unknown_column_is_refused",
        update(User).values(nothing.set(1)),
    );
    let stmt = update(User).filter(User.name.eq("alice"));
    cases.add("filter_by_name", stmt.values(User.age.set(1)));
}

fn on_update(cases: &mut Cases) {
    let of = |stmt: Update| stmt.filter(Document.id.eq(1));
    let title = || Document.title.set("t");
    let stmt = update(Document).ordered_values((title(), Document.slug.set("s")));
    cases.add("ordered_values_and_onupdate", of(stmt));
    cases.add("onupdate_is_added", of(update(Document).values(title())));
    let moment = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    let moment = moment.and_hms_opt(3, 4, 5).unwrap();
    let stmt = update(Document).values((title(), Document.updated_at.set(moment)));
    cases.add("onupdate_is_replaced", of(stmt));
}

fn parameters(cases: &mut Cases) {
    let stmt = || update(User).values(User.name.set("anna"));
    let id = User.id.eq(bindparam("user_id").value(1));
    cases.add("parameter_in_where", stmt().filter(id));
    let name = User.name.eq(bindparam("name").value("alice"));
    cases.add(
        "parameter_named_like_a_set_column_is_refused",
        stmt().filter(name),
    );
}

fn returning(cases: &mut Cases) {
    let stmt = first(update(User).values(User.name.set("anna")));
    cases.add("returning_columns", stmt.returning((User.id, User.name)));
    let stmt = first(update(User).values(User.age.set(31)));
    let stmt = stmt.returning((User.age + 1).label("next_age"));
    cases.add("returning_an_expression", stmt);
}

fn subqueries(cases: &mut Cases) {
    let of_user = Address.user_id.eq(User.id);
    let stmt = update(User).values(User.age.set(1));
    cases.add("where_exists", stmt.filter(exists_where(of_user.clone())));
    let count = select(func::count(Address.id)).filter(of_user.clone());
    let stmt = update(User).values(
        User.age
            .set(Expr::<i32>::from_node(count.scalar_subquery().into_node())),
    );
    cases.add("set_to_a_correlated_subquery", stmt);
    let one = || update(User).values(User.age.set(1));
    let stmt = one().filter(User.id.in_(select(Address.user_id)));
    cases.add("where_in_a_subquery", stmt);
    let other = aliased(User, "other");
    let highest = select(func::max(other.age)).scalar_subquery();
    let stmt = update(User).values(User.age.set(highest));
    cases.add("set_to_a_subquery_of_the_target", first(stmt));
}

fn from(cases: &mut Cases) {
    let of_user = || Address.user_id.eq(User.id);
    let one = || update(User).values(User.age.set(1)).filter(of_user());
    let stmt = update(User).values(User.email.set(Address.email));
    cases.add("from_another_table", stmt.filter(of_user()));
    let stmt = one().filter(Address.email.eq("x"));
    cases.add("from_another_table_in_where", stmt);
    let stmt = update(Item).values(Item.price.set(whole(1)));
    let stmt = stmt.filter(Item.order_id.eq(Order.id));
    let stmt = stmt.filter(Order.user_id.eq(User.id) & User.name.eq("alice"));
    cases.add("from_two_tables", stmt);
    let parent = aliased(Category, "parent");
    let stmt = update(Category).values(Category.name.set(parent.name));
    let stmt = stmt.filter(Category.parent_id.eq(parent.id));
    cases.add("from_an_alias_of_the_target", stmt);
    let totals = select((Order.user_id, func::count(Order.id).label("n")));
    let totals = totals.group_by(Order.user_id).subquery("totals");
    let stmt = update(User).from(&totals);
    let user_id = Column::<i32>::new(totals.columns().0.reference().source, "user_id");
    let n = Column::<i32>::new(user_id.reference().source, "n");
    let stmt = stmt.values(User.age.set(n)).filter(User.id.eq(user_id));
    cases.add("from_a_subquery", stmt);
    let stmt = one().returning((User.id, Address.email));
    cases.add("from_another_table_and_returning", stmt);
    let both = || {
        let both = (User.name.set("anna"), Address.email.set("x"));
        update(User).values(both).filter(of_user())
    };
    cases.add("set_of_two_tables", both());
    cases.add("set_of_two_tables_elsewhere_is_refused", both());
}

fn dml_columns(cases: &mut Cases) {
    let next = from_dml_column(User.age).expr() + 1;
    let balance = User
        .balance
        .set(Expr::<Decimal>::from_node(next.into_node()));
    let stmt = update(User).values((User.age.set(literal_column::<i32>("40")), balance));
    cases.add("value_of_another_set_column", first(stmt));
    let next = Keyword.uses.set(from_dml_column(Keyword.id) + 1);
    let row = (Keyword.id.set(10), Keyword.word.set("new"), next);
    cases.add(
        "value_of_another_inserted_column",
        insert(Keyword).values(row),
    );
}

fn words(cases: &mut Cases) {
    let stmt = || update(User).values(User.age.set(1));
    cases.add("limit_of_mysql", stmt().limit(5));
    let hint = stmt().with_hint_on("mssql", "WITH (PAGLOCK)");
    cases.add("hint_of_update", hint);
    let prefix = stmt().prefix_with_on("mysql", "LOW_PRIORITY");
    cases.add("prefix_of_update", prefix);
}
