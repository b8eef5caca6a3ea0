//! Allocations on SQLite in memory, on the thread that runs the case.
//!
//! A debug build allocates the same each time, so the numbers are exact but where a list or map
//! grows: those have a bound. What SQLite itself takes in C is not counted.

use std::pin::pin;

use allocation_counter::{AllocationInfo, measure};
use rebis::prelude::*;
use rebis_tests::Kind;
use rebis_tests::models::{Comment, Post, Tag, User};
use tokio::runtime::Runtime;

use crate::costs::{Costs, Each};

/// A database with 1000 tags, and what was counted on it.
struct Meter {
    runtime: Runtime,
    engine: Engine,
    costs: Costs,
}

impl Meter {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let engine = create_engine("sqlite://").unwrap();
        runtime.block_on(async {
            let registry = Registry::new((User, Post, Comment, Tag)).unwrap();
            registry.metadata().create_all(&engine).await.unwrap();
            let mut connection = engine.connect().await.unwrap();
            let rows = (1..=1000).map(|number| Tag.name.set(format!("tag {number}")));
            connection.execute(insert(Tag).rows(rows)).await.unwrap();
            connection.commit().await.unwrap();
        });
        Self {
            runtime,
            engine,
            costs: Costs::new("allocations", Kind::Sqlite),
        }
    }

    fn session(&self) -> Session {
        SessionMaker::new(&self.engine).session()
    }

    /// What some work allocates, and what it gives.
    fn count<T>(&self, work: impl Future<Output = T>) -> (AllocationInfo, T) {
        // Pinned here, because a debug build of the runtime moves a large future to the heap.
        let mut work = pin!(work);
        let mut outcome = None;
        let info = measure(|| outcome = Some(self.runtime.block_on(work.as_mut())));
        (info, outcome.unwrap())
    }

    fn exact(&mut self, case: &str, counted: u64, expected: u64) {
        self.costs.exact(case, counted, Each::same(expected));
    }
}

/// How often a list allocates while it grows to `len` elements of more than one byte and at most
/// 1 KiB: it starts with 4 and doubles.
fn growth(len: u64) -> u64 {
    match len {
        0 => 0,
        _ => u64::from((len.max(4) - 1).ilog2()),
    }
}

#[test]
fn a_row_costs_the_values_that_it_owns() {
    let mut meter = Meter::new();
    let mut connection = meter.runtime.block_on(meter.engine.connect()).unwrap();
    let names = |count: i64| select(Tag.name).filter(Tag.id.le(count));
    let ids = |count: i64| select(Tag.id).filter(Tag.id.le(count));
    let both = |count: i64| select((Tag.id, Tag.name)).filter(Tag.id.le(count));
    for _ in 0..2 {
        let count = async {
            connection.all(&names(1)).await.unwrap();
            connection.all(&ids(1)).await.unwrap();
            connection.all(&both(1)).await.unwrap();
        };
        meter.runtime.block_on(count);
    }
    for rows in [0, 1, 100, 1000] {
        let stmt = names(i64::try_from(rows).unwrap());
        let (info, names) = meter.count(async { connection.all(&stmt).await.unwrap() });
        assert_eq!(names.len() as u64, rows);
        let case = format!("{rows} rows of a String");
        meter.exact(&case, info.count_total, rows + growth(rows));

        let stmt = ids(i64::try_from(rows).unwrap());
        let (info, _) = meter.count(async { connection.all(&stmt).await.unwrap() });
        let case = format!("{rows} rows of an integer");
        meter.exact(&case, info.count_total, growth(rows));

        let stmt = both(i64::try_from(rows).unwrap());
        let (info, _) = meter.count(async { connection.all(&stmt).await.unwrap() });
        let case = format!("{rows} rows of both");
        meter.exact(&case, info.count_total, rows + growth(rows));
    }
    meter.costs.check();
}

#[test]
fn the_first_row_costs_the_values_that_it_owns() {
    let mut meter = Meter::new();
    let mut connection = meter.runtime.block_on(meter.engine.connect()).unwrap();
    let both = |id: i64| select((Tag.id, Tag.name)).filter(Tag.id.eq(id));
    for _ in 0..2 {
        meter.runtime.block_on(connection.first(both(1))).unwrap();
    }
    for (id, owned) in [(7, 1), (0, 0)] {
        let stmt = both(id);
        let (info, row) = meter.count(async { connection.first(&stmt).await.unwrap() });
        assert_eq!(row.is_some(), owned == 1);
        meter.exact("first row, with a String", info.count_total, owned);
    }
    meter.costs.check();
}

#[test]
fn inserted_rows_cost_no_nodes() {
    let mut meter = Meter::new();
    let mut connection = meter.runtime.block_on(meter.engine.connect()).unwrap();
    let names = |count: u64| (0..count).map(|number| format!("new {number}"));
    for count in [1, 10, 1000] {
        for warm in [true, false] {
            let names: Vec<String> = names(count).collect();
            let (build, stmt) = meter.count(async {
                insert(Tag).rows(names.into_iter().map(|name| Tag.name.set(name)))
            });
            let (run, done) = meter.count(connection.execute(&stmt));
            assert_eq!(done.unwrap().rows_affected(), count);
            meter.runtime.block_on(connection.rollback()).unwrap();
            if warm {
                continue;
            }
            // The statement, its columns, their lists, and the one list that they have.
            let case = format!("building an insert of {count} rows");
            meter.exact(&case, build.count_total, 4);
            // The values in the order of columns and in that of placeholders, if they are many.
            let case = format!("inserting {count} rows");
            meter.exact(
                &case,
                run.count_total,
                if count > 16 { 2 } else { u64::from(count > 8) },
            );
        }
    }
    meter.costs.check();
}

#[test]
fn a_statement_in_the_cache_is_not_written_again() {
    let mut meter = Meter::new();
    let build = |name: &str| {
        select(Post)
            .filter(Post.title.eq(name) & Post.slug.ne(name))
            .order_by(Post.id)
            .limit(3)
    };
    let dialect = rebis::core::dialect::Sqlite;
    let text = build("").compile(&dialect).unwrap().sql().len() as u64;
    let mut connection = meter.runtime.block_on(meter.engine.connect()).unwrap();
    let (missed, _) = meter.count(connection.all(build("first")));
    assert!(
        missed.bytes_total > text,
        "the text is counted when it is made"
    );
    meter
        .runtime
        .block_on(connection.all(build("second")))
        .unwrap();

    let (built, stmt) = meter.count(async { build("third") });
    let parts = "columns, the filter's nodes and texts, the order";
    let case = "building a statement with a filter, an order and a limit";
    meter.costs.at_most(case, built.count_total, 9, parts);
    let (hit, rows) = meter.count(connection.all(&stmt));
    assert!(rows.unwrap().is_empty());
    meter.exact("running it, known to the cache", hit.count_total, 0);
    assert!(
        hit.bytes_total < text,
        "{} bytes for a text of {text} that is in the cache",
        hit.bytes_total
    );
    meter.costs.check();
}

/// What making a statement allocates, and making its text.
fn building_and_compiling<S: Statement>(build: impl Fn() -> S) -> [u64; 2] {
    let dialect = rebis::core::dialect::Sqlite;
    // Names that are made up are kept for the life of the program.
    build().compile(&dialect).unwrap();
    let (mut stmt, mut compiled) = (None, None);
    let built = measure(|| stmt = Some(build()));
    let written = measure(|| compiled = stmt.as_ref().map(|stmt| stmt.compile(&dialect)));
    compiled.unwrap().unwrap();
    [built, written].map(|info| info.count_total)
}

#[test]
fn a_compiled_statement_costs_a_known_number_of_allocations() {
    let mut costs = Costs::new("allocations", Kind::Sqlite);
    let small = || select(User).filter(User.id.eq(500));
    let medium = || {
        let namesake = aliased(User, "namesakes");
        let columns = (
            User.id,
            User.username,
            User.email,
            Post.id,
            Post.title,
            Comment.id,
            Comment.body,
        );
        select(columns)
            .join(Post, Post.author_id.eq(User.id))
            .join(Comment, Comment.post_id.eq(Post.id))
            .outer_join(namesake, namesake.username.eq(User.username))
            .filter(User.email.eq("black"))
            .filter(User.username.like("User%"))
            .filter(Post.title.ne("Untitled"))
            .filter(Post.body.is_not_null())
            .filter(Comment.id.gt(10))
            .order_by((Post.id.desc(), Comment.id))
            .limit(20)
    };
    let large = || {
        let counts = select((Post.author_id, func::count(Post.id)))
            .filter(Post.title.is_not_null() & Post.id.ge(1))
            .group_by(Post.author_id)
            .subquery("counts");
        let (counted, count) = counts.columns();
        let other = aliased(Post, "other");
        let answered = select(Comment.id)
            .filter(Comment.post_id.eq(other.id))
            .filter(func::lower(Comment.body).eq("answer"))
            .correlate(other);
        select((User.id, User.username, Post.title, func::count(Comment.id)))
            .join(Post, Post.author_id.eq(User.id))
            .outer_join(Comment, Comment.post_id.eq(Post.id))
            .join(other, other.author_id.eq(User.id))
            .join(&counts, User.id.eq(counted))
            .filter(User.username.ge("User"))
            .filter(Post.id.gt(10) & Post.id.lt(1_000))
            .filter(Post.title.ne("Untitled") | Post.body.is_not_null())
            .filter(Comment.id.in_([1, 2, 3]))
            .filter(count.ge(2))
            .filter(answered.exists())
            .group_by((User.id, User.username, Post.title))
            .having(func::count(Comment.id).gt(1))
            .order_by((User.username, Post.id.desc(), Post.title))
            .limit(10)
    };
    let counts = [
        ("a small", building_and_compiling(small), [3, 6]),
        ("a medium", building_and_compiling(medium), [22, 11]),
        ("a large", building_and_compiling(large), [57, 13]),
    ];
    for (size, [built, written], [building, compiling]) in counts {
        costs.exact(
            &format!("building {size} statement"),
            built,
            Each::same(building),
        );
        costs.exact(
            &format!("compiling {size} statement"),
            written,
            Each::same(compiling),
        );
    }
    costs.check();
}

#[test]
fn an_object_costs_the_values_that_it_owns() {
    let mut meter = Meter::new();
    let tags = |count: i64| select(Tag).filter(Tag.id.le(count));
    let none = || tags(0);
    let mut warm = meter.session();
    meter.runtime.block_on(warm.all(&tags(10))).unwrap();
    meter.runtime.block_on(warm.commit()).unwrap();
    // A thread that publishes its first version may allocate a place to note that it reads one.
    meter.runtime.block_on(warm.all(&tags(10))).unwrap();
    drop(warm);
    // The lists that grow: results, pages of objects, identity map.
    for (count, lists) in [(0, 0), (1, 6), (100, 20), (1000, 29)] {
        let number = u64::try_from(count).unwrap();
        let mut session = meter.session();
        // Takes a connection.
        meter.runtime.block_on(session.all(tags(0))).unwrap();
        let stmt = tags(count);

        let (new, tags) = meter.count(session.all(&stmt));
        let case = format!("load of {count} new objects with a String");
        let parts = "the Strings, the list, pages of objects, the identity map";
        meter
            .costs
            .at_most(&case, new.count_total, number + lists, parts);

        let (known, _) = meter.count(session.all(&stmt));
        let case = format!("load of {count} objects that are in memory");
        // The numbers of the objects, in a list that grows, and then the handles.
        let list = if count == 0 { 0 } else { growth(number) + 1 };
        meter.exact(&case, known.count_total, list);

        meter.runtime.block_on(session.commit()).unwrap();
        meter.runtime.block_on(session.all(none())).unwrap();
        let (again, _) = meter.count(session.all(&stmt));
        let case = format!("load of {count} objects of an earlier transaction");
        let parts = "for each its history, notes, a version and a String; the list";
        meter
            .costs
            .at_most(&case, again.count_total, 4 * number + list, parts);

        let Some(tag) = tags.unwrap().pop() else {
            continue;
        };
        let (got, _) = meter.count(session.get(Tag, tag.id));
        let case = format!("get of one of {count} objects that are in memory");
        meter.costs.at_most(&case, got.count_total, 1, "the key");
    }
    meter.costs.check();
}

/// What an edit, a flush and a commit of one change among so many objects allocate.
fn one_change(meter: &Meter, count: i64) -> [u64; 4] {
    let mut session = meter.session();
    let stmt = select(Tag).filter(Tag.id.le(count));
    let tags = meter.runtime.block_on(session.all(stmt)).unwrap();
    let (edit, ()) = meter.count(async { tags[5].edit().name.push('x') });
    let (flush, flushed) = meter.count(session.flush());
    let (nothing, _) = meter.count(session.flush());
    let (commit, _) = meter.count(session.commit());
    flushed.unwrap();
    [edit, flush, nothing, commit].map(|info| info.count_total)
}

#[test]
fn a_change_costs_the_same_however_many_objects_there_are() {
    let mut meter = Meter::new();
    one_change(&meter, 10);
    let few = one_change(&meter, 10);
    let many = one_change(&meter, 1000);
    assert_eq!(few, many, "edit, flush, flush of nothing, and commit");
    let [edit, flush, nothing, commit] = few;
    let parts = "two copies of the object, a version, a snapshot, and the tracker's notes";
    meter.costs.at_most("edit of one field", edit, 13, parts);
    let parts = "lists of the work, the sorted models, groups, a statement and its values";
    meter.costs.at_most("flush of one change", flush, 24, parts);
    meter.exact("flush of nothing", nothing, 0);
    meter
        .costs
        .at_most("commit", commit, 1, "the tracker's first level");
    meter.costs.check();
}

#[test]
fn a_new_object_costs_a_bounded_number_of_allocations() {
    let mut meter = Meter::new();
    let tags = |count: i64| (0..count).map(|number| format!("new {number}"));
    let mut warm = meter.session();
    warm.add_all(tags(1).map(|name| Tag::draft().name(name)));
    meter.runtime.block_on(warm.flush()).unwrap();
    drop(warm);
    // The lists that grow, once in `add_all` and once in the flush. More rows are another text.
    for (count, adding, flushing) in [(1, 7, 32), (100, 25, 92), (1000, 44, 125)] {
        let number = u64::try_from(count).unwrap();
        let names: Vec<String> = tags(count).collect();
        let drafts = names.into_iter().map(|name| Tag::draft().name(name));
        let mut session = meter.session();
        let (add, _) = meter.count(async { session.add_all(drafts) });
        let case = format!("add of {count} objects");
        let parts = "for each its values, and their history; lists that grow";
        meter
            .costs
            .at_most(&case, add.count_total, 3 * number + adding, parts);
        let (flush, flushed) = meter.count(session.flush());
        flushed.unwrap();
        let case = format!("insert of {count} objects");
        let parts = "for each its columns, its key as a row, a String; lists that grow";
        meter
            .costs
            .at_most(&case, flush.count_total, 3 * number + flushing, parts);
        meter.runtime.block_on(session.rollback()).unwrap();
    }
    meter.costs.check();
}
