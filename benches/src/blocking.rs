//! Core and the ORM without an async runtime between the program and the database.

use std::hint::black_box;

use rebis::blocking::{Connection, Engine, SessionMaker, create_engine};
use rebis::prelude::{Expression, select};
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS, INSERTS, READS};
use rebis_bench_harness::{Bench, Database, Rows};

use crate::cases::{Cases, Target};
use crate::core::insert_users;
use crate::tables::User;
use crate::{engine, models};

const CORE: &str = "rebis core (blocking)";
/// Each statement commits by itself, as the raw ones do.
const AUTOCOMMIT: &str = "rebis core (blocking, autocommit)";
const ORM: &str = "rebis orm (blocking)";

pub(crate) fn register(cases: &mut Cases) {
    for rows in READS {
        cases.add(CORE, format!("trivial/{rows}"), move |target| {
            reading(target, Rows::Users(rows), |connection| {
                black_box(connection.all(select(User)).unwrap());
            })
        });
        cases.add(ORM, format!("trivial/{rows}"), move |target| {
            let sessions = SessionMaker::new(&client(target, Rows::Users(rows)));
            Bench::new(move || {
                let mut session = sessions.session();
                black_box(session.all(select(models::User)).unwrap());
            })
        });
    }
    cases.add(CORE, "by_pk/1", |target| {
        reading(target, Rows::Users(BY_PK_USERS), |connection| {
            let user = select(User).filter(User.id.eq(black_box(BY_PK_KEY)));
            black_box(connection.first(user.limit(1)).unwrap());
        })
    });
    for rows in INSERTS {
        cases.add(CORE, format!("insert/{rows}"), move |target| {
            inserting(target, move |connection| {
                connection.execute(insert_users(rows)).unwrap();
                connection.commit().unwrap();
            })
        });
        cases.add(AUTOCOMMIT, format!("insert/{rows}"), move |target| {
            inserting(target, move |connection| {
                connection.set_autocommit(true).unwrap();
                connection.execute(insert_users(rows)).unwrap();
            })
        });
        let case = format!("insert_returning/{rows}");
        cases.add(AUTOCOMMIT, case, move |target| {
            inserting(target, move |connection| {
                connection.set_autocommit(true).unwrap();
                let insert = insert_users(rows).returning(User);
                black_box(connection.all(insert).unwrap());
            })
        });
    }
}

/// An engine whose tables are made anew.
fn client(target: &Target, rows: Rows) -> Engine {
    let engine = create_engine(&target.url).unwrap();
    let filled = engine.wait(engine::fill(engine.as_async(), target.database, rows));
    filled.unwrap();
    engine
}

/// Work on a connection that leaves the rows as they are. Its transaction stays open.
fn reading(
    target: &Target,
    rows: Rows,
    mut work: impl FnMut(&mut Connection<'static>) + 'static,
) -> Bench {
    let mut connection = client(target, rows).connect().unwrap();
    Bench::new(move || work(&mut connection))
}

/// Work that inserts users, into an empty table at the start of each sample, and commits.
fn inserting(target: &Target, work: impl FnMut(&mut Connection<'static>) + 'static) -> Bench {
    let connection = client(target, Rows::None).connect().unwrap();
    let database: Database = target.database;
    let clear = move |connection: &mut Connection<'static>| {
        for sql in rebis_bench_harness::data::clear_users(database) {
            connection.execute_raw(&sql).unwrap();
        }
        connection.commit().unwrap();
    };
    Bench::prepared(connection, clear, work)
}
