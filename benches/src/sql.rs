//! SQL text that the raw clients of several databases share. Placeholders are `?`, unless a
//! function writes them.

use std::fmt::Write;

/// All users.
pub(crate) const USERS: &str = "SELECT id, name, hair_color FROM users";

/// The user of a key.
pub(crate) const USER_BY_KEY: &str = "SELECT id, name, hair_color FROM users WHERE id = ?";

/// All users of a hair colour with their posts, if they have any.
pub(crate) const USERS_WITH_POSTS: &str = "SELECT users.id, users.name, users.hair_color, \
     posts.id, posts.user_id, posts.title, posts.content \
     FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE users.hair_color = ?";

/// All users with their posts with their comments.
pub(crate) const JOINED: &str = "SELECT users.id, users.name, users.hair_color, \
     posts.id, posts.user_id, posts.title, posts.content, \
     comments.id, comments.post_id, comments.text \
     FROM users LEFT JOIN posts ON posts.user_id = users.id \
     LEFT JOIN comments ON comments.post_id = posts.id";

/// Names a user anew.
pub(crate) const RENAME: &str = "UPDATE users SET name = ? WHERE id = ?";

/// Deletes all users with their posts with their comments, as sets.
pub(crate) const DELETE_ALL: [&str; 3] = [
    "DELETE FROM comments WHERE post_id IN (SELECT id FROM posts WHERE user_id IN \
     (SELECT id FROM users))",
    "DELETE FROM posts WHERE user_id IN (SELECT id FROM users)",
    "DELETE FROM users",
];

/// What an INSERT of users gives back in `insert_returning`.
pub(crate) const RETURNING: &str = " RETURNING id, name, hair_color";

/// One INSERT of so many users, its placeholders written by `placeholder` with their number.
pub(crate) fn insert_users(users: usize, placeholder: impl Fn(usize) -> String) -> String {
    let mut sql = "INSERT INTO users (name, hair_color) VALUES ".to_owned();
    for user in 0..users {
        let comma = if user == 0 { "" } else { ", " };
        let (name, hair) = (placeholder(2 * user + 1), placeholder(2 * user + 2));
        let _ = write!(sql, "{comma}({name}, {hair})");
    }
    sql
}

/// The posts of so many users.
pub(crate) fn posts_of(users: usize) -> String {
    let list = list(users);
    format!("SELECT id, user_id, title, content FROM posts WHERE user_id IN ({list})")
}

/// The comments on so many posts.
pub(crate) fn comments_of(posts: usize) -> String {
    let list = list(posts);
    format!("SELECT id, post_id, text FROM comments WHERE post_id IN ({list})")
}

fn list(values: usize) -> String {
    vec!["?"; values].join(", ")
}
