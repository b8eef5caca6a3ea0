//! The cases that Toasty has. It cannot join a row with an optional one of another model
//! (`medium`), and its inserts always return their rows.

use std::hint::black_box;

use rebis_bench_harness::data::{self, INSERTS, READS};
use rebis_bench_harness::{Bench, Database, Rows, Suite};

use crate::client::{Client, Target};

const NAME: &str = "toasty";

pub fn add(suite: &mut Suite, target: Target) {
    for rows in READS {
        suite.add(NAME, format!("trivial/{rows}"), move || {
            let mut client = Client::connect(target, Rows::Users(rows));
            Bench::new(move || assert_eq!(black_box(client.trivial()).len(), rows))
        });
    }
    suite.add(NAME, "by_pk/1", move || {
        let mut client = Client::connect(target, Rows::Users(data::BY_PK_USERS));
        Bench::new(move || {
            black_box(client.by_pk(black_box(data::BY_PK_KEY)));
        })
    });
    if target.database == Database::Mysql {
        // Toasty has generated keys of many rows from RETURNING alone, and includes through VALUES
        // with ROW, which MariaDB does not have.
        return;
    }
    for rows in INSERTS {
        suite.add(NAME, format!("insert_returning/{rows}"), move || {
            let client = Client::connect(target, Rows::None);
            let clear = data::clear_users(target.database);
            let clear = move |client: &mut Client| clear.iter().for_each(|sql| client.execute(sql));
            Bench::prepared(client, clear, move |client| {
                let created = black_box(client.insert_returning(black_box(rows)));
                assert_eq!(created.len(), rows);
            })
        });
    }
    let users = data::ASSOCIATION_USERS;
    suite.add(NAME, format!("associations/{users}"), move || {
        let mut client = Client::connect(target, Rows::Associations);
        Bench::new(move || assert_eq!(black_box(client.associations()).len(), users))
    });
}
