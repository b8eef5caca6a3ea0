//! [`Client`]: a connection, and the runtime that it runs on.

use rebis::core::Result;
use rebis::prelude::*;
use rebis_bench_harness::{Bench, Rows};
use tokio::runtime::Runtime;

use crate::cases::Target;
use crate::{engine, runtime};

/// A connection of an engine.
///
/// The connection is dropped first, while its runtime is there.
pub(super) struct Client {
    connection: Connection,
    runtime: Runtime,
}

impl Client {
    /// A client whose tables are made anew.
    pub(super) fn new(runtime: Runtime, target: &Target, rows: Rows) -> Self {
        let connection = runtime.block_on(async {
            let engine = engine::with_rows(target, rows).await.unwrap();
            engine.connect().await.unwrap()
        });
        Self {
            connection,
            runtime,
        }
    }

    /// Runs a piece of work to its end.
    pub(super) fn run<T>(&mut self, work: impl AsyncFnOnce(&mut Connection) -> Result<T>) -> T {
        self.runtime.block_on(work(&mut self.connection)).unwrap()
    }
}

/// Work that leaves the rows as they are. Its transaction stays open.
pub(crate) fn reading(
    target: &Target,
    rows: Rows,
    work: impl AsyncFnMut(&mut Connection) -> Result<()> + 'static,
) -> Bench {
    reading_on(runtime::current_thread(), target, rows, work)
}

/// [`reading`] on a runtime.
pub(super) fn reading_on(
    runtime: Runtime,
    target: &Target,
    rows: Rows,
    mut work: impl AsyncFnMut(&mut Connection) -> Result<()> + 'static,
) -> Bench {
    let mut client = Client::new(runtime, target, rows);
    Bench::new(move || client.run(&mut work))
}

/// Work that inserts users, into an empty table at the start of each sample, and commits.
pub(super) fn inserting(
    target: &Target,
    mut work: impl AsyncFnMut(&mut Connection) -> Result<()> + 'static,
) -> Bench {
    let client = Client::new(runtime::current_thread(), target, Rows::None);
    let database = target.database;
    let clear = move |client: &mut Client| {
        client.run(async |connection| engine::clear_users(connection, database).await);
    };
    Bench::prepared(client, clear, move |client| client.run(&mut work))
}
