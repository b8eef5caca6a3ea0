//! Tables and structs that Diesel and diesel-async share.

use diesel::prelude::*;
use rebis_bench_harness::data;

diesel::table! {
    users {
        id -> Integer,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}

diesel::table! {
    posts {
        id -> Integer,
        user_id -> Integer,
        title -> Text,
        content -> Nullable<Text>,
    }
}

diesel::table! {
    comments {
        id -> Integer,
        post_id -> Integer,
        text -> Text,
    }
}

diesel::joinable!(posts -> users (user_id));
diesel::joinable!(comments -> posts (post_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts, comments);

#[derive(Identifiable, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct User {
    id: i32,
    name: String,
    hair_color: Option<String>,
}

#[derive(Associations, Identifiable, Queryable, Selectable)]
#[diesel(belongs_to(User))]
#[diesel(table_name = posts)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct Post {
    id: i32,
    user_id: i32,
    title: String,
    content: Option<String>,
}

#[derive(Associations, Identifiable, Queryable, Selectable)]
#[diesel(belongs_to(Post))]
#[diesel(table_name = comments)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct Comment {
    id: i32,
    post_id: i32,
    text: String,
}

/// Without DEFAULT for `None`, Diesel writes one statement for many rows on SQLite too.
#[derive(Insertable)]
#[diesel(table_name = users)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewUser {
    name: String,
    hair_color: Option<String>,
}

impl NewUser {
    /// The users that the inserting cases insert.
    pub fn many(rows: usize) -> Vec<Self> {
        let users = (0..rows).map(data::new_user);
        users
            .map(|(name, hair_color)| Self { name, hair_color })
            .collect()
    }
}

/// A user with posts with comments.
pub type UserTree = (User, Vec<(Post, Vec<Comment>)>);

/// Joins the rows of three queries to trees.
pub fn trees(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> Vec<UserTree> {
    let comments = comments.grouped_by(&posts);
    let posts: Vec<(Post, Vec<Comment>)> = posts.into_iter().zip(comments).collect();
    let posts = posts.grouped_by(&users);
    users.into_iter().zip(posts).collect()
}
