//! [`StatementCache`]: the prepared statements of a connection, by text.

use std::hash::BuildHasher;
use std::sync::Arc;

use rebis_core::error::DatabaseError;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::statement::Statement;

/// Prepared statements that a connection keeps.
const CAPACITY: usize = 256;
/// Places where a text is looked for by its address: one for each byte.
const PLACES: usize = 256;

/// Prepared statements, least recently used first out.
///
/// A compiled statement has its text at the same address each time, so the address says where to
/// look first; the text itself is compared in any case.
pub(crate) struct StatementCache {
    kept: Vec<Kept>,
    numbers: FxHashMap<Arc<str>, usize>,
    /// For each place, the number of the statement whose text was there last.
    places: Box<[usize; PLACES]>,
    /// Counts uses.
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

    /// The statement of a text: one that is there, or a new one.
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

    /// Keeps a statement, in the place of the one that was not used for longest if there is no
    /// other; its number.
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

/// Where a text is looked for first.
fn place(sql: &str) -> usize {
    let hash = FxBuildHasher.hash_one(sql.as_ptr().addr());
    usize::from(hash.to_le_bytes()[0])
}
