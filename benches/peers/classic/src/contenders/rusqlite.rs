//! rusqlite on the SQLite that the other contenders of this program link, which may be another than
//! that of Rebis.

use rebis_bench_harness::{Database, Suite, data};
use rusqlite::{Connection, Params, Result, Row, params_from_iter};

use crate::peer::{self, Peer, Returning, Target, Threads};
use crate::rows::{Comment, Post, User, trees};

const NAME: &str = "rusqlite 0.39";

pub fn add(suite: &mut Suite, target: Target) {
    if target.database == Database::Sqlite {
        peer::add::<Connection>(suite, NAME, target);
        peer::add_returning::<Connection>(suite, NAME, target);
    }
}

impl Peer for Connection {
    fn connect(_: Target, _: Threads) -> Self {
        Self::open_in_memory().unwrap()
    }

    fn execute(&mut self, sql: &str) {
        Connection::execute(self, sql, []).unwrap();
    }

    fn trivial(&mut self) -> Vec<impl Sized> {
        query(self, "SELECT id, name, hair_color FROM users", [], user)
    }

    fn medium(&mut self) -> Vec<impl Sized> {
        let sql = "SELECT users.id, users.name, users.hair_color, \
                   posts.id, posts.user_id, posts.title, posts.content \
                   FROM users LEFT JOIN posts ON posts.user_id = users.id \
                   WHERE users.hair_color = ?";
        query(self, sql, ["black"], |row| {
            let post: Option<i32> = row.get(3)?;
            let post = post.map(|_| post_at(row, 3)).transpose()?;
            Ok((user(row)?, post))
        })
    }

    fn by_pk(&mut self, key: i32) -> impl Sized {
        let sql = "SELECT id, name, hair_color FROM users WHERE id = ?";
        let mut statement = self.prepare_cached(sql).unwrap();
        statement.query_row([key], user).unwrap()
    }

    fn insert(&mut self, rows: usize) {
        let mut statement = self.prepare_cached(&insert_sql(rows)).unwrap();
        statement.execute(new_users(rows)).unwrap();
    }

    fn associations(&mut self) -> Vec<impl Sized> {
        let users = query(self, "SELECT id, name, hair_color FROM users", [], user);
        let sql = "SELECT id, user_id, title, content FROM posts WHERE user_id IN ";
        let keys = users.iter().map(|user| user.id);
        let sql = format!("{sql}({})", marks(users.len(), "?"));
        let posts = query(self, &sql, params_from_iter(keys), |row| post_at(row, 0));
        let sql = "SELECT id, post_id, text FROM comments WHERE post_id IN ";
        let keys = posts.iter().map(|post| post.id);
        let sql = format!("{sql}({})", marks(posts.len(), "?"));
        let comments = query(self, &sql, params_from_iter(keys), comment);
        trees(users, posts, comments)
    }
}

impl Returning for Connection {
    fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized> {
        let sql = insert_sql(rows) + " RETURNING id, name, hair_color";
        query(self, &sql, new_users(rows), user)
    }
}

fn query<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    row: impl FnMut(&Row<'_>) -> Result<T>,
) -> Vec<T> {
    let mut statement = connection.prepare_cached(sql).unwrap();
    let rows = statement.query_map(parameters, row).unwrap();
    rows.collect::<Result<_>>().unwrap()
}

fn insert_sql(rows: usize) -> String {
    "INSERT INTO users (name, hair_color) VALUES ".to_owned() + &marks(rows, "(?, ?)")
}

fn marks(count: usize, mark: &str) -> String {
    let mut marks = format!("{mark}, ").repeat(count);
    marks.truncate(marks.len() - 2);
    marks
}

fn new_users(rows: usize) -> impl Params {
    let users = (0..rows).map(data::new_user);
    let new: Vec<(String, Option<String>)> = users.collect();
    params_from_iter(
        new.into_iter()
            .flat_map(|(name, hair_color)| [Some(name), hair_color]),
    )
}

fn user(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: row.get(0)?,
        name: row.get(1)?,
        hair_color: row.get(2)?,
    })
}

fn post_at(row: &Row<'_>, first: usize) -> Result<Post> {
    Ok(Post {
        id: row.get(first)?,
        user_id: row.get(first + 1)?,
        title: row.get(first + 2)?,
        content: row.get(first + 3)?,
    })
}

fn comment(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment {
        id: row.get(0)?,
        post_id: row.get(1)?,
        text: row.get(2)?,
    })
}
