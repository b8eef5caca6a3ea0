//! One SQLite connection.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use rebis_core::Value;
use rebis_core::dialect::{Dialect, Sqlite as SqliteDialect};
use rebis_core::driver::{Done, DriverConnection, DriverStatement, Reply, RowSink};
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::config::Config;
use crate::decode::SqliteRow;
use crate::encode::bind;
use crate::error::{database_error, open_error};

/// Prepared statements that a connection keeps; rusqlite's own default is 16.
const STATEMENT_CACHE: usize = 256;

/// A connection, used on the calling thread.
pub(crate) struct SqliteConnection {
    connection: Connection,
}

impl SqliteConnection {
    pub(crate) fn open(config: &Config) -> Result<Self, DatabaseError> {
        let opened = match &config.path {
            Some(path) => Connection::open_with_flags(path, config.flags),
            None => {
                let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                Connection::open_in_memory_with_flags(config.flags | create)
            }
        };
        let connection = opened.map_err(|error| open_error(config.path.as_deref(), error))?;
        connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
        let set_up = || {
            connection.busy_timeout(config.busy_timeout)?;
            connection.pragma_update(None, "foreign_keys", config.foreign_keys)
        };
        set_up().map_err(database_error)?;
        Ok(Self { connection })
    }

    fn run(
        &self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<Done, DatabaseError> {
        if statement.cacheable {
            let mut prepared = self
                .connection
                .prepare_cached(statement.sql)
                .map_err(database_error)?;
            let outcome = self.step(&mut prepared, params, rows);
            if outcome.is_err() {
                prepared.discard();
            }
            return outcome;
        }
        let mut prepared = self
            .connection
            .prepare(statement.sql)
            .map_err(database_error)?;
        self.step(&mut prepared, params, rows)
    }

    fn step(
        &self,
        prepared: &mut rusqlite::Statement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<Done, DatabaseError> {
        if prepared.parameter_count() != params.len() {
            return Err(DatabaseError::new(
                DatabaseErrorKind::Syntax,
                format!(
                    "the statement has {} parameters, {} were given",
                    prepared.parameter_count(),
                    params.len()
                ),
            ));
        }
        for (index, value) in params.iter().enumerate() {
            bind(prepared, index + 1, value)?;
        }
        let reads_only = prepared.readonly();
        let mut stepped = prepared.raw_query();
        while let Some(row) = stepped.next().map_err(database_error)? {
            if let ControlFlow::Break(()) = rows.row(&SqliteRow::new(row)) {
                break;
            }
        }
        let rows_affected = if reads_only {
            0
        } else {
            self.connection.changes()
        };
        Ok(Done {
            rows_affected,
            last_insert_id: None,
        })
    }

    fn simple(&self, sql: &str) -> Result<(), DatabaseError> {
        self.connection.execute_batch(sql).map_err(database_error)
    }

    /// Executes a statement of transaction control, which repeats and takes no parameters.
    fn control(&self, sql: &str) -> Result<(), DatabaseError> {
        let mut prepared = self
            .connection
            .prepare_cached(sql)
            .map_err(database_error)?;
        prepared.raw_execute().map(drop).map_err(database_error)
    }

    /// SQLite rolls back by itself after some errors, and then has no transaction to roll back.
    fn rollback_open(&self) -> Result<(), DatabaseError> {
        match self.connection.is_autocommit() {
            true => Ok(()),
            false => self.control("ROLLBACK"),
        }
    }
}

impl DriverConnection for SqliteConnection {
    fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::new(SqliteDialect)
    }

    fn begin(&mut self) -> Reply<'_, Result<(), DatabaseError>> {
        Reply::ready(self.control("BEGIN"))
    }

    fn commit(&mut self) -> Reply<'_, Result<(), DatabaseError>> {
        Reply::ready(inline(|| self.control("COMMIT")))
    }

    fn rollback(&mut self) -> Reply<'_, Result<(), DatabaseError>> {
        Reply::ready(inline(|| self.rollback_open()))
    }

    fn rollback_now(&mut self) -> bool {
        self.rollback_open().is_ok()
    }

    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> Reply<'a, Result<Done, DatabaseError>> {
        Reply::ready(inline(|| self.run(statement, params, rows)))
    }

    fn execute_simple<'a>(&'a mut self, sql: &'a str) -> Reply<'a, Result<(), DatabaseError>> {
        Reply::ready(inline(|| self.simple(sql)))
    }

    fn ping(&mut self) -> Reply<'_, Result<(), DatabaseError>> {
        Reply::ready(Ok(()))
    }

    fn is_broken(&self) -> bool {
        false
    }
}

impl fmt::Debug for SqliteConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteConnection").finish_non_exhaustive()
    }
}

/// Runs work that blocks: on a multi-thread runtime its worker hands its other tasks on first.
fn inline<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
