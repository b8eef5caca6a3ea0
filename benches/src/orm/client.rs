//! [`Client`]: what makes sessions, and the runtime that they run on.

use rebis::Result;
use rebis::prelude::*;
use rebis_bench_harness::{Bench, Database, Rows, data};
use tokio::runtime::Runtime;

use crate::cases::Target;
use crate::models::User;
use crate::{engine, runtime};

/// A maker of sessions.
///
/// It is dropped first, while its runtime is there.
pub(super) struct Client {
    sessions: SessionMaker,
    runtime: Runtime,
    database: Database,
}

impl Client {
    /// A client whose tables are made anew.
    pub(super) fn new(target: &Target, rows: Rows) -> Self {
        let runtime = runtime::current_thread();
        let engine = runtime.block_on(engine::with_rows(target, rows)).unwrap();
        Self {
            sessions: SessionMaker::new(&engine),
            runtime,
            database: target.database,
        }
    }

    /// Runs a piece of work in a session of its own, and closes it: what was not committed is
    /// rolled back, and the connection is there for the next session.
    pub(super) fn run<T>(&self, work: impl AsyncFnOnce(&mut Session) -> Result<T>) -> T {
        let mut session = self.sessions.session();
        let done = self.runtime.block_on(async {
            let value = work(&mut session).await?;
            session.close().await?;
            Ok::<T, Error>(value)
        });
        done.unwrap()
    }

    /// Makes the tables anew.
    pub(super) fn reset(&self, rows: Rows) {
        self.run(async |session| {
            let reset = data::reset(self.database, rows);
            Ok(engine::run_all(session.connection().await?, reset).await?)
        });
    }

    /// Empties the table of users.
    fn clear_users(&self) {
        self.run(async |session| {
            let connection = session.connection().await?;
            Ok(engine::clear_users(connection, self.database).await?)
        });
    }
}

/// A session that goes on, and handles to all its users.
pub(super) struct Held {
    users: Vec<Instance<User>>,
    session: Session,
    client: Client,
}

impl Held {
    /// A session in which all users are loaded.
    pub(super) fn new(target: &Target, rows: Rows) -> Self {
        let client = Client::new(target, rows);
        let mut session = client.sessions.session();
        let users = client.runtime.block_on(session.all(select(User))).unwrap();
        Self {
            users,
            session,
            client,
        }
    }

    /// Runs a piece of work in the session.
    pub(super) fn run<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut Session, &[Instance<User>]) -> Result<T>,
    ) -> T {
        let work = work(&mut self.session, &self.users);
        self.client.runtime.block_on(work).unwrap()
    }
}

/// Work that leaves the rows as they are, each time in a new session.
pub(super) fn reading(
    target: &Target,
    rows: Rows,
    mut work: impl AsyncFnMut(&mut Session) -> Result<()> + 'static,
) -> Bench {
    let client = Client::new(target, rows);
    Bench::new(move || client.run(&mut work))
}

/// Work that inserts users, into an empty table at the start of each sample, and commits; each
/// time in a new session.
pub(super) fn inserting(
    target: &Target,
    mut work: impl AsyncFnMut(&mut Session) -> Result<()> + 'static,
) -> Bench {
    Bench::prepared(
        Client::new(target, Rows::None),
        |client| client.clear_users(),
        move |client| client.run(&mut work),
    )
}
