//! A typical program: models, statements, a session, a connection.

use rebis::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
pub enum Status {
    Draft,
    Published,
}

#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50, unique)]
    pub username: String,
    #[column(length = 100)]
    pub display_name: Option<String>,
    #[column(default = true)]
    pub is_active: bool,
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
    #[column(computed = "upper(title)")]
    pub loud_title: String,
    #[column(default = Status::Draft)]
    pub status: Status,
    #[column(references = User.id)]
    pub author_id: i64,
    #[column(references = Post.id)]
    pub previous_id: Option<i64>,
    #[relationship(back_populates = posts)]
    pub author: One<User>,
    #[relationship(back_populates = next)]
    pub previous: One<Option<Post>>,
    #[relationship(back_populates = previous)]
    pub next: Many<Post>,
}

async fn read(session: &mut Session) -> Result<Vec<(String, i64)>> {
    let counts = select((Post.author_id, func::count(Post.id).label("post_count")))
        .group_by(Post.author_id)
        .subquery("counts");
    let (author_id, post_count) = counts.columns();
    let stmt = select((User.username, post_count))
        .join(&counts, User.id.eq(author_id))
        .filter(User.is_active & post_count.gt(0))
        .order_by(User.username);
    session.all(stmt).await
}

async fn write(session: &mut Session) -> Result<()> {
    let alice = session.add(User::draft().username("alice").display_name("Alice"));
    let first = session.add(Post::draft().title("one").author(&alice));
    session.add(Post::draft().title("two").author(&alice).previous(&first));
    session.flush().await?;
    alice.edit().display_name = None;
    let loaded = session
        .all(select(User).options(selectinload(User.posts).joinedload(Post.author)))
        .await?;
    for user in &loaded {
        for post in user.posts.get()? {
            assert_eq!(post.author_id, user.id);
        }
    }
    let previous = aliased(Post, "previous_post");
    let pairs = select((Post, previous.title)).join(previous, Post.previous);
    assert_eq!(session.all(pairs.options(selectinload(Post.author))).await?.len(), 1);
    session.delete(&first);
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite://")?;
    Registry::new((User, Post))?.metadata().create_all(&engine).await?;
    let sessions = SessionMaker::new(&engine);
    sessions
        .begin(async |session| {
            write(session).await?;
            session.flush().await?;
            assert_eq!(read(session).await?, [("alice".to_owned(), 1)]);
            Ok(())
        })
        .await?;
    let users: Vec<User> = engine.connect().await?.all(select(User)).await?;
    assert_eq!(users.len(), 1);
    Ok(())
}
