//! Tables and rows of the cases, as SQL that every contender executes through its own client.

use std::fmt::Write;

/// Sizes of the cases that read.
pub const READS: [usize; 5] = [1, 10, 100, 1_000, 10_000];

/// Sizes of the cases that insert.
pub const INSERTS: [usize; 4] = [1, 10, 100, 1_000];

/// Users of the `by_pk` case; key [`BY_PK_KEY`] is read.
pub const BY_PK_USERS: usize = 1_000;

/// The key that `by_pk` reads.
pub const BY_PK_KEY: i32 = 500;

/// Users of the associations; each has as many posts as [`POSTS_PER_USER`].
pub const ASSOCIATION_USERS: usize = 100;
/// Posts of a user.
pub const POSTS_PER_USER: usize = 10;
/// Comments of a post.
pub const COMMENTS_PER_POST: usize = 10;

/// Rows of one INSERT that fills a table.
const CHUNK: usize = 500;

/// A database that the cases run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// SQLite, in memory.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB or MySQL.
    Mysql,
}

impl Database {
    /// The database of a name: `sqlite`, `postgres`, `mariadb`, `mysql`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sqlite" => Some(Self::Sqlite),
            "postgres" => Some(Self::Postgres),
            "mariadb" | "mysql" => Some(Self::Mysql),
            _ => None,
        }
    }
}

/// The rows that a case starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Three empty tables.
    None,
    /// Users `User 0`…, without hair colour.
    Users(usize),
    /// Users whose hair is black and brown in turns.
    UsersWithHair(usize),
    /// [`ASSOCIATION_USERS`] users with posts with comments.
    Associations,
}

/// The statements that make the three tables anew and fill them, for clients that take one
/// statement at a time.
pub fn reset(database: Database, rows: Rows) -> Vec<String> {
    let mut sql = create(database);
    match rows {
        Rows::None => {}
        Rows::Users(users) => insert_users(&mut sql, users, |_| "NULL"),
        Rows::UsersWithHair(users) => insert_users(&mut sql, users, hair),
        Rows::Associations => {
            let posts = ASSOCIATION_USERS * POSTS_PER_USER;
            insert_users(&mut sql, ASSOCIATION_USERS, |_| "NULL");
            fill(&mut sql, "posts (user_id, title, content)", posts, |row| {
                let user = row / POSTS_PER_USER + 1;
                let nth = row % POSTS_PER_USER;
                format!("({user}, 'Post {nth} of user {user}', NULL)")
            });
            let comments = posts * COMMENTS_PER_POST;
            fill(&mut sql, "comments (post_id, text)", comments, |row| {
                let post = row / COMMENTS_PER_POST + 1;
                let nth = row % COMMENTS_PER_POST;
                format!("({post}, 'Comment {nth} on post {post}')")
            });
        }
    }
    if database == Database::Postgres {
        sql.extend(["users", "posts", "comments"].map(|table| format!("ANALYZE {table}")));
    }
    sql
}

/// The statements that empty the table of users and start its keys anew.
pub fn clear_users(database: Database) -> Vec<String> {
    match database {
        Database::Sqlite => vec!["DELETE FROM users".into()],
        Database::Postgres => vec!["TRUNCATE users RESTART IDENTITY CASCADE".into()],
        // TRUNCATE of a table that foreign keys point at is refused.
        Database::Mysql => vec![
            "SET FOREIGN_KEY_CHECKS = 0".into(),
            "TRUNCATE users".into(),
            "SET FOREIGN_KEY_CHECKS = 1".into(),
        ],
    }
}

/// The colour of a user's hair in [`Rows::UsersWithHair`].
fn hair(user: usize) -> &'static str {
    if user.is_multiple_of(2) {
        "'black'"
    } else {
        "'brown'"
    }
}

fn create(database: Database) -> Vec<String> {
    let key = match database {
        Database::Sqlite => "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
        Database::Postgres => "SERIAL PRIMARY KEY",
        Database::Mysql => "INTEGER PRIMARY KEY AUTO_INCREMENT",
    };
    let mut sql: Vec<String> = ["comments", "posts", "users"]
        .map(|table| format!("DROP TABLE IF EXISTS {table}"))
        .into();
    sql.push(format!(
        "CREATE TABLE users (id {key}, name VARCHAR(255) NOT NULL, hair_color VARCHAR(255))"
    ));
    sql.push(format!(
        "CREATE TABLE posts (id {key}, user_id INTEGER NOT NULL, title VARCHAR(255) NOT NULL, \
         content TEXT, FOREIGN KEY (user_id) REFERENCES users (id))"
    ));
    sql.push(format!(
        "CREATE TABLE comments (id {key}, post_id INTEGER NOT NULL, text VARCHAR(255) NOT NULL, \
         FOREIGN KEY (post_id) REFERENCES posts (id))"
    ));
    sql.push("CREATE INDEX posts_user_id ON posts (user_id)".into());
    sql.push("CREATE INDEX comments_post_id ON comments (post_id)".into());
    sql
}

fn insert_users(sql: &mut Vec<String>, users: usize, hair: impl Fn(usize) -> &'static str) {
    fill(sql, "users (name, hair_color)", users, |user| {
        format!("('User {user}', {})", hair(user))
    });
}

fn fill(sql: &mut Vec<String>, into: &str, rows: usize, row: impl Fn(usize) -> String) {
    for start in (0..rows).step_by(CHUNK) {
        let mut insert = format!("INSERT INTO {into} VALUES ");
        for index in start..rows.min(start + CHUNK) {
            let comma = if index == start { "" } else { ", " };
            let _ = write!(insert, "{comma}{}", row(index));
        }
        sql.push(insert);
    }
}

/// Name of the user that an inserting case inserts at a place.
pub fn new_user(place: usize) -> (String, Option<String>) {
    (format!("User {place}"), Some("hair".to_owned()))
}
