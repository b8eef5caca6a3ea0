//! Bind parameters: in SQL written by hand, in repeated statements and in the select list.

use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees};

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
        assert_eq!(connection.execute(stmt).await.unwrap().rows_affected(), 1);
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
