//! SQLite without async runs on the calling thread. In a program of its own, where no other test
//! starts threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rebis::blocking::{SessionMaker, create_engine};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

/// Where the system tells it.
fn threads() -> Option<usize> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    Some(tasks.count())
}

#[test]
fn sqlite_starts_no_thread_and_enters_no_runtime() {
    let before = threads();
    let caller = std::thread::current().id();
    static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

    let engine = create_engine("sqlite://").unwrap();
    engine.on_before_execute(move |_| {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        assert_eq!(std::thread::current().id(), caller);
        assert!(tokio::runtime::Handle::try_current().is_err());
        assert_eq!(threads(), before);
    });
    let metadata = Registry::new((User, Post, Comment, Tag))
        .unwrap()
        .metadata();
    engine.create_all(&metadata).unwrap();
    let sessions = SessionMaker::new(&engine);
    sessions
        .begin(|session| {
            let alice = session.add(User::draft().username("alice").email("a@example.com"));
            session.add(Post::draft().title("A").slug("a").body("").author(&alice));
            Ok(())
        })
        .unwrap();
    let mut session = sessions.session();
    let users = session
        .all(select(User).options(selectinload(User.posts)))
        .unwrap();
    assert_eq!(users[0].posts.get().unwrap().len(), 1);
    drop(session);
    assert!(STATEMENTS.load(Ordering::Relaxed) > 4);
    assert_eq!(threads(), before);
}
