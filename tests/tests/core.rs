//! Core on every database: rows, transactions, SQL text, types.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::core::Error as CoreError;
use rebis::core::error::{CompileError, DatabaseErrorKind, DecodeError};
use rebis::core::schema::{ColumnDef, MetaData, Table as RuntimeTable};
use rebis::core::value::{Decimal, Json};
use rebis::core::{Expr, Insert, Record, Value, autoescape, pattern};
use rebis::prelude::*;
use rebis_tests::models::{Post, PostStatus, Tag, User};
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "employees", check("ck_salary", "salary >= 0"))]
struct Employee {
    #[column(primary_key)]
    id: i64,
    #[column(length = 30, unique)]
    name: String,
    salary: f64,
    bonus: Option<i64>,
    #[column(default = true)]
    is_active: bool,
    #[column(references = Employee.id)]
    manager_id: Option<i64>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "lines")]
struct Line {
    #[column(primary_key)]
    id: i64,
    #[column(sql_type = Numeric { precision: Some(10), scale: Some(2) })]
    price: Decimal,
    quantity: i32,
    #[column(computed = "quantity * 2")]
    double: i32,
}

async fn create(db: &Database, table: &Arc<RuntimeTable>) -> Connection {
    let metadata = MetaData::new().with_table(Arc::clone(table));
    metadata.create_all(&db.engine).await.unwrap();
    db.engine.connect().await.unwrap()
}

/// A connection to a database with Ann, who leads Bob and cid.
async fn employees(db: &Database) -> Connection {
    let mut connection = create(db, Employee::table()).await;
    let row = |id: i64, name: &str, salary: f64, bonus: Option<i64>, manager: Option<i64>| {
        (
            Employee.id.to(id),
            Employee.name.to(name),
            Employee.salary.to(salary),
            Employee.bonus.to(bonus),
            Employee.manager_id.to(manager),
        )
    };
    let rows = [
        row(1, "Ann", 1000.0, Some(10), None),
        row(2, "Bob", 2000.5, None, Some(1)),
        row(3, "cid_%", 500.0, Some(7), Some(1)),
    ];
    let result = connection
        .execute(insert(Employee).rows(rows))
        .await
        .unwrap();
    assert_eq!(result.rowcount(), 3);
    connection.commit().await.unwrap();
    connection
}

async fn names(connection: &mut Connection) -> Vec<String> {
    connection
        .all(select(Employee.name).order_by(Employee.id))
        .await
        .unwrap()
}

fn kind_of(error: &CoreError) -> DatabaseErrorKind {
    error
        .as_database()
        .unwrap_or_else(|| panic!("{error:?}"))
        .kind
}

#[test]
fn rows_are_structs_scalars_and_tuples() {
    on_each_database("core_rows", async |db: &Database| {
        let mut connection = employees(db).await;
        let all: Vec<Employee> = connection
            .all(select(Employee).order_by(Employee.id))
            .await
            .unwrap();
        let ann = Employee {
            id: 1,
            name: "Ann".to_owned(),
            salary: 1000.0,
            bonus: Some(10),
            is_active: true,
            manager_id: None,
        };
        assert_eq!(all[0], ann);
        assert_eq!((all[1].bonus, all[1].manager_id), (None, Some(1)));
        let pairs = select((Employee.id, Employee, Employee.name)).filter(Employee.id.eq(1));
        assert_eq!(
            connection.all(pairs).await.unwrap(),
            [(1, ann, "Ann".to_owned())]
        );
        let none = select(Employee).filter(Employee.id.gt(9));
        assert!(connection.all(&none).await.unwrap().is_empty());
    });
}

#[test]
fn one_row_is_demanded_or_not() {
    on_each_database("core_one", async |db: &Database| {
        let mut connection = employees(db).await;
        let by =
            |condition: Expr<bool>| select(Employee.id).filter(condition).order_by(Employee.id);
        let (none, one, two) = (
            by(Employee.id.eq(9)),
            by(Employee.id.eq(2)),
            by(Employee.id.gt(1)),
        );

        assert_eq!(connection.first(&none).await.unwrap(), None);
        assert_eq!(connection.first(&two).await.unwrap(), Some(2));
        assert_eq!(connection.one(&one).await.unwrap(), 2);
        assert!(matches!(
            connection.one(&none).await,
            Err(CoreError::NoRows)
        ));
        assert!(matches!(
            connection.one(&two).await,
            Err(CoreError::MultipleRows)
        ));
        assert_eq!(connection.one_or_none(&none).await.unwrap(), None);
        assert_eq!(connection.one_or_none(&one).await.unwrap(), Some(2));
        let error = connection.one_or_none(&two).await.unwrap_err();
        assert_eq!(error.code(), "multiple-rows");

        assert_eq!(connection.scalar(&two).await.unwrap(), Some(2));
        assert_eq!(connection.scalar(&none).await.unwrap(), None);
        let null = select(Employee.bonus).filter(Employee.id.eq(2));
        assert_eq!(connection.scalar(null).await.unwrap(), Some(None));
    });
}

#[test]
fn a_result_gives_its_rows_at_once_or_in_parts() {
    on_each_database("core_result", async |db: &Database| {
        let mut connection = employees(db).await;
        let stmt = select(Employee.id).order_by(Employee.id);
        let result = connection.execute(&stmt).await.unwrap();
        let parts: Vec<Vec<i64>> = result.partitions(2).collect();
        assert_eq!(parts, [vec![1, 2], vec![3]]);
        let result = connection.execute(&stmt).await.unwrap();
        assert_eq!(result.partitions(0).count(), 3);
        assert_eq!(connection.execute(&stmt).await.unwrap().first(), Some(1));
        assert_eq!(connection.execute(&stmt).await.unwrap().all(), [1, 2, 3]);
        assert!(matches!(
            connection.execute(&stmt).await.unwrap().one(),
            Err(CoreError::MultipleRows)
        ));
        let ids: Vec<i64> = connection
            .execute(stmt)
            .await
            .unwrap()
            .into_iter()
            .collect();
        assert_eq!(ids, [1, 2, 3]);
    });
}

#[test]
fn columns_are_read_by_name() {
    on_each_database("core_mappings", async |db: &Database| {
        let mut connection = employees(db).await;
        let stmt = select((
            Employee.id,
            Employee.name.label("who"),
            func::count(Employee.bonus),
        ))
        .filter(Employee.id.eq(1))
        .group_by((Employee.id, Employee.name));
        let rows = connection.mappings(stmt).await.unwrap();
        let row = &rows[0];
        assert_eq!(row.keys().collect::<Vec<_>>(), ["id", "who", "count_1"]);
        assert_eq!(row.get::<String>("who").unwrap(), "Ann");
        assert_eq!(row.get::<i64>("count_1").unwrap(), 1);
        assert_eq!(row.at::<i64>(0).unwrap(), 1);

        let missing = row.get::<i64>("name").unwrap_err();
        let said = "the row has no column `name`; it has id, who, count_1";
        assert_eq!(missing.to_string(), said);
        assert!(matches!(
            row.at::<i64>(3),
            Err(DecodeError::TooFewColumns { index: 3, width: 3 })
        ));
        assert!(matches!(
            row.get::<i64>("who"),
            Err(DecodeError::Mismatch { index: 1, .. })
        ));

        let twice = text("SELECT id, name AS id FROM employees WHERE id = 1");
        let rows = connection.all(twice).await.unwrap();
        let ambiguous = rows[0].get::<i64>("id").unwrap_err();
        assert_eq!(
            ambiguous,
            DecodeError::AmbiguousColumn { name: "id".into() }
        );
        assert_eq!(rows[0].at::<String>(1).unwrap(), "Ann");
    });
}

#[test]
fn the_row_count_says_how_many_rows_a_statement_met() {
    on_each_database("core_rowcount", async |db: &Database| {
        let mut connection = employees(db).await;
        let raise = update(Employee).values(Employee.salary.to(Employee.salary + 1.0));
        let result = connection
            .execute(raise.filter(Employee.manager_id.eq(1)))
            .await
            .unwrap();
        assert_eq!(result.rowcount(), 2);
        // A row that is found counts, whether it changes or not.
        let same = update(Employee)
            .values(Employee.is_active.to(true))
            .filter(Employee.id.eq(1));
        assert_eq!(connection.execute(same).await.unwrap().rowcount(), 1);
        let none = update(Employee)
            .values(Employee.bonus.to(1))
            .filter(Employee.id.eq(9));
        assert_eq!(connection.execute(none).await.unwrap().rowcount(), 0);
        let leave = delete(Employee).filter(Employee.manager_id.is_not_null());
        assert_eq!(connection.execute(leave).await.unwrap().rowcount(), 2);
        assert_eq!(
            connection
                .execute(delete(Employee))
                .await
                .unwrap()
                .rowcount(),
            1
        );
    });
}

#[test]
fn a_batch_executes_a_statement_with_many_sets_of_values() {
    on_each_database("core_batch", async |db: &Database| {
        let mut connection = employees(db).await;
        let raise = |id: i64, salary: f64, bonus: Option<i64>| {
            update(Employee)
                .filter(Employee.id.eq(id))
                .values((Employee.salary.to(salary), Employee.bonus.to(bonus)))
        };
        let recorder = db.record();
        let raises = [
            raise(1, 1.5, None),
            raise(2, 2.5, Some(20)),
            raise(7, 0.0, Some(70)),
            raise(3, 3.5, None),
        ];
        let statements: Vec<_> = raises.iter().map(Statement::statement).collect();
        assert_eq!(connection.run_batch(&statements).await.unwrap(), 3);
        assert_eq!(connection.run_batch(&statements[..1]).await.unwrap(), 1);
        assert_eq!(connection.run_batch(&[]).await.unwrap(), 0);
        assert_eq!(recorder.take_verbs(), ["UPDATE", "UPDATE"]);
        connection.commit().await.unwrap();
        let raised = select((Employee.salary, Employee.bonus)).order_by(Employee.id);
        assert_eq!(
            connection.all(raised).await.unwrap(),
            [(1.5, None), (2.5, Some(20)), (3.5, None)]
        );

        // Values of one column may be of different types.
        let set = text("UPDATE employees SET salary = :salary WHERE id = :id");
        let sets = [
            set.clone().bind("salary", 10_i64).bind("id", 1_i64),
            set.clone().bind("salary", 20.5).bind("id", 2_i64),
            set.bind("salary", 30_i64).bind("id", 3_i64),
        ];
        let statements: Vec<_> = sets.iter().map(Statement::statement).collect();
        assert_eq!(connection.run_batch(&statements).await.unwrap(), 3);
        let salaries = select(Employee.salary).order_by(Employee.id);
        assert_eq!(connection.all(salaries).await.unwrap(), [10.0, 20.5, 30.0]);
    });
}

#[test]
fn what_is_no_batch_or_is_refused_is_an_error() {
    on_each_database("core_no_batch", async |db: &Database| {
        let mut connection = employees(db).await;
        let rename = |id: i64, name: &str| {
            update(Employee)
                .filter(Employee.id.eq(id))
                .values(Employee.name.to(name))
        };
        let (one, other) = (rename(1, "Eve"), delete(Employee));
        let error = connection
            .run_batch(&[one.statement(), other.statement()])
            .await
            .unwrap_err();
        assert_eq!(error.code(), "invalid-statement");
        let error = connection.run_batch(&[other.statement()]).await;
        assert_eq!(error.unwrap_err().code(), "invalid-statement");

        let renames = [rename(1, "Eve"), rename(2, "cid_%"), rename(3, "Dan")];
        let statements: Vec<_> = renames.iter().map(Statement::statement).collect();
        let error = connection.run_batch(&statements).await.unwrap_err();
        assert_eq!(kind_of(&error), DatabaseErrorKind::UniqueViolation);
        connection.rollback().await.unwrap();
        assert_eq!(names(&mut connection).await, ["Ann", "Bob", "cid_%"]);
    });
}

#[test]
fn returning_gives_columns_of_written_rows() {
    on_each_database("core_returning", async |db: &Database| {
        let mut connection = employees(db).await;
        let can = connection.dialect().capabilities().clone();

        let dora = (
            Employee.id.to(4),
            Employee.name.to("Dora"),
            Employee.salary.to(1.0),
        );
        let stmt = insert(Employee)
            .values(dora)
            .returning((Employee.name, Employee.is_active));
        match can.insert_returning {
            true => {
                let row = connection.one(stmt).await.unwrap();
                assert_eq!(row, ("Dora".to_owned(), true));
            }
            false => assert!(is_unsupported(connection.one(stmt).await)),
        }
        let stmt = update(Employee)
            .values(Employee.bonus.to(99))
            .filter(Employee.id.eq(1))
            .returning(Employee);
        match can.update_returning {
            true => assert_eq!(connection.one(stmt).await.unwrap().bonus, Some(99)),
            false => assert!(is_unsupported(connection.one(stmt).await)),
        }
        let stmt = delete(Employee)
            .filter(Employee.manager_id.eq(1))
            .returning((Employee.id, func::upper(Employee.name)));
        match can.delete_returning {
            true => {
                let mut rows = connection.execute(stmt).await.unwrap().all();
                rows.sort_unstable();
                assert_eq!(rows, [(2, "BOB".to_owned()), (3, "CID_%".to_owned())]);
            }
            false => assert!(is_unsupported(connection.one(stmt).await)),
        }
    });
}

fn is_unsupported<T>(outcome: Result<T, CoreError>) -> bool {
    matches!(
        outcome,
        Err(CoreError::Compile(CompileError::Unsupported { .. }))
    )
}

#[test]
fn an_insert_without_values_takes_the_defaults() {
    on_each_database("core_defaults", async |db: &Database| {
        let table = RuntimeTable::new("things")
            .with_column(ColumnDef::of::<i64>("id").primary_key())
            .with_column(ColumnDef::of::<i64>("level").server_default(Value::Int(7)))
            .with_column(
                ColumnDef::of::<String>("name")
                    .length(20)
                    .server_default("it's \\ \"x\""),
            )
            .with_column(ColumnDef::of::<bool>("is_on").server_default(Value::Bool(true)));
        let table = Arc::new(table);
        let mut connection = create(db, &table).await;
        assert_eq!(
            connection
                .execute(Insert::into_table(&table))
                .await
                .unwrap()
                .rowcount(),
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
        let line = (Line.price.to(Decimal::from(5)), Line.quantity.to(4));
        connection.execute(insert(Line).values(line)).await.unwrap();
        assert_eq!(connection.one(select(Line.double)).await.unwrap(), 8);
        connection
            .execute(update(Line).values(Line.quantity.to(5)))
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
fn begin_commits_on_ok_and_rolls_back_on_err() {
    on_each_database("core_begin", async |db: &Database| {
        drop(employees(db).await);
        let rename = |name: &'static str| {
            update(Employee)
                .values(Employee.name.to(name))
                .filter(Employee.id.eq(1))
        };
        let answer = db.engine.begin(async |connection| {
            connection.execute(rename("Anna")).await?;
            Ok(42)
        });
        assert_eq!(answer.await.unwrap(), 42);
        let failed = db.engine.begin(async |connection| {
            connection.execute(rename("Antonia")).await?;
            Err::<(), _>(CoreError::other("no"))
        });
        assert_eq!(failed.await.unwrap_err().to_string(), "no");
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await[0], "Anna");
    });
}

#[test]
fn what_is_not_committed_is_rolled_back() {
    on_each_database("core_rollback", async |db: &Database| {
        let mut connection = employees(db).await;
        assert!(!connection.in_transaction());
        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        assert!(connection.in_transaction());
        connection.rollback().await.unwrap();
        assert!(!connection.in_transaction());
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        connection.close().await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        connection.commit().await.unwrap();
        connection.rollback().await.unwrap();
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);
    });
}

#[test]
fn with_autocommit_each_statement_commits_by_itself() {
    on_each_database("core_autocommit", async |db: &Database| {
        let mut connection = employees(db).await;
        let fire = |id: i64| delete(Employee).filter(Employee.id.eq(id));
        connection.begin().await.unwrap();
        let error = connection.set_autocommit(true).unwrap_err();
        assert_eq!(error.code(), "transaction-state");
        connection.rollback().await.unwrap();

        connection.set_autocommit(true).unwrap();
        connection.execute(fire(2)).await.unwrap();
        assert!(!connection.in_transaction());
        connection.rollback().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);

        // A transaction that the program begins is one.
        connection.begin().await.unwrap();
        connection.execute(fire(3)).await.unwrap();
        connection.rollback().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);

        // The next loan starts without.
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert!(!connection.is_autocommit());
        connection.execute(fire(3)).await.unwrap();
        assert!(connection.in_transaction());
    });
}

#[test]
fn a_dropped_transaction_is_rolled_back() {
    on_each_database("core_cancelled", async |db: &Database| {
        drop(employees(db).await);
        let work = db.engine.begin(async |connection| {
            connection
                .execute(delete(Employee).filter(Employee.id.eq(2)))
                .await?;
            std::future::pending::<()>().await;
            Ok(())
        });
        let cancelled = tokio::time::timeout(std::time::Duration::from_millis(200), work).await;
        assert!(cancelled.is_err());
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}

#[test]
fn a_transaction_begins_once() {
    on_each_database("core_begin_twice", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        connection.commit().await.unwrap();
        connection.begin().await.unwrap();
        let error = connection.begin().await.unwrap_err();
        assert_eq!(error.code(), "transaction-state");
        connection.commit().await.unwrap();
        connection.begin().await.unwrap();
        connection.rollback().await.unwrap();
    });
}

#[test]
fn savepoints_nest() {
    on_each_database("core_savepoints", async |db: &Database| {
        let mut connection = employees(db).await;
        let rename = |id: i64, name: &'static str| {
            update(Employee)
                .values(Employee.name.to(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(1, "one")).await.unwrap();
        let outer = connection.begin_nested(async |connection| {
            connection.execute(rename(2, "two")).await?;
            let inner = connection.begin_nested(async |connection| {
                connection.execute(rename(3, "three")).await?;
                Err::<(), _>(CoreError::other("inner"))
            });
            assert_eq!(inner.await.unwrap_err().to_string(), "inner");
            connection
                .begin_nested(async |connection| {
                    connection.execute(rename(3, "drei")).await?;
                    Ok(())
                })
                .await
        });
        outer.await.unwrap();
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);

        let first = connection.savepoint().await.unwrap();
        connection.execute(rename(1, "x")).await.unwrap();
        let second = connection.savepoint().await.unwrap();
        connection.execute(rename(2, "y")).await.unwrap();
        connection.rollback_to(first).await.unwrap();
        let gone = connection.release(second).await.unwrap_err();
        assert_eq!(gone.code(), "transaction-state");
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);

        let last = connection.savepoint().await.unwrap();
        connection.commit().await.unwrap();
        assert!(connection.rollback_to(last).await.is_err());
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);
    });
}

#[test]
fn a_failed_statement_in_a_savepoint_leaves_the_transaction_usable() {
    on_each_database("core_savepoint_error", async |db: &Database| {
        let mut connection = employees(db).await;
        let rename = |id: i64, name: &'static str| {
            update(Employee)
                .values(Employee.name.to(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(3, "Cid")).await.unwrap();
        let clash = connection.begin_nested(async |connection| {
            connection.execute(rename(1, "Bob")).await?;
            Ok(())
        });
        assert_eq!(
            kind_of(&clash.await.unwrap_err()),
            DatabaseErrorKind::UniqueViolation
        );
        connection.commit().await.unwrap();
        assert_eq!(names(&mut connection).await, ["Ann", "Bob", "Cid"]);
    });
}

#[test]
fn text_binds_by_name() {
    on_each_database("core_text", async |db: &Database| {
        let mut connection = employees(db).await;
        let find = text(
            "SELECT id, name FROM employees WHERE id >= :low AND name <> ':low' AND id <= :high ORDER BY id",
        );
        let stmt = find.bind("high", 2i64).bind("low", 1i64);
        let rows = connection
            .all(stmt.columns::<(i64, String)>())
            .await
            .unwrap();
        assert_eq!(rows, [(1, "Ann".to_owned()), (2, "Bob".to_owned())]);
        let twice = text("SELECT count(*) FROM employees WHERE id = :id OR manager_id = :id");
        let count = connection
            .one(twice.bind("id", 1i64).columns::<i64>())
            .await
            .unwrap();
        assert_eq!(count, 3);
        let sql = "UPDATE employees SET bonus = :bonus, is_active = :on WHERE id = :id";
        let stmt = text(sql)
            .bind("bonus", None::<i64>)
            .bind("on", false)
            .bind("id", 1i64);
        assert_eq!(connection.execute(stmt).await.unwrap().rowcount(), 1);
        let ann = connection
            .one(select(Employee).filter(Employee.id.eq(1)))
            .await
            .unwrap();
        assert_eq!((ann.bonus, ann.is_active), (None, false));
        let employee = text("SELECT * FROM employees WHERE name = :name").bind("name", "Bob");
        assert_eq!(
            connection
                .one(employee.columns::<Employee>())
                .await
                .unwrap()
                .id,
            2
        );
    });
}

#[test]
fn text_with_wrong_binds_is_not_sent() {
    on_each_database("core_text_errors", async |db: &Database| {
        let mut connection = employees(db).await;
        let recorder = db.record();
        let missing = connection.all(text("SELECT :a")).await.unwrap_err();
        assert_eq!(missing.code(), "missing-bind");
        assert!(missing.to_string().contains(":a"), "{missing}");
        let unknown = connection
            .all(text("SELECT 1").bind("b", 1i64))
            .await
            .unwrap_err();
        assert_eq!(unknown.code(), "unknown-bind");
        assert!(recorder.take().is_empty());
        assert_eq!(
            connection
                .one(text("SELECT 1").columns::<i64>())
                .await
                .unwrap(),
            1
        );
    });
}

#[test]
fn one_statement_runs_again_with_other_values() {
    on_each_database("core_cache", async |db: &Database| {
        let mut connection = employees(db).await;
        let by_bonus = |bonus: Option<i64>| {
            select(Employee.id)
                .filter(Employee.bonus.is_not_distinct_from(bonus))
                .order_by(Employee.id)
        };
        assert_eq!(connection.all(by_bonus(None)).await.unwrap(), [2]);
        assert_eq!(connection.all(by_bonus(Some(7))).await.unwrap(), [3]);
        assert_eq!(connection.all(by_bonus(None)).await.unwrap(), [2]);
        for length in [0, 1, 3, 2, 3] {
            let ids: Vec<i64> = (1..=length).collect();
            let stmt = select(Employee.id)
                .filter(Employee.id.in_(&ids))
                .order_by(Employee.id);
            assert_eq!(connection.all(stmt).await.unwrap(), ids);
        }
        // More values than a search one by one is good for.
        let conditions = (1..=40).map(|id| Employee.id.eq(id) & Employee.name.ne(id.to_string()));
        let stmt = select(Employee.id)
            .filter(or(conditions))
            .order_by(Employee.id);
        assert_eq!(connection.all(stmt).await.unwrap(), [1, 2, 3]);
        for limit in [1, 2, 3] {
            let stmt = select(Employee.id)
                .order_by(Employee.id)
                .limit(limit)
                .offset(1);
            let expected: Vec<i64> = [2, 3].into_iter().take(limit as usize).collect();
            assert_eq!(connection.all(stmt).await.unwrap(), expected);
        }
    });
}

#[test]
fn values_of_any_type_can_be_selected() {
    on_each_database("core_literals", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(connection.one(select(literal(1i64))).await.unwrap(), 1);
        assert_eq!(
            connection
                .one(select(literal("a".to_owned())))
                .await
                .unwrap(),
            "a"
        );
        assert!(connection.one(select(literal(true))).await.unwrap());
        assert_eq!(connection.one(select(literal(1.5))).await.unwrap(), 1.5);
        assert_eq!(
            connection.one(select(literal(None::<i64>))).await.unwrap(),
            None
        );
        assert_eq!(
            connection.one(select(literal(40i64) + 2)).await.unwrap(),
            42
        );
        assert_eq!(
            connection.one(select(literal(1.5) + 2.0)).await.unwrap(),
            3.5
        );
        assert!(connection.one(select(literal(1i64).lt(2))).await.unwrap());
        let same = literal("a".to_owned()).eq("b");
        assert!(!connection.one(select(same)).await.unwrap());
    });
}

#[test]
fn listeners_hear_of_each_statement_before_and_after() {
    on_each_database("core_events", async |db: &Database| {
        let mut connection = employees(db).await;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let before = Arc::clone(&heard);
        db.engine.on_before_execute(move |event| {
            let verb = event.sql.split(' ').next().unwrap_or_default();
            let parameters = event.parameters.len();
            before
                .lock()
                .unwrap()
                .push(format!("before {verb} {parameters}"));
        });
        let after = Arc::clone(&heard);
        db.engine.on_after_execute(move |event| {
            let verb = event.sql.split(' ').next().unwrap_or_default();
            let outcome = match event.outcome {
                Ok(rows) => rows.to_string(),
                Err(error) => error.code().to_owned(),
            };
            assert!(!event.elapsed.is_zero());
            after
                .lock()
                .unwrap()
                .push(format!("after {verb} {outcome}"));
        });
        let rename = |id: i64, name: &str| {
            update(Employee)
                .values(Employee.name.to(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(1, "Anna")).await.unwrap();
        connection.execute(rename(1, "Bob")).await.unwrap_err();
        let heard = heard.lock().unwrap();
        let expected = [
            "before UPDATE 2",
            "after UPDATE 1",
            "before UPDATE 2",
            "after UPDATE unique-violation",
        ];
        assert_eq!(*heard, expected);
    });
}

#[test]
fn errors_of_the_database_have_kinds_and_the_statement() {
    on_each_database("core_errors", async |db: &Database| {
        let mut connection = employees(db).await;
        let row = |name: &str, salary: f64, manager: i64| {
            insert(Employee).values((
                Employee.id.to(4),
                Employee.name.to(name),
                Employee.salary.to(salary),
                Employee.manager_id.to(manager),
            ))
        };
        let cases = [
            (row("Ann", 1.0, 1), DatabaseErrorKind::UniqueViolation),
            (row("Eve", -1.0, 1), DatabaseErrorKind::CheckViolation),
            (row("Eve", 1.0, 99), DatabaseErrorKind::ForeignKeyViolation),
            (
                insert(Employee).values((Employee.id.to(4), Employee.salary.to(1.0))),
                DatabaseErrorKind::NotNullViolation,
            ),
        ];
        for (stmt, kind) in cases {
            let error = connection.execute(stmt).await.unwrap_err();
            assert_eq!(kind_of(&error), kind, "{error}");
            assert!(kind.is_integrity_violation());
            assert!(
                error.to_string().contains("[SQL: INSERT INTO employees"),
                "{error}"
            );
            connection.rollback().await.unwrap();
        }
        let cases = [
            ("SELECT x FROM nowhere", DatabaseErrorKind::NoSuchTable),
            (
                "SELECT zilch FROM employees",
                DatabaseErrorKind::NoSuchColumn,
            ),
            ("SELEC 1", DatabaseErrorKind::Syntax),
        ];
        for (sql, kind) in cases {
            let error = connection.all(text(sql)).await.unwrap_err();
            assert_eq!(kind_of(&error), kind, "{error}");
            connection.rollback().await.unwrap();
        }
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}

#[test]
fn a_row_that_does_not_fit_the_type_is_an_error_and_the_connection_goes_on() {
    on_each_database("core_decode", async |db: &Database| {
        let mut connection = employees(db).await;
        let null = text("SELECT bonus FROM employees ORDER BY id").columns::<i64>();
        let error = connection.all(null).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "column 0 (`bonus`) of `i64`: expected a 64-bit integer, found NULL; a field that may be \
             NULL is an `Option`\n[SQL: SELECT bonus FROM employees ORDER BY id]"
        );
        let wrong = text("SELECT name FROM employees").columns::<i64>();
        assert_eq!(connection.first(wrong).await.unwrap_err().code(), "decode");
        let narrow = text("SELECT id FROM employees").columns::<(i64, i64)>();
        let error = connection.one_or_none(narrow).await.unwrap_err();
        assert_eq!(error.code(), "too-few-columns");
        let message = error.to_string();
        assert!(
            message.ends_with("[SQL: SELECT id FROM employees]"),
            "{message}"
        );
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}

#[test]
fn conditions_find_the_rows_that_they_say() {
    on_each_database("core_conditions", async |db: &Database| {
        let mut connection = employees(db).await;
        let none: [i64; 0] = [];
        let leads = exists({
            let report = aliased(Employee, "report");
            select(report.id).filter(report.manager_id.eq(Employee.id))
        });
        let cases: Vec<(Expr<bool>, &[i64])> = vec![
            (Employee.id.ne(2), &[1, 3]),
            (!Employee.id.lt(2), &[2, 3]),
            (Employee.bonus.eq(None::<i64>), &[2]),
            (Employee.bonus.ne(None::<i64>), &[1, 3]),
            (Employee.bonus.is_distinct_from(7), &[1, 2]),
            (!Employee.bonus.is_distinct_from(7), &[3]),
            (Employee.is_active.expr(), &[1, 2, 3]),
            (!Employee.is_active, &[]),
            (Employee.is_active.eq(true) & Employee.id.eq(1), &[1]),
            (
                Employee.id.eq(1) | Employee.id.eq(2) & Employee.is_active.eq(false),
                &[1],
            ),
            (
                (Employee.id.eq(1) | Employee.id.eq(2)) & !Employee.id.eq(1),
                &[2],
            ),
            (and([]), &[1, 2, 3]),
            (or([]), &[]),
            (Employee.id.in_([1, 3]), &[1, 3]),
            (Employee.id.not_in([1, 3]), &[2]),
            (Employee.id.in_(none), &[]),
            (Employee.id.not_in(none), &[1, 2, 3]),
            (!(Employee.id.eq(1) | Employee.id.in_(none)), &[2, 3]),
            (Employee.id.in_(select(Employee.manager_id)), &[1]),
            (Employee.name.like("%b"), &[2]),
            (!Employee.name.like("%b"), &[1, 3]),
            (Employee.name.ilike("ANN"), &[1]),
            (!Employee.name.ilike("ANN"), &[2, 3]),
            (Employee.name.starts_with("cid_"), &[3]),
            (Employee.name.contains("_%"), &[3]),
            (Employee.name.contains("n_"), &[]),
            (Employee.name.ends_with("%"), &[3]),
            (Employee.name.starts_with(Employee.name), &[1, 2, 3]),
            (Employee.name.concat("!").eq("Bob!"), &[2]),
            (
                Employee
                    .name
                    .concat("-")
                    .concat(Employee.name)
                    .eq("Bob-Bob"),
                &[2],
            ),
            (Employee.id.between(2, 3), &[2, 3]),
            (!Employee.id.between(2, 3), &[1]),
            (Employee.salary.gt(999.5), &[1, 2]),
            ((Employee.id + 1).eq(2), &[1]),
            ((Employee.id - (Employee.id - 1)).eq(1), &[1, 2, 3]),
            (((Employee.id + 1) * 2).eq(8), &[3]),
            ((-Employee.id).lt(-2), &[3]),
            ((Employee.id / 2).eq(1), &[2, 3]),
            ((-Employee.id / 2).eq(-1), &[2, 3]),
            ((Employee.id % 2).eq(1), &[1, 3]),
            ((Employee.salary / 3.0).lt(333.5), &[1, 3]),
            ((Employee.bonus + 1).eq(8), &[3]),
            (func::lower(Employee.name).eq("ann"), &[1]),
            (func::length(Employee.name).eq(Some(5)), &[3]),
            (func::coalesce(Employee.bonus, 0).eq(0), &[2]),
            (leads.clone(), &[1]),
            (!leads, &[2, 3]),
            (
                Employee
                    .salary
                    .gt(select(func::avg(aliased(Employee, "e").salary)).scalar_subquery()),
                &[2],
            ),
        ];
        for (condition, expected) in cases {
            let stmt = select(Employee.id).filter(condition).order_by(Employee.id);
            let found = connection.all(&stmt).await;
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(found, expected, "{stmt}");
        }
    });
}

#[test]
fn operators_find_the_rows_that_they_say() {
    on_each_database("core_operators", async |db: &Database| {
        let mut connection = employees(db).await;
        let capabilities = connection.dialect().capabilities().clone();
        let both = || tuple_((Employee.id, Employee.name));
        let mut cases: Vec<(Expr<bool>, &[i64])> = vec![
            (Employee.id.true_div(2).eq(1.5), &[3]),
            (Employee.salary.true_div(Employee.id).lt(200.0), &[3]),
            (Employee.id.floor_div(2).eq(1), &[2, 3]),
            (Employee.salary.floor_div(3).eq(166.0), &[3]),
            ((10 - Employee.id).eq(8), &[2]),
            ((Employee.name + "!").eq("Bob!"), &[2]),
            (("Mr " + Employee.name + "!").eq("Mr Bob!"), &[2]),
            (Employee.id.bitwise_and(1).eq(1), &[1, 3]),
            (Employee.id.bitwise_or(1).eq(3), &[2, 3]),
            (Employee.id.bitwise_xor(7).eq(4), &[3]),
            (Employee.id.bitwise_xor(1).bitwise_xor(1).eq(3), &[3]),
            (Employee.id.bitwise_lshift(2).eq(8), &[2]),
            (Employee.id.bitwise_rshift(1).eq(1), &[2, 3]),
            (Employee.name.icontains("N"), &[1]),
            (Employee.name.istarts_with("CID_"), &[3]),
            (Employee.name.iends_with("B"), &[2]),
            (Employee.name.contains(pattern("_d")), &[3]),
            (Employee.name.like(pattern("cid^_%").escape('^')), &[3]),
            (Employee.name.like(autoescape("cid_%")), &[3]),
            (Employee.name.like(pattern("cid\\_\\%").escape('\\')), &[3]),
            (Employee.name.regexp_match("^[AB]"), &[1, 2]),
            (!Employee.name.regexp_match("b$"), &[1, 3]),
            (Employee.is_active.is_(true), &[1, 2, 3]),
            (Employee.is_active.is_not(true), &[]),
            (Employee.bonus.is_(None), &[2]),
            (Employee.id.in_((1, Employee.id + 1, null())), &[1]),
            (both().in_([(1, "Ann"), (2, "Ann")]), &[1]),
            (both().not_in([(1, "Ann")]), &[2, 3]),
            (both().gt((2, "Ann")), &[2, 3]),
            (both().in_(select((Employee.id, Employee.name))), &[1, 2, 3]),
            (Employee.id.op("+").apply(1).eq(3), &[2]),
            (Employee.id.bool_op(">").apply(2), &[3]),
            (
                !Employee.id.bool_op(">").apply(2) & Employee.is_active,
                &[1, 2],
            ),
            (Employee.is_active & true, &[1, 2, 3]),
            (Employee.is_active | false, &[1, 2, 3]),
            (not(Employee.bonus.is_null()) & Employee.is_active, &[1, 3]),
        ];
        let none: [(i64, &str); 0] = [];
        cases.push((both().in_(none), &[]));
        cases.push((both().not_in(none), &[1, 2, 3]));
        let bosses = || any_(select(Employee.manager_id));
        let optional: [(bool, Expr<bool>, &[i64]); 6] = [
            (capabilities.quantifiers, Employee.id.eq(bosses()), &[1]),
            (capabilities.quantifiers, !bosses().eq(Employee.id), &[]),
            (
                capabilities.array_binds,
                Employee.id.ne(all_(vec![1, 2])),
                &[3],
            ),
            (
                capabilities.symmetric_between,
                Employee.id.between_symmetric(3, 2),
                &[2, 3],
            ),
            (
                db.kind != Kind::Sqlite,
                Employee.name.regexp_match_flags("^a", "i"),
                &[1],
            ),
            (
                db.kind != Kind::Sqlite,
                Employee.name.regexp_replace_flags("N", "x", "gi").eq("Axx"),
                &[1],
            ),
        ];
        for (supported, condition, expected) in optional {
            match supported {
                true => cases.push((condition, expected)),
                false => assert!(is_unsupported(
                    connection.all(select(Employee.id).filter(condition)).await
                )),
            }
        }
        for (condition, expected) in cases {
            let stmt = select(Employee.id).filter(condition).order_by(Employee.id);
            let found = connection.all(&stmt).await;
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(found, expected, "{stmt}");
        }
    });
}

#[test]
fn rows_are_ordered_limited_joined_and_grouped() {
    on_each_database("core_clauses", async |db: &Database| {
        let mut connection = employees(db).await;
        let ids = || select(Employee.id);
        let cases = [
            (ids().order_by(Employee.salary.desc()), vec![2, 1, 3]),
            (
                ids().order_by(Employee.bonus.asc().nulls_first()),
                vec![2, 3, 1],
            ),
            (
                ids().order_by(Employee.bonus.asc().nulls_last()),
                vec![3, 1, 2],
            ),
            (
                ids().order_by((Employee.bonus + 1).desc().nulls_last()),
                vec![1, 3, 2],
            ),
            (
                ids().order_by((Employee.is_active, Employee.id.desc())),
                vec![3, 2, 1],
            ),
            (ids().order_by(Employee.id).limit(2), vec![1, 2]),
            (ids().order_by(Employee.id).limit(1).offset(1), vec![2]),
            (ids().order_by(Employee.id).offset(1), vec![2, 3]),
            (ids().order_by(Employee.id).limit(0), vec![]),
        ];
        for (stmt, expected) in cases {
            assert_eq!(connection.all(&stmt).await.unwrap(), expected, "{stmt}");
        }
        let boss = aliased(Employee, "boss");
        let pairs = select((Employee.name, boss.name))
            .join(boss, Employee.manager_id.eq(boss.id))
            .order_by(Employee.id);
        let pairs = connection.all(pairs).await.unwrap();
        assert_eq!(pairs[0], ("Bob".to_owned(), "Ann".to_owned()));
        assert_eq!(pairs.len(), 2);
        let leaders = select((Employee.id, boss.manager_id))
            .outer_join(boss, Employee.manager_id.eq(boss.id))
            .order_by(Employee.id);
        assert_eq!(
            connection.all(leaders).await.unwrap(),
            [(1, None), (2, None), (3, None)]
        );
        let full =
            select((Employee.bonus, boss.bonus)).full_join(boss, Employee.manager_id.eq(boss.id));
        match connection.dialect().capabilities().full_join {
            true => assert_eq!(connection.all(full).await.unwrap().len(), 5),
            false => assert!(is_unsupported(connection.all(full).await)),
        }
        let groups = select((
            Employee.manager_id,
            func::count_star(),
            func::sum(Employee.bonus),
        ))
        .group_by(Employee.manager_id)
        .having(func::count_star().gt(0))
        .order_by(Employee.manager_id.asc().nulls_first());
        let groups = connection.all(groups).await.unwrap();
        let sum = |sum: i64| Some(Decimal::from(sum));
        assert_eq!(groups, [(None, 1, sum(10)), (Some(1), 2, sum(7))]);
        let half = Employee.id / 2;
        let halves = select((half.clone(), func::count_star()))
            .group_by(half.clone())
            .order_by(half);
        assert_eq!(connection.all(halves).await.unwrap(), [(0, 1), (1, 2)]);
        let distinct = select(Employee.is_active).distinct();
        assert_eq!(connection.all(distinct).await.unwrap(), [true]);
        let cross = select((Employee.id, boss.id)).filter(boss.id.lt(Employee.id));
        assert_eq!(connection.all(cross).await.unwrap().len(), 3);
    });
}

#[test]
fn functions_give_their_values() {
    on_each_database("core_functions", async |db: &Database| {
        let mut connection = employees(db).await;
        let totals = select((
            func::count(Employee.bonus),
            func::count_star(),
            func::count_distinct(Employee.manager_id),
            func::sum(Employee.bonus),
            func::avg(Employee.bonus),
            func::min(Employee.name),
            func::max(Employee.salary),
        ));
        let totals = connection.one(totals.select_from(Employee)).await.unwrap();
        let decimal = |text: &str| Some(text.parse::<Decimal>().unwrap());
        let name = Some("Ann".to_owned());
        assert_eq!(
            totals,
            (2, 3, 1, decimal("17"), decimal("8.5"), name, Some(2000.5))
        );
        let nothing = select((
            func::sum(Employee.id),
            func::avg(Employee.id),
            func::max(Employee.id),
        ))
        .filter(Employee.id.gt(9));
        assert_eq!(connection.one(nothing).await.unwrap(), (None, None, None));

        let words = select((
            func::upper(Employee.name),
            func::length(Employee.name.concat("ä€")),
            func::coalesce(Employee.bonus, 0),
            Employee.name.concat("/").concat(Employee.name),
        ));
        let words = connection
            .one(words.filter(Employee.id.eq(2)))
            .await
            .unwrap();
        assert_eq!(words, ("BOB".to_owned(), Some(5), 0, "Bob/Bob".to_owned()));
        let abs = func::custom::<i64>("abs", [(-Employee.id).into_node()]);
        assert_eq!(
            connection
                .all(select(abs).filter(Employee.id.eq(3)))
                .await
                .unwrap(),
            [3]
        );
        let now = connection.one(select(func::now())).await.unwrap();
        assert!(now.date.year() >= 2024);
    });
}

#[test]
fn subqueries_stand_in_from_and_in_the_select_list() {
    on_each_database("core_subqueries", async |db: &Database| {
        let mut connection = employees(db).await;
        let counts = select((Employee.manager_id, func::count_star().label("n")))
            .filter(Employee.manager_id.is_not_null())
            .group_by(Employee.manager_id)
            .subquery("counts");
        let (manager_id, count) = counts.columns();
        let stmt = select((Employee.name, count))
            .join(&counts, Employee.id.eq(manager_id))
            .filter(count.gt(1));
        assert_eq!(connection.all(stmt).await.unwrap(), [("Ann".to_owned(), 2)]);
        let report = aliased(Employee, "report");
        let reports = select(func::count(report.id))
            .filter(report.manager_id.eq(Employee.id))
            .scalar_subquery();
        let stmt = select((Employee.id, reports.label("reports"))).order_by(Employee.id);
        let rows = connection.all(stmt).await.unwrap();
        assert_eq!(rows, [(1, Some(2)), (2, Some(0)), (3, Some(0))]);
        let well_paid = select(Employee)
            .filter(Employee.salary.gt(900.0))
            .subquery("well_paid");
        let fields = well_paid.fields();
        let stmt = select(fields)
            .select_from(&well_paid)
            .order_by(fields.id.desc());
        let rows: Vec<Employee> = connection.all(stmt).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 1]);
        let any = select(exists(select(Employee.id).filter(Employee.id.gt(9))));
        assert!(!connection.one(any).await.unwrap());
        let raise = update(Employee).values(Employee.salary.to(0.0)).filter(
            Employee
                .id
                .in_(select(counts.columns().0).select_from(&counts)),
        );
        // MySQL cannot read the table that it updates outside a derived table.
        assert_eq!(connection.execute(raise).await.unwrap().rowcount(), 1);
    });
}

#[test]
fn decimals_are_exact_and_divide_with_a_fraction() {
    on_each_database("core_decimals", async |db: &Database| {
        let mut connection = create(db, Line::table()).await;
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let line = |id: i64, price: &str| {
            (
                Line.id.to(id),
                Line.price.to(decimal(price)),
                Line.quantity.to(3),
            )
        };
        let rows = [line(1, "5"), line(2, "0.10"), line(3, "-12345678.91")];
        connection.execute(insert(Line).rows(rows)).await.unwrap();
        let number = |value: &Decimal| value.as_str().parse::<f64>().unwrap();
        let prices = connection
            .all(select(Line.price).order_by(Line.id))
            .await
            .unwrap();
        assert_eq!(
            prices.iter().map(number).collect::<Vec<_>>(),
            [5.0, 0.1, -12_345_678.91]
        );
        if db.kind != Kind::Sqlite {
            assert_eq!(prices[1], decimal("0.10"));
        }
        let half = select(Line.price / decimal("2")).filter(Line.id.eq(1));
        assert_eq!(number(&connection.one(half).await.unwrap()), 2.5);
        let cheap = select(Line.id).filter(Line.price.eq(decimal("0.1")));
        assert_eq!(connection.all(cheap).await.unwrap(), [2]);
        let sum = connection
            .one(select(func::sum(Line.price)))
            .await
            .unwrap()
            .unwrap();
        assert!((number(&sum) + 12_345_673.81).abs() < 1e-6, "{sum}");
    });
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "all_types")]
struct AllTypes {
    #[column(primary_key)]
    id: i64,
    flag: bool,
    small: i16,
    medium: i32,
    large: i64,
    byte: u8,
    word: u16,
    count: u32,
    single: f32,
    double: f64,
    #[column(length = 100)]
    name: String,
    #[column(sql_type = Text)]
    body: String,
    blob: Vec<u8>,
    day: NaiveDate,
    time: NaiveTime,
    moment: NaiveDateTime,
    instant: DateTime<Utc>,
    uuid: [u8; 16],
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(3) })]
    price: Decimal,
    json: Json,
    status: PostStatus,
}

#[derive(Clone, Debug, Default, PartialEq, Table)]
#[table(name = "all_options")]
struct AllOptions {
    #[column(primary_key)]
    id: i64,
    flag: Option<bool>,
    small: Option<i16>,
    medium: Option<i32>,
    large: Option<i64>,
    byte: Option<u8>,
    word: Option<u16>,
    count: Option<u32>,
    single: Option<f32>,
    double: Option<f64>,
    #[column(length = 100)]
    name: Option<String>,
    blob: Option<Vec<u8>>,
    day: Option<NaiveDate>,
    time: Option<NaiveTime>,
    moment: Option<NaiveDateTime>,
    instant: Option<DateTime<Utc>>,
    uuid: Option<[u8; 16]>,
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(3) })]
    price: Option<Decimal>,
    json: Option<Json>,
}

/// Inserts a row of a record: all its columns.
async fn insert_row<R: Record>(connection: &mut Connection, row: &R) -> Result<(), CoreError> {
    let columns = R::table().columns().iter().enumerate();
    let row: Vec<_> = columns
        .map(|(index, column)| rebis::core::Assignment {
            column: column.reference(),
            value: rebis::core::Node::bind(row.value(index)),
        })
        .collect();
    connection
        .execute(Insert::into_table(R::table()).values(row))
        .await?;
    Ok(())
}

fn moment(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn low_values() -> AllTypes {
    AllTypes {
        id: 1,
        flag: false,
        small: i16::MIN,
        medium: i32::MIN,
        large: i64::MIN,
        byte: 0,
        word: 0,
        count: 0,
        single: -1.5,
        double: f64::MIN,
        name: String::new(),
        body: String::new(),
        blob: Vec::new(),
        day: "1000-01-01".parse().unwrap(),
        time: "00:00:00".parse().unwrap(),
        moment: moment("1000-01-01T00:00:00"),
        instant: moment("1970-01-01T00:00:00").and_utc(),
        uuid: [0; 16],
        price: "-999999999.999".parse().unwrap(),
        json: Json::new("null"),
        status: PostStatus::Draft,
    }
}

fn high_values() -> AllTypes {
    AllTypes {
        id: 2,
        flag: true,
        small: i16::MAX,
        medium: i32::MAX,
        large: i64::MAX,
        byte: u8::MAX,
        word: u16::MAX,
        count: u32::MAX,
        single: 0.1,
        double: 0.1 + 0.2,
        name: "it's \\ \"quoted\" `x` %_ :name ? $1 – ünïcödé 🦀".to_owned(),
        body: "line\nline\ttab\r\n".repeat(5000),
        blob: (0..=255).collect(),
        day: "9999-12-31".parse().unwrap(),
        time: "23:59:59.999999".parse().unwrap(),
        moment: moment("9999-12-31T23:59:59.999999"),
        instant: moment("2038-01-19T03:14:08.000001").and_utc(),
        uuid: *b"\xff\x00\x7f\x80uuid bytes\xfe\x01",
        price: "123456789.125".parse().unwrap(),
        json: Json::new(r#"{"a": [1, "é\"\\", null]}"#),
        status: PostStatus::Archived,
    }
}

#[test]
fn each_type_comes_back_as_it_was() {
    on_each_database("core_types", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        for row in [low_values(), high_values()] {
            insert_row(&mut connection, &row).await.unwrap();
            let stmt = select(AllTypes).filter(AllTypes.id.eq(row.id));
            let mut found = connection.one(stmt).await.unwrap();
            if db.kind == Kind::Sqlite {
                // SQLite keeps the number, not its text.
                let number = |value: &Decimal| value.as_str().parse::<f64>().unwrap();
                assert_eq!(number(&found.price), number(&row.price));
                found.price = row.price.clone();
            }
            assert_eq!(found, row);
        }
    });
}

#[test]
fn each_type_can_be_null() {
    on_each_database("core_nulls", async |db: &Database| {
        let mut connection = create(db, AllOptions::table()).await;
        let nulls = AllOptions {
            id: 1,
            ..AllOptions::default()
        };
        insert_row(&mut connection, &nulls).await.unwrap();
        let some = AllOptions {
            id: 2,
            flag: Some(true),
            small: Some(-1),
            medium: Some(-1),
            large: Some(-1),
            byte: Some(1),
            word: Some(1),
            count: Some(1),
            single: Some(0.5),
            double: Some(0.5),
            name: Some("x".to_owned()),
            blob: Some(vec![0]),
            day: Some("2024-02-29".parse().unwrap()),
            time: Some("12:30:00".parse().unwrap()),
            moment: Some(moment("2024-02-29T12:30:00.5")),
            instant: Some(moment("2024-02-29T12:30:00.5").and_utc()),
            uuid: Some([7; 16]),
            price: Some("1.125".parse().unwrap()),
            json: Some(Json::new("[1]")),
        };
        insert_row(&mut connection, &some).await.unwrap();
        let rows = connection
            .all(select(AllOptions).order_by(AllOptions.id))
            .await
            .unwrap();
        assert_eq!(rows, [nulls, some]);
        let empty = select(AllOptions.id).filter(
            AllOptions.flag.is_null()
                & AllOptions.day.is_null()
                & AllOptions.json.is_null()
                & AllOptions.uuid.is_null(),
        );
        assert_eq!(connection.all(empty).await.unwrap(), [1]);
    });
}

#[test]
fn each_type_can_be_compared_with_a_value() {
    on_each_database("core_type_comparisons", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        insert_row(&mut connection, &low_values()).await.unwrap();
        let row = high_values();
        insert_row(&mut connection, &row).await.unwrap();
        let conditions = [
            AllTypes.flag.eq(row.flag),
            AllTypes.small.eq(row.small),
            AllTypes.medium.eq(row.medium),
            AllTypes.large.eq(row.large),
            AllTypes.byte.eq(row.byte),
            AllTypes.word.eq(row.word),
            AllTypes.count.eq(row.count),
            AllTypes.double.eq(row.double),
            AllTypes.name.eq(&row.name),
            AllTypes.body.eq(&row.body),
            AllTypes.blob.eq(&row.blob),
            AllTypes.day.eq(row.day),
            AllTypes.time.eq(row.time),
            AllTypes.moment.eq(row.moment),
            AllTypes.instant.eq(row.instant),
            AllTypes.uuid.eq(row.uuid),
            AllTypes.price.eq(&row.price),
            AllTypes.status.eq(row.status),
            AllTypes.day.gt("2000-01-01".parse::<NaiveDate>().unwrap()),
            AllTypes.moment.ge(row.moment),
            AllTypes.uuid.in_([row.uuid]),
            AllTypes
                .status
                .in_([PostStatus::Archived, PostStatus::Published]),
            AllTypes
                .time
                .between("12:00:00".parse::<NaiveTime>().unwrap(), row.time),
        ];
        for condition in conditions {
            let stmt = select(AllTypes.id).filter(condition);
            let found = connection.all(&stmt).await;
            assert_eq!(
                found.unwrap_or_else(|error| panic!("{error}")),
                [2],
                "{stmt}"
            );
        }
    });
}

#[test]
fn a_number_that_the_column_cannot_hold_is_an_error() {
    on_each_database("core_out_of_range", async |db: &Database| {
        let mut connection = create(db, AllTypes::table()).await;
        // The same columns, with wider types than they have.
        let wide = |name: &str| AllTypes::table().column::<i64>(name).unwrap();
        insert_row(&mut connection, &high_values()).await.unwrap();
        connection.commit().await.unwrap();
        for (name, value) in [
            ("small", 40_000),
            ("medium", 3_000_000_000),
            ("small", i64::MIN),
        ] {
            let stmt = update(AllTypes).values(wide(name).to(value));
            match connection.execute(stmt).await {
                Err(error) => assert_eq!(kind_of(&error), DatabaseErrorKind::DataError, "{error}"),
                // SQLite holds any integer in any column, and reading it is the error.
                Ok(_) => {
                    assert_eq!(db.kind, Kind::Sqlite);
                    let error = connection.all(select(AllTypes)).await.unwrap_err();
                    assert_eq!(error.code(), "decode");
                    assert!(error.to_string().contains(&value.to_string()), "{error}");
                }
            }
            connection.rollback().await.unwrap();
        }
        let error = connection.execute(update(AllTypes).values(AllTypes.name.to("x".repeat(101))));
        match error.await {
            Err(error) => assert_eq!(kind_of(&error), DatabaseErrorKind::DataError, "{error}"),
            Ok(_) => assert_eq!(db.kind, Kind::Sqlite),
        }
        connection.rollback().await.unwrap();
        let negative = text("SELECT -1").columns::<u8>();
        assert_eq!(connection.one(negative).await.unwrap_err().code(), "decode");
        let large = text("SELECT 256").columns::<u8>();
        assert_eq!(connection.one(large).await.unwrap_err().code(), "decode");
    });
}

#[test]
fn an_unknown_label_of_an_enumeration_is_an_error() {
    on_each_database("core_enums", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let stmt = text("SELECT :label")
            .bind("label", "burnt")
            .columns::<PostStatus>();
        let error = connection.one(stmt).await.unwrap_err();
        assert_eq!(error.code(), "decode");
        assert!(error.to_string().contains("burnt"), "{error}");
    });
}

#[test]
fn two_tables_can_share_an_enumeration() {
    on_each_database("core_shared_enum", async |db: &Database| {
        let table = |name: &str| {
            RuntimeTable::new(name)
                .with_column(ColumnDef::of::<i64>("id").primary_key())
                .with_column(ColumnDef::of::<PostStatus>("status"))
                .with_column(ColumnDef::of::<PostStatus>("old_status"))
        };
        let metadata = MetaData::new()
            .with_table(table("drafts"))
            .with_table(table("papers"));
        for _ in 0..2 {
            metadata.create_all(&db.engine).await.unwrap();
            metadata.drop_all(&db.engine).await.unwrap();
        }
    });
}

#[test]
fn models_are_plain_structs_on_a_connection() {
    on_each_database("core_models", async |db: &Database| {
        db.with_sample_data().await;
        let mut connection = db.engine.connect().await.unwrap();
        let users: Vec<User> = connection
            .all(select(User).order_by(User.id))
            .await
            .unwrap();
        assert_eq!(users[0].username, "alice");
        assert!(users[0].posts.get().is_err());
        let stmt = select((Post.slug, Tag.name))
            .join(Tag, Post.tags)
            .filter(Post.status.eq(PostStatus::Published))
            .order_by((Post.slug, Tag.name));
        let rows: Vec<(String, String)> = connection.all(stmt).await.unwrap();
        assert!(!rows.is_empty());
        let touch = update(User)
            .values(User.display_name.to("x"))
            .filter(User.id.eq(users[0].id));
        connection.execute(touch).await.unwrap();
        let user = connection
            .one(select(User).filter(User.id.eq(users[0].id)))
            .await
            .unwrap();
        assert!(user.timestamps.updated_at.is_some());
    });
}

#[test]
fn names_that_must_be_quoted_work_everywhere() {
    on_each_database("core_quoting", async |db: &Database| {
        let table = RuntimeTable::new("Order")
            .with_column(ColumnDef::of::<i64>("select").primary_key())
            .with_column(ColumnDef::of::<i64>("Total Price"))
            .with_column(ColumnDef::of::<i64>("a\"b`c"))
            .with_index("Order Index", &["Total Price"]);
        let table = Arc::new(table);
        let mut connection = create(db, &table).await;
        let column = |name: &str| table.column::<i64>(name).unwrap();
        let (id, price, odd) = (column("select"), column("Total Price"), column("a\"b`c"));
        let row = (id.to(1), price.to(2), odd.to(3));
        connection
            .execute(Insert::into_table(&table).values(row))
            .await
            .unwrap();
        let stmt = select((id, price, odd.label("group"))).filter(price.eq(2) & odd.gt(id));
        assert_eq!(connection.all(&stmt).await.unwrap(), [(1, 2, 3)]);
        let rows = connection.mappings(stmt).await.unwrap();
        let keys: Vec<&str> = rows[0].keys().collect();
        assert_eq!(keys, ["select", "Total Price", "group"]);
    });
}
