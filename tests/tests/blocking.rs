//! The API without async.

use std::panic::AssertUnwindSafe;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rebis::blocking::{self, SessionMaker};
use rebis::core::Error as CoreError;
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};
use rebis_tests::{BlockingDatabase, Kind, app, on_each_database_blocking};

fn tag_names(engine: &blocking::Engine) -> Vec<String> {
    let stmt = select(Tag.name).order_by(Tag.name);
    engine.connect().unwrap().all(stmt).unwrap()
}

fn insert_tag(connection: &mut blocking::Connection<'_>, name: &str) -> Result<(), CoreError> {
    let stmt = insert(Tag).values(Tag.name.set(name));
    connection.execute(stmt).map(drop)
}

/// One connection and no more: who does not give it back is found out.
fn one_connection(db: &BlockingDatabase) -> blocking::Engine {
    let options = EngineOptions::new(&db.url)
        .pool_size(1)
        .max_overflow(0)
        .pool_timeout(Duration::from_millis(300));
    options.create().unwrap().into()
}

#[test]
fn statements_run_on_a_connection() {
    on_each_database_blocking("blocking_connection", |db| {
        db.with_blog();
        let mut connection = db.engine.connect().unwrap();
        for name in ["a", "b", "c"] {
            let inserted = insert(Tag).values(Tag.name.set(name));
            assert_eq!(connection.execute(inserted).unwrap().rows_affected(), 1);
        }
        assert!(connection.in_transaction());
        connection.commit().unwrap();
        assert!(!connection.in_transaction());

        let by_name = || select(Tag.name).order_by(Tag.name);
        let named = |name: &str| by_name().filter(Tag.name.eq(name));
        assert_eq!(connection.all(by_name()).unwrap(), ["a", "b", "c"]);
        assert_eq!(connection.first(by_name()).unwrap().unwrap(), "a");
        assert_eq!(connection.one(named("b")).unwrap(), "b");
        assert_eq!(connection.one_or_none(named("d")).unwrap(), None);
        let count = select(func::count(Tag.id));
        assert_eq!(connection.scalar(count).unwrap(), Some(3));
        let row = &connection.mappings(named("c")).unwrap()[0];
        assert_eq!(row.get::<String>("name").unwrap(), "c");
        assert_eq!(
            connection.one(by_name()).unwrap_err().code(),
            "multiple-rows"
        );
        connection.rollback().unwrap();

        connection.begin().unwrap();
        connection.execute_raw("DELETE FROM tags").unwrap();
        connection.close().unwrap();
        assert_eq!(tag_names(&db.engine), ["a", "b", "c"]);
        let metadata = Registry::new((User, Post, Comment, Tag))
            .unwrap()
            .metadata();
        db.engine.drop_all(&metadata).unwrap();
        let mut connection = db.engine.connect().unwrap();
        assert_eq!(
            connection.all(by_name()).unwrap_err().code(),
            "no-such-table"
        );
    });
}

#[test]
fn a_transaction_commits_on_ok_and_rolls_back_on_an_error_and_on_a_panic() {
    on_each_database_blocking("blocking_begin", |db| {
        db.with_blog();
        let engine = one_connection(db);
        engine
            .begin(|connection| insert_tag(connection, "ok"))
            .unwrap();
        let failed = engine.begin(|connection| {
            insert_tag(connection, "error")?;
            Err::<(), _>(CoreError::other("no"))
        });
        assert_eq!(failed.unwrap_err().code(), "other");
        let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| {
            engine.begin(|connection| -> Result<(), CoreError> {
                insert_tag(connection, "panic")?;
                panic!("the closure panics")
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(tag_names(&engine), ["ok"]);
    });
}

#[test]
fn a_dropped_connection_is_rolled_back_and_stays_open() {
    on_each_database_blocking("blocking_drop", |db| {
        db.with_blog();
        let engine = one_connection(db);
        let mut connection = engine.connect().unwrap();
        insert_tag(&mut connection, "dropped").unwrap();
        drop(connection);
        assert_eq!(
            (engine.pool_status().open, engine.pool_status().idle),
            (1, 1)
        );
        assert!(tag_names(&engine).is_empty());

        let mut session = blocking::Session::new(&engine);
        let tag = session.add(Tag::draft().name("dropped"));
        session.flush().unwrap();
        drop(session);
        assert_eq!(
            (engine.pool_status().open, engine.pool_status().idle),
            (1, 1)
        );
        assert!(tag_names(&engine).is_empty());
        // As with the async session, dropping does not touch the objects.
        assert_eq!(tag.state(), ObjectState::Persistent);
    });
}

#[test]
fn a_savepoint_undoes_what_failed_in_it() {
    on_each_database_blocking("blocking_savepoints", |db| {
        db.with_blog();
        db.engine
            .begin(|connection| {
                insert_tag(connection, "kept")?;
                let failed = connection.begin_nested(|connection| {
                    insert_tag(connection, "undone")?;
                    insert_tag(connection, "kept")
                });
                assert_eq!(failed.unwrap_err().code(), "unique-violation");
                connection.begin_nested(|connection| insert_tag(connection, "nested"))?;
                let savepoint = connection.savepoint()?;
                insert_tag(connection, "taken back")?;
                connection.rollback_to(savepoint)?;
                let savepoint = connection.savepoint()?;
                insert_tag(connection, "released")?;
                connection.release(savepoint)
            })
            .unwrap();
        assert_eq!(tag_names(&db.engine), ["kept", "nested", "released"]);
    });
}

#[test]
fn a_session_inserts_edits_deletes_and_loads() {
    on_each_database_blocking("blocking_session", |db| {
        db.with_blog();
        let sessions = SessionMaker::new(&db.engine);
        let id = sessions.begin(write_posts).unwrap();
        sessions.begin(|session| edit_posts(session, id)).unwrap();
        sessions
            .begin(|session| {
                let alice = session.get(User, id)?.unwrap();
                session.delete(&alice);
                assert!(session.is_dirty());
                Ok(())
            })
            .unwrap();
        let mut session = sessions.session();
        assert!(session.first(select(Post)).unwrap().is_none());
        assert!(session.get(User, id).unwrap().is_none());
        session.close().unwrap();
    });
}

fn write_posts(session: &mut blocking::Session) -> Result<i64> {
    let alice = session.add(User::draft().username("alice").email("alice@example.com"));
    let post = |slug: &str| {
        Post::draft()
            .title("A title")
            .slug(slug)
            .body("")
            .author(&alice)
    };
    let posts = session.add_all(["one", "two"].map(post));
    assert_eq!(posts[0].state(), ObjectState::Pending);
    session.flush()?;
    assert!(session.contains(&alice));
    Ok(alice.id)
}

fn edit_posts(session: &mut blocking::Session, id: i64) -> Result<()> {
    let alice = session.one(select(User).filter(User.id.eq(id)))?;
    assert_eq!(alice.posts.get().unwrap_err().code(), "not-loaded");
    let posts = session.load(&alice.posts)?;
    assert_eq!(posts.len(), 2);
    let author: Instance<User> = session.load(&posts[0].author)?;
    assert_eq!(author.id, alice.id);
    posts[0].edit().title = "Another title".to_owned();
    let titled = select(func::count(Post.id)).filter(Post.title.eq("Another title"));
    assert_eq!(session.scalar(titled)?, Some(1));
    let retitle = update(Post).values(Post.title.set("A third one"));
    assert_eq!(session.execute(retitle)?.rows_affected(), 2);
    session.refresh(&posts[0])?;
    assert_eq!(posts[0].title, "A third one");
    let stmt = select(User).options(selectinload(User.posts));
    assert_eq!(session.all(stmt)?[0].posts.get()?.len(), 2);
    assert!(session.one_or_none(select(Tag))?.is_none());
    Ok(())
}

#[test]
fn a_failed_savepoint_of_a_session_is_undone_in_memory() {
    on_each_database_blocking("blocking_session_savepoint", |db| {
        db.with_blog();
        let mut session = db.session();
        session.add(Tag::draft().name("other"));
        let tag = session.add(Tag::draft().name("before"));
        session.flush().unwrap();
        let failed = session.begin_nested(|session| {
            tag.edit().name = "other".to_owned();
            session.flush()
        });
        assert_eq!(failed.unwrap_err().code(), "unique-violation");
        assert_eq!(tag.name, "before");
        session
            .begin_nested(|_| {
                tag.edit().name = "after".to_owned();
                Ok(())
            })
            .unwrap();
        session.commit().unwrap();
        assert_eq!(tag_names(&db.engine), ["after", "other"]);
        session.delete(&tag);
        session.flush().unwrap();
        session.rollback().unwrap();
        assert_eq!(tag.state(), ObjectState::Persistent);
    });
}

#[test]
fn a_session_lends_its_connection() {
    on_each_database_blocking("blocking_lent", |db| {
        db.with_blog();
        let mut session = db.session();
        insert_tag(&mut session.connection().unwrap(), "lent").unwrap();
        // The loan has ended, and the transaction has not.
        assert_eq!(session.one(select(Tag)).unwrap().name, "lent");
        session.commit().unwrap();
        assert_eq!(tag_names(&db.engine), ["lent"]);
    });
}

#[test]
fn an_async_program_runs_to_its_end() {
    on_each_database_blocking("blocking_wait", |db| {
        let mut out = String::new();
        let engine = db.engine.as_async();
        db.engine.wait(app::run(engine, &mut out)).unwrap();
        assert!(out.contains("alice"), "{out}");
        let mut session = db.session();
        session.wait(async |session| session.flush().await).unwrap();
    });
}

#[test]
fn threads_use_one_engine_at_the_same_time() {
    on_each_database_blocking("blocking_threads", |db| {
        db.with_blog();
        let sessions = SessionMaker::new(&db.engine);
        let add_tags = |thread: usize| {
            for number in 0..20 {
                let name = format!("{thread} {number}");
                let add = |session: &mut blocking::Session| {
                    session.add(Tag::draft().name(&name));
                    session.flush()
                };
                sessions.begin(add).unwrap();
            }
        };
        std::thread::scope(|scope| {
            for thread in 0..4 {
                scope.spawn(move || add_tags(thread));
            }
        });
        assert_eq!(tag_names(&db.engine).len(), 80);
    });
}

#[test]
fn statements_of_two_threads_overlap() {
    on_each_database_blocking("blocking_overlap", |db| {
        let sleep = match db.kind {
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT pg_sleep(0.5)",
            Kind::MariaDb | Kind::MySql => "SELECT SLEEP(0.5)",
        };
        // The first to call drives the runtime for both, and leaves before the second.
        let barrier = Barrier::new(2);
        let run = |times: usize| {
            let mut connection = db.engine.connect().unwrap();
            barrier.wait();
            let started = Instant::now();
            for _ in 0..times {
                connection.execute_raw(sleep).unwrap();
            }
            started.elapsed()
        };
        let elapsed = std::thread::scope(|scope| {
            let threads = [1, 2].map(|times| scope.spawn(move || run(times)));
            threads.map(|thread| thread.join().unwrap())
        });
        assert!(elapsed[0] < Duration::from_millis(900), "{elapsed:?}");
        assert!(elapsed[1] < Duration::from_millis(1900), "{elapsed:?}");
    });
}

#[test]
fn a_thread_waits_for_a_connection_until_the_timeout() {
    on_each_database_blocking("blocking_pool_timeout", |db| {
        let engine = one_connection(db);
        let connection = engine.connect().unwrap();
        let started = Instant::now();
        let error = engine.connect().unwrap_err();
        assert_eq!(error.code(), "pool-timeout");
        assert!(started.elapsed() >= Duration::from_millis(300));
        let mut session = blocking::Session::new(&engine);
        let error = session.one(text("SELECT 1").columns::<i64>()).unwrap_err();
        assert_eq!(error.code(), "pool-timeout");
        drop(connection);
        assert_eq!(session.one(text("SELECT 1").columns::<i64>()).unwrap(), 1);
    });
}

#[test]
fn a_waiting_thread_gets_the_connection_that_another_gives_back() {
    on_each_database_blocking("blocking_pool_wait", |db| {
        let options = EngineOptions::new(&db.url)
            .pool_size(1)
            .max_overflow(0)
            .pool_timeout(Duration::from_secs(20));
        let engine = blocking::Engine::from(options.create().unwrap());
        let connection = engine.connect().unwrap();
        let waited = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let started = Instant::now();
                engine.connect().unwrap();
                started.elapsed()
            });
            std::thread::sleep(Duration::from_millis(200));
            drop(connection);
            waiting.join().unwrap()
        });
        assert!(waited >= Duration::from_millis(100), "{waited:?}");
        assert!(waited < Duration::from_secs(10), "{waited:?}");
    });
}

#[test]
fn inside_a_runtime_only_a_driver_without_io_blocks() {
    on_each_database_blocking("blocking_in_runtime", |db| {
        db.with_blog();
        let engine = one_connection(db);
        let mut connection = engine.connect().unwrap();
        insert_tag(&mut connection, "open").unwrap();
        for mut builder in [
            tokio::runtime::Builder::new_current_thread(),
            tokio::runtime::Builder::new_multi_thread(),
        ] {
            let runtime = builder.enable_all().build().unwrap();
            let outcome = runtime.block_on(async { db.engine.connect().map(drop) });
            match db.kind {
                Kind::Sqlite => outcome.unwrap(),
                _ => assert_eq!(outcome.unwrap_err().code(), "inside-runtime"),
            }
        }
        // It cannot be rolled back there, nor by a task: the runtime of its bytes stands still.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async { drop(connection) });
        let open = usize::from(db.kind == Kind::Sqlite);
        assert_eq!(engine.pool_status().open, open);
        assert!(tag_names(&engine).is_empty());
        runtime.block_on(async { drop(engine) });
    });
}

#[test]
fn a_driver_without_io_honours_the_timeout_inside_a_runtime() {
    on_each_database_blocking("blocking_timeout_in_runtime", |db| {
        if db.kind != Kind::Sqlite {
            return;
        }
        let engine = one_connection(db);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let connection = engine.connect().unwrap();
            assert_eq!(engine.connect().unwrap_err().code(), "pool-timeout");
            drop(connection);
        });
    });
}

#[test]
fn a_task_that_should_yield_gets_a_connection_all_the_same() {
    on_each_database_blocking("blocking_budget", |db| {
        if db.kind != Kind::Sqlite {
            return;
        }
        let engine = one_connection(db);
        let connection = engine.connect().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(Duration::from_millis(100));
                drop(connection);
            });
            runtime.block_on(async {
                while tokio::task::coop::has_budget_remaining() {
                    tokio::task::coop::consume_budget().await;
                }
                engine.connect().unwrap();
            });
        });
    });
}

#[test]
fn an_async_engine_and_its_blocking_form_do_not_share_connections_with_io() {
    on_each_database_blocking("blocking_and_async", |db| {
        let own_number = match db.kind {
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT pg_backend_pid()",
            Kind::MariaDb | Kind::MySql => "SELECT connection_id()",
        };
        let number = || text(own_number).columns::<i64>();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let engine = one_connection(db);
        let mut numbers = Vec::new();
        for _ in 0..2 {
            numbers.push(engine.connect().unwrap().one(number()).unwrap());
            numbers.push(runtime.block_on(async {
                let mut connection = engine.as_async().connect().await.unwrap();
                let number = connection.one(number()).await.unwrap();
                connection.close().await.unwrap();
                number
            }));
        }
        let again = engine.connect().unwrap().one(number()).unwrap();
        let and_again = engine.connect().unwrap().one(number()).unwrap();
        assert_eq!(again, and_again);
        numbers.push(again);
        let connections = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), connections);
    });
}

#[test]
fn listeners_are_called() {
    on_each_database_blocking("blocking_listeners", |db| {
        static CALLED: AtomicBool = AtomicBool::new(false);
        CALLED.store(false, Ordering::Relaxed);
        let kind = db.kind;
        db.engine.on_after_execute(move |event| {
            // SQLite enters no runtime.
            let in_runtime = tokio::runtime::Handle::try_current().is_ok();
            assert_eq!(in_runtime, kind != Kind::Sqlite);
            assert!(event.outcome.is_ok());
            CALLED.store(true, Ordering::Relaxed);
        });
        let mut connection = db.engine.connect().unwrap();
        connection.mappings(text("SELECT 1")).unwrap();
        assert!(CALLED.load(Ordering::Relaxed));
        assert!(db.engine.dialect().is_some());
        assert!(!db.engine.url().to_string().is_empty());
    });
}

#[test]
fn deleting_without_a_transaction_of_its_own_is_rolled_back_with_the_session() {
    on_each_database_blocking("blocking_own_error", |db| {
        db.with_blog();
        db.engine
            .begin(|connection| insert_tag(connection, "kept"))
            .unwrap();
        let failed = SessionMaker::new(&db.engine).begin(|session| {
            assert_eq!(
                session
                    .execute(delete(Tag).filter(Tag.name.eq("kept")))?
                    .rows_affected(),
                1
            );
            Err::<(), _>(Error::other("no"))
        });
        assert_eq!(failed.unwrap_err().code(), "other");
        assert_eq!(tag_names(&db.engine), ["kept"]);
    });
}
