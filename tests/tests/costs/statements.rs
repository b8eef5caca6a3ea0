//! Statements: how many are sent for a read, a flush, a list of rows.

use rebis::orm::IntoDraft;
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};
use rebis_tests::{Database, Recorder, on_each_database};

use crate::costs::{Costs, Each};

/// Updates of 100 objects that differ in the same column: one where the database takes arrays of
/// values or is asked by `CASE`, one batch where it takes those, else one for each object.
const UPDATES_OF_100: Each = Each {
    sqlite: 100,
    ..Each::same(1)
};

/// Counts the statements of each case.
struct Meter {
    recorder: Recorder,
    costs: Costs,
}

impl Meter {
    fn of(db: &Database) -> Self {
        Self {
            recorder: db.record(),
            costs: Costs::new("statements", db.kind),
        }
    }

    /// What was sent since the last case is this case's.
    fn case(&mut self, case: &str, expected: Each) {
        let sent = self.recorder.take();
        self.costs.exact(case, sent.len() as u64, expected);
    }

    /// What was sent since the last case is nobody's.
    fn skip(&self) {
        self.recorder.take();
    }
}

fn tags(numbers: std::ops::Range<usize>) -> impl Iterator<Item = impl IntoDraft<Model = Tag>> {
    numbers.map(|number| Tag::draft().name(format!("tag {number}")))
}

fn users(numbers: std::ops::Range<usize>) -> impl Iterator<Item = impl IntoDraft<Model = User>> {
    numbers.map(|number| {
        User::draft()
            .username(format!("user {number}"))
            .email(format!("{number}@example.com"))
    })
}

/// Users with two posts each, and a comment on each post.
async fn add_blog(session: &mut Session, numbers: std::ops::Range<usize>) -> Vec<Instance<User>> {
    let users = session.add_all(users(numbers.clone()));
    for (user, number) in users.iter().zip(numbers) {
        for side in ["a", "b"] {
            let slug = format!("post {number} {side}");
            let post = Post::draft()
                .title("Title")
                .slug(slug)
                .body("")
                .author(user);
            let post = session.add(post);
            session.add(Comment::draft().body("Yes").post(&post).author(user));
        }
    }
    session.flush().await.unwrap();
    users
}

#[test]
fn a_read_sends_one_statement_for_each_level() {
    on_each_database("costs_of_reads", async |db: &Database| {
        let mut writer = db.with_blog().await.session();
        add_blog(&mut writer, 0..100).await;
        writer.commit().await.unwrap();
        let mut meter = Meter::of(db);

        let mut session = db.session();
        let users = session.all(select(User)).await.unwrap();
        assert_eq!(users.len(), 100);
        meter.case("all of 100 objects", Each::same(1));
        for user in &users {
            assert_eq!(user.posts.load(&mut session).await.unwrap().len(), 2);
        }
        meter.case("explicit load of 100 siblings, one by one", Each::same(1));
        session.all(select(User)).await.unwrap();
        meter.case("all of 100 objects that are in memory", Each::same(1));
        let id = users[7].id;

        let mut session = db.session();
        for _ in 0..2 {
            session.get(User, id).await.unwrap().unwrap();
        }
        meter.case("get of the same key, twice", Each::same(1));
        session.commit().await.unwrap();
        session.get(User, id).await.unwrap().unwrap();
        meter.case("get in the next transaction", Each::same(1));

        let mut session = db.session();
        let levels = selectinload(User.posts).selectinload(Post.comments);
        session.all(select(User).options(levels)).await.unwrap();
        meter.case("selectinload of three levels", Each::same(3));

        let mut session = db.session();
        let levels = joinedload(User.posts).joinedload(Post.comments);
        session.all(select(User).options(levels)).await.unwrap();
        meter.case("joinedload of three levels", Each::same(1));

        let mut session = db.session();
        let stmt = select(Post).options(selectinload(Post.author));
        session.all(stmt).await.unwrap();
        meter.case("selectinload of the parents of 200 objects", Each::same(2));
        meter.costs.check();
    });
}

#[test]
fn an_insert_sends_one_statement_for_a_thousand_objects() {
    on_each_database("costs_of_inserts", async |db: &Database| {
        let mut session = db.with_blog().await.session();
        let mut meter = Meter::of(db);
        let mut first = 0;
        for (count, statements) in [(1, 1), (100, 1), (1000, 1), (1001, 2)] {
            session.add_all(tags(first..first + count));
            session.flush().await.unwrap();
            let case = format!("insert of {count} objects whose key counts up");
            meter.case(&case, Each::same(statements));

            session.add_all(users(first..first + count));
            session.flush().await.unwrap();
            let case = format!("insert of {count} objects with server defaults");
            // Without RETURNING, the defaults are read back: one SELECT for each INSERT.
            meter.case(&case, Each::returning(statements, 2 * statements));
            first += count;
        }
        let numbers = first..first + 100;
        add_blog(&mut session, numbers).await;
        let case = "insert of a graph: 100 users, 200 posts, 200 comments";
        meter.case(case, Each::returning(3, 6));

        let tags: Vec<_> = session.all(select(Tag).limit(10)).await.unwrap();
        let posts = session.all(select(Post).limit(100)).await.unwrap();
        meter.skip();
        for post in &posts {
            post.tags.load(&mut session).await.unwrap();
            let mut edit = post.edit();
            tags.iter().for_each(|tag| edit.tags.push(tag));
        }
        meter.case("load of a collection of 100 siblings", Each::same(1));
        session.flush().await.unwrap();
        // 500 in each.
        meter.case("insert of 1000 association rows", Each::same(1));
        meter.costs.check();
    });
}

#[test]
fn an_update_costs_what_changed() {
    on_each_database("costs_of_updates", async |db: &Database| {
        let mut session = db.with_blog().await.session();
        session.add_all(tags(0..200));
        session.commit().await.unwrap();
        let mut session = db.session();
        let tags = session.all(select(Tag)).await.unwrap();
        assert_eq!(tags.len(), 200);
        let mut meter = Meter::of(db);

        session.flush().await.unwrap();
        meter.case("flush of nothing", Each::same(0));
        let _ = tags[0].edit().name.as_str();
        session.flush().await.unwrap();
        meter.case("flush of an edit that changed nothing", Each::same(0));
        tags[1].edit().name.push('x');
        tags[1].edit().name.pop();
        session.flush().await.unwrap();
        meter.case("flush of a change that was taken back", Each::same(0));
        tags[100].edit().name.push('x');
        session.flush().await.unwrap();
        meter.case("flush of one change of 200 objects", Each::same(1));
        for tag in &tags[..100] {
            tag.edit().name.push('y');
        }
        session.flush().await.unwrap();
        meter.case("flush of 100 changes of 200 objects", UPDATES_OF_100);
        session.commit().await.unwrap();
        meter.case("commit of nothing", Each::same(0));
        meter.costs.check();
    });
}

#[test]
fn a_delete_cascades_level_by_level() {
    on_each_database("costs_of_deletes", async |db: &Database| {
        let mut session = db.with_blog().await.session();
        add_blog(&mut session, 0..10).await;
        session.add_all(tags(0..100));
        session.commit().await.unwrap();
        let mut meter = Meter::of(db);

        let mut session = db.session();
        let tags = session.all(select(Tag)).await.unwrap();
        meter.skip();
        for tag in &tags {
            session.delete(tag);
        }
        session.flush().await.unwrap();
        // Their association rows, and they.
        meter.case("delete of 100 objects", Each::same(2));

        let users = session.all(select(User)).await.unwrap();
        meter.skip();
        for user in &users {
            session.delete(user);
        }
        session.flush().await.unwrap();
        // Loads of posts, comments of users, comments of posts, and replies; deletes of association
        // rows, comments, posts, and users.
        meter.case("delete of 10 users, 20 posts, 20 comments", Each::same(8));
        assert!(session.all(select(Comment)).await.unwrap().is_empty());
        meter.costs.check();
    });
}

#[test]
fn rows_of_core_go_in_one_statement() {
    on_each_database("costs_of_core_inserts", async |db: &Database| {
        db.with_blog().await;
        let mut meter = Meter::of(db);
        let mut connection = db.engine.connect().await.unwrap();
        let rows = (0..1000).map(|number| Tag.name.set(format!("tag {number}")));
        let result = connection.execute(insert(Tag).rows(rows)).await.unwrap();
        assert_eq!(result.rows_affected(), 1000);
        meter.case("insert of 1000 rows", Each::same(1));
        meter.costs.check();
    });
}
