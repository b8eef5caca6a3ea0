//! The prepared statements that a connection keeps.

use std::num::NonZeroUsize;

use lru::LruCache;
use rebis_core::driver::DriverStatement;
use rebis_core::types::ParameterType;
use tokio_postgres::Statement;

/// Prepared statements by their SQL; the one that was not used for longest goes first.
///
/// Dropping a statement closes it on the server, with the next message that is sent.
#[derive(Debug)]
pub(crate) struct StatementCache {
    statements: LruCache<Box<str>, Kept>,
}

/// The statements of one SQL, which differ in the types of their parameters. Nearly always one.
type Kept = Vec<(Box<[ParameterType]>, Statement)>;

/// How many statements a connection keeps. Each takes memory in the server too.
pub(crate) const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// How many statements of one SQL are kept.
const TYPES_OF_ONE: usize = 8;

impl StatementCache {
    pub(crate) fn new() -> Self {
        Self {
            statements: LruCache::new(CAPACITY),
        }
    }

    /// The statement of this SQL and these types, which becomes the one used last.
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

    /// Forgets the statements of a SQL, so that they are prepared anew.
    pub(crate) fn remove(&mut self, sql: &str) {
        self.statements.pop(sql);
    }
}
