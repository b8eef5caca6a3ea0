//! `rusqlite`, with cached statements.

use std::hint::black_box;

use rebis_bench_harness::data::{
    self, ASSOCIATION_USERS, BY_PK_KEY, BY_PK_USERS, INSERTS, POSTS_PER_USER, READS, new_user,
};
use rebis_bench_harness::{Bench, Database, Rows};
use rusqlite::{Connection, Row, ToSql, params, params_from_iter};

use crate::cases::{Cases, FLUSH_ONE, UOW_INSERTS, UPDATED_KEYS, UPDATES};
use crate::sql;
use crate::tables::{Comment, Post, User};
use crate::tree::{JoinedRows, Tree, assemble};

const NAME: &str = "rusqlite";
/// The same in a transaction of its own, as a session does.
const IN_TRANSACTION: &str = "rusqlite (transaction)";
/// The same in a transaction that stays open, as that of Core does.
const IN_OPEN: &str = "rusqlite (open transaction)";

/// Statements that a connection keeps, as many as Rebis's driver does.
const STATEMENT_CACHE: usize = 256;

/// Registers what rusqlite does.
pub(crate) fn register(cases: &mut Cases) {
    reads(cases);
    inserts(cases);
    trees(cases);
    units_of_work(cases);
}

fn reads(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |_| {
            on(Rows::Users(rows), |connection| {
                black_box(users(connection));
            })
        });
        cases.add(NAME, format!("medium/{rows}"), move |_| {
            on(Rows::UsersWithHair(rows), |connection| {
                black_box(users_with_posts(connection));
            })
        });
    }
    for case in ["orm_load/10000", "orm_reload/10000"] {
        cases.add(NAME, case, |_| {
            on(Rows::Users(10_000), |connection| {
                black_box(users(connection));
            })
        });
    }
    cases.add(NAME, "by_pk/1", |_| {
        on(Rows::Users(BY_PK_USERS), |connection| {
            black_box(user_by_key(connection, black_box(BY_PK_KEY)));
        })
    });
    reads_in_transaction(cases, "trivial/1", 1, |connection| {
        black_box(users(connection));
    });
    reads_in_transaction(cases, "by_pk/1", BY_PK_USERS, |connection| {
        black_box(user_by_key(connection, black_box(BY_PK_KEY)));
    });
}

fn reads_in_transaction(cases: &mut Cases, case: &str, rows: usize, read: fn(&Connection)) {
    cases.add(IN_TRANSACTION, case, move |_| {
        on(Rows::Users(rows), move |connection| {
            in_transaction(connection, || read(connection));
        })
    });
    cases.add(IN_OPEN, case, move |_| {
        let connection = connect(Rows::Users(rows));
        execute(&connection, "BEGIN");
        Bench::new(move || read(&connection))
    });
}

fn inserts(cases: &mut Cases) {
    for rows in INSERTS {
        cases.add(NAME, format!("insert/{rows}"), move |_| {
            let insert = insert_text(rows);
            inserting(move |connection| insert_users(connection, &insert, rows))
        });
        cases.add(IN_TRANSACTION, format!("insert/{rows}"), move |_| {
            let insert = insert_text(rows);
            inserting(move |connection| {
                in_transaction(connection, || insert_users(connection, &insert, rows));
            })
        });
        cases.add(NAME, format!("insert_returning/{rows}"), move |_| {
            let insert = insert_text(rows) + sql::RETURNING;
            inserting(move |connection| {
                black_box(insert_returning(connection, &insert, rows));
            })
        });
        let case = format!("insert_returning/{rows}");
        cases.add(IN_TRANSACTION, case, move |_| {
            inserting_in_transaction(rows)
        });
    }
    for rows in UOW_INSERTS {
        cases.add(NAME, format!("uow_insert/{rows}"), move |_| {
            inserting_in_transaction(rows)
        });
    }
}

fn trees(cases: &mut Cases) {
    for case in ["associations/100", "selectin/3"] {
        cases.add(NAME, case, |_| {
            let posts = sql::posts_of(ASSOCIATION_USERS);
            let comments = sql::comments_of(ASSOCIATION_USERS * POSTS_PER_USER);
            on(Rows::Associations, move |connection| {
                black_box(tree(connection, &posts, &comments));
            })
        });
    }
    cases.add(NAME, "joined/3", |_| {
        on(Rows::Associations, |connection| {
            black_box(joined(connection));
        })
    });
}

fn units_of_work(cases: &mut Cases) {
    for rows in FLUSH_ONE {
        cases.add(NAME, format!("uow_flush_one/{rows}"), move |_| {
            let mut turn = 0;
            on(Rows::Users(rows), move |connection| {
                turn += 1;
                in_transaction(connection, || rename(connection, turn, 1));
            })
        });
    }
    cases.add(NAME, format!("uow_update/{UPDATES}"), |_| {
        let mut turn = 0;
        on(Rows::Users(UPDATES), move |connection| {
            turn += 1;
            in_transaction(connection, || {
                UPDATED_KEYS.for_each(|id| rename(connection, turn, id));
            });
        })
    });
    cases.add(NAME, "uow_delete/100", |_| {
        let reset = |connection: &mut Connection| {
            run_all(
                connection,
                data::reset(Database::Sqlite, Rows::Associations),
            );
        };
        Bench::once(connect(Rows::None), reset, |connection| {
            in_transaction(connection, || {
                sql::DELETE_ALL
                    .iter()
                    .for_each(|sql| execute(connection, sql));
            });
        })
    });
}

/// Work on a connection whose tables start from `rows`.
fn on(rows: Rows, mut work: impl FnMut(&Connection) + 'static) -> Bench {
    let connection = connect(rows);
    Bench::new(move || work(&connection))
}

/// Work that inserts users, into an empty table at the start of each sample.
fn inserting(mut work: impl FnMut(&Connection) + 'static) -> Bench {
    let clear = |connection: &mut Connection| {
        run_all(connection, data::clear_users(Database::Sqlite));
    };
    Bench::prepared(connect(Rows::None), clear, move |connection| {
        work(connection);
    })
}

fn inserting_in_transaction(rows: usize) -> Bench {
    let insert = insert_text(rows) + sql::RETURNING;
    inserting(move |connection| {
        in_transaction(connection, || {
            black_box(insert_returning(connection, &insert, rows));
        });
    })
}

fn connect(rows: Rows) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    run_all(&connection, data::reset(Database::Sqlite, rows));
    connection
}

fn run_all(connection: &Connection, statements: Vec<String>) {
    for sql in statements {
        connection.execute_batch(&sql).unwrap();
    }
}

fn in_transaction(connection: &Connection, work: impl FnOnce()) {
    execute(connection, "BEGIN");
    work();
    execute(connection, "COMMIT");
}

fn execute(connection: &Connection, sql: &str) {
    connection.prepare_cached(sql).unwrap().execute([]).unwrap();
}

fn users(connection: &Connection) -> Vec<User> {
    let mut statement = connection.prepare_cached(sql::USERS).unwrap();
    let rows = statement.query_map([], user).unwrap();
    rows.map(Result::unwrap).collect()
}

fn users_with_posts(connection: &Connection) -> Vec<(User, Option<Post>)> {
    let mut statement = connection.prepare_cached(sql::USERS_WITH_POSTS).unwrap();
    let rows = statement.query_map(["black"], |row| Ok((user(row)?, optional_post(row)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn user_by_key(connection: &Connection, key: i32) -> User {
    let mut statement = connection.prepare_cached(sql::USER_BY_KEY).unwrap();
    statement.query_row([key], user).unwrap()
}

fn insert_text(rows: usize) -> String {
    sql::insert_users(rows, |_| "?".to_owned())
}

fn insert_users(connection: &Connection, insert: &str, rows: usize) {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    let mut statement = connection.prepare_cached(insert).unwrap();
    statement.execute(params_from_iter(values(&users))).unwrap();
}

fn insert_returning(connection: &Connection, insert: &str, rows: usize) -> Vec<User> {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    let mut statement = connection.prepare_cached(insert).unwrap();
    let rows = statement.query_map(params_from_iter(values(&users)), user);
    rows.unwrap().map(Result::unwrap).collect()
}

fn values(users: &[(String, Option<String>)]) -> impl Iterator<Item = &dyn ToSql> {
    let values = |(name, hair)| [name as &dyn ToSql, hair as &dyn ToSql];
    users
        .iter()
        .map(|(name, hair)| (name, hair))
        .flat_map(values)
}

fn rename(connection: &Connection, turn: u64, id: i32) {
    let mut statement = connection.prepare_cached(sql::RENAME).unwrap();
    let name = format!("User {id}, {turn}");
    statement.execute(params![name, id]).unwrap();
}

/// The tree, by three queries.
fn tree(connection: &Connection, posts: &str, comments: &str) -> Tree {
    let users = users(connection);
    let mut statement = connection.prepare_cached(posts).unwrap();
    let keys = params_from_iter(users.iter().map(|user| user.id));
    let posts = statement.query_map(keys, |row| post(row, 0)).unwrap();
    let posts: Vec<Post> = posts.map(Result::unwrap).collect();
    let mut statement = connection.prepare_cached(comments).unwrap();
    let keys = params_from_iter(posts.iter().map(|post| post.id));
    let comments = statement.query_map(keys, |row| comment(row, 0)).unwrap();
    let comments = comments.map(Result::unwrap).collect();
    assemble(users, posts, comments)
}

/// The tree, by one query with joins.
fn joined(connection: &Connection) -> Tree {
    let mut statement = connection.prepare_cached(sql::JOINED).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut joined = JoinedRows::default();
    while let Some(row) = rows.next().unwrap() {
        let post_id: Option<i32> = row.get(3).unwrap();
        let comment_id: Option<i32> = row.get(7).unwrap();
        joined.add(
            (row.get(0).unwrap(), || user(row).unwrap()),
            post_id.map(|id| (id, || post(row, 3).unwrap())),
            comment_id.map(|_| comment(row, 7).unwrap()),
        );
    }
    joined.finish()
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        name: row.get(1)?,
        hair_color: row.get(2)?,
    })
}

/// The post of a LEFT JOIN, whose columns follow those of the user.
fn optional_post(row: &Row<'_>) -> rusqlite::Result<Option<Post>> {
    match row.get::<_, Option<i32>>(3)? {
        None => Ok(None),
        Some(_) => post(row, 3).map(Some),
    }
}

/// The post whose columns start at an index.
fn post(row: &Row<'_>, start: usize) -> rusqlite::Result<Post> {
    Ok(Post {
        id: row.get(start)?,
        user_id: row.get(start + 1)?,
        title: row.get(start + 2)?,
        content: row.get(start + 3)?,
    })
}

/// The comment whose columns start at an index.
fn comment(row: &Row<'_>, start: usize) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: row.get(start)?,
        post_id: row.get(start + 1)?,
        text: row.get(start + 2)?,
    })
}
