//! The statements that an engine executed.

use std::sync::{Arc, Mutex};

use rebis::prelude::Engine;

/// A record of statements.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    statements: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    /// Records what an engine executes from now on.
    pub fn of(engine: &Engine) -> Self {
        let recorder = Self::default();
        let statements = Arc::clone(&recorder.statements);
        engine.on_before_execute(move |event| {
            statements.lock().unwrap().push(event.sql.to_owned());
        });
        recorder
    }

    /// The statements since the last call.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.statements.lock().unwrap())
    }

    /// The first words of the statements since the last call: `SELECT`, `INSERT`, ….
    pub fn take_verbs(&self) -> Vec<String> {
        let verb = |sql: String| sql.split(' ').next().unwrap_or_default().to_owned();
        self.take().into_iter().map(verb).collect()
    }
}
