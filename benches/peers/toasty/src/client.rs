//! [`Client`]: Toasty on one connection, and what it does for each case.

use rebis_bench_harness::{Database, Rows, data};
use toasty::{Connection, Db};
use tokio::runtime::{Builder, Runtime};

use crate::models::{Comment, Post, User};

/// The database to connect to. SQLite is in memory, whatever the URL.
#[derive(Clone, Copy)]
pub struct Target {
    pub database: Database,
    pub url: &'static str,
}

/// The connection is dropped before its runtime.
pub struct Client {
    connection: Connection,
    runtime: Runtime,
}

impl Client {
    pub fn connect(target: Target, rows: Rows) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let url = match target.database {
            Database::Sqlite => "sqlite::memory:",
            Database::Postgres | Database::Mysql => target.url,
        };
        let connection = runtime.block_on(async {
            let mut builder = Db::builder();
            builder.models(toasty::models!(User, Post, Comment));
            let db = builder.max_pool_size(1).connect(url).await.unwrap();
            db.connection().await.unwrap()
        });
        let mut client = Self {
            connection,
            runtime,
        };
        for sql in data::reset(target.database, rows) {
            client.execute(&sql);
        }
        client
    }

    pub fn execute(&mut self, sql: &str) {
        let statement = toasty::sql::statement(sql).exec(&mut self.connection);
        self.runtime.block_on(statement).unwrap();
    }

    /// All users.
    pub fn trivial(&mut self) -> Vec<User> {
        let all = User::all().exec(&mut self.connection);
        self.runtime.block_on(all).unwrap()
    }

    /// One user.
    pub fn by_pk(&mut self, key: i32) -> User {
        let user = User::get_by_id(&mut self.connection, key);
        self.runtime.block_on(user).unwrap()
    }

    /// Toasty returns what it creates; it has no other insert.
    pub fn insert_returning(&mut self, rows: usize) -> Vec<User> {
        let mut create = User::create_many();
        for (name, hair_color) in (0..rows).map(data::new_user) {
            create = create.item(User::create().name(name).hair_color(hair_color));
        }
        let create = create.exec(&mut self.connection);
        self.runtime.block_on(create).unwrap()
    }

    /// All users with all their posts with all their comments.
    pub fn associations(&mut self) -> Vec<User> {
        let users = User::all().include(User::fields().posts().comments());
        let users = users.exec(&mut self.connection);
        self.runtime.block_on(users).unwrap()
    }
}
