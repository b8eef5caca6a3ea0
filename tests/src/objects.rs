//! The blog's objects by name.

use rebis::prelude::*;

use crate::models::{Post, User};

/// The user of this name.
pub async fn user(session: &mut Session, name: &str) -> Instance<User> {
    session
        .one(select(User).filter(User.username.eq(name)))
        .await
        .unwrap()
}

/// The post with this slug.
pub async fn post(session: &mut Session, slug: &str) -> Instance<Post> {
    session
        .one(select(Post).filter(Post.slug.eq(slug)))
        .await
        .unwrap()
}
