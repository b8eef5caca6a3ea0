//! [`Cases`]: where contenders of one database register.

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
