//! The compiled cache: a statement of a known shape is not compiled again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rebis::core::compile::{PlaceholderName, Shape};
use rebis::core::dialect::{Capabilities, Dialect, Sqlite};
use rebis::core::error::CompileError;
use rebis::core::visit::{Part, Rewriter};
use rebis::core::{Cte, Select, SqlType, anonymous_alias};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

/// SQLite's dialect, counting the names that it writes.
#[derive(Clone, Debug, Default)]
struct Counting {
    names: Arc<AtomicUsize>,
}

impl Dialect for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn capabilities(&self) -> &Capabilities {
        Sqlite.capabilities()
    }

    fn write_identifier(&self, sql: &mut String, name: &str) {
        self.names.fetch_add(1, Ordering::Relaxed);
        Sqlite.write_identifier(sql, name);
    }

    fn write_placeholder(&self, sql: &mut String, index: usize, name: &PlaceholderName) {
        Sqlite.write_placeholder(sql, index, name);
    }

    fn bool_literal(&self, value: bool) -> &'static str {
        Sqlite.bool_literal(value)
    }

    fn has_table(&self, table: &rebis::core::TableName) -> rebis::core::Text {
        Sqlite.has_table(table)
    }

    fn type_name(&self, sql_type: &SqlType) -> std::result::Result<String, CompileError> {
        Sqlite.type_name(sql_type)
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> std::result::Result<String, CompileError> {
        Sqlite.autoincrement_type(sql_type)
    }
}

async fn engine_with(size: usize) -> (Engine, Arc<AtomicUsize>) {
    let dialect = Counting::default();
    let names = Arc::clone(&dialect.names);
    let engine = EngineOptions::new("sqlite://")
        .dialect(dialect)
        .query_cache_size(size)
        .create()
        .unwrap();
    let metadata = Registry::new((User, Post, Comment, Tag))
        .unwrap()
        .metadata();
    metadata.create_all(&engine).await.unwrap();
    (engine, names)
}

/// How many names were written while `work` ran.
async fn names_of(names: &AtomicUsize, work: impl Future) -> usize {
    let before = names.load(Ordering::Relaxed);
    work.await;
    names.load(Ordering::Relaxed) - before
}

#[tokio::test]
async fn a_statement_that_differs_in_values_only_is_compiled_once() {
    let (engine, names) = engine_with(500).await;
    let mut connection = engine.connect().await.unwrap();
    let stmt = |name: &str, id: i64| {
        select(Tag)
            .filter(Tag.name.eq(name) & Tag.id.in_([id, id + 1]))
            .order_by(Tag.id)
            .limit(3)
    };
    let first = names_of(&names, connection.all(stmt("a", 1))).await;
    assert!(first > 0);
    assert_eq!(names_of(&names, connection.all(stmt("b", 7))).await, 0);
    let other = select(Tag).filter(Tag.name.ne("a"));
    assert!(names_of(&names, connection.all(other)).await > 0);
}

#[tokio::test]
async fn flushes_of_the_same_shape_are_compiled_once() {
    let (engine, names) = engine_with(500).await;
    let mut session = SessionMaker::new(&engine).session();
    let flush = async |session: &mut Session, name: &str| {
        let tag = session.add(Tag::draft().name(name));
        session.flush().await.unwrap();
        tag.edit().name.push('x');
        session.flush().await.unwrap();
        session.delete(&tag);
        session.commit().await.unwrap();
    };
    assert!(names_of(&names, flush(&mut session, "a")).await > 0);
    assert_eq!(names_of(&names, flush(&mut session, "b")).await, 0);
}

#[tokio::test]
async fn many_statements_are_compiled_once_and_keep_their_texts() {
    // More than a connection has slots for, and than SQLite's connection keeps prepared.
    const STATEMENTS: i64 = 400;
    let (engine, names) = engine_with(500).await;
    let mut connection = engine.connect().await.unwrap();
    let rows = (1..=STATEMENTS).map(|id| (Tag.id.set(id), Tag.name.set(format!("{id}"))));
    connection.execute(insert(Tag).rows(rows)).await.unwrap();
    connection.commit().await.unwrap();
    drop(connection);
    for round in 0..3 {
        // Each round takes the connection anew.
        let work = async {
            let mut connection = engine.connect().await.unwrap();
            for count in 1..=STATEMENTS {
                let ids: Vec<i64> = (1..=count).collect();
                let stmt = select(Tag.id).filter(Tag.id.in_(ids.clone()));
                assert_eq!(connection.all(stmt).await.unwrap(), ids);
            }
        };
        let written = names_of(&names, work).await;
        assert_eq!(written == 0, round > 0, "round {round}: {written} names");
    }
}

#[tokio::test]
async fn the_cache_is_bounded() {
    let (engine, names) = engine_with(1).await;
    let mut connection = engine.connect().await.unwrap();
    for _ in 0..2 {
        assert!(names_of(&names, connection.all(select(Tag.id))).await > 0);
        assert!(names_of(&names, connection.all(select(Tag.name))).await > 0);
    }
    assert_eq!(names_of(&names, connection.all(select(Tag.name))).await, 0);
}

#[tokio::test]
async fn a_flush_of_one_change_among_many_objects_sends_one_statement() {
    let (engine, _) = engine_with(500).await;
    let recorder = rebis_tests::Recorder::of(&engine);
    let mut session = SessionMaker::new(&engine).session();
    session.add_all((0..1000).map(|number| Tag::draft().name(format!("{number}"))));
    session.commit().await.unwrap();
    assert_eq!(recorder.take_verbs(), ["INSERT"]);
    let tags = session.all(select(Tag)).await.unwrap();
    assert_eq!(recorder.take_verbs(), ["SELECT"]);
    tags[500].edit().name.push('x');
    session.commit().await.unwrap();
    assert_eq!(recorder.take_verbs(), ["UPDATE"]);
}

/// The key of a statement on SQLite, and its text.
fn key_and_text(statement: impl Statement) -> (Vec<u64>, String) {
    let shape = Shape::new(statement.statement(), Sqlite.capabilities());
    let text = statement.compile(&Sqlite).unwrap().sql().to_owned();
    (shape.key().to_vec(), text)
}

#[test]
fn made_up_names_do_not_split_the_cache() {
    let build = |name: &str| {
        let (one, two) = (anonymous_alias(User), anonymous_alias(User));
        let posts = select(Post.author_id).anonymous_subquery();
        let found = select(two.id).filter(two.username.ne(name)).anonymous_cte();
        select((one.id, posts.column()))
            .select_from(one)
            .select_from(&posts)
            .filter(one.id.in_(select(&found)))
    };
    let (key, text) = key_and_text(build("a"));
    assert_eq!(key_and_text(build("b")), (key, text.clone()));
    assert_eq!(
        text,
        "WITH anon_2 AS (SELECT users_2.id AS id FROM users AS users_2 WHERE users_2.username != ?) \
         SELECT users_1.id, anon_1.author_id FROM users AS users_1, \
         (SELECT posts.author_id AS author_id FROM posts) AS anon_1 \
         WHERE users_1.id IN (SELECT anon_2.id FROM anon_2)"
    );
}

#[test]
fn one_made_up_name_is_not_two() {
    let (one, two) = (anonymous_alias(User), anonymous_alias(User));
    let twice = key_and_text(select((one.id, one.username)));
    let both = key_and_text(select((one.id, two.username)));
    assert_ne!(twice.0, both.0);
    assert_ne!(twice.1, both.1);
}

#[test]
fn one_common_table_expression_is_not_two() {
    let found = || select(User.id).cte("found");
    let (one, two) = (found(), found());
    let pair = |left: &Cte<i64>, right: &Cte<i64>| {
        select((left.column(), right.column()))
            .select_from(left)
            .select_from(right)
    };
    let key = |statement: Select<(i64, i64)>| {
        let shape = Shape::new(statement.statement(), Sqlite.capabilities());
        shape.key().to_vec()
    };
    assert_ne!(key(pair(&one, &one)), key(pair(&one, &two)));
    assert!(pair(&one, &one).compile(&Sqlite).is_ok());
    assert!(pair(&one, &two).compile(&Sqlite).is_err());
}

#[test]
fn a_rewritten_common_table_expression_is_still_one() {
    struct Same;
    impl Rewriter for Same {}
    let found = select(User.id).cte("found");
    let statement = select((&found, &found.alias("again")));
    let rewritten = Select::<(i64, i64)>::from_node(statement.node().rewrite(&mut Same));
    assert_eq!(key_and_text(rewritten), key_and_text(statement));
}
