//! Random sequences of changes against a plain in-memory model of the blog.
//!
//! After each commit a fresh session reads the same graph.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rebis::prelude::SelectOptions;
use rebis::prelude::{Instance, ObjectState, Session, delete, select, selectinload, update};
use rebis_tests::models::{Comment, Post, PostTag, Tag, User};
use rebis_tests::{Database, is_long, on_each_database};

/// One change. Numbers choose among the objects that there are.
#[derive(Clone, Debug)]
enum Change {
    AddUser,
    AddTag,
    AddPost {
        author: usize,
        tags: Vec<usize>,
    },
    AddComment {
        post: usize,
        author: usize,
        parent: Option<usize>,
    },
    RenameUser {
        user: usize,
    },
    RetitlePost {
        post: usize,
    },
    MovePost {
        post: usize,
        author: usize,
        by_collection: bool,
    },
    TagPost {
        post: usize,
        tag: usize,
        from_tag: bool,
    },
    UntagPost {
        post: usize,
        from_tag: bool,
    },
    OrphanPost {
        post: usize,
    },
    DeleteUser {
        user: usize,
    },
    DeletePost {
        post: usize,
    },
    DeleteComment {
        comment: usize,
    },
    DeleteTag {
        tag: usize,
    },
    Load {
        post: usize,
        user: usize,
    },
    Flush,
    Commit,
    Rollback,
    Savepoint {
        changes: Vec<Change>,
        keep: bool,
    },
}

fn change(depth: u32) -> BoxedStrategy<Change> {
    use Change::*;
    let index = any::<usize>;
    let flag = any::<bool>;
    let leaf = prop_oneof![
        3 => Just(AddUser),
        2 => Just(AddTag),
        5 => (index(), prop::collection::vec(index(), 0..3))
            .prop_map(|(author, tags)| AddPost { author, tags }),
        4 => (index(), index(), prop::option::of(index()))
            .prop_map(|(post, author, parent)| AddComment { post, author, parent }),
        2 => index().prop_map(|user| RenameUser { user }),
        2 => index().prop_map(|post| RetitlePost { post }),
        3 => (index(), index(), flag())
            .prop_map(|(post, author, by_collection)| MovePost { post, author, by_collection }),
        3 => (index(), index(), flag())
            .prop_map(|(post, tag, from_tag)| TagPost { post, tag, from_tag }),
        2 => (index(), flag()).prop_map(|(post, from_tag)| UntagPost { post, from_tag }),
        1 => index().prop_map(|post| OrphanPost { post }),
        1 => index().prop_map(|user| DeleteUser { user }),
        1 => index().prop_map(|post| DeletePost { post }),
        1 => index().prop_map(|comment| DeleteComment { comment }),
        1 => index().prop_map(|tag| DeleteTag { tag }),
        2 => (index(), index()).prop_map(|(post, user)| Load { post, user }),
        3 => Just(Flush),
        2 => Just(Commit),
        1 => Just(Rollback),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = prop::collection::vec(change(depth - 1), 0..6);
    let savepoint = (inner, flag()).prop_map(|(changes, keep)| Savepoint { changes, keep });
    prop_oneof![14 => leaf, 1 => savepoint].boxed()
}

/// The blog as plain data. Objects are told by a number that the test gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct World {
    users: BTreeMap<usize, String>,
    tags: BTreeSet<usize>,
    posts: BTreeMap<usize, PlainPost>,
    comments: BTreeMap<usize, PlainComment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PlainPost {
    title: String,
    author: usize,
    tags: BTreeSet<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PlainComment {
    post: usize,
    author: usize,
    parent: Option<usize>,
}

impl World {
    fn delete_user(&mut self, user: usize) {
        self.users.remove(&user);
        let posts: Vec<usize> = self
            .posts
            .iter()
            .filter(|(_, p)| p.author == user)
            .map(|(id, _)| *id)
            .collect();
        posts.into_iter().for_each(|post| self.delete_post(post));
        self.delete_comments(|comment| comment.author == user);
    }

    fn delete_post(&mut self, post: usize) {
        self.posts.remove(&post);
        self.delete_comments(|comment| comment.post == post);
    }

    fn delete_comment(&mut self, comment: usize) {
        self.comments.remove(&comment);
        self.delete_comments(|other| other.parent == Some(comment));
    }

    fn delete_comments(&mut self, gone: impl Fn(&PlainComment) -> bool) {
        let ids: Vec<usize> = self
            .comments
            .iter()
            .filter(|(_, c)| gone(c))
            .map(|(id, _)| *id)
            .collect();
        ids.into_iter().for_each(|id| self.delete_comment(id));
    }

    fn delete_tag(&mut self, tag: usize) {
        self.tags.remove(&tag);
        for post in self.posts.values_mut() {
            post.tags.remove(&tag);
        }
    }
}

/// The handles of the objects, by the same numbers.
#[derive(Default)]
struct Handles {
    next: usize,
    users: BTreeMap<usize, Instance<User>>,
    tags: BTreeMap<usize, Instance<Tag>>,
    posts: BTreeMap<usize, Instance<Post>>,
    comments: BTreeMap<usize, Instance<Comment>>,
}

impl Handles {
    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }
}

struct Run<'d> {
    db: &'d Database,
    session: Session,
    world: World,
    committed: World,
    handles: Handles,
}

/// The object that a random number chooses.
fn pick<V>(choice: usize, from: &BTreeMap<usize, V>) -> Option<usize> {
    from.keys().copied().nth(choice.checked_rem(from.len())?)
}

fn pick_of_set(choice: usize, from: &BTreeSet<usize>) -> Option<usize> {
    from.iter().copied().nth(choice.checked_rem(from.len())?)
}

impl Run<'_> {
    async fn apply(&mut self, change: &Change) {
        match change {
            Change::Savepoint { changes, keep } => self.savepoint(changes, *keep).await,
            Change::Flush => self.session.flush().await.unwrap(),
            Change::Commit => self.commit().await,
            Change::Rollback => {
                self.session.rollback().await.unwrap();
                self.world = self.committed.clone();
            }
            other => drop(self.change(other).await),
        }
    }

    /// `None` when there is nothing to change.
    async fn change(&mut self, change: &Change) -> Option<()> {
        let Self {
            world,
            handles,
            session,
            ..
        } = self;
        match change {
            Change::AddUser => {
                let id = handles.number();
                let draft = User::draft()
                    .username(format!("u{id}"))
                    .email(format!("u{id}@x"));
                handles.users.insert(id, session.add(draft));
                world.users.insert(id, format!("u{id}"));
            }
            Change::AddTag => {
                let id = handles.number();
                handles
                    .tags
                    .insert(id, session.add(Tag::draft().name(format!("t{id}"))));
                world.tags.insert(id);
            }
            Change::AddPost { author, tags } => {
                let author = pick(*author, &world.users)?;
                let tags: BTreeSet<usize> = tags
                    .iter()
                    .filter_map(|tag| pick_of_set(*tag, &world.tags))
                    .collect();
                let id = handles.number();
                let draft = Post::draft()
                    .title(format!("p{id}"))
                    .slug(format!("{id}"))
                    .body("")
                    .author(&handles.users[&author])
                    .tags(tags.iter().map(|tag| &handles.tags[tag]));
                handles.posts.insert(id, session.add(draft));
                world.posts.insert(
                    id,
                    PlainPost {
                        title: format!("p{id}"),
                        author,
                        tags,
                    },
                );
            }
            Change::AddComment {
                post,
                author,
                parent,
            } => {
                let post = pick(*post, &world.posts)?;
                let author = pick(*author, &world.users)?;
                let of_post: BTreeMap<usize, ()> = world
                    .comments
                    .iter()
                    .filter(|(_, comment)| comment.post == post)
                    .map(|(id, _)| (*id, ()))
                    .collect();
                let parent = parent.and_then(|parent| pick(parent, &of_post));
                let id = handles.number();
                let draft = Comment::draft()
                    .body(format!("{id}"))
                    .post(&handles.posts[&post])
                    .author(&handles.users[&author])
                    .parent(parent.map(|parent| &handles.comments[&parent]));
                handles.comments.insert(id, session.add(draft));
                world.comments.insert(
                    id,
                    PlainComment {
                        post,
                        author,
                        parent,
                    },
                );
            }
            Change::RenameUser { user } => {
                let user = pick(*user, &world.users)?;
                let name = format!("{}x", world.users[&user]);
                flushed(session, &handles.users[&user])
                    .await
                    .edit()
                    .username
                    .clone_from(&name);
                world.users.insert(user, name);
            }
            Change::RetitlePost { post } => {
                let id = pick(*post, &world.posts)?;
                let post = world.posts.get_mut(&id)?;
                post.title.push('x');
                flushed(session, &handles.posts[&id])
                    .await
                    .edit()
                    .title
                    .push('x');
            }
            Change::MovePost {
                post,
                author,
                by_collection,
            } => {
                let id = pick(*post, &world.posts)?;
                let author = pick(*author, &world.users)?;
                world.posts.get_mut(&id)?.author = author;
                let post = flushed(session, &handles.posts[&id]).await;
                let author = flushed(session, &handles.users[&author]).await;
                if *by_collection {
                    author.edit().posts.push(&post)
                } else {
                    post.edit().author.set(&author)
                }
            }
            Change::TagPost {
                post,
                tag,
                from_tag,
            } => {
                let id = pick(*post, &world.posts)?;
                let tag = pick_of_set(*tag, &world.tags)?;
                let post = flushed(session, &handles.posts[&id]).await;
                // An association row that is there already must be known to be.
                post.tags.load(session).await.unwrap();
                world.posts.get_mut(&id)?.tags.insert(tag);
                let tag = flushed(session, &handles.tags[&tag]).await;
                tag.posts.load(session).await.unwrap();
                if *from_tag {
                    tag.edit().posts.push(&post)
                } else {
                    post.edit().tags.push(&tag)
                }
            }
            Change::UntagPost { post, from_tag } => {
                let id = pick(*post, &world.posts)?;
                let tag = pick_of_set(0, &world.posts[&id].tags)?;
                world.posts.get_mut(&id)?.tags.remove(&tag);
                let post = flushed(session, &handles.posts[&id]).await;
                let tag = flushed(session, &handles.tags[&tag]).await;
                if *from_tag {
                    tag.edit().posts.remove(&post)
                } else {
                    post.edit().tags.remove(&tag)
                }
            }
            Change::OrphanPost { post } => {
                let id = pick(*post, &world.posts)?;
                let author = world.posts[&id].author;
                let author = flushed(session, &handles.users[&author]).await;
                author.edit().posts.remove(&handles.posts[&id]);
                world.delete_post(id);
                session.flush().await.unwrap();
            }
            Change::DeleteUser { user } => {
                let user = pick(*user, &world.users)?;
                session.flush().await.unwrap();
                session.delete(&handles.users[&user]);
                world.delete_user(user);
                session.flush().await.unwrap();
            }
            Change::DeletePost { post } => {
                let post = pick(*post, &world.posts)?;
                session.flush().await.unwrap();
                session.delete(&handles.posts[&post]);
                world.delete_post(post);
                session.flush().await.unwrap();
            }
            Change::DeleteComment { comment } => {
                let comment = pick(*comment, &world.comments)?;
                session.flush().await.unwrap();
                session.delete(&handles.comments[&comment]);
                world.delete_comment(comment);
                session.flush().await.unwrap();
            }
            Change::DeleteTag { tag } => {
                let tag = pick_of_set(*tag, &world.tags)?;
                session.flush().await.unwrap();
                session.delete(&handles.tags[&tag]);
                world.delete_tag(tag);
            }
            Change::Load { post, user } => {
                if let Some(post) = pick(*post, &world.posts) {
                    let post = flushed(session, &handles.posts[&post]).await;
                    post.comments.load(session).await.unwrap();
                    post.author.load(session).await.unwrap();
                }
                let user = pick(*user, &world.users)?;
                let user = flushed(session, &handles.users[&user]).await;
                user.posts.load(session).await.unwrap();
            }
            Change::Flush | Change::Commit | Change::Rollback | Change::Savepoint { .. } => {}
        }
        Some(())
    }

    async fn savepoint(&mut self, changes: &[Change], keep: bool) {
        self.session.flush().await.unwrap();
        let before = self.world.clone();
        let mut session = std::mem::replace(&mut self.session, self.db.session());
        let outcome: rebis::Result<()> = session
            .begin_nested(async |session| {
                std::mem::swap(&mut self.session, session);
                for change in changes {
                    self.change(change).await;
                }
                std::mem::swap(&mut self.session, session);
                if keep {
                    Ok(())
                } else {
                    Err(rebis::Error::other("undo"))
                }
            })
            .await;
        self.session = session;
        assert_eq!(outcome.is_ok(), keep, "{outcome:?}");
        if !keep {
            self.world = before;
        }
    }

    async fn commit(&mut self) {
        self.session.commit().await.unwrap();
        self.committed = self.world.clone();
        assert_eq!(read(self.db).await, self.world);
        self.check_memory();
    }

    /// What is loaded in the session agrees with the model too.
    fn check_memory(&self) {
        for (id, post) in &self.world.posts {
            let handle = &self.handles.posts[id];
            assert_eq!(handle.state(), ObjectState::Persistent);
            assert_eq!(handle.title, post.title);
            assert_eq!(handle.author_id, self.handles.users[&post.author].id);
            if let Ok(author) = handle.author.get() {
                assert!(author.is(&self.handles.users[&post.author]));
            }
            if let Ok(tags) = handle.tags.get() {
                let expected: BTreeSet<String> =
                    post.tags.iter().map(|t| format!("t{t}")).collect();
                assert_eq!(
                    tags.iter()
                        .map(|tag| tag.name.clone())
                        .collect::<BTreeSet<_>>(),
                    expected
                );
                assert_eq!(tags.len(), expected.len());
            }
        }
        for user in self.world.users.keys() {
            if let Ok(posts) = self.handles.users[user].posts.get() {
                let posts: BTreeSet<String> = posts.iter().map(|post| post.slug.clone()).collect();
                let own = self
                    .world
                    .posts
                    .iter()
                    .filter(|(_, post)| post.author == *user);
                assert_eq!(posts, own.map(|(id, _)| id.to_string()).collect());
            }
        }
    }
}

/// The object, after a flush if it is pending: columns of pending objects cannot be edited.
async fn flushed<M: rebis::orm::Model>(session: &mut Session, object: &Instance<M>) -> Instance<M> {
    if object.state() == ObjectState::Pending {
        session.flush().await.unwrap();
    }
    object.clone()
}

/// Reads the whole blog in a session of its own.
async fn read(db: &Database) -> World {
    let mut session = db.session();
    let number = |text: &str| {
        text.trim_matches(|c: char| !c.is_ascii_digit())
            .parse::<usize>()
            .unwrap()
    };
    let mut world = World::default();
    for tag in session.all(select(Tag)).await.unwrap() {
        world.tags.insert(number(&tag.name));
    }
    let users = session.all(select(User).options(selectinload(User.posts).selectinload(Post.tags)));
    for user in users.await.unwrap() {
        let user_number = number(&user.username);
        world.users.insert(user_number, user.username.clone());
        for post in user.posts.get().unwrap() {
            let tags = post
                .tags
                .get()
                .unwrap()
                .iter()
                .map(|tag| number(&tag.name))
                .collect();
            let plain = PlainPost {
                title: post.title.clone(),
                author: user_number,
                tags,
            };
            world.posts.insert(number(&post.slug), plain);
        }
    }
    let stmt = select(Comment).options((
        selectinload(Comment.post),
        selectinload(Comment.author),
        selectinload(Comment.parent),
    ));
    for comment in session.all(stmt).await.unwrap() {
        let plain = PlainComment {
            post: number(&comment.post.get().unwrap().slug),
            author: number(&comment.author.get().unwrap().username),
            parent: comment
                .parent
                .get()
                .unwrap()
                .map(|parent| number(&parent.body)),
        };
        world.comments.insert(number(&comment.body), plain);
    }
    session.close().await.unwrap();
    world
}

async fn run(db: &Database, changes: &[Change]) {
    db.engine
        .begin(async |connection| {
            connection.execute(delete(PostTag)).await?;
            let loose = update(Comment).values(Comment.parent_id.set(None::<i64>));
            connection.execute(loose).await?;
            connection.execute(delete(Comment)).await?;
            connection.execute(delete(Post)).await?;
            connection.execute(delete(Tag)).await?;
            connection.execute(delete(User)).await
        })
        .await
        .unwrap();
    let mut run = Run {
        db,
        session: db.session(),
        world: World::default(),
        committed: World::default(),
        handles: Handles::default(),
    };
    for change in changes {
        run.apply(change).await;
    }
    run.commit().await;
}

#[test]
fn the_database_holds_what_a_plain_model_holds() {
    on_each_database("property", async |db: &Database| {
        db.with_blog().await;
        let usual = if is_long() { 500 } else { 48 };
        let cases =
            std::env::var("REBIS_PROPERTY_CASES").map_or(usual, |cases| cases.parse().unwrap());
        let config = Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        };
        let mut runner = TestRunner::new(config);
        let runtime = tokio::runtime::Handle::current();
        let outcome = tokio::task::block_in_place(|| {
            runner.run(&prop::collection::vec(change(1), 1..40), |changes| {
                let attempt = std::panic::AssertUnwindSafe(|| runtime.block_on(run(db, &changes)));
                std::panic::catch_unwind(attempt).map_err(|panic| {
                    let text = panic.downcast_ref::<String>().cloned();
                    TestCaseError::fail(text.unwrap_or_else(|| "panicked".to_owned()))
                })
            })
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
    });
}
