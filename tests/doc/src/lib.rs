//! Models and helpers of the examples in the documentation.
//!
//! An example hides a line `# use rebis_doc::*;`, which imports the prelude, the models `User`,
//! `Post` and `Tag`, and [`run`] or [`session`], which execute it on SQLite in memory.

#![forbid(unsafe_code)]

use std::future::Future;

pub use rebis::core;
pub use rebis::core::dialect::{self, MySql, Postgres, Sqlite};
pub use rebis::prelude::*;

/// A person who writes posts.
#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The name.
    #[column(length = 50, unique)]
    pub name: String,
    /// The address, if it is known.
    pub email: Option<String>,
    /// The posts, in the order of their titles.
    #[relationship(back_populates = author, cascade = "all, delete-orphan", order_by = title)]
    pub posts: Many<Post>,
}

/// A text of a person.
#[derive(Clone, Debug, Model)]
#[model(table = "posts")]
pub struct Post {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The title.
    #[column(length = 200)]
    pub title: String,
    /// How often it was read.
    #[column(default = 0)]
    pub views: i64,
    /// The key of its author.
    #[column(references = User.id)]
    pub author_id: i64,
    /// The author.
    #[relationship(back_populates = posts)]
    pub author: One<User>,
    /// The tags.
    #[relationship(secondary = PostTag, back_populates = posts, order_by = name)]
    pub tags: Many<Tag>,
}

/// A word that posts are found by.
#[derive(Clone, Debug, Model)]
#[model(table = "tags")]
pub struct Tag {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The word.
    #[column(length = 50, unique)]
    pub name: String,
    /// The posts with it.
    #[relationship(secondary = PostTag, back_populates = tags, order_by = title)]
    pub posts: Many<Post>,
}

/// The tags of posts.
#[derive(Clone, Debug, Table)]
#[table(name = "post_tags")]
pub struct PostTag {
    /// The post.
    #[column(primary_key, references = Post.id)]
    pub post_id: i64,
    /// The tag.
    #[column(primary_key, references = Tag.id)]
    pub tag_id: i64,
}

/// An engine of SQLite in memory with the tables and some rows: the users ann (1) and bob (2), and
/// two posts of ann, `Rust` (1, 7 views) and `SQL` (2, 3 views).
///
/// # Panics
/// If the tables cannot be created.
pub async fn engine() -> Engine {
    filled().await.unwrap_or_else(failed)
}

#[allow(clippy::panic, reason = "an example that fails panics")]
fn failed<T>(error: impl std::fmt::Display) -> T {
    panic!("{error}")
}

async fn filled() -> Result<Engine> {
    let engine = create_engine("sqlite://")?;
    let registry = Registry::new((User, Post, Tag))?;
    registry.metadata().create_all(&engine).await?;
    let sessions = SessionMaker::new(&engine);
    let fill = async |session: &mut Session| {
        let ann = session.add(User::draft().name("ann").email("ann@x.org"));
        session.add(User::draft().name("bob"));
        session.add(Post::draft().title("Rust").views(7).author(&ann));
        session.add(Post::draft().title("SQL").views(3).author(&ann));
        Ok(())
    };
    sessions.begin(fill).await?;
    Ok(engine)
}

fn block_on<F: Future<Output = Result<()>>>(future: F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.unwrap_or_else(failed);
    runtime.block_on(future).unwrap_or_else(failed)
}

/// Runs an example with a connection to [`engine`].
///
/// # Panics
/// If the example returns an error.
pub fn run(example: impl AsyncFnOnce(&mut Connection) -> Result<()>) {
    block_on(async {
        let mut connection = engine().await.connect().await?;
        example(&mut connection).await
    });
}

/// Runs an example with a session of [`engine`].
///
/// # Panics
/// If the example returns an error.
pub fn session(example: impl AsyncFnOnce(&mut Session) -> Result<()>) {
    block_on(async {
        let mut session = SessionMaker::new(&engine().await).session();
        example(&mut session).await
    });
}
