//! A loader option that starts at a model which is not selected.

use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50)]
    pub username: String,
    pub email: String,
    #[relationship(back_populates = author)]
    pub posts: Many<Post>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "posts")]
pub struct Post {
    #[column(primary_key)]
    pub id: i64,
    pub title: String,
    #[column(references = User.id)]
    pub author_id: i64,
    #[relationship(back_populates = posts)]
    pub author: One<User>,
}

fn main() {
    let _ = select(Post).options(selectinload(User.posts));
    let _ = select((Post, Post.title)).options(joinedload(User.posts));
}
