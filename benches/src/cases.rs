//! [`Cases`]: where contenders of one database register.

use std::ops::RangeInclusive;
use std::sync::Arc;

use rebis_bench_harness::{Bench, Database, Suite};

/// A database, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) database: Database,
    pub(crate) url: Arc<str>,
}

/// A suite whose cases run on one database.
pub(crate) struct Cases {
    pub(crate) suite: Suite,
    pub(crate) target: Target,
}

impl Cases {
    pub(crate) fn new(database: Database, url: &str) -> Self {
        Self {
            suite: Suite::new(),
            target: Target {
                database,
                url: url.into(),
            },
        }
    }

    /// Adds what a contender does for a case.
    pub(crate) fn add(
        &mut self,
        contender: &str,
        case: impl Into<String>,
        set_up: impl Fn(&Target) -> Bench + 'static,
    ) {
        let target = self.target.clone();
        self.suite.add(contender, case, move || set_up(&target));
    }
}

/// Sizes of `uow_insert`.
pub(crate) const UOW_INSERTS: [usize; 3] = [1, 100, 1_000];

/// Loaded users of `uow_flush_one`, of whom one is dirty.
pub(crate) const FLUSH_ONE: [usize; 2] = [1, 10_000];

/// Users that `uow_update` edits.
pub(crate) const UPDATES: usize = 1_000;
/// Their keys.
pub(crate) const UPDATED_KEYS: RangeInclusive<i32> = 1..=1_000;
