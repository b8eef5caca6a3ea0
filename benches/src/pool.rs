//! `pool`: tasks that read a user by key, on a pool of connections that they share.

use std::hint::black_box;
use std::path::PathBuf;

use rebis::core::Result;
use rebis::prelude::*;
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS};
use rebis_bench_harness::{Bench, Database, Rows};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::cases::{Cases, Target};
use crate::core::NAME;
use crate::tables::User;
use crate::{engine, runtime};

/// Tasks at a time.
const TASKS: [usize; 3] = [1, 8, 64];
/// Connections.
const CONNECTIONS: usize = 8;

/// Registers the pool.
pub(crate) fn register(cases: &mut Cases) {
    for tasks in TASKS {
        cases.add(NAME, format!("pool/{tasks}"), move |target| {
            let pool = Pool::new(target);
            Bench::new(move || pool.runtime.block_on(read(&pool.engine, tasks)).unwrap())
        });
    }
}

/// Reads a user in each of so many tasks.
async fn read(engine: &Engine, tasks: usize) -> Result<()> {
    let mut set = JoinSet::<Result<()>>::new();
    for _ in 0..tasks {
        let engine = engine.clone();
        set.spawn(async move {
            let user = select(User).filter(User.id.eq(BY_PK_KEY)).limit(1);
            let mut connection = engine.connect().await?;
            black_box(connection.first(user).await?);
            connection.close().await
        });
    }
    while let Some(done) = set.join_next().await {
        done.unwrap()?;
    }
    Ok(())
}

/// An engine, and its file if it is one of SQLite: a database in memory has one connection.
struct Pool {
    engine: Engine,
    runtime: Runtime,
    file: Option<PathBuf>,
}

impl Pool {
    fn new(target: &Target) -> Self {
        let file = (target.database == Database::Sqlite).then(|| {
            let name = format!("rebis-bench-{}.db", std::process::id());
            std::env::temp_dir().join(name)
        });
        let url = match &file {
            None => target.url.to_string(),
            Some(file) => format!("sqlite:///{}", file.display()),
        };
        let runtime = runtime::multi_thread();
        let engine = EngineOptions::new(url)
            .pool_size(CONNECTIONS)
            .max_overflow(0)
            .create()
            .unwrap();
        let rows = Rows::Users(BY_PK_USERS);
        runtime
            .block_on(engine::fill(&engine, target.database, rows))
            .unwrap();
        Self {
            engine,
            runtime,
            file,
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.engine.dispose();
        if let Some(file) = &self.file {
            // What is left of it lies in the folder for temporary files.
            let _ = std::fs::remove_file(file);
        }
    }
}
