//! What a rollback, a savepoint and a failed flush leave behind, in memory and in the database.

use rebis::core::error::DatabaseErrorKind;
use rebis::prelude::*;
use rebis_tests::models::{Post, Tag, User};
use rebis_tests::{Database, Kind, on_each_database, user};

async fn with_data(db: &Database) -> Session {
    db.with_sample_data().await.session()
}

#[test]
fn rollback_returns_objects_to_the_start_of_the_transaction() {
    on_each_database("rollback", async |db: &Database| {
        let mut session = with_data(db).await;
        let stmt = select(User)
            .options(selectinload(User.posts))
            .order_by(User.username);
        let users = session.all(stmt).await.unwrap();
        let [alice, bob] = &users[..] else { panic!() };
        let posts = alice.posts.get().unwrap();
        let carol = session.add(User::draft().username("carol").email("c@example.com"));
        alice.edit().display_name = Some("A".to_owned());
        session.flush().await.unwrap();
        alice.edit().display_name = Some("B".to_owned());
        bob.edit().posts.push(&posts[0]);
        session.delete(&posts[1]);
        session.flush().await.unwrap();
        assert_eq!(posts[1].state(), ObjectState::Deleted);

        session.rollback().await.unwrap();
        assert_eq!(alice.display_name.as_deref(), Some("Alice"));
        assert_eq!(alice.posts.get().unwrap(), posts);
        assert_eq!(bob.posts.get().unwrap().len(), 1);
        assert_eq!(posts[0].author_id, alice.id);
        assert_eq!(
            (posts[1].state(), carol.state()),
            (ObjectState::Persistent, ObjectState::Transient)
        );
        assert!(!session.is_dirty());

        session.commit().await.unwrap();
        assert!(session.get(User, carol.id).await.unwrap().is_none());
        let alice = user(&mut session, "alice").await;
        assert_eq!(alice.display_name.as_deref(), Some("Alice"));
    });
}

#[test]
fn an_edit_that_was_never_flushed_is_rolled_back_too() {
    on_each_database("rollback_unflushed", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        alice.edit().email = "other@example.com".to_owned();
        session.rollback().await.unwrap();
        assert_eq!(alice.email, "alice@example.com");
        session.commit().await.unwrap();
        assert_eq!(alice.email, "alice@example.com");
    });
}

#[test]
fn a_savepoint_is_undone_alone() {
    on_each_database("savepoint", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let bob = user(&mut session, "bob").await;
        alice.edit().display_name = Some("outer".to_owned());
        let mut inner_tag = None;
        let outcome: Result<()> = session
            .begin_nested(async |session| {
                alice.edit().display_name = Some("inner".to_owned());
                let tag = session.add(Tag::draft().name("inner"));
                session.flush().await?;
                inner_tag = Some(tag);
                Err(Error::other("never mind"))
            })
            .await;
        assert_eq!(outcome.unwrap_err().to_string(), "never mind");
        assert_eq!(alice.display_name.as_deref(), Some("outer"));
        assert_eq!(inner_tag.unwrap().state(), ObjectState::Transient);
        assert_eq!(bob.display_name.as_deref(), Some("Bob"));
        session
            .begin_nested(async |session| {
                bob.edit().display_name = Some("kept".to_owned());
                session.flush().await
            })
            .await
            .unwrap();
        session.commit().await.unwrap();

        let mut fresh = db.session();
        assert_eq!(
            user(&mut fresh, "alice").await.display_name.as_deref(),
            Some("outer")
        );
        assert_eq!(
            user(&mut fresh, "bob").await.display_name.as_deref(),
            Some("kept")
        );
        let tags = fresh.one(select(func::count(Tag.id))).await.unwrap();
        assert_eq!(tags, 3);
    });
}

#[test]
fn a_released_savepoint_is_undone_with_the_transaction() {
    on_each_database("released_savepoint", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        session
            .begin_nested(async |_| {
                alice.edit().display_name = Some("inner".to_owned());
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(alice.display_name.as_deref(), Some("inner"));
        session.rollback().await.unwrap();
        assert_eq!(alice.display_name.as_deref(), Some("Alice"));
    });
}

#[test]
fn a_failed_flush_names_the_object_and_the_constraint() {
    on_each_database("failed_flush", async |db: &Database| {
        let mut session = with_data(db).await;
        let recorder = db.record();
        session.add(Tag::draft().name("fine"));
        session.add(Tag::draft().name("python"));
        let error = session.flush().await.unwrap_err();
        let message = error.to_string();
        assert!(
            message.contains("INSERT of Tag(name='python')"),
            "{message}"
        );
        let database = error.as_database().unwrap();
        assert_eq!(database.kind, DatabaseErrorKind::UniqueViolation);
        let named = [&database.constraint, &database.column, &database.table];
        assert!(named.iter().any(|name| name.is_some()), "{database:?}");
        assert!(message.contains("INSERT INTO tags"), "{message}");

        let _ = recorder.take();
        let refused = session.all(select(Tag.name)).await.unwrap_err();
        assert_eq!(refused.code(), "pending-rollback");
        assert!(refused.to_string().contains("python"), "{refused}");
        assert_eq!(recorder.take(), [""; 0]);

        session.rollback().await.unwrap();
        session.add(Tag::draft().name("fine"));
        session.commit().await.unwrap();
        assert_eq!(session.one(select(func::count(Tag.id))).await.unwrap(), 4);
    });
}

#[test]
fn a_flush_that_fails_in_a_savepoint_leaves_the_transaction_usable() {
    on_each_database("failed_flush_in_savepoint", async |db: &Database| {
        let mut session = with_data(db).await;
        let rust = session.add(Tag::draft().name("rust"));
        let outcome = session
            .begin_nested(async |session| {
                session.add(Tag::draft().name("python"));
                session.flush().await
            })
            .await;
        assert_eq!(outcome.unwrap_err().code(), "unique-violation");
        assert_eq!(rust.state(), ObjectState::Persistent);
        session.commit().await.unwrap();
        assert_eq!(session.one(select(func::count(Tag.id))).await.unwrap(), 4);
    });
}

#[test]
fn a_failed_update_names_the_object() {
    on_each_database("failed_update", async |db: &Database| {
        let mut session = with_data(db).await;
        let bob = user(&mut session, "bob").await;
        bob.edit().username = "alice".to_owned();
        let message = session.commit().await.unwrap_err().to_string();
        assert!(
            message.contains(&format!("UPDATE of User({})", bob.id)),
            "{message}"
        );
        session.rollback().await.unwrap();
        assert_eq!(bob.username, "bob");
    });
}

#[test]
fn an_update_of_a_row_that_is_gone_is_reported() {
    on_each_database("stale_data", async |db: &Database| {
        let mut session = with_data(db).await;
        let carol = session.add(User::draft().username("carol").email("c@example.com"));
        session.commit().await.unwrap();
        let gone = delete(User).filter(User.id.eq(carol.id));
        db.engine
            .begin(async |connection| connection.execute(gone).await)
            .await
            .unwrap();
        carol.edit().email = "d@example.com".to_owned();
        let error = session.flush().await.unwrap_err();
        assert_eq!(error.code(), "stale-data");
        assert!(
            error.to_string().contains(&format!("User({})", carol.id)),
            "{error}"
        );
    });
}

#[test]
fn an_update_of_many_rows_reports_the_one_that_is_gone() {
    on_each_database("stale_data_of_many", async |db: &Database| {
        let mut session = with_data(db).await;
        let drafts = (0..5).map(|number| {
            let email = format!("{number}@example.com");
            User::draft()
                .username(format!("user {number}"))
                .email(email)
        });
        let users = session.add_all(drafts);
        session.commit().await.unwrap();
        let gone = delete(User).filter(User.id.eq(users[3].id));
        db.engine
            .begin(async |connection| connection.execute(gone).await)
            .await
            .unwrap();
        for user in &users {
            user.edit().email.push('x');
        }
        let error = session.flush().await.unwrap_err();
        assert_eq!(error.code(), "stale-data");
        assert!(
            error
                .to_string()
                .contains(&format!("User({})", users[3].id)),
            "{error}"
        );
        session.rollback().await.unwrap();
        // Those that nothing is wrong with can be written in the same session.
        for user in &users[..3] {
            user.edit().email.push('y');
        }
        session.commit().await.unwrap();
    });
}

#[test]
fn an_update_of_many_rows_reports_the_one_that_is_refused() {
    on_each_database("refused_of_many", async |db: &Database| {
        let mut session = with_data(db).await;
        let drafts = (0..5).map(|number| {
            let email = format!("{number}@example.com");
            User::draft()
                .username(format!("user {number}"))
                .email(email)
        });
        let users = session.add_all(drafts);
        session.commit().await.unwrap();
        for user in &users {
            user.edit().email.push('x');
        }
        users[3].edit().email = "alice@example.com".to_owned();
        let error = session.flush().await.unwrap_err();
        assert_eq!(error.code(), "unique-violation");
        assert!(
            error
                .to_string()
                .contains(&format!("User({})", users[3].id)),
            "{error}"
        );
        session.rollback().await.unwrap();
        for user in &users {
            user.edit().email.push('y');
        }
        session.commit().await.unwrap();
        let mut fresh = db.session();
        let written = select(func::count(User.id)).filter(User.email.ends_with("y"));
        assert_eq!(fresh.one(written).await.unwrap(), 5);
    });
}

#[test]
fn dropping_a_session_rolls_back() {
    on_each_database("drop_rolls_back", async |db: &Database| {
        let mut session = with_data(db).await;
        session.add(Tag::draft().name("lost"));
        session.flush().await.unwrap();
        drop(session);
        let mut fresh = db.session();
        assert_eq!(fresh.one(select(func::count(Tag.id))).await.unwrap(), 3);
    });
}

#[test]
fn a_cancelled_closure_rolls_back_and_its_connection_is_replaced() {
    on_each_database("cancelled", async |db: &Database| {
        with_data(db).await.close().await.unwrap();
        let sessions = SessionMaker::new(&db.engine);
        let never = sessions.begin(async |session| {
            session.add(Tag::draft().name("lost"));
            session.flush().await?;
            std::future::pending::<Result<()>>().await
        });
        let timeout = tokio::time::timeout(std::time::Duration::from_millis(300), never).await;
        assert!(timeout.is_err());
        let mut fresh = db.session();
        assert_eq!(fresh.one(select(func::count(Tag.id))).await.unwrap(), 3);
        fresh.add(Tag::draft().name("lost"));
        fresh.commit().await.unwrap();
    });
}

#[test]
fn queries_see_what_is_pending() {
    on_each_database("autoflush", async |db: &Database| {
        let mut session = with_data(db).await;
        session.add(Tag::draft().name("new"));
        assert_eq!(session.one(select(func::count(Tag.id))).await.unwrap(), 4);
        let mut other = db.session();
        if db.kind != Kind::Sqlite {
            assert_eq!(other.one(select(func::count(Tag.id))).await.unwrap(), 3);
        }
        let mut manual = SessionMaker::new(&db.engine).autoflush(false).session();
        session.rollback().await.unwrap();
        manual.add(Tag::draft().name("new"));
        assert_eq!(manual.one(select(func::count(Tag.id))).await.unwrap(), 3);
    });
}

#[test]
fn a_bulk_update_reaches_objects_with_their_next_row() {
    on_each_database("bulk_update", async |db: &Database| {
        let mut session = with_data(db).await;
        let posts = session.all(select(Post).order_by(Post.id)).await.unwrap();
        let rename = update(Post)
            .filter(Post.id.eq(posts[0].id))
            .values(Post.title.set("renamed"));
        assert_eq!(session.execute(rename).await.unwrap().rows_affected(), 1);
        session.all(select(Post)).await.unwrap();
        assert_eq!(posts[0].title, "renamed");
        session.rollback().await.unwrap();
        assert_eq!(posts[0].title, "Getting Started with SQLAlchemy 2.0");
    });
}

#[test]
fn a_statement_that_is_cut_off_ends_its_connection_and_not_the_session() {
    on_each_database("cut_off", async |db: &Database| {
        let mut session = with_data(db).await;
        let sleep = match db.kind {
            // SQLite answers on the calling thread: a statement cannot be cut off.
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT pg_sleep(2)",
            Kind::MariaDb | Kind::MySql => "SELECT sleep(2)",
        };
        let bob = user(&mut session, "bob").await;
        bob.edit().username = "robert".to_owned();
        session.flush().await.unwrap();
        let limit = std::time::Duration::from_millis(100);
        let slept = tokio::time::timeout(limit, session.execute(text(sleep))).await;
        assert!(slept.is_err());
        let refused = session.all(select(Tag)).await.unwrap_err();
        assert_eq!(refused.code(), "connection-lost");
        session.rollback().await.unwrap();
        assert_eq!(bob.username, "bob");
        assert_eq!(user(&mut session, "bob").await, bob);
        session.commit().await.unwrap();
    });
}

#[test]
fn a_key_that_the_database_makes_up_is_read_back() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "tickets")]
    struct Ticket {
        #[column(primary_key, length = 36, server_default = "made up below")]
        code: String,
        seat: i64,
    }

    on_each_database("made_up_key", async |db: &Database| {
        let default = match db.kind {
            Kind::Sqlite => "(lower(hex(randomblob(16))))",
            Kind::Postgres => "gen_random_uuid()::text",
            Kind::MariaDb | Kind::MySql => "(uuid())",
        };
        let create = format!(
            "CREATE TABLE tickets (code VARCHAR(36) DEFAULT {default} PRIMARY KEY, seat BIGINT)"
        );
        let create = async |connection: &mut Connection| connection.execute_raw(&create).await;
        db.engine.begin(create).await.unwrap();
        let mut session = db.session();
        let tickets = session.add_all((0..5).map(|seat| Ticket::draft().seat(seat)));
        let flushed = session.flush().await;
        if !db.engine.dialect().unwrap().capabilities().insert_returning {
            assert_eq!(flushed.unwrap_err().code(), "unsupported");
            return;
        }
        flushed.unwrap();
        session.commit().await.unwrap();
        let mut fresh = db.session();
        for (seat, ticket) in (0..).zip(&tickets) {
            let read = fresh.get(Ticket, &*ticket.code).await.unwrap().unwrap();
            assert_eq!(read.seat, seat);
        }
    });
}

#[test]
fn the_chain_of_an_error_says_each_thing_once() {
    use std::error::Error as _;
    on_each_database("error_chain", async |db: &Database| {
        let mut session = with_data(db).await;
        session.add(Tag::draft().name("python"));
        let error = session.flush().await.unwrap_err();
        assert!(error.source().is_none());
        let sql = "INSERT INTO tags";
        assert_eq!(error.to_string().matches(sql).count(), 1, "{error}");
    });
}
