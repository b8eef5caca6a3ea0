//! Writes: row counts, batches and `RETURNING`.

use rebis::core::error::DatabaseErrorKind;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees, is_unsupported, kind_of, names};

#[test]
fn the_row_count_says_how_many_rows_a_statement_met() {
    on_each_database("core_rowcount", async |db: &Database| {
        let mut connection = employees(db).await;
        let raise = update(Employee).values(Employee.salary.set(Employee.salary + 1.0));
        let result = connection
            .execute(raise.filter(Employee.manager_id.eq(1)))
            .await
            .unwrap();
        assert_eq!(result.rows_affected(), 2);
        // A row that is found counts, whether it changes or not.
        let same = update(Employee)
            .values(Employee.is_active.set(true))
            .filter(Employee.id.eq(1));
        assert_eq!(connection.execute(same).await.unwrap().rows_affected(), 1);
        let none = update(Employee)
            .values(Employee.bonus.set(1))
            .filter(Employee.id.eq(9));
        assert_eq!(connection.execute(none).await.unwrap().rows_affected(), 0);
        let leave = delete(Employee).filter(Employee.manager_id.is_not_null());
        assert_eq!(connection.execute(leave).await.unwrap().rows_affected(), 2);
        assert_eq!(
            connection
                .execute(delete(Employee))
                .await
                .unwrap()
                .rows_affected(),
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
                .values((Employee.salary.set(salary), Employee.bonus.set(bonus)))
        };
        let recorder = db.record();
        let raises = [
            raise(1, 1.5, None),
            raise(2, 2.5, Some(20)),
            raise(7, 0.0, Some(70)),
            raise(3, 3.5, None),
        ];
        let statements: Vec<_> = raises.iter().map(Statement::statement).collect();
        assert_eq!(connection.execute_many(&statements).await.unwrap(), 3);
        assert_eq!(connection.execute_many(&statements[..1]).await.unwrap(), 1);
        assert_eq!(connection.execute_many(&[]).await.unwrap(), 0);
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
        assert_eq!(connection.execute_many(&statements).await.unwrap(), 3);
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
                .values(Employee.name.set(name))
        };
        let (one, other) = (rename(1, "Eve"), delete(Employee));
        let error = connection
            .execute_many(&[one.statement(), other.statement()])
            .await
            .unwrap_err();
        assert_eq!(error.code(), "invalid-statement");
        let error = connection.execute_many(&[other.statement()]).await;
        assert_eq!(error.unwrap_err().code(), "invalid-statement");

        let renames = [rename(1, "Eve"), rename(2, "cid_%"), rename(3, "Dan")];
        let statements: Vec<_> = renames.iter().map(Statement::statement).collect();
        let error = connection.execute_many(&statements).await.unwrap_err();
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
            Employee.id.set(4),
            Employee.name.set("Dora"),
            Employee.salary.set(1.0),
        );
        let stmt = insert(Employee)
            .values(dora)
            .returning((Employee.name, Employee.is_active));
        if can.insert_returning {
            let row = connection.one(stmt).await.unwrap();
            assert_eq!(row, ("Dora".to_owned(), true));
        } else {
            assert!(is_unsupported(connection.one(stmt).await))
        }
        let stmt = update(Employee)
            .values(Employee.bonus.set(99))
            .filter(Employee.id.eq(1))
            .returning(Employee);
        if can.update_returning {
            assert_eq!(connection.one(stmt).await.unwrap().bonus, Some(99))
        } else {
            assert!(is_unsupported(connection.one(stmt).await))
        }
        let stmt = delete(Employee)
            .filter(Employee.manager_id.eq(1))
            .returning((Employee.id, func::upper(Employee.name)));
        if can.delete_returning {
            let mut rows = connection.execute(stmt).await.unwrap().all();
            rows.sort_unstable();
            assert_eq!(rows, [(2, "BOB".to_owned()), (3, "CID_%".to_owned())]);
        } else {
            assert!(is_unsupported(connection.one(stmt).await))
        }
    });
}
