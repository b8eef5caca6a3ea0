//! `trivial`, `medium`, `by_pk`, `orm_load` and `orm_reload`.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS, READS};
use rebis_bench_harness::{Bench, Rows};

use super::NAME;
use super::client::{Held, reading};
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
    cases.add(NAME, "orm_load/10000", |target| {
        reading(target, Rows::Users(10_000), async |session| {
            black_box(session.all(select(User)).await?);
            Ok(())
        })
    });
    cases.add(NAME, "orm_reload/10000", |target| {
        let mut held = Held::new(target, Rows::Users(10_000));
        Bench::new(move || {
            held.run(async |session, _| {
                black_box(session.all(select(User)).await?);
                Ok(())
            });
        })
    });
    cases.add(NAME, "by_pk/1", |target| {
        reading(target, Rows::Users(BY_PK_USERS), async |session| {
            black_box(session.get(User, black_box(BY_PK_KEY)).await?);
            Ok(())
        })
    });
}
