//! sqlx: a bare connection, SQL as text, `FromRow`.

use rebis_bench_harness::{Database, Suite, data};
use sqlx::{
    Connection, Executor, FromRow, MySql, MySqlConnection, PgConnection, Postgres, QueryBuilder,
    Sqlite, SqliteConnection,
};
use tokio::runtime::Runtime;

use crate::peer::{self, Peer, Returning, Target, Threads};
use crate::rows::{Comment, Post, User, trees};

const NAME: &str = "sqlx";
const MULTI: &str = "sqlx (multi)";

pub fn add(suite: &mut Suite, target: Target) {
    match target.database {
        Database::Sqlite => {
            add_to::<Sqlx<SqliteConnection>>(suite, target);
            peer::add_returning::<Sqlx<SqliteConnection>>(suite, NAME, target);
        }
        Database::Postgres => {
            add_to::<Sqlx<PgConnection>>(suite, target);
            peer::add_returning::<Sqlx<PgConnection>>(suite, NAME, target);
        }
        Database::Mysql => add_to::<Sqlx<MySqlConnection>>(suite, target),
    }
}

fn add_to<P: Peer>(suite: &mut Suite, target: Target) {
    peer::add::<P>(suite, NAME, target);
    peer::add_multi::<P>(suite, MULTI, target);
}

/// The connection is dropped before its runtime.
struct Sqlx<C> {
    connection: C,
    runtime: Runtime,
}

/// A row of the LEFT JOIN.
#[derive(FromRow)]
struct UserAndPost {
    #[sqlx(flatten)]
    user: User,
    post_id: Option<i32>,
    user_id: Option<i32>,
    title: Option<String>,
    content: Option<String>,
}

impl UserAndPost {
    fn split(self) -> (User, Option<Post>) {
        let post = self.post_id.zip(self.user_id).zip(self.title);
        let post = post.map(|((id, user_id), title)| Post {
            id,
            user_id,
            title,
            content: self.content,
        });
        (self.user, post)
    }
}

/// Code that is generic over sqlx's databases needs more bounds than code.
macro_rules! peer {
    ($connection:ty, $database:ty, $url:expr, $mark:literal, $children:ident) => {
        impl Peer for Sqlx<$connection> {
            fn connect(target: Target, threads: Threads) -> Self {
                let runtime = threads.runtime();
                let url: fn(Target) -> &'static str = $url;
                let connection = <$connection>::connect(url(target));
                let connection = runtime.block_on(connection).unwrap();
                Self {
                    connection,
                    runtime,
                }
            }

            fn execute(&mut self, sql: &str) {
                let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()));
                let execute = self.connection.execute(sql);
                self.runtime.block_on(execute).unwrap();
            }

            fn trivial(&mut self) -> Vec<impl Sized> {
                let users = sqlx::query_as::<_, User>("SELECT id, name, hair_color FROM users");
                let fetch = users.fetch_all(&mut self.connection);
                self.runtime.block_on(fetch).unwrap()
            }

            fn medium(&mut self) -> Vec<impl Sized> {
                let users = sqlx::query_as::<_, UserAndPost>(concat!(
                    "SELECT users.id, users.name, users.hair_color, \
                     posts.id AS post_id, posts.user_id, posts.title, posts.content \
                     FROM users LEFT JOIN posts ON posts.user_id = users.id \
                     WHERE users.hair_color = ",
                    $mark
                ));
                let fetch = users.bind("black").fetch_all(&mut self.connection);
                let rows = self.runtime.block_on(fetch).unwrap();
                rows.into_iter().map(UserAndPost::split).collect::<Vec<_>>()
            }

            fn by_pk(&mut self, key: i32) -> impl Sized {
                let user = sqlx::query_as::<_, User>(concat!(
                    "SELECT id, name, hair_color FROM users WHERE id = ",
                    $mark
                ));
                let fetch = user.bind(key).fetch_one(&mut self.connection);
                self.runtime.block_on(fetch).unwrap()
            }

            fn insert(&mut self, rows: usize) {
                let mut insert = insert_sql!($database, rows);
                let execute = insert.build().execute(&mut self.connection);
                self.runtime.block_on(execute).unwrap();
            }

            fn associations(&mut self) -> Vec<impl Sized> {
                let connection = &mut self.connection;
                self.runtime.block_on(async {
                    let users = sqlx::query_as("SELECT id, name, hair_color FROM users");
                    let users: Vec<User> = users.fetch_all(&mut *connection).await.unwrap();
                    let keys = users.iter().map(|user| user.id);
                    let posts: Vec<Post> = $children!(
                        connection,
                        "SELECT id, user_id, title, content FROM posts WHERE user_id",
                        keys
                    );
                    let keys = posts.iter().map(|post| post.id);
                    let comments: Vec<Comment> = $children!(
                        connection,
                        "SELECT id, post_id, text FROM comments WHERE post_id",
                        keys
                    );
                    trees(users, posts, comments)
                })
            }
        }
    };
}

macro_rules! returning {
    ($connection:ty, $database:ty) => {
        impl Returning for Sqlx<$connection> {
            fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized> {
                let mut insert = insert_sql!($database, rows);
                insert.push(" RETURNING id, name, hair_color");
                let users = insert.build_query_as::<User>();
                let fetch = users.fetch_all(&mut self.connection);
                self.runtime.block_on(fetch).unwrap()
            }
        }
    };
}

macro_rules! insert_sql {
    ($database:ty, $rows:expr) => {{
        let new: Vec<(String, Option<String>)> = (0..$rows).map(data::new_user).collect();
        let mut insert = QueryBuilder::<$database>::new("INSERT INTO users (name, hair_color) ");
        insert.push_values(new, |mut row, (name, hair_color)| {
            row.push_bind(name).push_bind(hair_color);
        });
        insert
    }};
}

/// `= ANY` of an array.
macro_rules! children_of_any {
    ($connection:expr, $select:literal, $keys:expr) => {{
        let children = sqlx::query_as(concat!($select, " = ANY($1)"));
        let children = children.bind($keys.collect::<Vec<i32>>());
        children.fetch_all(&mut *$connection).await.unwrap()
    }};
}

/// `IN` a list.
macro_rules! children_in {
    ($connection:expr, $select:literal, $keys:expr) => {{
        let mut select = QueryBuilder::new(concat!($select, " IN ("));
        let mut list = select.separated(", ");
        $keys.for_each(|key| {
            list.push_bind(key);
        });
        select.push(")");
        let children = select.build_query_as();
        children.fetch_all(&mut *$connection).await.unwrap()
    }};
}

peer!(
    SqliteConnection,
    Sqlite,
    |_| "sqlite::memory:",
    "?",
    children_in
);
peer!(
    PgConnection,
    Postgres,
    |target| target.url,
    "$1",
    children_of_any
);
peer!(
    MySqlConnection,
    MySql,
    |target| target.url,
    "?",
    children_in
);
returning!(SqliteConnection, Sqlite);
returning!(PgConnection, Postgres);
