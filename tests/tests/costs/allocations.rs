//! Allocations on SQLite in memory, on the thread that runs the case.
//!
//! A debug build allocates the same each time, so the numbers are exact but where a list or map
//! grows: those have a bound. What SQLite itself takes in C is not counted.

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
            let rows = (1..=1000).map(|number| Tag.name.to(format!("tag {number}")));
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
        let mut outcome = None;
        let info = measure(|| outcome = Some(self.runtime.block_on(work)));
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
fn a_statement_in_the_cache_is_not_written_again() {
    let mut meter = Meter::new();
    let mut connection = meter.runtime.block_on(meter.engine.connect()).unwrap();
    let build = |name: &str| {
        select(Post)
            .filter(Post.title.eq(name) & Post.slug.ne(name))
            .order_by(Post.id)
            .limit(3)
    };
    let sql = build("first").compile(&rebis::core::dialect::Sqlite).unwrap();
    let (first, _) = meter.count(async { connection.all(&build("first")).await.unwrap() });
    meter.runtime.block_on(connection.all(&build("second"))).unwrap();
    let (building, stmt) = meter.count(async { build("third") });
    let (running, rows) = meter.count(async { connection.all(&stmt).await.unwrap() });
    assert!(rows.is_empty());
    meter.exact("building a statement", building.count_total, 0);
    meter.exact("running it, its text in the cache", running.count_total, 0);
    let length = sql.sql().len() as u64;
    eprintln!("{first:?} {building:?} {running:?} {length}");
    meter.costs.check();
}

#[test]
fn an_object_costs_the_values_that_it_owns() {
    let mut meter = Meter::new();
    let tags = |count: i64| select(Tag).filter(Tag.id.le(count));
    for _ in 0..2 {
        let mut session = meter.session();
        meter.runtime.block_on(session.all(&tags(10))).unwrap();
    }
    for count in [0, 1, 100, 1000] {
        let mut session = meter.session();
        meter.runtime.block_on(session.all(tags(0))).unwrap();
        let stmt = tags(count);
        let (info, loaded) = meter.count(async { session.all(&stmt).await.unwrap() });
        let case = format!("load of {count} new objects with a String");
        meter.exact(&case, info.count_total, 0);
        let (info, _) = meter.count(async { session.all(&stmt).await.unwrap() });
        let case = format!("load of {count} objects that are in memory");
        meter.exact(&case, info.count_total, 0);
        meter.runtime.block_on(session.commit()).unwrap();
        let (info, _) = meter.count(async { session.all(&stmt).await.unwrap() });
        let case = format!("load of {count} objects of an earlier transaction");
        meter.exact(&case, info.count_total, 0);
        let Some(tag) = loaded.first() else { continue };
        let key = tag.id;
        let (info, _) = meter.count(async { session.get(Tag, key).await.unwrap() });
        let case = format!("get of one of {count} objects that are in memory");
        meter.exact(&case, info.count_total, 0);
    }
    meter.costs.check();
}

#[test]
fn a_change_costs_the_same_however_many_objects_there_are() {
    let mut meter = Meter::new();
    for count in [10, 10, 1000] {
        let mut session = meter.session();
        let stmt = select(Tag).filter(Tag.id.le(count));
        let tags = meter.runtime.block_on(session.all(&stmt)).unwrap();
        let (info, ()) = meter.count(async { tags[5].edit().name.push('x') });
        let case = format!("edit of one of {count} objects");
        meter.exact(&case, info.count_total, 0);
        let (info, ()) = meter.count(async { session.flush().await.unwrap() });
        let case = format!("flush of one change among {count} objects");
        meter.exact(&case, info.count_total, 0);
        let (info, ()) = meter.count(async { session.flush().await.unwrap() });
        let case = format!("flush of nothing among {count} objects");
        meter.exact(&case, info.count_total, 0);
        let (info, ()) = meter.count(async { session.commit().await.unwrap() });
        let case = format!("commit with {count} objects");
        meter.exact(&case, info.count_total, 0);
    }
    meter.costs.check();
}

#[test]
fn a_new_object_costs_a_bounded_number_of_allocations() {
    let mut meter = Meter::new();
    for count in [1, 100, 1000] {
        for round in 0..2 {
            let mut session = meter.session();
            let name = |number: i64| Tag::draft().name(format!("new {count} {round} {number}"));
            let (adding, _) = meter.count(async { session.add_all((0..count).map(name)) });
            let (flush, ()) = meter.count(async { session.flush().await.unwrap() });
            meter.exact(&format!("add {count}"), adding.count_total, 0);
            meter.exact(&format!("flush {count}"), flush.count_total, 0);
            meter.runtime.block_on(session.commit()).unwrap();
        }
    }
    meter.costs.check();
}
