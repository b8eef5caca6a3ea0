//! [`SqliteConnection`]: transactions and statements of one connection.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use rebis_core::Value;
use rebis_core::dialect::{Dialect, Sqlite as SqliteDialect};
use rebis_core::driver::{DriverConnection, DriverFuture, DriverStatement, ExecResult, RowSink};
use rebis_core::error::DatabaseError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::cache::StatementCache;
use crate::config::Config;
use crate::error::{database_error, open_error};
use crate::functions;
use crate::statement::Statement;

/// A connection, used on the calling thread.
pub(crate) struct SqliteConnection {
    // Declared before `connection`, so that the statements are dropped first.
    statements: StatementCache,
    connection: Connection,
    /// SQLite's count of all rows changed so far, as of the last write.
    changes: u64,
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
        let set_up = || {
            connection.busy_timeout(config.busy_timeout)?;
            let stable = DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;
            connection.set_db_config(stable, config.stable_plans)?;
            functions::register(&connection)?;
            connection.pragma_update(None, "foreign_keys", config.foreign_keys)
        };
        set_up().map_err(database_error)?;
        Ok(Self {
            statements: StatementCache::new(),
            connection,
            changes: 0,
        })
    }

    /// Returns the prepared statement of `sql` from the cache, and prepares it on a cache miss.
    fn cached(&mut self, sql: &str) -> Result<&mut Statement, DatabaseError> {
        let connection = &self.connection;
        self.statements
            .get_or_prepare(sql, || Statement::prepare(connection, sql, true))
    }

    fn execute_into(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, DatabaseError> {
        let mut once;
        let prepared = if statement.cacheable {
            self.cached(statement.sql)?
        } else {
            once = Statement::prepare(&self.connection, statement.sql, false)?;
            &mut once
        };
        let outcome = prepared.execute(params, |row| rows.row(row));
        let rows_affected = if prepared.reads_only() {
            0
        } else {
            self.count_changes()
        };
        outcome?;
        Ok(ExecResult {
            rows_affected,
            last_insert_id: None,
        })
    }

    /// Returns the number of rows that the last statement changed. SQLite's own count belongs to
    /// the last INSERT, UPDATE or DELETE, which may be an earlier statement.
    fn count_changes(&mut self) -> u64 {
        let before = std::mem::replace(&mut self.changes, self.connection.total_changes());
        if self.changes == before {
            0
        } else {
            self.connection.changes()
        }
    }

    fn simple(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let outcome = self.connection.execute_batch(sql);
        self.changes = self.connection.total_changes();
        outcome.map_err(database_error)
    }

    /// Executes a transaction control statement, which has no parameters and is cached.
    fn control(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.cached(sql)?
            .execute(&[], |_| ControlFlow::Continue(()))
    }

    /// Rolls back the open transaction, if there is one. SQLite rolls back automatically after some
    /// errors.
    fn rollback_open(&mut self) -> Result<(), DatabaseError> {
        if self.connection.is_autocommit() {
            Ok(())
        } else {
            self.control("ROLLBACK")
        }
    }
}

impl DriverConnection for SqliteConnection {
    fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::new(SqliteDialect)
    }

    fn begin(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::ready(self.control("BEGIN"))
    }

    fn commit(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::ready(inline(|| self.control("COMMIT")))
    }

    fn rollback(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::ready(inline(|| self.rollback_open()))
    }

    fn rollback_now(&mut self) -> bool {
        self.rollback_open().is_ok()
    }

    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>> {
        DriverFuture::ready(inline(|| self.execute_into(statement, params, rows)))
    }

    fn execute_raw<'a>(&'a mut self, sql: &'a str) -> DriverFuture<'a, Result<(), DatabaseError>> {
        DriverFuture::ready(inline(|| self.simple(sql)))
    }

    fn ping(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::ready(Ok(()))
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

/// Runs blocking work. On a multi-thread runtime, the worker first passes its other tasks to
/// another thread.
fn inline<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
