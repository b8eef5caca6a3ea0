//! `trivial`, `medium` and `by_pk`.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::Rows;
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS, READS};

use super::NAME;
use super::client::reading;
use crate::cases::Cases;
use crate::models::{Post, User};

pub(super) fn register(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |target| {
            reading(target, Rows::Users(rows), async |session| {
                black_box(session.all(select(User)).await?);
                Ok(())
            })
        });
        cases.add(NAME, format!("medium/{rows}"), move |target| {
            reading(target, Rows::UsersWithHair(rows), async |session| {
                let users = select((User, optional(Post)))
                    .outer_join(Post, User.posts)
                    .filter(User.hair_color.eq("black"));
                black_box(session.all(users).await?);
                Ok(())
            })
        });
    }
    cases.add(NAME, "by_pk/1", |target| {
        reading(target, Rows::Users(BY_PK_USERS), async |session| {
            black_box(session.get(User, black_box(BY_PK_KEY)).await?);
            Ok(())
        })
    });
}
