//! Tables of employees and order lines, and helpers for connections and errors.

use std::sync::Arc;

use rebis::core::error::{CompileError, DatabaseErrorKind};
use rebis::core::schema::{MetaData, Table as RuntimeTable};
use rebis::core::value::Decimal;
use rebis::core::{Error as CoreError, Record};
use rebis::prelude::*;
use rebis_tests::Database;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "employees", check("ck_salary", "salary >= 0"))]
pub(crate) struct Employee {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(length = 30, unique)]
    pub(crate) name: String,
    pub(crate) salary: f64,
    pub(crate) bonus: Option<i64>,
    #[column(default = true)]
    pub(crate) is_active: bool,
    #[column(references = Employee.id)]
    pub(crate) manager_id: Option<i64>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "lines")]
pub(crate) struct Line {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(sql_type = Numeric { precision: Some(10), scale: Some(2) })]
    pub(crate) price: Decimal,
    pub(crate) quantity: i32,
    #[column(computed = "quantity * 2")]
    pub(crate) double: i32,
}

pub(crate) async fn create(db: &Database, table: &Arc<RuntimeTable>) -> Connection {
    let metadata = MetaData::new().with_table(Arc::clone(table));
    metadata.create_all(&db.engine).await.unwrap();
    db.engine.connect().await.unwrap()
}

/// A connection to a database with Ann, who leads Bob and cid.
pub(crate) async fn employees(db: &Database) -> Connection {
    let mut connection = create(db, Employee::table()).await;
    let row = |id: i64, name: &str, salary: f64, bonus: Option<i64>, manager: Option<i64>| {
        (
            Employee.id.set(id),
            Employee.name.set(name),
            Employee.salary.set(salary),
            Employee.bonus.set(bonus),
            Employee.manager_id.set(manager),
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
    assert_eq!(result.rows_affected(), 3);
    connection.commit().await.unwrap();
    connection
}

pub(crate) async fn names(connection: &mut Connection) -> Vec<String> {
    connection
        .all(select(Employee.name).order_by(Employee.id))
        .await
        .unwrap()
}

pub(crate) fn kind_of(error: &CoreError) -> DatabaseErrorKind {
    error
        .as_database()
        .unwrap_or_else(|| panic!("{error:?}"))
        .kind
}

pub(crate) fn is_unsupported<T>(outcome: Result<T, CoreError>) -> bool {
    matches!(
        outcome,
        Err(CoreError::Compile(CompileError::Unsupported { .. }))
    )
}
