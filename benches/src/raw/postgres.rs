//! `tokio-postgres`: its connection a task of the runtime, each statement prepared once.

use std::future::Future;
use std::hint::black_box;

use rebis_bench_harness::data::{self, BY_PK_KEY, BY_PK_USERS, INSERTS, READS, new_user};
use rebis_bench_harness::{Bench, Database, Rows};
use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};

use crate::cases::{Cases, FLUSH_ONE, Target, UOW_INSERTS, UPDATED_KEYS, UPDATES};
use crate::tables::{Comment, Post, User};
use crate::tree::{JoinedRows, Tree, assemble};
use crate::{runtime, sql};

const NAME: &str = "tokio_postgres";
/// On tokio's multi-thread runtime, called from outside of it.
const MULTI: &str = "tokio_postgres (multi)";
/// The same within BEGIN and COMMIT, as a session does.
const IN_TRANSACTION: &str = "tokio_postgres (transaction)";
/// Rows as one array for each column: one text for any number of rows.
const UNNEST: &str = "tokio_postgres (unnest)";

const USER_BY_KEY: &str = "SELECT id, name, hair_color FROM users WHERE id = $1";
const POSTS_OF: &str = "SELECT id, user_id, title, content FROM posts WHERE user_id = ANY($1)";
const COMMENTS_OF: &str = "SELECT id, post_id, text FROM comments WHERE post_id = ANY($1)";
const INSERT_ARRAYS: &str =
    "INSERT INTO users (name, hair_color) SELECT * FROM unnest($1::text[], $2::text[])";
const RENAME: &str = "UPDATE users SET name = $1 WHERE id = $2";
const RENAME_ARRAYS: &str = "UPDATE users SET name = renamed.name \
     FROM unnest($1::text[], $2::int[]) AS renamed (name, id) WHERE users.id = renamed.id";

/// Registers what tokio-postgres does.
pub(crate) fn register(cases: &mut Cases) {
    reads(cases);
    inserts(cases);
    trees(cases);
    units_of_work(cases);
}

fn reads(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |target| {
            all_users(Server::new(target, Rows::Users(rows)))
        });
        cases.add(MULTI, format!("trivial/{rows}"), move |target| {
            let runtime = runtime::multi_thread();
            all_users(Server::on(runtime, target, Rows::Users(rows)))
        });
        cases.add(NAME, format!("medium/{rows}"), move |target| {
            let server = Server::new(target, Rows::UsersWithHair(rows));
            let statement = server.prepare(&sql::USERS_WITH_POSTS.replace('?', "$1"));
            server.bench(async move |client| {
                let rows = client.query(&statement, &[&"black"]).await.unwrap();
                let rows = rows.iter().map(|row| (user(row), optional_post(row)));
                black_box::<Vec<_>>(rows.collect());
            })
        });
    }
    for case in ["orm_load/10000", "orm_reload/10000"] {
        cases.add(NAME, case, |target| {
            all_users(Server::new(target, Rows::Users(10_000)))
        });
    }
    cases.add(NAME, "by_pk/1", |target| {
        let server = Server::new(target, Rows::Users(BY_PK_USERS));
        let statement = server.prepare(USER_BY_KEY);
        server.bench(async move |client| {
            let key = black_box(BY_PK_KEY);
            let row = client.query_one(&statement, &[&key]).await.unwrap();
            black_box(user(&row));
        })
    });
    cases.add(IN_TRANSACTION, "by_pk/1", |target| {
        let server = Server::new(target, Rows::Users(BY_PK_USERS));
        let (statement, control) = (server.prepare(USER_BY_KEY), server.control());
        server.bench(async move |client| {
            let key = black_box(BY_PK_KEY);
            let read = async {
                let row = client.query_one(&statement, &[&key]).await.unwrap();
                black_box(user(&row));
            };
            control.around(client, read).await;
        })
    });
    cases.add(IN_TRANSACTION, "trivial/1", |target| {
        let server = Server::new(target, Rows::Users(1));
        let (statement, control) = (server.prepare(sql::USERS), server.control());
        server.bench(async move |client| {
            let read = async { drop(black_box(users(client, &statement).await)) };
            control.around(client, read).await;
        })
    });
}

fn all_users(server: Server) -> Bench {
    let statement = server.prepare(sql::USERS);
    server.bench(async move |client| {
        black_box(users(client, &statement).await);
    })
}

/// How the rows of an INSERT are sent.
#[derive(Clone, Copy)]
enum Form {
    Values,
    Arrays,
}

/// An INSERT of the ladder.
#[derive(Clone, Copy)]
struct Inserting {
    form: Form,
    rows: usize,
    returning: bool,
    in_transaction: bool,
}

fn inserts(cases: &mut Cases) {
    let plain = |rows| Inserting {
        form: Form::Values,
        rows,
        returning: false,
        in_transaction: false,
    };
    for rows in INSERTS {
        for (case, returning) in [("insert", false), ("insert_returning", true)] {
            let case = format!("{case}/{rows}");
            let insert = Inserting {
                returning,
                ..plain(rows)
            };
            cases.add(NAME, case.clone(), move |target| insert.bench(target));
            let insert = Inserting {
                in_transaction: true,
                ..insert
            };
            cases.add(IN_TRANSACTION, case.clone(), move |target| {
                insert.bench(target)
            });
            let insert = Inserting {
                form: Form::Arrays,
                in_transaction: false,
                ..insert
            };
            cases.add(UNNEST, case, move |target| insert.bench(target));
        }
    }
    for rows in UOW_INSERTS {
        let insert = Inserting {
            returning: true,
            in_transaction: true,
            ..plain(rows)
        };
        let case = format!("uow_insert/{rows}");
        cases.add(NAME, case.clone(), move |target| insert.bench(target));
        let insert = Inserting {
            form: Form::Arrays,
            ..insert
        };
        cases.add(UNNEST, case, move |target| insert.bench(target));
    }
}

impl Inserting {
    fn bench(self, target: &Target) -> Bench {
        let server = Server::new(target, Rows::None);
        let text = match self.form {
            Form::Values => sql::insert_users(self.rows, |number| format!("${number}")),
            Form::Arrays => INSERT_ARRAYS.to_owned(),
        };
        let returning = if self.returning { sql::RETURNING } else { "" };
        let statement = server.prepare(&(text + returning));
        let control = server.control();
        let clear = |server: &mut Server| server.run_all(data::clear_users(Database::Postgres));
        Bench::prepared(server, clear, move |server| {
            server.run(async |client| {
                if self.in_transaction {
                    control
                        .around(client, self.insert(client, &statement))
                        .await
                } else {
                    self.insert(client, &statement).await
                }
            });
        })
    }

    async fn insert(self, client: &Client, statement: &Statement) {
        let users: Vec<_> = (0..self.rows).map(new_user).collect();
        match self.form {
            Form::Values => {
                let values: Vec<_> = users.iter().flat_map(values).collect();
                self.send(client, statement, &values).await;
            }
            Form::Arrays => {
                let names: Vec<&str> = users.iter().map(|user| &*user.0).collect();
                let hair: Vec<Option<&str>> = users.iter().map(|user| user.1.as_deref()).collect();
                self.send(client, statement, &[&names, &hair]).await;
            }
        }
    }

    async fn send(self, client: &Client, statement: &Statement, values: &[&(dyn ToSql + Sync)]) {
        if self.returning {
            let rows = client.query(statement, values).await.unwrap();
            black_box::<Vec<User>>(rows.iter().map(user).collect());
        } else {
            client.execute(statement, values).await.unwrap();
        }
    }
}

fn trees(cases: &mut Cases) {
    for case in ["associations/100", "selectin/3"] {
        cases.add(NAME, case, |target| {
            let server = Server::new(target, Rows::Associations);
            let statements = [sql::USERS, POSTS_OF, COMMENTS_OF].map(|sql| server.prepare(sql));
            server.bench(async move |client| {
                black_box(tree(client, &statements).await);
            })
        });
    }
    cases.add(NAME, "joined/3", |target| {
        let server = Server::new(target, Rows::Associations);
        let statement = server.prepare(sql::JOINED);
        server.bench(async move |client| {
            black_box(joined(client, &statement).await);
        })
    });
}

fn units_of_work(cases: &mut Cases) {
    for rows in FLUSH_ONE {
        cases.add(NAME, format!("uow_flush_one/{rows}"), move |target| {
            let server = Server::new(target, Rows::Users(rows));
            let (statement, control) = (server.prepare(RENAME), server.control());
            let mut turn = 0;
            server.bench(async move |client| {
                turn += 1;
                let name = format!("User 1, {turn}");
                let rename = async { client.execute(&statement, &[&name, &1]).await.unwrap() };
                control.around(client, rename).await;
            })
        });
    }
    let case = format!("uow_update/{UPDATES}");
    cases.add(NAME, case.clone(), |target| {
        let server = Server::new(target, Rows::Users(UPDATES));
        let (statement, control) = (server.prepare(RENAME), server.control());
        let mut turn = 0;
        server.bench(async move |client| {
            turn += 1;
            let rename = async {
                for id in UPDATED_KEYS {
                    let name = format!("User {id}, {turn}");
                    client.execute(&statement, &[&name, &id]).await.unwrap();
                }
            };
            control.around(client, rename).await;
        })
    });
    cases.add(UNNEST, case, |target| {
        let server = Server::new(target, Rows::Users(UPDATES));
        let (statement, control) = (server.prepare(RENAME_ARRAYS), server.control());
        let mut turn = 0;
        server.bench(async move |client| {
            turn += 1;
            let keys: Vec<i32> = UPDATED_KEYS.collect();
            let names = UPDATED_KEYS.map(|id| format!("User {id}, {turn}"));
            let names: Vec<String> = names.collect();
            let rename = async { client.execute(&statement, &[&names, &keys]).await.unwrap() };
            control.around(client, rename).await;
        })
    });
    cases.add(NAME, "uow_delete/100", |target| {
        let server = Server::new(target, Rows::Associations);
        let statements = sql::DELETE_ALL.map(|sql| server.prepare(sql));
        let control = server.control();
        let reset = |server: &mut Server| {
            server.run_all(data::reset(Database::Postgres, Rows::Associations));
        };
        Bench::once(server, reset, move |server| {
            server.run(async |client| {
                let delete = async {
                    for statement in &statements {
                        client.execute(statement, &[]).await.unwrap();
                    }
                };
                control.around(client, delete).await;
            });
        })
    });
}

/// A client, and the runtime that its connection runs on.
struct Server {
    client: Client,
    runtime: Runtime,
}

impl Server {
    /// A client whose tables are made anew.
    fn new(target: &Target, rows: Rows) -> Self {
        Self::on(runtime::current_thread(), target, rows)
    }

    /// A client on a runtime, which moves its connection.
    fn on(runtime: Runtime, target: &Target, rows: Rows) -> Self {
        let connected = runtime.block_on(tokio_postgres::connect(&target.url, NoTls));
        let (client, connection) = connected.unwrap();
        runtime.spawn(connection);
        let server = Self { client, runtime };
        server.run_all(data::reset(Database::Postgres, rows));
        server
    }

    fn prepare(&self, sql: &str) -> Statement {
        self.runtime.block_on(self.client.prepare(sql)).unwrap()
    }

    fn control(&self) -> Control {
        Control {
            begin: self.prepare("BEGIN"),
            commit: self.prepare("COMMIT"),
        }
    }

    fn run_all(&self, statements: Vec<String>) {
        let sql = statements.join("; ");
        self.runtime
            .block_on(self.client.batch_execute(&sql))
            .unwrap();
    }

    fn run<T>(&self, work: impl AsyncFnOnce(&Client) -> T) -> T {
        self.runtime.block_on(work(&self.client))
    }

    fn bench(self, mut work: impl AsyncFnMut(&Client) + 'static) -> Bench {
        Bench::new(move || self.run(&mut work))
    }
}

/// BEGIN and COMMIT, prepared.
struct Control {
    begin: Statement,
    commit: Statement,
}

impl Control {
    /// Work in a transaction. BEGIN is not waited for: it travels with the first statement.
    async fn around<T>(&self, client: &Client, work: impl Future<Output = T>) {
        let (begun, _) = tokio::join!(biased; client.execute(&self.begin, &[]), work);
        begun.unwrap();
        client.execute(&self.commit, &[]).await.unwrap();
    }
}

fn values((name, hair): &(String, Option<String>)) -> [&(dyn ToSql + Sync); 2] {
    [name, hair]
}

async fn users(client: &Client, statement: &Statement) -> Vec<User> {
    let rows = client.query(statement, &[]).await.unwrap();
    rows.iter().map(user).collect()
}

/// The tree, by three queries.
async fn tree(client: &Client, [all, posts, comments]: &[Statement; 3]) -> Tree {
    let users = users(client, all).await;
    let keys: Vec<i32> = users.iter().map(|user| user.id).collect();
    let rows = client.query(posts, &[&keys]).await.unwrap();
    let posts: Vec<Post> = rows.iter().map(|row| post(row, 0)).collect();
    let keys: Vec<i32> = posts.iter().map(|post| post.id).collect();
    let rows = client.query(comments, &[&keys]).await.unwrap();
    let comments = rows.iter().map(|row| comment(row, 0)).collect();
    assemble(users, posts, comments)
}

/// The tree, by one query with joins.
async fn joined(client: &Client, statement: &Statement) -> Tree {
    let mut joined = JoinedRows::default();
    for row in &client.query(statement, &[]).await.unwrap() {
        let (post_id, comment_id): (Option<i32>, Option<i32>) = (row.get(3), row.get(7));
        joined.add(
            (row.get(0), || user(row)),
            post_id.map(|id| (id, || post(row, 3))),
            comment_id.map(|_| comment(row, 7)),
        );
    }
    joined.finish()
}

fn user(row: &Row) -> User {
    User {
        id: row.get(0),
        name: row.get(1),
        hair_color: row.get(2),
    }
}

/// The post of a LEFT JOIN, whose columns follow those of the user.
fn optional_post(row: &Row) -> Option<Post> {
    row.get::<_, Option<i32>>(3).map(|_| post(row, 3))
}

/// The post whose columns start at an index.
fn post(row: &Row, start: usize) -> Post {
    Post {
        id: row.get(start),
        user_id: row.get(start + 1),
        title: row.get(start + 2),
        content: row.get(start + 3),
    }
}

/// The comment whose columns start at an index.
fn comment(row: &Row, start: usize) -> Comment {
    Comment {
        id: row.get(start),
        post_id: row.get(start + 1),
        text: row.get(start + 2),
    }
}
