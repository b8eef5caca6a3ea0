//! An `INSERT` with more values than one statement takes is one operation still.

use std::sync::Arc;

use rebis::core::schema::MetaData;
use rebis::core::{Connection, Insert, Record, excluded};
use rebis::prelude::*;
use rebis_tests::{BlockingDatabase, Database, on_each_database, on_each_database_blocking};

#[derive(Clone, Debug, PartialEq, Model)]
#[model(table = "numbers")]
struct Number {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    n: i64,
}

fn metadata() -> MetaData {
    MetaData::new().with_table(Arc::clone(Number::table()))
}

async fn connected(db: &Database) -> Connection {
    metadata().create_all(&db.engine).await.unwrap();
    db.engine.connect().await.unwrap()
}

type Row = (rebis::core::Assignment, rebis::core::Assignment);

/// Plain values.
fn values(ids: impl Iterator<Item = i64>) -> impl Iterator<Item = Row> {
    ids.map(|id| (Number.id.set(id), Number.n.set(id * 2)))
}

/// Expressions, which no database takes as arrays.
fn expressions(ids: impl Iterator<Item = i64>) -> impl Iterator<Item = Row> {
    ids.map(|id| (Number.id.set(id), Number.n.set(literal(id) + id)))
}

async fn count(c: &mut Connection) -> (i64, Option<i64>) {
    let found = select((func::count_star(), func::max(Number.n)));
    c.one(found).await.unwrap()
}

/// More than two statements on SQLite and MySQL take.
const MANY: i64 = 70_000;

#[test]
fn many_rows_are_inserted_by_one_call() {
    on_each_database("many_rows_are_inserted_by_one_call", async |db| {
        let mut c = connected(db).await;
        let stmt = insert(Number).rows(values(0..MANY));
        assert_eq!(c.execute(stmt).await.unwrap().rows_affected(), 70_000);
        assert_eq!(count(&mut c).await, (MANY, Some(2 * MANY - 2)));
        c.rollback().await.unwrap();
        let stmt = insert(Number).rows(expressions(0..22_000));
        assert_eq!(c.execute(stmt).await.unwrap().rows_affected(), 22_000);
        assert_eq!(count(&mut c).await, (22_000, Some(43_998)));
    });
}

#[test]
fn a_refused_row_takes_all_pages_back() {
    on_each_database("a_refused_row_takes_all_pages_back", async |db| {
        let mut c = connected(db).await;
        let one = || insert(Number).values((Number.id.set(-1), Number.n.set(0)));
        let twice = || insert(Number).rows(expressions((0..22_000).chain([7])));
        // In a transaction, what came before stays.
        c.execute(one()).await.unwrap();
        let error = c.execute(twice()).await.unwrap_err();
        assert_eq!(error.code(), "unique-violation");
        assert_eq!(count(&mut c).await, (1, Some(0)));
        c.commit().await.unwrap();
        assert_eq!(count(&mut c).await, (1, Some(0)));
        c.rollback().await.unwrap();
        // In autocommit.
        c.set_autocommit(true).unwrap();
        c.execute(twice()).await.unwrap_err();
        assert!(!c.in_transaction());
        assert_eq!(count(&mut c).await, (1, Some(0)));
        c.execute(insert(Number).rows(expressions(0..22_000)))
            .await
            .unwrap();
        assert!(!c.in_transaction());
        drop(c);
        let mut c = db.engine.connect().await.unwrap();
        assert_eq!(count(&mut c).await.0, 22_001);
    });
}

#[test]
fn the_rows_of_all_pages_are_returned_in_order() {
    on_each_database("the_rows_of_all_pages_are_returned_in_order", async |db| {
        let mut c = connected(db).await;
        if !c.dialect().capabilities().insert_returning {
            return;
        }
        let wanted: Vec<i64> = (0..22_000).rev().collect();
        for rows in [
            insert(Number).rows(values(wanted.iter().copied())),
            insert(Number).rows(expressions(wanted.iter().copied())),
        ] {
            let stmt = rows.returning(Number.id);
            assert_eq!(c.all(stmt.clone()).await.unwrap(), wanted);
            c.execute(delete(Number)).await.unwrap();
            // All are inserted, though one is read.
            assert_eq!(c.first(stmt).await.unwrap(), Some(21_999));
            assert_eq!(count(&mut c).await.0, 22_000);
            c.execute(delete(Number)).await.unwrap();
        }
    });
}

/// The last row has the key of the first.
fn upsert(rows: i64) -> Insert {
    insert(Number)
        .rows(expressions((0..rows).chain([0])))
        .on_conflict(Number.id)
        .do_update(Number.n.set(Number.n + excluded(Number.n) + 1))
}

#[test]
fn a_key_that_an_upsert_names_twice_is_treated_alike_at_any_size() {
    let name = "a_key_that_an_upsert_names_twice_is_treated_alike_at_any_size";
    on_each_database(name, async |db| {
        let mut c = connected(db).await;
        let once = c.dialect().capabilities().upsert_changes_once;
        for rows in [2, 22_000] {
            let outcome = c.execute(upsert(rows)).await;
            assert_eq!(outcome.is_err(), once, "{rows} rows");
            if !once {
                assert_eq!(count(&mut c).await.0, rows);
                let first = select(Number.n).filter(Number.id.eq(0));
                assert_eq!(c.one(first).await.unwrap(), 1);
            }
            c.rollback().await.unwrap();
        }
        let keep = insert(Number)
            .rows(expressions((0..22_000).chain([0])))
            .on_conflict(Number.id)
            .do_nothing();
        c.execute(keep).await.unwrap();
        assert_eq!(count(&mut c).await.0, 22_000);
    });
}

#[test]
fn a_session_inserts_many_rows() {
    on_each_database("a_session_inserts_many_rows", async |db| {
        metadata().create_all(&db.engine).await.unwrap();
        let mut s = db.session();
        s.execute(insert(Number).rows(values(0..MANY)))
            .await
            .unwrap();
        assert_eq!(
            s.one(select(func::count_star()).select_from(Number))
                .await
                .unwrap(),
            MANY
        );
        s.commit().await.unwrap();
    });
}

#[test]
fn blocking_calls_insert_many_rows() {
    on_each_database_blocking(
        "blocking_calls_insert_many_rows",
        |db: &BlockingDatabase| {
            db.engine.create_all(&metadata()).unwrap();
            let mut c = db.engine.connect().unwrap();
            let inserted = c.execute(insert(Number).rows(values(0..MANY))).unwrap();
            assert_eq!(inserted.rows_affected(), 70_000);
            c.commit().unwrap();
        },
    );
}

#[test]
fn what_fits_is_one_statement() {
    on_each_database("what_fits_is_one_statement", async |db| {
        let mut c = connected(db).await;
        let recorder = db.record();
        c.execute(insert(Number).rows(values(0..16_000)))
            .await
            .unwrap();
        c.execute(insert(Number).rows(expressions(16_000..20_000)))
            .await
            .unwrap();
        assert_eq!(recorder.take().len(), 2);
    });
}
