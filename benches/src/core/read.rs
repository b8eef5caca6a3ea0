//! `trivial`, `medium` and `by_pk`.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::Rows;
use rebis_bench_harness::data::{BY_PK_KEY, BY_PK_USERS, READS};

use super::client::{reading, reading_on};
use super::{BUILT, MULTI, NAME};
use crate::cases::Cases;
use crate::runtime;
use crate::tables::{Post, User};

pub(super) fn register(cases: &mut Cases) {
    for rows in READS {
        cases.add(NAME, format!("trivial/{rows}"), move |target| {
            reading(target, Rows::Users(rows), async |connection| {
                black_box(connection.all(select(User)).await?);
                Ok(())
            })
        });
        cases.add(NAME, format!("medium/{rows}"), move |target| {
            reading(target, Rows::UsersWithHair(rows), async |connection| {
                let users = select((User, optional(Post)))
                    .outer_join(Post, Post.user_id.eq(User.id))
                    .filter(User.hair_color.eq("black"));
                black_box(connection.all(users).await?);
                Ok(())
            })
        });
        cases.add(MULTI, format!("trivial/{rows}"), move |target| {
            let runtime = runtime::multi_thread();
            reading_on(runtime, target, Rows::Users(rows), async |connection| {
                black_box(connection.all(select(User)).await?);
                Ok(())
            })
        });
    }
    for case in ["orm_load/10000", "orm_reload/10000"] {
        cases.add(NAME, case, |target| {
            reading(target, Rows::Users(10_000), async |connection| {
                black_box(connection.all(select(User)).await?);
                Ok(())
            })
        });
    }
    cases.add(BUILT, "trivial/1", |target| {
        let users = select(User);
        reading(target, Rows::Users(1), async move |connection| {
            black_box(connection.all(&users).await?);
            Ok(())
        })
    });
    by_pk(cases);
}

fn by_pk(cases: &mut Cases) {
    let rows = Rows::Users(BY_PK_USERS);
    cases.add(NAME, "by_pk/1", move |target| {
        reading(target, rows, async |connection| {
            let user = select(User).filter(User.id.eq(black_box(BY_PK_KEY)));
            black_box(connection.first(user.limit(1)).await?);
            Ok(())
        })
    });
    cases.add(MULTI, "by_pk/1", move |target| {
        reading_on(runtime::multi_thread(), target, rows, async |connection| {
            let user = select(User).filter(User.id.eq(black_box(BY_PK_KEY)));
            black_box(connection.first(user.limit(1)).await?);
            Ok(())
        })
    });
    cases.add(BUILT, "by_pk/1", move |target| {
        let user = select(User).filter(User.id.eq(BY_PK_KEY)).limit(1);
        reading(target, rows, async move |connection| {
            black_box(connection.first(&user).await?);
            Ok(())
        })
    });
}
