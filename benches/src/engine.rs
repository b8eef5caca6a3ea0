//! Engines on the tables of the cases.

use rebis::core::Result;
use rebis::prelude::*;
use rebis_bench_harness::{Database, Rows, data};

use crate::cases::Target;

/// An engine of a database whose tables are made anew.
pub(crate) async fn with_rows(target: &Target, rows: Rows) -> Result<Engine> {
    let engine = create_engine(&target.url)?;
    fill(&engine, target.database, rows).await?;
    Ok(engine)
}

/// Makes the tables anew.
pub(crate) async fn fill(engine: &Engine, database: Database, rows: Rows) -> Result<()> {
    let mut connection = engine.connect().await?;
    run_all(&mut connection, data::reset(database, rows)).await
}

/// Empties the table of users.
pub(crate) async fn clear_users(connection: &mut Connection, database: Database) -> Result<()> {
    run_all(connection, data::clear_users(database)).await
}

/// Executes statements, and commits.
pub(crate) async fn run_all(connection: &mut Connection, statements: Vec<String>) -> Result<()> {
    for sql in statements {
        connection.execute_raw(&sql).await?;
    }
    connection.commit().await
}
