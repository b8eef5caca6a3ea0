//! `insert` and `uow_insert`: a session that adds users and commits.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::data::{INSERTS, new_user};

use super::NAME;
use super::client::inserting;
use crate::cases::{Cases, UOW_INSERTS};
use crate::models::User;

pub(super) fn register(cases: &mut Cases) {
    for rows in INSERTS {
        cases.add(NAME, format!("insert/{rows}"), move |target| {
            inserting(target, async move |session| {
                black_box(add_users(session, rows));
                session.commit().await
            })
        });
    }
    let returning = INSERTS.map(|rows| (rows, "insert_returning"));
    let unit_of_work = UOW_INSERTS.map(|rows| (rows, "uow_insert"));
    for (rows, case) in returning.into_iter().chain(unit_of_work) {
        cases.add(NAME, format!("{case}/{rows}"), move |target| {
            inserting(target, async move |session| {
                let users = add_users(session, rows);
                session.commit().await?;
                for user in &users {
                    black_box(user.id);
                }
                Ok(())
            })
        });
    }
}

/// Adds so many new users.
fn add_users(session: &mut Session, rows: usize) -> Vec<Instance<User>> {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    session.add_all(
        users
            .into_iter()
            .map(|(name, hair)| User::draft().name(name).hair_color(hair)),
    )
}
