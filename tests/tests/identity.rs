//! One object for each row, its versions, and what becomes of them.

use rebis::prelude::*;
use rebis_tests::models::{Post, User};
use rebis_tests::{Database, on_each_database, user};

async fn with_data(db: &Database) -> Session {
    db.with_sample_data().await.session()
}

#[test]
fn every_way_to_a_row_leads_to_the_same_object() {
    on_each_database("identity", async |db: &Database| {
        let mut session = with_data(db).await;
        let queried = user(&mut session, "alice").await;
        let got = session.get(User, queried.id).await.unwrap().unwrap();
        assert!(got.is(&queried));

        let posts = session
            .all(select(Post).options(selectinload(Post.author)))
            .await
            .unwrap();
        let by_selectin = posts
            .iter()
            .find(|post| post.author_id == queried.id)
            .unwrap();
        assert!(by_selectin.author.get().unwrap().is(&queried));

        let mut fresh = db.session();
        let posts = fresh
            .all(
                select(Post)
                    .options(joinedload(Post.author))
                    .order_by(Post.id),
            )
            .await
            .unwrap();
        let joined = posts[0].author.get().unwrap();
        assert!(
            fresh
                .get(User, joined.id)
                .await
                .unwrap()
                .unwrap()
                .is(&joined)
        );
        assert!(posts[1].author.get().unwrap().is(&joined));
    });
}

#[test]
fn get_sends_no_statement_for_an_object_of_this_transaction() {
    on_each_database("get_from_memory", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let recorder = db.record();
        assert!(
            session
                .get(User, alice.id)
                .await
                .unwrap()
                .unwrap()
                .is(&alice)
        );
        assert_eq!(recorder.take(), [""; 0]);
        assert!(session.get(User, 4711).await.unwrap().is_none());
        assert_eq!(recorder.take_verbs(), ["SELECT"]);
    });
}

#[test]
fn a_borrow_taken_before_an_edit_stays_valid_and_old() {
    on_each_database("old_versions", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let before: &str = &alice.username;
        alice.edit().username = "alicia".to_owned();
        let between: &str = &alice.username;
        alice.edit().username = "alison".to_owned();
        session.commit().await.unwrap();
        assert_eq!(
            (before, between, &*alice.username),
            ("alice", "alicia", "alison")
        );
    });
}

#[test]
fn two_edits_at_once_keep_the_columns_of_both() {
    on_each_database("two_edits", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        {
            let mut first = alice.edit();
            let mut second = alice.edit();
            first.display_name = Some("first".to_owned());
            second.is_active = false;
        }
        assert_eq!(alice.display_name.as_deref(), Some("first"));
        assert!(!alice.is_active);
    });
}

#[test]
fn setting_a_column_to_the_same_value_updates_nothing() {
    on_each_database("no_net_change", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let recorder = db.record();
        alice.edit().username = "alice".to_owned();
        alice.edit().username = "other".to_owned();
        alice.edit().username = "alice".to_owned();
        assert!(!alice.is_modified());
        session.flush().await.unwrap();
        assert_eq!(recorder.take(), [""; 0]);
    });
}

#[test]
fn an_update_sets_only_the_columns_that_differ() {
    on_each_database("narrow_update", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        alice.edit().is_active = false;
        let recorder = db.record();
        session.flush().await.unwrap();
        let update = recorder.take().remove(0);
        assert!(
            update.starts_with("UPDATE users SET is_active="),
            "{update}"
        );
        assert!(!update.contains("username="), "{update}");
        let returning = db.engine.dialect().unwrap().capabilities().update_returning;
        assert_eq!(alice.timestamps.updated_at.is_some(), returning);
        assert_eq!(alice.is_stale(), !returning);
        session.refresh(&alice).await.unwrap();
        assert!(alice.timestamps.updated_at.is_some() && !alice.is_stale());
    });
}

#[test]
fn a_pending_object_is_read_through_its_draft() {
    on_each_database("pending", async |db: &Database| {
        db.with_blog().await;
        let mut session = db.session();
        let alice = session.add(User::draft().username("alice").email("a@example.com"));
        assert_eq!(alice.state(), ObjectState::Pending);
        assert_eq!(alice.get(User.username).as_deref(), Some("alice"));
        assert_eq!(alice.get(User.is_active), Some(true));
        assert_eq!(alice.try_get().unwrap_err().code(), "pending");
        assert!(alice.try_edit().is_err());
        session.flush().await.unwrap();
        assert_eq!(alice.state(), ObjectState::Persistent);
        assert_eq!((alice.username.as_str(), alice.is_active), ("alice", true));
    });
}

#[test]
fn rows_that_others_changed_are_seen_in_the_next_transaction() {
    on_each_database("expire_on_commit", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        session.commit().await.unwrap();
        let other = update(User)
            .filter(User.id.eq(alice.id))
            .values(User.email.set("new@x.org"));
        db.engine
            .begin(async |connection| connection.execute(other).await)
            .await
            .unwrap();
        assert_eq!(alice.email, "alice@example.com");
        session.get(User, alice.id).await.unwrap();
        assert_eq!(alice.email, "new@x.org");
    });
}

#[test]
fn a_union_changes_nothing_so_objects_stay_current() {
    on_each_database("union_reads", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let ids = union(select(User.id), select(User.id));
        assert!(!session.execute(ids).await.unwrap().all().is_empty());
        let recorder = db.record();
        session.get(User, alice.id).await.unwrap();
        assert_eq!(recorder.take().len(), 0);
    });
}

#[test]
fn get_finds_nothing_when_the_row_is_gone() {
    on_each_database("get_gone", async |db: &Database| {
        let mut session = with_data(db).await;
        let carol = session.add(User::draft().username("carol").email("c@example.com"));
        session.commit().await.unwrap();
        let gone = delete(User).filter(User.id.eq(carol.id));
        db.engine
            .begin(async |connection| connection.execute(gone).await)
            .await
            .unwrap();
        assert!(session.get(User, carol.id).await.unwrap().is_none());
        assert_eq!(carol.state(), ObjectState::Deleted);
        assert_eq!(
            session.refresh(&carol).await.unwrap_err().code(),
            "object-deleted"
        );
    });
}

#[test]
fn a_row_that_does_not_fit_leaves_nothing_behind() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "measures")]
    struct Measure {
        #[column(primary_key)]
        id: i64,
        size: i64,
    }

    /// The same table, with a column that is too narrow.
    #[derive(Clone, Debug, Model)]
    #[model(table = "measures")]
    struct Narrow {
        #[column(primary_key)]
        id: i64,
        size: i16,
    }

    on_each_database("row_that_does_not_fit", async |db: &Database| {
        let metadata = Registry::new((Measure,)).unwrap().metadata();
        metadata.create_all(&db.engine).await.unwrap();
        let rows = [(1, 100_000), (2, 5)];
        let rows = rows.map(|(id, size)| (Measure.id.set(id), Measure.size.set(size)));
        let mut session = db.session();
        session.execute(insert(Measure).rows(rows)).await.unwrap();

        let one = |id: i64| select(Narrow).filter(Narrow.id.eq(id));
        let error = session.all(one(1)).await.unwrap_err();
        assert_eq!(error.code(), "decode");
        let second = session.one(one(2)).await.unwrap();
        let shrink = update(Measure)
            .values(Measure.size.set(7))
            .filter(Measure.id.eq(1));
        session.execute(shrink).await.unwrap();
        let first = session.one(one(1)).await.unwrap();
        assert_eq!((first.id, first.size), (1, 7));
        assert_eq!((second.id, second.size), (2, 5));
        assert!(!first.is(&second));
    });
}

#[test]
fn rows_before_one_that_does_not_fit_are_known() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "sizes")]
    struct Wide {
        #[column(primary_key)]
        id: i64,
        size: i64,
    }

    #[derive(Clone, Debug, Model)]
    #[model(table = "sizes")]
    struct Narrow {
        #[column(primary_key)]
        id: i64,
        size: i16,
    }

    on_each_database("rows_before_one", async |db: &Database| {
        let metadata = Registry::new((Wide,)).unwrap().metadata();
        metadata.create_all(&db.engine).await.unwrap();
        let size = |id| if id == 20 { 100_000 } else { id };
        let rows = (1..=20).map(|id| (Wide.id.set(id), Wide.size.set(size(id))));
        let mut session = db.session();
        session.execute(insert(Wide).rows(rows)).await.unwrap();

        let ordered = select(Narrow).order_by(Narrow.id);
        let error = session.all(ordered).await.unwrap_err();
        let recorder = db.record();
        for id in 1..20_i64 {
            let known = session.get(Narrow, id).await.unwrap().unwrap();
            assert_eq!(i64::from(known.size), id);
        }
        assert_eq!(recorder.take(), [""; 0]);
        let unknown = session.get(Narrow, 20_i64).await.unwrap_err();
        for error in [error, unknown] {
            assert_eq!(error.code(), "decode");
            let message = error.to_string();
            let place = ["(`size`) of `Narrow`", "[SQL: SELECT ", "FROM sizes"];
            assert!(place.iter().all(|part| message.contains(part)), "{message}");
        }
    });
}

#[test]
fn a_row_that_comes_in_several_columns_is_one_object() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "links")]
    struct Link {
        #[column(primary_key)]
        id: i64,
        next: i64,
    }

    on_each_database("several_columns", async |db: &Database| {
        let metadata = Registry::new((Link,)).unwrap().metadata();
        metadata.create_all(&db.engine).await.unwrap();
        let rows = [(1, 2), (2, 1), (3, 3)];
        let rows = rows.map(|(id, next)| (Link.id.set(id), Link.next.set(next)));
        let mut session = db.session();
        session.execute(insert(Link).rows(rows)).await.unwrap();

        let next = aliased(Link, "other");
        let pairs = select((Link, next))
            .join(next, Link.next.eq(next.id))
            .order_by(Link.id);
        for _ in 0..2 {
            let pairs = session.all(&pairs).await.unwrap();
            assert!(pairs[0].0.is(&pairs[1].1));
            assert!(pairs[0].1.is(&pairs[1].0));
            assert!(pairs[2].0.is(&pairs[2].1));
            assert_eq!(pairs[0].1.next, 1);
        }
    });
}
