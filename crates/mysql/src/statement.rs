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
    /// Whether it was prepared right now.
    pub(crate) is_new: bool,
}

/// Prepared statements by their SQL; the one longest unused makes room.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, (Statement, Nature)>,
}

impl StatementCache {
    /// An empty cache.
    pub(crate) fn new() -> Self {
        Self {
            statements: LruCache::new(CAPACITY),
        }
    }

    /// The prepared statement of a text, prepared now unless it is kept.
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
        let nature = Nature::of(statement.sql);
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

    /// Prepares a statement that the server no longer understands a second time.
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

    /// Forgets a statement that the server no longer understands.
    pub(crate) fn forget(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
