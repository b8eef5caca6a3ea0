//! SQL text that the raw clients of several databases share.

use std::fmt::Write;

pub(crate) const USERS: &str = "SELECT id, name, hair_color FROM users";

/// The user of a key, on databases whose placeholder is `?`.
pub(crate) const USER_BY_KEY: &str = "SELECT id, name, hair_color FROM users WHERE id = ?";

/// All users of a hair colour with their posts, if they have any; the placeholder is `?`.
pub(crate) const USERS_WITH_POSTS: &str = "SELECT users.id, users.name, users.hair_color, \
     posts.id, posts.user_id, posts.title, posts.content \
     FROM users LEFT JOIN posts ON posts.user_id = users.id WHERE users.hair_color = ?";

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
