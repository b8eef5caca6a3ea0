//! Sessions and connections in many tasks.

use rebis::prelude::*;
use rebis_tests::models::{Tag, User};
use rebis_tests::{Database, Kind, app, on_each_database};

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

#[test]
fn a_connection_that_the_server_closed_is_replaced_when_it_is_pinged() {
    on_each_database("pre_ping", async |db: &Database| {
        let own_number = match db.kind {
            // There is no server that could close the connection.
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT pg_backend_pid()",
            Kind::MariaDb | Kind::MySql => "SELECT connection_id()",
        };
        let engine = EngineOptions::new(&db.url)
            .pool_pre_ping(true)
            .create()
            .unwrap();
        let mut connection = engine.connect().await.unwrap();
        let number = connection
            .one(text(own_number).columns::<i64>())
            .await
            .unwrap();
        connection.close().await.unwrap();
        let kill = match db.kind {
            Kind::Postgres => format!("SELECT pg_terminate_backend({number})"),
            _ => format!("KILL {number}"),
        };
        db.engine
            .connect()
            .await
            .unwrap()
            .mappings(text(kill))
            .await
            .unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        let mut connection = engine.connect().await.unwrap();
        let other = connection
            .one(text(own_number).columns::<i64>())
            .await
            .unwrap();
        assert_ne!(other, number);
    });
}

#[test]
fn a_lost_connection_is_a_typed_error_and_leaves_the_pool() {
    on_each_database("connection_lost", async |db: &Database| {
        let kill = match db.kind {
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT pg_terminate_backend(pg_backend_pid())",
            Kind::MariaDb | Kind::MySql => "KILL connection_id()",
        };
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection.mappings(text(kill)).await.unwrap_err();
        let again = connection.mappings(text("SELECT 1")).await.unwrap_err();
        assert_eq!(again.code(), "connection-lost", "after {error}");
        drop(connection);
        assert_eq!(db.engine.pool_status().open, 0);
        db.engine
            .connect()
            .await
            .unwrap()
            .mappings(text("SELECT 1"))
            .await
            .unwrap();
    });
}

#[test]
fn a_connection_past_its_age_is_replaced() {
    on_each_database("recycle", async |db: &Database| {
        let engine = EngineOptions::new(&db.url)
            .pool_recycle(std::time::Duration::from_millis(50))
            .create()
            .unwrap();
        let temporary = text("CREATE TEMPORARY TABLE marks (n INTEGER)");
        let mut connection = engine.connect().await.unwrap();
        connection.execute(temporary).await.unwrap();
        connection.commit().await.unwrap();
        connection
            .mappings(text("SELECT n FROM marks"))
            .await
            .unwrap();
        connection.close().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        let mut connection = engine.connect().await.unwrap();
        let error = connection
            .mappings(text("SELECT n FROM marks"))
            .await
            .unwrap_err();
        assert_eq!(error.code(), "no-such-table");
    });
}
