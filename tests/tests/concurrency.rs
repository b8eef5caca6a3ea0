//! Sessions and connections in many tasks.

use rebis::prelude::*;
use rebis_tests::models::{Tag, User};
use rebis_tests::{Database, app, on_each_database};

#[test]
fn a_session_can_be_used_in_a_spawned_task() {
    on_each_database("spawned", async |db: &Database| {
        db.with_blog().await;
        let sessions = SessionMaker::new(&db.engine);
        app::create_sample_data(&sessions).await.unwrap();
        let task = tokio::spawn({
            let sessions = sessions.clone();
            async move {
                let mut session = sessions.session();
                let stmt = select(User)
                    .options(selectinload(User.posts))
                    .order_by(User.id);
                let users = session.all(stmt).await?;
                let posts = users[0].posts.load(&mut session).await?;
                session.add(Tag::draft().name("spawned"));
                session
                    .begin_nested(async |session| session.flush().await)
                    .await?;
                session.commit().await?;
                Ok::<usize, Error>(posts.len())
            }
        });
        assert_eq!(task.await.unwrap().unwrap(), 2);
        let closure = tokio::spawn(async move {
            sessions
                .begin(async |session| {
                    session.add(Tag::draft().name("closure"));
                    session.flush().await
                })
                .await
        });
        closure.await.unwrap().unwrap();
    });
}

#[test]
fn handles_are_read_while_another_task_writes() {
    on_each_database("shared_handles", async |db: &Database| {
        db.with_blog().await;
        app::create_sample_data(&SessionMaker::new(&db.engine))
            .await
            .unwrap();
        let mut session = db.session();
        let alice = session
            .one(select(User).filter(User.username.eq("alice")))
            .await
            .unwrap();
        let reader = alice.clone();
        let task = tokio::task::spawn_blocking(move || {
            let mut seen = std::collections::BTreeSet::new();
            for _ in 0..10_000 {
                seen.insert(reader.clone().username.clone());
            }
            seen
        });
        for number in 0..200 {
            alice.edit().username = format!("alice{number}");
        }
        assert!(
            task.await
                .unwrap()
                .iter()
                .all(|name| name.starts_with("alice"))
        );
        session.commit().await.unwrap();
    });
}

#[test]
fn more_tasks_than_connections_take_turns() {
    on_each_database("pool_turns", async |db: &Database| {
        db.with_blog().await;
        let engine = EngineOptions::new(&db.url)
            .pool_size(2)
            .max_overflow(2)
            .create()
            .unwrap();
        let tasks: Vec<_> = (0..32)
            .map(|number| {
                let engine = engine.clone();
                tokio::spawn(async move {
                    let stmt = select(func::count(Tag.id)).filter(Tag.id.ne(number));
                    engine.connect().await?.one(stmt).await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), 0);
        }
        assert!(engine.pool_status().open <= 4);
        engine.dispose();
    });
}

#[test]
fn the_pool_keeps_its_size_and_disposes() {
    on_each_database("pool_size", async |db: &Database| {
        let engine = EngineOptions::new(&db.url)
            .pool_size(1)
            .max_overflow(2)
            .pool_pre_ping(true)
            .pool_recycle(std::time::Duration::from_secs(3600))
            .create()
            .unwrap();
        assert_eq!(engine.pool_status().open, 0);
        let mut connections = Vec::new();
        for _ in 0..3 {
            connections.push(engine.connect().await.unwrap());
        }
        assert_eq!(engine.pool_status().open, 3);
        drop(connections);
        assert_eq!(engine.pool_status().open, 1);
        assert_eq!(engine.pool_status().idle, 1);
        engine.dispose();
        assert_eq!(engine.pool_status().open, 0);
        engine.connect().await.unwrap().close().await.unwrap();
    });
}
