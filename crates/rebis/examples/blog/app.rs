//! The application: sample data, six queries, an update and a delete.

use std::fmt::Write;

use rebis::prelude::*;

use crate::models::{Comment, Post, PostStatus, PostTag, Tag, User};

/// Creates the tables again, runs the whole application, and writes its output to `out`.
pub async fn run(engine: &Engine, out: &mut String) -> Result<()> {
    let metadata = Registry::new((User, Post, Comment, Tag))?.metadata();
    metadata.drop_all(engine).await?;
    metadata.create_all(engine).await?;
    let sessions = SessionMaker::new(engine);
    create_sample_data(&sessions).await?;
    queries(&sessions, out).await?;
    update_example(&sessions).await?;
    show_update(&sessions, out).await?;
    delete_example(&sessions).await?;
    show_delete(&sessions, out).await
}

pub async fn create_sample_data(sessions: &SessionMaker) -> Result<()> {
    sessions
        .begin(async |session| {
            let user = |name: &str, display_name: &str| {
                User::draft()
                    .username(name)
                    .email(format!("{name}@example.com"))
                    .display_name(display_name)
            };
            let alice = session.add(user("alice", "Alice"));
            let bob = session.add(user("bob", "Bob"));

            let python = session.add(Tag::draft().name("python"));
            let sqlalchemy = session.add(Tag::draft().name("sqlalchemy"));
            let tutorial = session.add(Tag::draft().name("tutorial"));

            let first = session.add(
                Post::draft()
                    .title("Getting Started with SQLAlchemy 2.0")
                    .slug("getting-started-sqlalchemy-2")
                    .body("SQLAlchemy 2.0 introduces a modern API...")
                    .status(PostStatus::Published)
                    .author(&alice)
                    .tags([&python, &sqlalchemy, &tutorial]),
            );
            session.add(
                Post::draft()
                    .title("Advanced Querying Techniques")
                    .slug("advanced-querying")
                    .body("In this post we explore subqueries, CTEs...")
                    .author(&alice)
                    .tags([&sqlalchemy]),
            );
            session.add(
                Post::draft()
                    .title("Python Best Practices")
                    .slug("python-best-practices")
                    .body("Here are some best practices for Python...")
                    .status(PostStatus::Published)
                    .author(&bob)
                    .tags([&python]),
            );

            let comment = session.add(
                Comment::draft()
                    .body("Great article!")
                    .post(&first)
                    .author(&bob),
            );
            session.add(
                Comment::draft()
                    .body("Thanks Bob!")
                    .post(&first)
                    .author(&alice)
                    .parent(&comment),
            );
            Ok(())
        })
        .await
}

pub async fn queries(sessions: &SessionMaker, out: &mut String) -> Result<()> {
    let mut session = sessions.session();
    users_with_posts(&mut session, out).await?;
    published_posts(&mut session, out).await?;
    post_counts(&mut session, out).await?;
    tagged_posts(&mut session, out).await?;
    publishing_users(&mut session, out).await?;
    threads(&mut session, out).await?;
    session.close().await
}

/// 1. Loads every user, and the posts with a second SELECT.
async fn users_with_posts(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "=== All users with their posts ===");
    let stmt = select(User)
        .options(selectinload(User.posts))
        .order_by(User.username);
    for user in session.all(stmt).await? {
        let titles: Vec<String> = user
            .posts
            .get()?
            .iter()
            .map(|post| post.title.clone())
            .collect();
        line(out, &format!("{}: {}", user.username, titles.join(" | ")));
    }
    Ok(())
}

/// 2. Filters by a joined table. The relationship defines the join condition.
async fn published_posts(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "\n=== Published posts by alice ===");
    let stmt = select(Post)
        .join(User, Post.author)
        .filter(User.username.eq("alice"))
        .filter(Post.status.eq(PostStatus::Published))
        .order_by(Post.timestamps.created_at.desc());
    for post in session.all(stmt).await? {
        line(out, &format!("  {} ({})", post.title, post.status.label()));
    }
    Ok(())
}

/// 3. Counts posts with an aggregate function.
async fn post_counts(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "\n=== Post count per user ===");
    let count = func::count(Post.id).label("post_count");
    let stmt = select((User.username, count.clone()))
        .join(Post, User.posts)
        .group_by(User.username)
        .order_by(count.desc());
    for (username, post_count) in session.all(stmt).await? {
        line(out, &format!("  {username}: {post_count} posts"));
    }
    Ok(())
}

/// 4. Filters through the association table, and loads two relationships.
async fn tagged_posts(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "\n=== Posts tagged 'python' ===");
    let stmt = select(Post)
        .join(Tag, Post.tags)
        .filter(Tag.name.eq("python"))
        .options((selectinload(Post.tags), selectinload(Post.author)))
        .order_by(Post.id);
    for post in session.all(stmt).await? {
        let tags: Vec<String> = post
            .tags
            .get()?
            .iter()
            .map(|tag| tag.name.clone())
            .collect();
        let author = post.author.get()?;
        line(
            out,
            &format!(
                "  {} by {} [{}]",
                post.title,
                author.username,
                tags.join(", ")
            ),
        );
    }
    Ok(())
}

/// 5. Filters by a subquery in `IN`.
async fn publishing_users(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "\n=== Users with published posts ===");
    let published = select(Post.author_id)
        .filter(Post.status.eq(PostStatus::Published))
        .distinct()
        .subquery("published");
    let stmt = select(User)
        .filter(
            User.id
                .in_(select(published.column()).select_from(&published)),
        )
        .order_by(User.username);
    for user in session.all(stmt).await? {
        line(out, &format!("  {}", user.username));
    }
    Ok(())
}

/// 6. Loads the comments that start a thread, with their author and replies.
async fn threads(session: &mut Session, out: &mut String) -> Result<()> {
    line(out, "\n=== Comments with replies ===");
    let stmt = select(Comment)
        .filter(Comment.parent_id.is_null())
        .options((selectinload(Comment.replies), selectinload(Comment.author)))
        .order_by(Comment.id);
    for comment in session.all(stmt).await? {
        line(
            out,
            &format!("  {}: {}", comment.author.get()?.username, comment.body),
        );
        for reply in comment.replies.get()? {
            line(out, &format!("    -> {}", reply.body));
        }
    }
    Ok(())
}

pub async fn update_example(sessions: &SessionMaker) -> Result<()> {
    sessions
        .begin(async |session| {
            let alice = session
                .one(select(User).filter(User.username.eq("alice")))
                .await?;
            alice.edit().display_name = Some("Alice Wonderland".to_owned());

            let archive = update(Post)
                .filter(Post.status.eq(PostStatus::Draft))
                .values(Post.status.set(PostStatus::Archived));
            session.execute(archive).await?;
            Ok(())
        })
        .await
}

async fn show_update(sessions: &SessionMaker, out: &mut String) -> Result<()> {
    line(out, "\n=== After update ===");
    let mut session = sessions.session();
    let alice = session
        .one(select(User).filter(User.username.eq("alice")))
        .await?;
    let display_name = alice.display_name.as_deref().unwrap_or_default();
    line(out, &format!("  {}: {display_name}", alice.username));
    for (slug, status) in session
        .all(select((Post.slug, Post.status)).order_by(Post.slug))
        .await?
    {
        line(out, &format!("  {slug}: {}", status.label()));
    }
    session.close().await
}

pub async fn delete_example(sessions: &SessionMaker) -> Result<()> {
    sessions
        .begin(async |session| {
            let bob = session
                .one_or_none(select(User).filter(User.username.eq("bob")))
                .await?;
            if let Some(bob) = bob {
                // The cascade deletes his posts and comments, and the replies to them.
                session.delete(&bob);
            }
            Ok(())
        })
        .await
}

async fn show_delete(sessions: &SessionMaker, out: &mut String) -> Result<()> {
    line(out, "\n=== After delete ===");
    let mut session = sessions.session();
    let counts = [
        ("users", session.one(select(func::count(User.id))).await?),
        ("posts", session.one(select(func::count(Post.id))).await?),
        (
            "comments",
            session.one(select(func::count(Comment.id))).await?,
        ),
        ("tags", session.one(select(func::count(Tag.id))).await?),
        (
            "post_tags",
            session.one(select(func::count(PostTag.post_id))).await?,
        ),
    ];
    for (table, count) in counts {
        line(out, &format!("  {table}: {count}"));
    }
    session.close().await
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
