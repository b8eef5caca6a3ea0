//! The rows of the three tables as plain structs: what the raw clients and Core read into.

use rebis::prelude::*;

/// A user.
#[derive(Clone, Debug, Table)]
#[table(name = "users")]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(length = 255)]
    pub(crate) name: String,
    #[column(length = 255)]
    pub(crate) hair_color: Option<String>,
}

/// A post of a user.
#[derive(Clone, Debug, Table)]
#[table(name = "posts")]
pub(crate) struct Post {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = User.id, index)]
    pub(crate) user_id: i32,
    #[column(length = 255)]
    pub(crate) title: String,
    #[column(sql_type = Text)]
    pub(crate) content: Option<String>,
}

/// A comment on a post.
#[derive(Clone, Debug, Table)]
#[table(name = "comments")]
pub(crate) struct Comment {
    #[column(primary_key)]
    pub(crate) id: i32,
    #[column(references = Post.id, index)]
    pub(crate) post_id: i32,
    #[column(length = 255)]
    pub(crate) text: String,
}
