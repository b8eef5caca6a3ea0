//! Core and the ORM without an async runtime between the program and the database.

use std::hint::black_box;

use rebis::blocking::{Connection, Engine, SessionMaker, create_engine};
use rebis::prelude::{Expression, insert, select};
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS, INSERTS, READS, new_user};
use rebis_bench_harness::{Bench, Database, Rows};

use crate::cases::{Cases, Target};
use crate::tables::User;
use crate::{engine, models};

const CORE: &str = "rebis core (blocking)";
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
                let users = (0..rows).map(new_user);
                let users =
                    users.map(|(name, hair)| (User.name.to(name), User.hair_color.to(hair)));
                connection.execute(insert(User).rows(users)).unwrap();
                connection.commit().unwrap();
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
            connection.execute_simple(&sql).unwrap();
        }
        connection.commit().unwrap();
    };
    Bench::prepared(connection, clear, work)
}
