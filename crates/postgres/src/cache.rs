//! [`StatementCache`]: the prepared statements of one connection.

use std::num::NonZeroUsize;

use lru::LruCache;
use rebis_core::driver::DriverStatement;
use rebis_core::types::ParameterType;
use tokio_postgres::Statement;

/// A cache of prepared statements by their SQL, which evicts the least recently used.
///
/// Dropping a statement closes it on the server, with the next message that is sent.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, Kept>,
}

/// The statements with the same SQL, usually one, which differ in the types of their parameters.
type Kept = Vec<(Box<[ParameterType]>, Statement)>;

/// The number of SQL texts in the cache. Each statement uses memory of the server too.
pub(crate) const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// The number of statements that the cache keeps for one SQL text.
const TYPES_OF_ONE: usize = 8;

impl StatementCache {
    pub(crate) fn new() -> Self {
        Self {
            statements: LruCache::new(CAPACITY),
        }
    }

    /// Returns the statement with this SQL and these types, and marks it as the last used.
    pub(crate) fn get(&mut self, statement: DriverStatement<'_>) -> Option<Statement> {
        let kept = self.statements.get(statement.sql)?;
        let found = kept.iter().find(|(types, _)| **types == *statement.types);
        found.map(|(_, prepared)| prepared.clone())
    }

    pub(crate) fn insert(&mut self, statement: DriverStatement<'_>, prepared: &Statement) {
        let entry = (statement.types.into(), prepared.clone());
        match self.statements.get_mut(statement.sql) {
            Some(kept) => {
                kept.truncate(TYPES_OF_ONE - 1);
                kept.insert(0, entry);
            }
            None => {
                self.statements.put(statement.sql.into(), vec![entry]);
            }
        }
    }

    /// Removes the statements with this SQL, so that they are prepared again.
    pub(crate) fn remove(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
