//! Aliases as targets of statements that write.

use std::sync::Arc;

use rebis::core::dialect::TargetAlias;
use rebis::core::error::CompileError;
use rebis::core::schema::MetaData;
use rebis::core::{
    Connection, Fields, Record, Statement, StatementRef, UpdateNode, UpdateRowsNode,
    anonymous_alias, excluded, merge,
};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use super::texts::{Texts, check, text_of};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "products")]
struct Product {
    #[column(primary_key)]
    id: i64,
    price: i64,
    #[column(on_update_set = Product.version + 1)]
    version: i64,
}

#[derive(Clone, Debug, Table)]
#[table(name = "sales")]
struct Sale {
    #[column(primary_key)]
    product_id: i64,
}

fn x() -> <Product as rebis::core::Columns>::Fields {
    aliased(Product, "x")
}

#[test]
fn an_update_of_an_alias_says_so() {
    let x = x();
    let stmt = update(x).values(x.price.set(5)).filter(x.id.eq(1));
    check(
        &stmt,
        &Texts {
            generic: "UPDATE products AS x SET price=:price, version=(x.version + :version_1) \
                      WHERE x.id = :id_1",
            sqlite: "UPDATE products AS x SET price=?, version=(x.version + ?) WHERE x.id = ?",
            postgres: "UPDATE products AS x SET price=$1, version=(x.version + $2) WHERE x.id = $3",
            mysql: "UPDATE products AS x SET price=?, version=(x.version + ?) WHERE x.id = ?",
            mariadb: "UPDATE products AS x SET price=?, version=(x.version + ?) WHERE x.id = ?",
            mssql: "UPDATE x SET price=@P1, version=(x.version + @P2) FROM products AS x WHERE x.id = @P3",
            oracle: "UPDATE products x SET price=:1, version=(x.version + :2) WHERE x.id = :3",
        },
    );
}

#[test]
fn an_update_of_an_alias_reads_other_tables() {
    let x = x();
    let stmt = update(x)
        .values(x.price.set(Product.price))
        .filter(x.id.eq(Product.id + 1) & Product.id.eq(1));
    check(
        &stmt,
        &Texts {
            generic: "UPDATE products AS x SET price=products.price, version=(x.version + \
                      :version_1) FROM products WHERE x.id = products.id + :id_1 AND products.id = \
                      :id_2",
            sqlite: "UPDATE products AS x SET price=products.price, version=(x.version + ?) FROM \
                     products WHERE x.id = products.id + ? AND products.id = ?",
            postgres: "UPDATE products AS x SET price=products.price, version=(x.version + $1) \
                       FROM products WHERE x.id = products.id + $2 AND products.id = $3",
            mysql: "UPDATE products AS x, products SET x.price=products.price, \
                    x.version=(x.version + ?) WHERE x.id = products.id + ? AND products.id = ?",
            mariadb: "UPDATE products AS x, products SET x.price=products.price, \
                      x.version=(x.version + ?) WHERE x.id = products.id + ? AND products.id = ?",
            mssql: "UPDATE x SET price=products.price, version=(x.version + @P1) FROM products AS \
                    x, products WHERE x.id = products.id + @P2 AND products.id = @P3",
            oracle: "unsupported: UPDATE with other tables",
        },
    );
}

#[test]
fn a_delete_of_an_alias_says_so() {
    let x = x();
    check(
        &delete(x).filter(x.id.eq(1)),
        &Texts {
            generic: "DELETE FROM products AS x WHERE x.id = :id_1",
            sqlite: "DELETE FROM products AS x WHERE x.id = ?",
            postgres: "DELETE FROM products AS x WHERE x.id = $1",
            mysql: "DELETE FROM products AS x WHERE x.id = ?",
            mariadb: "DELETE FROM x USING products AS x WHERE x.id = ?",
            mssql: "DELETE FROM x FROM products AS x WHERE x.id = @P1",
            oracle: "DELETE FROM products x WHERE x.id = :1",
        },
    );
    check(
        &delete(x).filter(x.id.eq(Sale.product_id)),
        &Texts {
            generic: "DELETE FROM products AS x USING sales WHERE x.id = sales.product_id",
            sqlite: "unsupported: DELETE with other tables",
            postgres: "DELETE FROM products AS x USING sales WHERE x.id = sales.product_id",
            mysql: "DELETE FROM x USING products AS x, sales WHERE x.id = sales.product_id",
            mariadb: "DELETE FROM x USING products AS x, sales WHERE x.id = sales.product_id",
            mssql: "DELETE FROM x FROM products AS x, sales WHERE x.id = sales.product_id",
            oracle: "unsupported: DELETE with other tables",
        },
    );
    check(
        &delete(x).filter(x.id.eq(1)).limit(1),
        &Texts {
            generic: "unsupported: DELETE … LIMIT",
            sqlite: "unsupported: DELETE … LIMIT",
            postgres: "unsupported: DELETE … LIMIT",
            mysql: "DELETE FROM products AS x WHERE x.id = ? LIMIT 1",
            mariadb: "unsupported: DELETE … LIMIT of an alias",
            mssql: "unsupported: DELETE … LIMIT of an alias",
            oracle: "unsupported: DELETE … LIMIT",
        },
    );
}

#[test]
fn an_alias_without_a_name_gets_one() {
    let x = anonymous_alias(Product);
    check(
        &delete(x).filter(x.id.eq(1)),
        &Texts {
            generic: "DELETE FROM products AS products_1 WHERE products_1.id = :id_1",
            sqlite: "DELETE FROM products AS products_1 WHERE products_1.id = ?",
            postgres: "DELETE FROM products AS products_1 WHERE products_1.id = $1",
            mysql: "DELETE FROM products AS products_1 WHERE products_1.id = ?",
            mariadb: "DELETE FROM products_1 USING products AS products_1 WHERE products_1.id = ?",
            mssql: "DELETE FROM products_1 FROM products AS products_1 WHERE products_1.id = @P1",
            oracle: "DELETE FROM products products_1 WHERE products_1.id = :1",
        },
    );
}

#[test]
fn an_upsert_may_name_the_row_that_is_there() {
    let x = x();
    let row = (x.id.set(1), x.price.set(2), x.version.set(1));
    let stmt = insert(x)
        .values(row)
        .on_conflict(x.id)
        .do_update(x.price.set(x.price + excluded(x.price)))
        .returning(x.price);
    check(
        &stmt,
        &Texts {
            generic: "INSERT INTO products AS x (id, price, version) VALUES (:id, :price, \
                      :version) ON CONFLICT (id) DO UPDATE SET price = (x.price + \
                      excluded.price) RETURNING x.price",
            sqlite: "INSERT INTO products AS x (id, price, version) VALUES (?, ?, ?) ON CONFLICT \
                     (id) DO UPDATE SET price = (x.price + excluded.price) RETURNING price",
            postgres: "INSERT INTO products AS x (id, price, version) VALUES ($1, $2, $3) ON \
                       CONFLICT (id) DO UPDATE SET price = (x.price + excluded.price) RETURNING \
                       x.price",
            mysql: "unsupported: an alias as the target of INSERT",
            mariadb: "unsupported: an alias as the target of INSERT",
            mssql: "unsupported: an alias as the target of INSERT",
            oracle: "unsupported: INSERT … ON CONFLICT",
        },
    );
}

#[test]
fn a_merge_into_an_alias_says_so() {
    let x = x();
    let stmt = merge(x)
        .using(Sale, x.id.eq(Sale.product_id))
        .when_matched()
        .update(x.price.set(x.price + 1));
    let unsupported = "unsupported: MERGE";
    check(
        &stmt,
        &Texts {
            generic: "MERGE INTO products AS x USING sales ON x.id = sales.product_id WHEN \
                      MATCHED THEN UPDATE SET price=(x.price + :price_1)",
            sqlite: unsupported,
            postgres: "MERGE INTO products AS x USING sales ON x.id = sales.product_id WHEN \
                       MATCHED THEN UPDATE SET price=(x.price + $1)",
            mysql: unsupported,
            mariadb: unsupported,
            mssql: "MERGE INTO products AS x USING sales ON x.id = sales.product_id WHEN \
                    MATCHED THEN UPDATE SET price=(x.price + @P1);",
            oracle: "MERGE INTO products x USING sales ON (x.id = sales.product_id) WHEN \
                     MATCHED THEN UPDATE SET x.price=(x.price + :1)",
        },
    );
}

/// A statement that only layers above Core build.
struct Rows(UpdateRowsNode);

impl Statement for Rows {
    type Row = ();

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::UpdateRows(&self.0)
    }
}

#[test]
fn an_update_from_arrays_may_be_of_an_alias() {
    use rebis::core::dialect::{Dialect, Postgres};
    use rebis::core::{ColumnArray, Value};
    let array = |name| {
        let values = vec![Value::Int(1), Value::Int(2)];
        ColumnArray::new(Product::table(), name, values, Postgres.capabilities()).unwrap()
    };
    let stmt = Rows(UpdateRowsNode {
        table: Arc::clone(Product::table()),
        target: Product::table().source().aliased("x"),
        key: vec![array("id")],
        columns: vec![array("price")],
        assignments: Vec::new(),
        returning: Vec::new(),
    });
    assert_eq!(
        text_of(&stmt, &Postgres),
        "UPDATE products AS x SET price=rebis_rows.price FROM unnest(coalesce($1, \
         ARRAY[(NULL::products).id]), coalesce($2, ARRAY[(NULL::products).price])) AS rebis_rows \
         (id, price) WHERE x.id = rebis_rows.id"
    );
}

#[test]
fn columns_of_another_alias_are_not_those_of_the_target() {
    let x = x();
    let other = update(x).values(Product.price.set(1));
    let returned = update(Product)
        .values(Product.price.set(1))
        .returning(x.price);
    for dialect in [
        &rebis::core::dialect::Sqlite as &dyn rebis::core::dialect::Dialect,
        &rebis::core::dialect::Postgres,
    ] {
        assert_eq!(
            text_of(&other, dialect),
            "unsupported: UPDATE that sets columns of two tables"
        );
        assert_eq!(
            text_of(&returned, dialect),
            "error: RETURNING names `x.price`, but the statement does not write to or read `x`"
        );
    }
}

/// The products 1, 2 and 3, of which 2 was sold.
async fn products(db: &Database) -> Connection {
    let metadata = MetaData::new()
        .with_table(Arc::clone(Product::table()))
        .with_table(Arc::clone(Sale::table()));
    metadata.create_all(&db.engine).await.unwrap();
    let mut connection = db.engine.connect().await.unwrap();
    let rows = [1, 2, 3].map(|id| {
        (
            Product.id.set(id),
            Product.price.set(id * 10),
            Product.version.set(1),
        )
    });
    connection
        .execute(insert(Product).rows(rows))
        .await
        .unwrap();
    let sale = insert(Sale).values(Sale.product_id.set(2));
    connection.execute(sale).await.unwrap();
    connection
}

async fn rows(connection: &mut Connection) -> Vec<(i64, i64, i64)> {
    let stmt = select((Product.id, Product.price, Product.version)).order_by(Product.id);
    connection.all(stmt).await.unwrap()
}

#[test]
fn a_write_to_an_alias_hits_the_rows_of_its_condition() {
    on_each_database(
        "a_write_to_an_alias_hits_the_rows_of_its_condition",
        async |db| {
            let mut c = products(db).await;
            let x = x();
            let sold = exists(select(Sale.product_id).filter(Sale.product_id.eq(x.id)));
            c.execute(
                update(x)
                    .values(x.price.set(x.price + 1))
                    .filter(sold.clone()),
            )
            .await
            .unwrap();
            assert_eq!(rows(&mut c).await, [(1, 10, 1), (2, 21, 2), (3, 30, 1)]);
            let deleted = c.execute(delete(x).filter(sold)).await.unwrap();
            assert_eq!(deleted.rows_affected(), 1);
            assert_eq!(rows(&mut c).await, [(1, 10, 1), (3, 30, 1)]);
            let y = anonymous_alias(Product);
            c.execute(delete(y).filter(y.id.eq(3))).await.unwrap();
            assert_eq!(rows(&mut c).await, [(1, 10, 1)]);
        },
    );
}

#[test]
fn an_update_of_an_alias_may_read_its_own_table() {
    on_each_database("an_update_of_an_alias_may_read_its_own_table", async |db| {
        let mut c = products(db).await;
        let x = x();
        let next = update(x)
            .values(x.price.set(Product.price))
            .filter(x.id.eq(Product.id + 1) & Product.id.eq(1));
        c.execute(next).await.unwrap();
        assert_eq!(rows(&mut c).await, [(1, 10, 1), (2, 10, 2), (3, 30, 1)]);
    });
}

#[test]
fn an_alias_returns_its_rows() {
    on_each_database("an_alias_returns_its_rows", async |db| {
        let mut c = products(db).await;
        let capabilities = c.dialect().capabilities().clone();
        let x = x();
        let changed = update(x)
            .values(x.price.set(7))
            .filter(x.id.eq(3))
            .returning((x.id, x.price));
        if capabilities.update_returning {
            assert_eq!(c.all(changed).await.unwrap(), [(3, 7)]);
        }
        let gone = delete(x).filter(x.id.eq(3)).returning(x.id);
        let beside = capabilities.delete_alias == TargetAlias::Beside;
        match c.all(gone).await {
            Ok(ids) => assert_eq!(ids, [3]),
            Err(error) => {
                assert!(!(capabilities.delete_returning && beside));
                assert_eq!(error.code(), "unsupported");
            }
        }
    });
}

#[test]
fn an_upsert_of_an_alias_changes_its_row() {
    on_each_database("an_upsert_of_an_alias_changes_its_row", async |db| {
        let mut c = products(db).await;
        let x = x();
        let stmt = insert(x)
            .values((x.id.set(1), x.price.set(5), x.version.set(0)))
            .on_conflict(x.id)
            .do_update(x.price.set(x.price + excluded(x.price)));
        if c.dialect().capabilities().insert_alias == TargetAlias::None {
            let refused = stmt.compile(c.dialect()).unwrap_err();
            assert!(matches!(refused, CompileError::Unsupported { .. }));
            return;
        }
        c.execute(stmt).await.unwrap();
        assert_eq!(rows(&mut c).await[0], (1, 15, 1));
    });
}

#[test]
fn a_merge_into_an_alias_changes_its_rows() {
    on_each_database("a_merge_into_an_alias_changes_its_rows", async |db| {
        let mut c = products(db).await;
        if c.dialect().capabilities().merge.is_none() {
            return;
        }
        let x = x();
        let stmt = merge(x)
            .using(Sale, x.id.eq(Sale.product_id))
            .when_matched()
            .update(x.price.set(x.price + 1));
        c.execute(stmt).await.unwrap();
        assert_eq!(rows(&mut c).await, [(1, 10, 1), (2, 21, 1), (3, 30, 1)]);
    });
}

#[test]
fn a_node_of_a_table_is_of_its_name() {
    let node = UpdateNode::new(Product::table());
    assert_eq!(node.target, Product.source());
}
