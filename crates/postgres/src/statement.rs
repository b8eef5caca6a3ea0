//! The prepared statements that a connection keeps.

use std::num::NonZeroUsize;

use lru::LruCache;
use tokio_postgres::Statement;

/// Prepared statements by their SQL; the one that was not used for longest goes first.
///
/// Dropping a statement closes it on the server, with the next message that is sent.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, Statement>,
}

/// How many statements a connection keeps. Each takes memory in the server too.
pub(crate) const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

impl StatementCache {
    pub(crate) fn new() -> Self {
        Self {
            statements: LruCache::new(CAPACITY),
        }
    }

    /// The statement of this SQL, which becomes the one used last.
    pub(crate) fn get(&mut self, sql: &str) -> Option<Statement> {
        self.statements.get(sql).cloned()
    }

    pub(crate) fn insert(&mut self, sql: &str, statement: &Statement) {
        self.statements.put(sql.into(), statement.clone());
    }

    /// Forgets a statement, so that it is prepared anew.
    pub(crate) fn remove(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
