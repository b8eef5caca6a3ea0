//! DISTINCT, LIMIT, FETCH, locks, hints and other words around a SELECT.

use rebis::core::{
    FetchUnit, ForUpdate, Node, RowCount, Select, SelectNode, Ties, Value, bindparam,
    literal_column,
};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{Address, Order, User};

pub(super) fn cases(cases: &mut Cases) {
    distinct(cases);
    limits(cases);
    fetches(cases);
    locks(cases);
    words(cases);
}

fn ids() -> Select<i32> {
    select(User.id)
}

fn ordered() -> Select<i32> {
    ids().order_by(User.id)
}

fn distinct(cases: &mut Cases) {
    let names = || select(User.name).distinct();
    cases.add("distinct_rows", names());
    cases.add(
        "count_of_distinct_rows",
        select(func::count_star()).select_from(&names().anonymous_subquery()),
    );
    let orders = select((Order.user_id, Order.id));
    cases.add(
        "distinct_on_a_column",
        orders
            .clone()
            .distinct_on(Order.user_id)
            .order_by((Order.user_id, Order.id.desc())),
    );
    cases.add(
        "distinct_on_an_expression",
        ids().distinct_on(func::lower(User.name)),
    );
    cases.add(
        "distinct_method_with_columns_is_deprecated",
        orders.distinct_on(Order.user_id),
    );
}

fn limits(cases: &mut Cases) {
    cases.add("limit", ordered().limit(10));
    cases.add("limit_and_offset", ordered().limit(10).offset(20));
    cases.add("offset", ordered().offset(20));
    cases.add("limit_without_an_order", ids().limit(10));
    cases.add("offset_without_an_order", ids().offset(20));
    cases.add("limit_of_zero", ordered().limit(0));
    cases.add("limit_none_removes", ordered().limit(10).limit(None));
    cases.add("slice_of_rows", ordered().slice(5, 15));
    let three = bindparam("n").value(3);
    cases.add("limit_of_a_named_parameter", ordered().limit(three));
    let six = literal_column::<i32>("5") + literal_column::<i32>("1");
    cases.add("limit_of_an_expression", ordered().limit(six));
    let node = SelectNode {
        limit: Some(RowCount(Node::bind(Value::Text("many".into())))),
        ..ordered().node().clone()
    };
    cases.add(
        "limit_of_a_string_is_refused",
        Select::<i32>::from_node(node),
    );
}

fn fetches(cases: &mut Cases) {
    let percent = |ties| ordered().fetch_rows(10, FetchUnit::Percent, ties);
    cases.add("fetch", ordered().fetch(10));
    cases.add("fetch_and_offset", ordered().fetch(10).offset(20));
    cases.add(
        "fetch_with_ties",
        ordered().fetch_rows(10, FetchUnit::Rows, Ties::Keep),
    );
    cases.add("fetch_percent", percent(Ties::Cut));
    cases.add("fetch_without_an_order", ids().fetch(10));
    cases.add("fetch_after_limit_replaces", ordered().limit(5).fetch(10));
}

fn locks(cases: &mut Cases) {
    let joined = |lock: ForUpdate| ids().join(Address, OnForeignKey).with_for_update(lock);
    let mut lock = |name: &str, lock: ForUpdate| cases.add(name, ids().with_for_update(lock));
    lock("for_update", for_update());
    lock("for_update_nowait", for_update().nowait());
    lock("for_update_skip_locked", for_update().skip_locked());
    lock("for_share", for_update().read());
    lock("for_key_share", for_update().read().key_share());
    lock("for_no_key_update", for_update().key_share());
    cases.add("for_update_of_a_table", joined(for_update().of(User)));
    cases.add(
        "for_update_of_two_tables",
        joined(for_update().of(User).of(Address)),
    );
    cases.add(
        "for_update_with_a_limit",
        ordered()
            .limit(1)
            .with_for_update(for_update().skip_locked()),
    );
}

fn words(cases: &mut Cases) {
    cases.add("prefix", ids().prefix_with("ALL"));
    cases.add(
        "prefix_of_one_dialect",
        ids().prefix_with_on("mysql", "SQL_NO_CACHE"),
    );
    cases.add(
        "prefixes_before_distinct",
        ids()
            .prefix_with("HIGH_PRIORITY")
            .prefix_with("STRAIGHT_JOIN")
            .distinct(),
    );
    cases.add(
        "suffix_of_one_dialect",
        ids().suffix_with_on("postgresql", "FOR SHARE"),
    );
    cases.add(
        "table_hint_of_mssql",
        ids().with_hint(User, "mssql", "WITH (NOLOCK)"),
    );
    cases.add(
        "table_hint_of_mysql",
        ids().with_hint(User, "mysql", "USE INDEX (PRIMARY)"),
    );
    cases.add(
        "table_hint_of_oracle",
        ids().with_hint(User, "oracle", "index(%(name)s ix_users)"),
    );
    let other = aliased(User, "other");
    cases.add(
        "table_hint_of_an_alias",
        select(other.id).with_hint(other, "mssql", "WITH (NOLOCK)"),
    );
    cases.add(
        "statement_hint_of_oracle",
        ids().with_statement_hint_on("oracle", "/*+ parallel */"),
    );
    cases.add(
        "statement_hint_of_mssql",
        ids().with_statement_hint_on("mssql", "OPTION (MAXDOP 1)"),
    );
}
