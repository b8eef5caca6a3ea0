//! What a unit of work writes, written by hand with Core.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::Rows;

use super::NAME;
use super::client::{inserting, reading};
use super::insert::insert_users;
use crate::cases::{Cases, FLUSH_ONE, UOW_INSERTS, UPDATED_KEYS, UPDATES};
use crate::tables::User;

pub(super) fn register(cases: &mut Cases) {
    for rows in UOW_INSERTS {
        cases.add(NAME, format!("uow_insert/{rows}"), move |target| {
            inserting(target, async move |connection| {
                let insert = insert_users(rows).returning(User);
                black_box(connection.all(insert).await?);
                connection.commit().await
            })
        });
    }
    for rows in FLUSH_ONE {
        cases.add(NAME, format!("uow_flush_one/{rows}"), move |target| {
            let mut turn = 0;
            reading(target, Rows::Users(rows), async move |connection| {
                turn += 1;
                connection.execute(rename(turn, 1)).await?;
                connection.commit().await
            })
        });
    }
    cases.add(NAME, format!("uow_update/{UPDATES}"), |target| {
        let mut turn = 0;
        reading(target, Rows::Users(UPDATES), async move |connection| {
            turn += 1;
            for id in UPDATED_KEYS {
                connection.execute(rename(turn, id)).await?;
            }
            connection.commit().await
        })
    });
}

/// An UPDATE that names a user anew.
fn rename(turn: u64, id: i32) -> rebis::core::Update {
    update(User)
        .filter(User.id.eq(id))
        .values(User.name.set(format!("User {id}, {turn}")))
}
