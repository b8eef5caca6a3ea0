//! [`StatementCache`]: the prepared statements of one connection.

use std::num::NonZeroUsize;

use lru::LruCache;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Statement};
use rebis_core::driver::DriverStatement;

use crate::nature::Nature;

const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// A prepared statement.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    pub(crate) nature: Nature,
    /// Whether it was prepared for this execution.
    pub(crate) is_new: bool,
}

/// A cache of prepared statements by their SQL, which evicts the least recently used.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, (Statement, Nature)>,
}

impl StatementCache {
    /// Creates an empty cache.
    pub(crate) fn new() -> Self {
        Self {
            statements: LruCache::new(CAPACITY),
        }
    }

    /// Returns the statement of a text, and prepares it if the cache does not have it.
    pub(crate) async fn prepare(
        &mut self,
        conn: &mut Conn,
        statement: DriverStatement<'_>,
    ) -> Result<Prepared, Error> {
        if let Some((known, nature)) = self.statements.get(statement.sql) {
            return Ok(Prepared {
                statement: known.clone(),
                nature: *nature,
                is_new: false,
            });
        }
        self.prepare_now(conn, statement).await
    }

    async fn prepare_now(
        &mut self,
        conn: &mut Conn,
        statement: DriverStatement<'_>,
    ) -> Result<Prepared, Error> {
        let prepared = conn.prep(statement.sql).await?;
        let nature = Nature::from_sql(statement.sql);
        if statement.cacheable {
            let entry = (prepared.clone(), nature);
            let evicted = self.statements.push(statement.sql.into(), entry);
            if let Some((_, (evicted, _))) = evicted {
                conn.close(evicted).await?;
            }
        }
        Ok(Prepared {
            statement: prepared,
            nature,
            is_new: true,
        })
    }

    /// Prepares a stale statement again.
    pub(crate) async fn prepare_again(
        &mut self,
        conn: &mut Conn,
        statement: DriverStatement<'_>,
    ) -> Result<Prepared, Error> {
        if let Some((stale, _)) = self.statements.pop(statement.sql) {
            conn.close(stale).await?;
        }
        self.prepare_now(conn, statement).await
    }

    /// Removes a stale statement.
    pub(crate) fn remove(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
