//! The three tables as models of the ORM.

use rebis::prelude::*;

/// A user.
#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(length = 255)]
    pub(crate) name: String,
    #[column(length = 255)]
    pub(crate) hair_color: Option<String>,
    #[relationship(back_populates = user, cascade = "all, delete-orphan")]
    pub(crate) posts: Many<Post>,
}

/// A post of a user.
#[derive(Clone, Debug, Model)]
#[model(table = "posts")]
pub(crate) struct Post {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = User.id, index)]
    pub(crate) user_id: i32,
    #[column(length = 255)]
    pub(crate) title: String,
    #[column(sql_type = Text)]
    pub(crate) content: Option<String>,
    #[relationship(back_populates = posts)]
    pub(crate) user: One<User>,
    #[relationship(back_populates = post, cascade = "all, delete-orphan")]
    pub(crate) comments: Many<Comment>,
}

/// A comment on a post.
#[derive(Clone, Debug, Model)]
#[model(table = "comments")]
pub(crate) struct Comment {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = Post.id, index)]
    pub(crate) post_id: i32,
    #[column(length = 255)]
    pub(crate) text: String,
    #[relationship(back_populates = comments)]
    pub(crate) post: One<Post>,
}
