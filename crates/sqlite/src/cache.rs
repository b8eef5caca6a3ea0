//! [`StatementCache`]: the prepared statements of one connection.

use std::hash::BuildHasher;
use std::sync::Arc;

use rebis_core::error::DatabaseError;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::statement::Statement;

/// The number of prepared statements that a connection keeps.
const CAPACITY: usize = 256;
/// The number of places for lookups by the address of the SQL: one for each value of a byte.
const PLACES: usize = 256;

/// A cache of prepared statements by their SQL, which evicts the least recently used.
///
/// The SQL of a compiled statement has the same address at each execution, so the address decides
/// where a lookup starts. The text is always compared.
pub(crate) struct StatementCache {
    kept: Vec<Kept>,
    numbers: FxHashMap<Arc<str>, usize>,
    /// For each place, the index of the statement that was last found through it.
    places: Box<[usize; PLACES]>,
    /// The number of lookups so far, which orders the uses.
    clock: u64,
}

struct Kept {
    sql: Arc<str>,
    statement: Statement,
    last_use: u64,
}

impl StatementCache {
    pub(crate) fn new() -> Self {
        Self {
            kept: Vec::new(),
            numbers: FxHashMap::default(),
            places: Box::new([0; PLACES]),
            clock: 0,
        }
    }

    /// Returns the statement of a text, and prepares it if the cache does not have it.
    pub(crate) fn get_or_prepare(
        &mut self,
        sql: &str,
        prepare: impl FnOnce() -> Result<Statement, DatabaseError>,
    ) -> Result<&mut Statement, DatabaseError> {
        let place = place(sql);
        let mut number = self.places[place];
        if self.kept.get(number).is_none_or(|kept| *kept.sql != *sql) {
            number = match self.numbers.get(sql) {
                Some(number) => *number,
                None => self.keep(sql, prepare()?),
            };
            self.places[place] = number;
        }
        self.clock += 1;
        let kept = &mut self.kept[number];
        kept.last_use = self.clock;
        Ok(&mut kept.statement)
    }

    /// Adds a statement and returns its index. A full cache evicts the least recently used
    /// statement.
    fn keep(&mut self, sql: &str, statement: Statement) -> usize {
        let sql = Arc::<str>::from(sql);
        let kept = Kept {
            sql: Arc::clone(&sql),
            statement,
            last_use: 0,
        };
        let oldest = (0..).zip(&self.kept).min_by_key(|(_, kept)| kept.last_use);
        let number = match oldest {
            Some((number, _)) if self.kept.len() == CAPACITY => number,
            _ => self.kept.len(),
        };
        match self.kept.get_mut(number) {
            Some(place) => {
                let old = std::mem::replace(place, kept);
                self.numbers.remove(&old.sql);
            }
            None => self.kept.push(kept),
        }
        self.numbers.insert(sql, number);
        number
    }
}

/// Returns the place where the lookup of a text starts.
fn place(sql: &str) -> usize {
    let hash = FxBuildHasher.hash_one(sql.as_ptr().addr());
    usize::from(hash.to_le_bytes()[0])
}
