//! diesel-async; on SQLite its wrapper of Diesel's connection.

use diesel::prelude::*;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncConnection, AsyncMysqlConnection, AsyncPgConnection, RunQueryDsl};
use rebis_bench_harness::{Database, Suite};
use tokio::runtime::Runtime;

use super::diesel_schema::{Comment, NewUser, Post, User, posts, trees, users};
use crate::peer::{self, Peer, Returning, Target, Threads};

const NAME: &str = "diesel_async";
const MULTI: &str = "diesel_async (multi)";

type AsyncSqliteConnection = SyncConnectionWrapper<SqliteConnection>;

pub fn add(suite: &mut Suite, target: Target) {
    match target.database {
        Database::Sqlite => add_to::<DieselAsync<AsyncSqliteConnection>>(suite, target),
        Database::Postgres => {
            add_to::<DieselAsync<AsyncPgConnection>>(suite, target);
            peer::add_returning::<DieselAsync<AsyncPgConnection>>(suite, NAME, target);
        }
        Database::Mysql => add_to::<DieselAsync<AsyncMysqlConnection>>(suite, target),
    }
}

fn add_to<P: Peer>(suite: &mut Suite, target: Target) {
    peer::add::<P>(suite, NAME, target);
    peer::add_multi::<P>(suite, MULTI, target);
}

/// The connection is dropped before its runtime.
struct DieselAsync<C> {
    connection: C,
    runtime: Runtime,
}

/// Code that is generic over Diesel's backends needs more bounds than code.
macro_rules! peer {
    ($connection:ty, $url:expr, $insert:expr) => {
        impl Peer for DieselAsync<$connection> {
            fn connect(target: Target, threads: Threads) -> Self {
                let runtime = threads.runtime();
                let url: fn(Target) -> &'static str = $url;
                let connection = <$connection>::establish(url(target));
                let connection = runtime.block_on(connection).unwrap();
                Self {
                    connection,
                    runtime,
                }
            }

            fn execute(&mut self, sql: &str) {
                let execute = diesel::sql_query(sql).execute(&mut self.connection);
                self.runtime.block_on(execute).unwrap();
            }

            fn trivial(&mut self) -> Vec<impl Sized> {
                let users = users::table.select(User::as_select());
                let load = users.load(&mut self.connection);
                self.runtime.block_on(load).unwrap()
            }

            fn medium(&mut self) -> Vec<impl Sized> {
                let load = users::table
                    .left_join(posts::table)
                    .filter(users::hair_color.eq("black"))
                    .select((User::as_select(), Option::<Post>::as_select()))
                    .load::<(User, Option<Post>)>(&mut self.connection);
                self.runtime.block_on(load).unwrap()
            }

            fn by_pk(&mut self, key: i32) -> impl Sized {
                let user = users::table.find(key).select(User::as_select());
                let load = user.first(&mut self.connection);
                self.runtime.block_on(load).unwrap()
            }

            fn insert(&mut self, rows: usize) {
                let insert: fn(&mut $connection, &Runtime, Vec<NewUser>) = $insert;
                insert(&mut self.connection, &self.runtime, NewUser::many(rows));
            }

            fn associations(&mut self) -> Vec<impl Sized> {
                let connection = &mut self.connection;
                self.runtime.block_on(async {
                    let users = users::table.select(User::as_select());
                    let users = users.load(connection).await.unwrap();
                    let posts = Post::belonging_to(&users).select(Post::as_select());
                    let posts = posts.load(connection).await.unwrap();
                    let comments = Comment::belonging_to(&posts).select(Comment::as_select());
                    let comments = comments.load(connection).await.unwrap();
                    trees(users, posts, comments)
                })
            }
        }
    };
}

/// Many rows in one statement are not implemented for the wrapper of SQLite's connection.
fn insert_one_by_one(connection: &mut AsyncSqliteConnection, runtime: &Runtime, new: Vec<NewUser>) {
    let insert = connection.transaction(async |connection| {
        for user in new {
            let insert = diesel::insert_into(users::table).values(user);
            insert.execute(connection).await?;
        }
        QueryResult::Ok(())
    });
    runtime.block_on(insert).unwrap();
}

macro_rules! insert_together {
    () => {
        |connection, runtime, new| {
            let insert = diesel::insert_into(users::table).values(&new);
            runtime.block_on(insert.execute(connection)).unwrap();
        }
    };
}

peer!(AsyncSqliteConnection, |_| ":memory:", insert_one_by_one);
peer!(AsyncPgConnection, |target| target.url, insert_together!());
peer!(
    AsyncMysqlConnection,
    |target| target.url,
    insert_together!()
);

impl Returning for DieselAsync<AsyncPgConnection> {
    fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized> {
        let new = NewUser::many(rows);
        let insert = diesel::insert_into(users::table)
            .values(&new)
            .returning(User::as_returning())
            .get_results(&mut self.connection);
        self.runtime.block_on(insert).unwrap()
    }
}
