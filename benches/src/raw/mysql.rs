//! `mysql_async`, each statement prepared once.
//!
//! `insert_returning` and `uow_insert` are those of MariaDB: MySQL has no RETURNING.

use std::hint::black_box;

use mysql_async::prelude::{FromValue, Queryable};
use mysql_async::{Conn, Opts, Params, Row, Statement, Value};
use rebis_bench_harness::data::{
    self, ASSOCIATION_USERS, BY_PK_KEY, BY_PK_USERS, INSERTS, POSTS_PER_USER, READS, new_user,
};
use rebis_bench_harness::{Bench, Database, Rows};
use tokio::runtime::Runtime;

use crate::cases::{Cases, FLUSH_ONE, Target, UOW_INSERTS, UPDATED_KEYS, UPDATES};
use crate::tables::{Comment, Post, User};
use crate::tree::{JoinedRows, Tree, assemble};
use crate::{runtime, sql};

const NAME: &str = "mysql_async";
/// The same within BEGIN and COMMIT, as a session does.
const IN_TRANSACTION: &str = "mysql_async (transaction)";

/// Columns of a user, and of a post that a LEFT JOIN may not find.
type UserAndPost = (
    i32,
    String,
    Option<String>,
    Option<i32>,
    Option<i32>,
    Option<String>,
    Option<String>,
);

/// Registers what mysql_async does.
pub(crate) fn register(cases: &mut Cases) {
    reads(cases);
    inserts(cases);
    trees(cases);
    units_of_work(cases);
}

fn reads(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |target| {
            all_users(target, rows)
        });
        cases.add(NAME, format!("medium/{rows}"), move |target| {
            let mut server = Server::new(target, Rows::UsersWithHair(rows));
            let statement = server.prepare(sql::USERS_WITH_POSTS);
            server.bench(async move |connection| {
                let rows = connection.exec_map(&statement, ("black",), user_and_post);
                black_box(rows.await.unwrap());
            })
        });
    }
    for case in ["orm_load/10000", "orm_reload/10000"] {
        cases.add(NAME, case, |target| all_users(target, 10_000));
    }
    cases.add(NAME, "by_pk/1", |target| {
        let mut server = Server::new(target, Rows::Users(BY_PK_USERS));
        let statement = server.prepare(sql::USER_BY_KEY);
        server.bench(async move |connection| {
            let key = (black_box(BY_PK_KEY),);
            let row = connection.exec_first(&statement, key).await.unwrap();
            black_box(row.map(user));
        })
    });
    cases.add(IN_TRANSACTION, "by_pk/1", |target| {
        let mut server = Server::new(target, Rows::Users(BY_PK_USERS));
        let statement = server.prepare(sql::USER_BY_KEY);
        server.bench(async move |connection| {
            let key = (black_box(BY_PK_KEY),);
            connection.query_drop("BEGIN").await.unwrap();
            let row = connection.exec_first(&statement, key).await.unwrap();
            black_box(row.map(user));
            connection.query_drop("COMMIT").await.unwrap();
        })
    });
    cases.add(IN_TRANSACTION, "trivial/1", |target| {
        let mut server = Server::new(target, Rows::Users(1));
        let statement = server.prepare(sql::USERS);
        server.bench(async move |connection| {
            connection.query_drop("BEGIN").await.unwrap();
            black_box(users(connection, &statement).await);
            connection.query_drop("COMMIT").await.unwrap();
        })
    });
}

fn all_users(target: &Target, rows: usize) -> Bench {
    let mut server = Server::new(target, Rows::Users(rows));
    let statement = server.prepare(sql::USERS);
    server.bench(async move |connection| {
        black_box(users(connection, &statement).await);
    })
}

/// An INSERT of the ladder.
#[derive(Clone, Copy)]
struct Inserting {
    rows: usize,
    returning: bool,
    in_transaction: bool,
}

fn inserts(cases: &mut Cases) {
    for rows in INSERTS {
        for (case, returning) in [("insert", false), ("insert_returning", true)] {
            for (contender, in_transaction) in [(NAME, false), (IN_TRANSACTION, true)] {
                let insert = Inserting {
                    rows,
                    returning,
                    in_transaction,
                };
                cases.add(contender, format!("{case}/{rows}"), move |target| {
                    insert.bench(target)
                });
            }
        }
    }
    for rows in UOW_INSERTS {
        let insert = Inserting {
            rows,
            returning: true,
            in_transaction: true,
        };
        cases.add(NAME, format!("uow_insert/{rows}"), move |target| {
            insert.bench(target)
        });
    }
}

impl Inserting {
    fn bench(self, target: &Target) -> Bench {
        let mut server = Server::new(target, Rows::None);
        let insert = sql::insert_users(self.rows, |_| "?".to_owned());
        let returning = if self.returning { sql::RETURNING } else { "" };
        let statement = server.prepare(&(insert + returning));
        let clear = |server: &mut Server| server.run_all(data::clear_users(Database::Mysql));
        Bench::prepared(server, clear, move |server| {
            server.run(async |connection| {
                if self.in_transaction {
                    connection.query_drop("BEGIN").await.unwrap();
                }
                self.insert(connection, &statement).await;
                if self.in_transaction {
                    connection.query_drop("COMMIT").await.unwrap();
                }
            });
        })
    }

    async fn insert(self, connection: &mut Conn, statement: &Statement) {
        let users: Vec<_> = (0..self.rows).map(new_user).collect();
        let values = users
            .into_iter()
            .flat_map(|(name, hair)| [Value::from(name), Value::from(hair)]);
        let values = Params::Positional(values.collect());
        if self.returning {
            let rows = connection.exec_map(statement, values, user);
            black_box(rows.await.unwrap());
        } else {
            connection.exec_drop(statement, values).await.unwrap();
        }
    }
}

fn trees(cases: &mut Cases) {
    for case in ["associations/100", "selectin/3"] {
        cases.add(NAME, case, |target| {
            let mut server = Server::new(target, Rows::Associations);
            let statements = [
                server.prepare(sql::USERS),
                server.prepare(&sql::posts_of(ASSOCIATION_USERS)),
                server.prepare(&sql::comments_of(ASSOCIATION_USERS * POSTS_PER_USER)),
            ];
            server.bench(async move |connection| {
                black_box(tree(connection, &statements).await);
            })
        });
    }
    cases.add(NAME, "joined/3", |target| {
        let mut server = Server::new(target, Rows::Associations);
        let statement = server.prepare(sql::JOINED);
        server.bench(async move |connection| {
            black_box(joined(connection, &statement).await);
        })
    });
}

fn units_of_work(cases: &mut Cases) {
    for rows in FLUSH_ONE {
        cases.add(NAME, format!("uow_flush_one/{rows}"), move |target| {
            let mut server = Server::new(target, Rows::Users(rows));
            let statement = server.prepare(sql::RENAME);
            let mut turn = 0;
            server.bench(async move |connection| {
                turn += 1;
                connection.query_drop("BEGIN").await.unwrap();
                rename(connection, &statement, turn, 1).await;
                connection.query_drop("COMMIT").await.unwrap();
            })
        });
    }
    cases.add(NAME, format!("uow_update/{UPDATES}"), |target| {
        let mut server = Server::new(target, Rows::Users(UPDATES));
        let statement = server.prepare(sql::RENAME);
        let mut turn = 0;
        server.bench(async move |connection| {
            turn += 1;
            connection.query_drop("BEGIN").await.unwrap();
            for id in UPDATED_KEYS {
                rename(connection, &statement, turn, id).await;
            }
            connection.query_drop("COMMIT").await.unwrap();
        })
    });
    cases.add(NAME, "uow_delete/100", |target| {
        let mut server = Server::new(target, Rows::Associations);
        let statements = sql::DELETE_ALL.map(|sql| server.prepare(sql));
        let reset = |server: &mut Server| {
            server.run_all(data::reset(Database::Mysql, Rows::Associations));
        };
        Bench::once(server, reset, move |server| {
            server.run(async |connection| {
                connection.query_drop("BEGIN").await.unwrap();
                for statement in &statements {
                    connection.exec_drop(statement, ()).await.unwrap();
                }
                connection.query_drop("COMMIT").await.unwrap();
            });
        })
    });
}

/// A connection, and the runtime that it runs on.
struct Server {
    connection: Conn,
    runtime: Runtime,
}

impl Server {
    /// A connection whose tables are made anew.
    fn new(target: &Target, rows: Rows) -> Self {
        let runtime = runtime::current_thread();
        let options = Opts::from_url(&target.url).unwrap();
        let connection = runtime.block_on(Conn::new(options)).unwrap();
        let mut server = Self {
            connection,
            runtime,
        };
        server.run_all(data::reset(Database::Mysql, rows));
        server
    }

    fn prepare(&mut self, sql: &str) -> Statement {
        self.run(async |connection| connection.prep(sql).await.unwrap())
    }

    fn run_all(&mut self, statements: Vec<String>) {
        self.run(async |connection| {
            for sql in statements {
                connection.query_drop(sql).await.unwrap();
            }
        });
    }

    fn run<T>(&mut self, work: impl AsyncFnOnce(&mut Conn) -> T) -> T {
        self.runtime.block_on(work(&mut self.connection))
    }

    fn bench(mut self, mut work: impl AsyncFnMut(&mut Conn) + 'static) -> Bench {
        Bench::new(move || self.run(&mut work))
    }
}

async fn users(connection: &mut Conn, statement: &Statement) -> Vec<User> {
    connection.exec_map(statement, (), user).await.unwrap()
}

async fn rename(connection: &mut Conn, statement: &Statement, turn: u64, id: i32) {
    let values = (format!("User {id}, {turn}"), id);
    connection.exec_drop(statement, values).await.unwrap();
}

/// The tree, by three queries.
async fn tree(connection: &mut Conn, [all, posts, comments]: &[Statement; 3]) -> Tree {
    let users = users(connection, all).await;
    let keys: Vec<Value> = users.iter().map(|user| user.id.into()).collect();
    let posts: Vec<Post> = connection.exec_map(posts, keys, post).await.unwrap();
    let keys: Vec<Value> = posts.iter().map(|post| post.id.into()).collect();
    let comments = connection.exec_map(comments, keys, comment).await.unwrap();
    assemble(users, posts, comments)
}

/// The tree, by one query with joins.
async fn joined(connection: &mut Conn, statement: &Statement) -> Tree {
    let mut joined = JoinedRows::default();
    let rows: Vec<Row> = connection.exec(statement, ()).await.unwrap();
    for mut row in rows {
        let text: Option<String> = row.take(9).unwrap();
        let comment_id: Option<i32> = cell(&row, 7);
        let found = comment_id.zip(text);
        let found = found.map(|(id, text)| comment((id, cell(&row, 8), text)));
        let post_id: Option<i32> = cell(&row, 3);
        let read = |id| post((id, cell(&row, 4), cell(&row, 5), cell(&row, 6)));
        joined.add(
            (cell(&row, 0), || {
                user((cell(&row, 0), cell(&row, 1), cell(&row, 2)))
            }),
            post_id.map(|id| (id, move || read(id))),
            found,
        );
    }
    joined.finish()
}

fn cell<T: FromValue>(row: &Row, index: usize) -> T {
    row.get(index).unwrap()
}

fn user((id, name, hair_color): (i32, String, Option<String>)) -> User {
    User {
        id,
        name,
        hair_color,
    }
}

fn user_and_post(row: UserAndPost) -> (User, Option<Post>) {
    let (id, name, hair_color, post_id, user_id, title, content) = row;
    let found = post_id.zip(user_id).zip(title);
    let found = found.map(|((id, user_id), title)| post((id, user_id, title, content)));
    (user((id, name, hair_color)), found)
}

fn post((id, user_id, title, content): (i32, i32, String, Option<String>)) -> Post {
    Post {
        id,
        user_id,
        title,
        content,
    }
}

fn comment((id, post_id, text): (i32, i32, String)) -> Comment {
    Comment { id, post_id, text }
}
