//! Rows of the three tables for the contenders that do not bring structs of their own, and how
//! rows of three queries become trees.

use std::collections::HashMap;

/// A row of `users`.
#[derive(sqlx::FromRow)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct User {
    pub id: i32,
    pub name: String,
    pub hair_color: Option<String>,
}

/// A row of `posts`.
#[derive(sqlx::FromRow)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct Post {
    pub id: i32,
    pub user_id: i32,
    pub title: String,
    pub content: Option<String>,
}

/// A row of `comments`.
#[derive(sqlx::FromRow)]
#[expect(dead_code, reason = "read from the database, and thrown away")]
pub struct Comment {
    pub id: i32,
    pub post_id: i32,
    pub text: String,
}

/// A user with posts with comments.
pub type UserTree = (User, Vec<(Post, Vec<Comment>)>);

/// Joins the rows of three queries to trees.
pub fn trees(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> Vec<UserTree> {
    let post_keys = posts.iter().map(|post| post.id);
    let comments = grouped(post_keys, comments, |comment| comment.post_id);
    let posts = posts.into_iter().zip(comments).collect();
    let user_keys = users.iter().map(|user| user.id);
    let posts = grouped(user_keys, posts, |(post, _): &(Post, _)| post.user_id);
    users.into_iter().zip(posts).collect()
}

/// Rows by parent, in the order of the parents.
fn grouped<T>(
    parents: impl ExactSizeIterator<Item = i32>,
    rows: Vec<T>,
    parent: impl Fn(&T) -> i32,
) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = (0..parents.len()).map(|_| Vec::new()).collect();
    let places: HashMap<i32, usize> = parents.zip(0..).collect();
    for row in rows {
        groups[places[&parent(&row)]].push(row);
    }
    groups
}
