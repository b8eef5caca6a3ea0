//! Columns with a default, an expression or a quoted name.

use std::sync::Arc;

use rebis::core::schema::{ColumnDef, Table as RuntimeTable};
use rebis::core::value::Decimal;
use rebis::core::{Insert, Record, Value};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Line, create};

#[test]
fn an_insert_without_values_takes_the_defaults() {
    on_each_database("core_defaults", async |db: &Database| {
        let table = RuntimeTable::new("things")
            .with_column(ColumnDef::for_type::<i64>("id").primary_key())
            .with_column(ColumnDef::for_type::<i64>("level").server_default(Value::Int(7)))
            .with_column(
                ColumnDef::for_type::<String>("name")
                    .length(20)
                    .server_default("it's \\ \"x\""),
            )
            .with_column(ColumnDef::for_type::<bool>("is_on").server_default(Value::Bool(true)));
        let table = Arc::new(table);
        let mut connection = create(db, &table).await;
        assert_eq!(
            connection
                .execute(Insert::for_table(&table))
                .await
                .unwrap()
                .rows_affected(),
            1
        );
        let level = table.column::<i64>("level").unwrap();
        let name = table.column::<String>("name").unwrap();
        let is_on = table.column::<bool>("is_on").unwrap();
        let row = connection.one(select((level, name, is_on))).await.unwrap();
        assert_eq!(row, (7, "it's \\ \"x\"".to_owned(), true));
    });
}

#[test]
fn a_computed_column_follows_the_others() {
    on_each_database("core_computed", async |db: &Database| {
        let mut connection = create(db, Line::table()).await;
        let line = (Line.price.set(Decimal::from(5)), Line.quantity.set(4));
        connection.execute(insert(Line).values(line)).await.unwrap();
        assert_eq!(connection.one(select(Line.double)).await.unwrap(), 8);
        connection
            .execute(update(Line).values(Line.quantity.set(5)))
            .await
            .unwrap();
        let found = connection
            .one(select(Line).filter(Line.double.eq(10)))
            .await
            .unwrap();
        assert_eq!((found.quantity, found.double), (5, 10));
    });
}

#[test]
fn names_that_must_be_quoted_work_everywhere() {
    on_each_database("core_quoting", async |db: &Database| {
        let table = RuntimeTable::new("Order")
            .with_column(ColumnDef::for_type::<i64>("select").primary_key())
            .with_column(ColumnDef::for_type::<i64>("Total Price"))
            .with_column(ColumnDef::for_type::<i64>("a\"b`c"))
            .with_index("Order Index", &["Total Price"]);
        let table = Arc::new(table);
        let mut connection = create(db, &table).await;
        let column = |name: &str| table.column::<i64>(name).unwrap();
        let (id, price, odd) = (column("select"), column("Total Price"), column("a\"b`c"));
        let row = (id.set(1), price.set(2), odd.set(3));
        connection
            .execute(Insert::for_table(&table).values(row))
            .await
            .unwrap();
        let stmt = select((id, price, odd.label("group"))).filter(price.eq(2) & odd.gt(id));
        assert_eq!(connection.all(&stmt).await.unwrap(), [(1, 2, 3)]);
        let rows = connection.mappings(stmt).await.unwrap();
        let keys: Vec<&str> = rows[0].keys().collect();
        assert_eq!(keys, ["select", "Total Price", "group"]);
    });
}
