//! Listeners that an engine calls around each statement.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::error::Error;
use crate::value::Value;

/// A statement that is about to be executed.
#[derive(Debug)]
pub struct BeforeExecute<'a> {
    /// The SQL of the statement.
    pub sql: &'a str,
    /// The parameters. In a batch, the sets of parameters follow each other.
    pub parameters: &'a [&'a Value],
}

/// A statement that was executed.
#[derive(Debug)]
pub struct AfterExecute<'a> {
    /// The SQL of the statement.
    pub sql: &'a str,
    /// The parameters. In a batch, the sets of parameters follow each other.
    pub parameters: &'a [&'a Value],
    /// The duration of the execution, including the rows.
    pub elapsed: Duration,
    /// The number of rows that were inserted, matched or deleted, or the error.
    pub outcome: Result<u64, &'a Error>,
}

type BeforeListener = Arc<dyn Fn(&BeforeExecute<'_>) + Send + Sync>;
type AfterListener = Arc<dyn Fn(&AfterExecute<'_>) + Send + Sync>;

/// An engine's listeners.
#[derive(Default)]
pub(super) struct Listeners {
    any: AtomicBool,
    before: RwLock<Vec<BeforeListener>>,
    after: RwLock<Vec<AfterListener>>,
}

impl Listeners {
    pub(super) fn add_before(&self, listener: BeforeListener) {
        self.before
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
        self.any.store(true, Ordering::Release);
    }

    pub(super) fn add_after(&self, listener: AfterListener) {
        self.after
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(listener);
        self.any.store(true, Ordering::Release);
    }

    /// Returns whether a listener is registered.
    pub(super) fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    pub(super) fn before(&self, event: &BeforeExecute<'_>) {
        // Called outside the lock, so that a listener may add another one.
        let listeners = self
            .before
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        listeners.iter().for_each(|listener| listener(event));
    }

    pub(super) fn after(&self, event: &AfterExecute<'_>) {
        // Called outside the lock, so that a listener may register another one.
        let listeners = self
            .after
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        listeners.iter().for_each(|listener| listener(event));
    }
}
