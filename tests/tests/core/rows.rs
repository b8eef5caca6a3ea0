//! Rows as structs, scalars, tuples and mappings.

use rebis::core::error::DecodeError;
use rebis::core::{Error as CoreError, Expr};
use rebis::prelude::*;
use rebis_tests::models::{Post, PostStatus, Tag, User};
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees};

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
            .values(User.display_name.set("x"))
            .filter(User.id.eq(users[0].id));
        connection.execute(touch).await.unwrap();
        let user = connection
            .one(select(User).filter(User.id.eq(users[0].id)))
            .await
            .unwrap();
        assert!(user.timestamps.updated_at.is_some());
    });
}
