//! `insert`: a session that adds users and commits.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::data::{INSERTS, new_user};

use super::NAME;
use super::client::inserting;
use crate::cases::Cases;
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
}

/// Adds so many new users.
pub(super) fn add_users(session: &mut Session, rows: usize) -> Vec<Instance<User>> {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    session.add_all(
        users
            .into_iter()
            .map(|(name, hair)| User::draft().name(name).hair_color(hair)),
    )
}
