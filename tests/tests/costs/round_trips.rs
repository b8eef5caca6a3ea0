//! Round trips to a server, counted at the socket by a proxy.

use std::ops::Range;

use rebis::prelude::*;
use rebis_tests::models::{Post, Tag, User};
use rebis_tests::{BlockingDatabase, Kind, Proxy, on_each_database_blocking};

use crate::costs::{Costs, Each};

/// Counts the round trips of each case.
struct Meter {
    proxy: Proxy,
    costs: Costs,
}

impl Meter {
    /// What went to the server since the last case is this case's.
    fn case(&mut self, case: &str, expected: Each) {
        let turns = self.proxy.take_turns();
        self.costs.exact(case, turns, expected);
    }

    /// What went to the server since the last case is nobody's.
    fn skip(&self) {
        self.proxy.take_turns();
    }
}

/// Runs a test on each server, through a proxy on the same thread, with an engine of one
/// connection that is open already.
fn on_each_server<F>(name: &str, test: F)
where
    F: AsyncFn(&Engine, &mut Meter),
{
    on_each_database_blocking(name, |db: &BlockingDatabase| {
        if db.kind == Kind::Sqlite {
            return;
        }
        db.with_blog();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (proxy, url) = Proxy::of(&db.url).await;
            let engine = EngineOptions::new(url).pool_size(1).create().unwrap();
            drop(engine.connect().await.unwrap());
            let costs = Costs::new("round trips", db.kind);
            let mut meter = Meter { proxy, costs };
            meter.skip();
            test(&engine, &mut meter).await;
            engine.dispose();
            meter.costs.check();
        });
    });
}

fn tags(numbers: Range<usize>) -> impl Iterator<Item = rebis::core::Assignment> {
    numbers.map(|number| Tag.name.set(format!("tag {number}")))
}

#[test]
fn a_transaction_begins_with_its_first_statement() {
    on_each_server("round_trips_of_reads", async |engine, meter| {
        let connection = engine.connect().await.unwrap();
        drop(connection);
        meter.case("a connection that nobody used", Each::same(0));

        let mut connection = engine.connect().await.unwrap();
        let one = |id: i64| select(Tag.name).filter(Tag.id.eq(id));
        connection.all(one(1)).await.unwrap();
        // PostgreSQL: BEGIN and PREPARE, EXECUTE. MySQL: BEGIN, PREPARE, EXECUTE.
        meter.case("first read in a new transaction", Each::servers(2, 3));
        connection.all(one(2)).await.unwrap();
        meter.case("the same read again", Each::same(1));
        connection.all(select(Tag.id)).await.unwrap();
        // PREPARE, EXECUTE.
        meter.case("another read, not prepared yet", Each::same(2));
        connection.commit().await.unwrap();
        meter.case("commit", Each::same(1));

        connection.all(one(3)).await.unwrap();
        // PostgreSQL: BEGIN and EXECUTE. MySQL: BEGIN, EXECUTE.
        meter.case("prepared read in a new transaction", Each::servers(1, 2));
        connection.rollback().await.unwrap();
        meter.case("rollback", Each::same(1));

        connection.begin().await.unwrap();
        connection.commit().await.unwrap();
        connection.commit().await.unwrap();
        meter.case("a transaction without statements", Each::same(0));

        connection.begin().await.unwrap();
        connection
            .begin_nested(async |connection| connection.all(one(4)).await)
            .await
            .unwrap();
        // PostgreSQL: BEGIN and SAVEPOINT, EXECUTE, RELEASE. MySQL sends BEGIN by itself.
        meter.case("a savepoint around a prepared read", Each::servers(3, 4));
        connection.close().await.unwrap();
        meter.skip();

        let mut connection = engine.connect().await.unwrap();
        connection.all(one(5)).await.unwrap();
        meter.case(
            "the same on the connection, lent again",
            Each::servers(1, 2),
        );
    });
}

#[test]
fn a_model_with_an_enumeration_costs_more_at_first_only() {
    on_each_server("round_trips_of_enumerations", async |engine, meter| {
        let mut connection = engine.connect().await.unwrap();
        connection.all(select(Post.status)).await.unwrap();
        // PostgreSQL: BEGIN and PREPARE, and then EXECUTE, as ever. In between its client asks for a
        // type that it does not know: PREPARE and EXECUTE for the type, and for the labels.
        meter.case("first read of an enumeration", Each::servers(6, 3));
        connection
            .all(select((Post.status, Post.id)))
            .await
            .unwrap();
        meter.case("another read of it, not prepared yet", Each::same(2));
        connection.all(select(Post.status)).await.unwrap();
        meter.case("the first read again", Each::same(1));
    });
}

#[test]
fn rows_travel_together() {
    on_each_server("round_trips_of_rows", async |engine, meter| {
        let mut connection = engine.connect().await.unwrap();
        connection
            .execute(insert(Tag).rows(tags(0..1000)))
            .await
            .unwrap();
        // As the first read.
        meter.case("first insert of 1000 rows", Each::servers(2, 3));
        connection.commit().await.unwrap();
        meter.skip();
        connection
            .execute(insert(Tag).rows(tags(1000..2000)))
            .await
            .unwrap();
        meter.case("again, in a new transaction", Each::servers(1, 2));
        let names = connection.all(select(Tag.name)).await.unwrap();
        assert_eq!(names.len(), 2000);
        meter.case("first read of 2000 rows", Each::same(2));
        connection.all(select(Tag.name)).await.unwrap();
        meter.case("again", Each::same(1));
    });
}

#[test]
fn a_unit_of_work_sends_statements_and_a_commit() {
    on_each_server("round_trips_of_units", async |engine, meter| {
        let sessions = SessionMaker::new(engine);
        let add_tags = async |numbers: Range<usize>| {
            let drafts = numbers.map(|number| Tag::draft().name(format!("tag {number}")));
            sessions
                .begin(async |session| {
                    session.add_all(drafts);
                    Ok(())
                })
                .await
                .unwrap();
        };
        add_tags(0..100).await;
        // PostgreSQL: BEGIN and PREPARE, EXECUTE, COMMIT. MySQL sends BEGIN by itself, and without
        // RETURNING each connection asks once whether triggers set keys.
        let first = Each {
            mysql: 5,
            ..Each::servers(3, 4)
        };
        meter.case("first unit that adds 100 objects", first);
        add_tags(100..200).await;
        meter.case("the second one", Each::servers(2, 3));

        add_tags(200..257).await;
        // Where the database takes arrays, one text serves any number of rows; else PREPARE again.
        meter.case("another that adds 57", Each::servers(2, 4));

        let add_users = async |numbers: Range<usize>| {
            let draft = |number| {
                let email = format!("{number}@example.com");
                User::draft().username(format!("{number}")).email(email)
            };
            sessions
                .begin(async |session| {
                    session.add_all(numbers.map(draft));
                    Ok(())
                })
                .await
                .unwrap();
        };
        add_users(0..100).await;
        // Without RETURNING, a SELECT reads the server defaults back: PREPARE, EXECUTE.
        let first = Each {
            mysql: 6,
            ..Each::servers(3, 4)
        };
        meter.case("first unit that adds 100 with server defaults", first);
        add_users(100..200).await;
        let second = Each {
            mysql: 4,
            ..Each::servers(2, 3)
        };
        meter.case("the second one", second);

        let load = async || {
            let mut session = sessions.session();
            let stmt = select(User).options(selectinload(User.posts).selectinload(Post.tags));
            assert_eq!(session.all(stmt).await.unwrap().len(), 200);
            session.close().await.unwrap();
        };
        load().await;
        meter.skip();
        load().await;
        // Users and posts, and the ROLLBACK; there are no posts to find tags of.
        meter.case("selectinload, prepared", Each::servers(3, 4));

        let mut session = sessions.session();
        let users = session.all(select(User).limit(10)).await.unwrap();
        meter.skip();
        for user in &users {
            user.edit().is_active = false;
        }
        session.flush().await.unwrap();
        // PREPARE and EXECUTE, of one statement or of a batch. The first batch of a connection asks
        // before whether the server takes it: PREPARE and EXECUTE.
        let first = Each {
            mariadb: 4,
            ..Each::servers(2, 2)
        };
        meter.case("first flush of 10 changes", first);
        for user in &users {
            user.edit().is_active = true;
        }
        session.flush().await.unwrap();
        meter.case("the second one", Each::same(1));
        session.commit().await.unwrap();
        meter.case("commit", Each::same(1));
    });
}

#[test]
fn a_list_of_another_length_is_the_same_statement_for_loaders() {
    on_each_server("round_trips_of_keys", async |engine, meter| {
        let sessions = SessionMaker::new(engine);
        let mut session = sessions.session();
        session.add_all((0..40).map(|number| Tag::draft().name(format!("tag {number}"))));
        session.commit().await.unwrap();
        let tags = session.all(select(Tag).order_by(Tag.id)).await.unwrap();
        let ids: Vec<i64> = tags.iter().map(|tag| tag.id).collect();
        // The client learns what the enumeration is.
        session.all(select(Post.status)).await.unwrap();
        let some = |count: usize| select(Tag).filter(Tag.id.le(ids[count - 1]));
        session.all(some(1)).await.unwrap();
        let cases = [("first", 5), ("again", 5), ("of another length", 6)];

        // The tags, and PREPARE and EXECUTE for their posts. The list is one array, or padded.
        for ((case, count), turns) in cases.into_iter().zip([3, 2, 2]) {
            session.commit().await.unwrap();
            session.all(some(1)).await.unwrap();
            meter.skip();
            let stmt = some(count).options(selectinload(Tag.posts));
            session.all(stmt).await.unwrap();
            meter.case(&format!("selectinload, {case}"), Each::same(turns));
        }
        // FIXME: each length is a text of its own, so the last one is prepared again.
        for ((case, count), turns) in cases.into_iter().zip([2, 1, 2]) {
            meter.skip();
            let stmt = select(Tag.name).filter(Tag.id.in_(ids[..count].to_vec()));
            session.all(stmt).await.unwrap();
            meter.case(&format!("a list in a filter, {case}"), Each::same(turns));
        }
        // Association rows and objects: again an array, or padded.
        let tags = session.all(select(Tag).order_by(Tag.id)).await.unwrap();
        let mut rest = tags.iter();
        for ((case, count), turns) in cases.into_iter().zip([4, 2, 2]) {
            rest.by_ref()
                .take(count)
                .for_each(|tag| session.delete(tag));
            meter.skip();
            session.flush().await.unwrap();
            meter.case(&format!("delete, {case}"), Each::same(turns));
        }
    });
}
