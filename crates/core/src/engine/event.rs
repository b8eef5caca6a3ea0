//! Listeners that an engine calls around each statement.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::error::Error;
use crate::value::Value;

/// A statement that is about to be executed.
#[derive(Debug)]
pub struct BeforeExecute<'a> {
    /// Its SQL.
    pub sql: &'a str,
    /// Its parameters; those of a batch one after the other.
    pub parameters: &'a [&'a Value],
}

/// A statement that was executed.
#[derive(Debug)]
pub struct AfterExecute<'a> {
    /// Its SQL.
    pub sql: &'a str,
    /// Its parameters; those of a batch one after the other.
    pub parameters: &'a [&'a Value],
    /// How long it took, with its rows.
    pub elapsed: Duration,
    /// Rows inserted, matched, or deleted; or what went wrong.
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

    /// Whether anybody listens.
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
        let listeners = self
            .after
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        listeners.iter().for_each(|listener| listener(event));
    }
}
