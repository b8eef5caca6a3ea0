//! `insert` and `insert_returning`.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::data::{INSERTS, new_user};

use super::client::inserting;
use super::{AUTOCOMMIT, NAME};
use crate::cases::Cases;
use crate::tables::User;

pub(super) fn register(cases: &mut Cases) {
    for rows in INSERTS {
        cases.add(NAME, format!("insert/{rows}"), move |target| {
            inserting(target, async move |connection| {
                connection.execute(insert_users(rows)).await?;
                connection.commit().await
            })
        });
        cases.add(AUTOCOMMIT, format!("insert/{rows}"), move |target| {
            inserting(target, async move |connection| {
                connection.set_autocommit(true)?;
                connection.execute(insert_users(rows)).await?;
                Ok(())
            })
        });
        cases.add(
            AUTOCOMMIT,
            format!("insert_returning/{rows}"),
            move |target| {
                inserting(target, async move |connection| {
                    connection.set_autocommit(true)?;
                    let insert = insert_users(rows).returning(User);
                    black_box(connection.all(insert).await?);
                    Ok(())
                })
            },
        );
        cases.add(NAME, format!("insert_returning/{rows}"), move |target| {
            inserting(target, async move |connection| {
                let insert = insert_users(rows).returning(User);
                black_box(connection.all(insert).await?);
                connection.commit().await
            })
        });
    }
}

/// An INSERT of so many new users.
pub(crate) fn insert_users(rows: usize) -> rebis::core::Insert {
    let users: Vec<_> = (0..rows).map(new_user).collect();
    insert(User).rows(
        users
            .into_iter()
            .map(|(name, hair)| (User.name.set(name), User.hair_color.set(hair))),
    )
}
