//! `associations`, `selectin` and `joined`: users with posts with comments.

use std::hint::black_box;

use rebis::prelude::*;
use rebis_bench_harness::Rows;

use super::NAME;
use super::client::reading;
use crate::cases::Cases;
use crate::models::{Post, User};

pub(super) fn register(cases: &mut Cases) {
    for case in ["associations/100", "selectin/3"] {
        cases.add(NAME, case, |target| {
            reading(target, Rows::Associations, async |session| {
                let tree = selectinload(User.posts).selectinload(Post.comments);
                black_box(session.all(select(User).options(tree)).await?);
                Ok(())
            })
        });
    }
    cases.add(NAME, "joined/3", |target| {
        reading(target, Rows::Associations, async |session| {
            let tree = joinedload(User.posts).joinedload(Post.comments);
            black_box(session.all(select(User).options(tree)).await?);
            Ok(())
        })
    });
}
