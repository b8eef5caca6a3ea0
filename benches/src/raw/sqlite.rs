//! `rusqlite`, with cached statements.

use std::hint::black_box;

use rebis_bench_harness::data::{self, BY_PK_KEY, BY_PK_USERS, INSERTS, READS, new_user};
use rebis_bench_harness::{Bench, Database, Rows};
use rusqlite::{Connection, Row, ToSql, params_from_iter};

use crate::cases::Cases;
use crate::sql;
use crate::tables::{Post, User};

const NAME: &str = "rusqlite";
/// The same within BEGIN and COMMIT, as a unit of work writes.
const IN_TRANSACTION: &str = "rusqlite (transaction)";

/// Statements that a connection keeps, as many as Rebis's driver does.
const STATEMENT_CACHE: usize = 256;

/// Registers what rusqlite does.
pub(crate) fn register(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |_| {
            reading(Rows::Users(rows), |connection| {
                black_box(users(connection));
            })
        });
        cases.add(NAME, format!("medium/{rows}"), move |_| {
            reading(Rows::UsersWithHair(rows), |connection| {
                black_box(users_with_posts(connection));
            })
        });
    }
    cases.add(NAME, "by_pk/1", |_| {
        reading(Rows::Users(BY_PK_USERS), |connection| {
            black_box(user_by_key(connection, black_box(BY_PK_KEY)));
        })
    });
    for rows in INSERTS {
        cases.add(NAME, format!("insert/{rows}"), move |_| {
            let insert = sql::insert_users(rows, |_| "?".to_owned());
            writing(move |connection| insert_users(connection, &insert, rows))
        });
        cases.add(IN_TRANSACTION, format!("insert/{rows}"), move |_| {
            let insert = sql::insert_users(rows, |_| "?".to_owned());
            writing(move |connection| {
                execute(connection, "BEGIN");
                insert_users(connection, &insert, rows);
                execute(connection, "COMMIT");
            })
        });
    }
}

fn reading(rows: Rows, mut work: impl FnMut(&Connection) + 'static) -> Bench {
    let connection = connect(rows);
    Bench::new(move || work(&connection))
}

fn writing(mut work: impl FnMut(&Connection) + 'static) -> Bench {
    let clear = |connection: &mut Connection| {
        run_all(connection, data::clear_users(Database::Sqlite));
    };
    Bench::prepared(connect(Rows::None), clear, move |connection| {
        work(connection);
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

fn insert_users(connection: &Connection, insert: &str, rows: usize) {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    let values = users
        .iter()
        .flat_map(|(name, hair)| [name as &dyn ToSql, hair as &dyn ToSql]);
    let mut statement = connection.prepare_cached(insert).unwrap();
    statement.execute(params_from_iter(values)).unwrap();
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
    let Some(id) = row.get(3)? else {
        return Ok(None);
    };
    Ok(Some(Post {
        id,
        user_id: row.get(4)?,
        title: row.get(5)?,
        content: row.get(6)?,
    }))
}
