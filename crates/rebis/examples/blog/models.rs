//! The blog's models: users, posts, threaded comments, tags.

use chrono::NaiveDateTime;
use rebis::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
pub enum PostStatus {
    Draft,
    Published,
    Archived,
}

/// The columns `created_at` and `updated_at`, for each table that embeds them.
#[derive(Clone, Debug, Columns)]
pub struct Timestamps {
    #[column(server_default = func::now())]
    pub created_at: NaiveDateTime,
    #[column(on_update_set = func::now())]
    pub updated_at: Option<NaiveDateTime>,
}

/// The association of posts and tags.
#[derive(Clone, Debug, Table)]
#[table(name = "post_tags")]
pub struct PostTag {
    #[column(primary_key, references = Post.id, on_delete = "cascade")]
    pub post_id: i64,
    #[column(primary_key, references = Tag.id, on_delete = "cascade")]
    pub tag_id: i64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50, unique, index)]
    pub username: String,
    #[column(length = 255, unique)]
    pub email: String,
    #[column(length = 100)]
    pub display_name: Option<String>,
    #[column(default = true)]
    pub is_active: bool,
    #[columns]
    pub timestamps: Timestamps,
    #[relationship(back_populates = author, cascade = "all, delete-orphan", order_by = slug)]
    pub posts: Many<Post>,
    #[relationship(back_populates = author, cascade = "all, delete-orphan")]
    pub comments: Many<Comment>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "posts", index("ix_posts_author_status", [author_id, status]))]
pub struct Post {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 200)]
    pub title: String,
    #[column(length = 200, unique, index)]
    pub slug: String,
    #[column(sql_type = Text)]
    pub body: String,
    #[column(default = PostStatus::Draft)]
    pub status: PostStatus,
    #[column(references = User.id)]
    pub author_id: i64,
    #[columns]
    pub timestamps: Timestamps,
    #[relationship(back_populates = posts)]
    pub author: One<User>,
    #[relationship(back_populates = post, cascade = "all, delete-orphan")]
    pub comments: Many<Comment>,
    #[relationship(secondary = PostTag, back_populates = posts, order_by = name)]
    pub tags: Many<Tag>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "comments")]
pub struct Comment {
    #[column(primary_key)]
    pub id: i64,
    #[column(sql_type = Text)]
    pub body: String,
    #[column(references = Post.id)]
    pub post_id: i64,
    #[column(references = User.id)]
    pub author_id: i64,
    #[column(references = Comment.id)]
    pub parent_id: Option<i64>,
    #[columns]
    pub timestamps: Timestamps,
    #[relationship(back_populates = comments)]
    pub post: One<Post>,
    #[relationship(back_populates = comments)]
    pub author: One<User>,
    #[relationship(back_populates = parent, cascade = "all, delete-orphan", order_by = id)]
    pub replies: Many<Comment>,
    #[relationship(back_populates = replies)]
    pub parent: One<Option<Comment>>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "tags")]
pub struct Tag {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50, unique)]
    pub name: String,
    #[relationship(secondary = PostTag, back_populates = tags, order_by = slug)]
    pub posts: Many<Post>,
}
