//! Names of tables and columns: quotes, schemas, and tables known only at run time.

use std::sync::Arc;

use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{Delete, Insert, Update, intern_table};
use rebis::prelude::*;

use crate::harness::{check, check_alike};

#[test]
fn names_are_quoted_when_they_must_be() {
    let orders = Table::new("Order")
        .with_column(ColumnDef::for_type::<i64>("select").primary_key())
        .with_column(ColumnDef::for_type::<i64>("Total Price"))
        .with_column(ColumnDef::for_type::<i64>("plain_1"))
        .with_column(ColumnDef::for_type::<i64>("1st"))
        .with_column(ColumnDef::for_type::<i64>("a\"b`c"));
    let column = |name: &str| orders.column::<i64>(name).unwrap();
    check_alike(
        select((column("select"), column("Total Price"), column("plain_1"))),
        "SELECT \"Order\".\"select\", \"Order\".\"Total Price\", \"Order\".plain_1 FROM \
         \"Order\"",
    );
    check(
        select((column("1st"), column("a\"b`c"))),
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT `Order`.`1st`, `Order`.`a\"b``c` FROM `Order`",
    );
    check_alike(
        select(column("plain_1").label("group")),
        "SELECT \"Order\".plain_1 AS \"group\" FROM \"Order\"",
    );
    check_alike(
        Delete::for_table(&Arc::new(orders)),
        "DELETE FROM \"Order\"",
    );
}

#[test]
fn a_table_may_be_known_only_at_run_time() {
    let things = Arc::new(
        Table::named(intern_table(Some("stock"), "things", false))
            .with_column(ColumnDef::for_type::<i64>("id").primary_key())
            .with_column(ColumnDef::for_type::<Option<String>>("name")),
    );
    let id = things.column::<i64>("id").unwrap();
    let name = things.column::<Option<String>>("name").unwrap();
    check_alike(
        select(id).filter(name.eq("x")),
        "SELECT stock.things.id FROM stock.things WHERE stock.things.name = :name_1",
    );
    check_alike(
        Insert::for_table(&things).values(name.set("x")),
        "INSERT INTO stock.things (name) VALUES (:name)",
    );
    check_alike(
        Update::for_table(&things)
            .values(name.set(None::<&str>))
            .filter(id.eq(1)),
        "UPDATE stock.things SET name=:name WHERE stock.things.id = :id_1",
    );
    check_alike(
        Delete::for_table(&things).filter(id.eq(1)),
        "DELETE FROM stock.things WHERE stock.things.id = :id_1",
    );
    assert!(things.column::<i64>("none").is_none());
}
