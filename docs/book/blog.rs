// What the examples of the book share. They include this file by a hidden line.

use rebis::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
pub enum PostStatus {
    Draft,
    Published,
    Archived,
}

#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50, unique)]
    pub name: String,
    #[column(length = 255)]
    pub email: Option<String>,
    #[relationship(back_populates = author, cascade = "all, delete-orphan", order_by = id)]
    pub posts: Many<Post>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "posts")]
pub struct Post {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 200)]
    pub title: String,
    #[column(default = PostStatus::Draft)]
    pub status: PostStatus,
    #[column(references = User.id)]
    pub author_id: i64,
    #[relationship(back_populates = posts)]
    pub author: One<User>,
    #[relationship(secondary = PostTag, back_populates = posts, order_by = name)]
    pub tags: Many<Tag>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "tags")]
pub struct Tag {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50, unique)]
    pub name: String,
    #[relationship(secondary = PostTag, back_populates = tags, order_by = id)]
    pub posts: Many<Post>,
}

#[derive(Clone, Debug, Table)]
#[table(name = "post_tags")]
pub struct PostTag {
    #[column(primary_key, references = Post.id, on_delete = "cascade")]
    pub post_id: i64,
    #[column(primary_key, references = Tag.id, on_delete = "cascade")]
    pub tag_id: i64,
}

/// An engine on a database in memory, with the tables and without rows.
#[allow(dead_code)]
pub async fn empty_blog() -> Result<Engine> {
    let engine = create_engine("sqlite://")?;
    let metadata = Registry::new((User, Post, Tag))?.metadata();
    metadata.create_all(&engine).await?;
    Ok(engine)
}

/// The same with two users, three posts and two tags.
#[allow(dead_code)]
pub async fn blog() -> Result<Engine> {
    let engine = empty_blog().await?;
    let mut session = SessionMaker::new(&engine).session();
    let ann = session.add(User::draft().name("Ann").email("ann@example.com"));
    let bob = session.add(User::draft().name("Bob"));
    let rust = session.add(Tag::draft().name("rust"));
    let sql = session.add(Tag::draft().name("sql"));
    let published = PostStatus::Published;
    session.add(Post::draft().title("Types").status(published).author(&ann).tags([&rust]));
    session.add(Post::draft().title("Joins").status(published).author(&ann).tags([&rust, &sql]));
    session.add(Post::draft().title("Notes").author(&bob));
    session.commit().await?;
    session.close().await?;
    Ok(engine)
}

/// The statements that an engine executes from now on.
#[allow(dead_code)]
pub struct SqlLog(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

#[allow(dead_code)]
impl SqlLog {
    pub fn of(engine: &Engine) -> Self {
        let log = Self(std::sync::Arc::default());
        let statements = std::sync::Arc::clone(&log.0);
        engine.on_before_execute(move |event| {
            statements.lock().unwrap().push(event.sql.to_owned());
        });
        log
    }

    /// The statements since the last call.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}
