//! [`StatementCache`]: the prepared statements of one connection.

use std::num::NonZeroUsize;

use lru::LruCache;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Statement};
use rebis_core::driver::DriverStatement;

const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// Prepared statements by their SQL; the one longest unused makes room.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, Statement>,
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
    ) -> Result<Statement, Error> {
        if let Some(prepared) = self.statements.get(statement.sql) {
            return Ok(prepared.clone());
        }
        let prepared = conn.prep(statement.sql).await?;
        if statement.cacheable {
            let evicted = self.statements.push(statement.sql.into(), prepared.clone());
            if let Some((_, evicted)) = evicted {
                conn.close(evicted).await?;
            }
        }
        Ok(prepared)
    }

    /// Forgets a statement that the server no longer has.
    pub(crate) fn forget(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
