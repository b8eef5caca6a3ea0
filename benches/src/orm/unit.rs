//! The unit of work: edits and deletions, flushed and committed.

use rebis::prelude::*;
use rebis_bench_harness::{Bench, Rows};

use super::NAME;
use super::client::{Client, Held};
use crate::cases::{Cases, FLUSH_ONE, UPDATED_KEYS, UPDATES};
use crate::models::User;

pub(super) fn register(cases: &mut Cases) {
    for rows in FLUSH_ONE {
        cases.add(NAME, format!("uow_flush_one/{rows}"), move |target| {
            let mut held = Held::new(target, Rows::Users(rows));
            let mut turn = 0;
            Bench::new(move || {
                turn += 1;
                held.run(async |session, users| {
                    rename(&users[0], turn, 1);
                    session.commit().await
                });
            })
        });
    }
    cases.add(NAME, format!("uow_update/{UPDATES}"), |target| {
        let mut held = Held::new(target, Rows::Users(UPDATES));
        let mut turn = 0;
        Bench::new(move || {
            turn += 1;
            held.run(async |session, users| {
                for (user, id) in users.iter().zip(UPDATED_KEYS) {
                    rename(user, turn, id);
                }
                session.commit().await
            });
        })
    });
    cases.add(NAME, "uow_delete/100", |target| {
        Bench::once(
            Client::new(target, Rows::None),
            |client| client.reset(Rows::Associations),
            |client| client.run(delete_all),
        )
    });
}

fn rename(user: &Instance<User>, turn: u64, id: i32) {
    user.edit().name = format!("User {id}, {turn}");
}

/// Deletes all users; the cascade finds their posts and comments.
async fn delete_all(session: &mut Session) -> rebis::Result<()> {
    for user in session.all(select(User)).await? {
        session.delete(&user);
    }
    session.commit().await
}
