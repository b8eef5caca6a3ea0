//! `associations`: a tree by three statements, assembled by hand.

use std::hint::black_box;

use rebis::core::Result;
use rebis::prelude::*;
use rebis_bench_harness::Rows;

use super::NAME;
use super::client::reading;
use crate::cases::Cases;
use crate::tables::{Comment, Post, User};
use crate::tree::{Tree, assemble};

pub(super) fn register(cases: &mut Cases) {
    for case in ["associations/100", "selectin/3"] {
        cases.add(NAME, case, |target| {
            reading(target, Rows::Associations, async |connection| {
                black_box(tree(connection).await?);
                Ok(())
            })
        });
    }
}

async fn tree(connection: &mut Connection) -> Result<Tree> {
    let users = connection.all(select(User)).await?;
    let keys: Vec<i32> = users.iter().map(|user| user.id).collect();
    let posts = connection
        .all(select(Post).filter(Post.user_id.in_(keys)))
        .await?;
    let keys: Vec<i32> = posts.iter().map(|post| post.id).collect();
    let comments = connection
        .all(select(Comment).filter(Comment.post_id.in_(keys)))
        .await?;
    Ok(assemble(users, posts, comments))
}
