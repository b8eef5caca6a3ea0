//! Upserts, writes that read other tables, `MERGE`, named parameters and literals, on every database.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use rebis::core::dialect::DeleteTables;
use rebis::core::error::CompileError;
use rebis::core::schema::MetaData;
use rebis::core::{
    Connection, Error, Record, bindparam, excluded, from_dml_column, merge, set_excluded, sql,
};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "words")]
struct Word {
    #[column(primary_key, length = 100)]
    word: String,
    uses: i64,
}

#[derive(Clone, Debug, Table)]
#[table(name = "seen")]
struct Seen {
    #[column(primary_key, length = 50)]
    word: String,
    uses: i64,
}

/// A connection to a database with the words red (2) and blue (1), of which red (10) and green (5)
/// are seen.
async fn words(db: &Database) -> Connection {
    let metadata = MetaData::new()
        .with_table(Arc::clone(Word::table()))
        .with_table(Arc::clone(Seen::table()));
    metadata.create_all(&db.engine).await.unwrap();
    let mut connection = db.engine.connect().await.unwrap();
    let rows = [("red", 2), ("blue", 1)].map(row);
    connection.execute(insert(Word).rows(rows)).await.unwrap();
    let rows = [("red", 10), ("green", 5)];
    let rows = rows.map(|(word, uses)| (Seen.word.set(word), Seen.uses.set(uses)));
    connection.execute(insert(Seen).rows(rows)).await.unwrap();
    connection
}

fn row((word, uses): (&str, i64)) -> (Assignment, Assignment) {
    (Word.word.set(word), Word.uses.set(uses))
}

type Assignment = rebis::core::Assignment;

async fn all(connection: &mut Connection) -> Vec<(String, i64)> {
    let stmt = select((Word.word, Word.uses)).order_by(Word.word);
    connection.all(stmt).await.unwrap()
}

fn owned<const N: usize>(rows: [(&str, i64); N]) -> Vec<(String, i64)> {
    rows.map(|(word, uses)| (word.to_owned(), uses)).to_vec()
}

fn is_unsupported<T>(outcome: &Result<T, Error>) -> bool {
    matches!(
        outcome,
        Err(Error::Compile(CompileError::Unsupported { .. }))
    )
}

#[test]
fn an_upsert_changes_rows_that_are_there_and_inserts_others() {
    on_each_database("upsert_update", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = insert(Word)
            .rows([("red", 10), ("green", 5)].map(row))
            .on_conflict(Word.word)
            .do_update(Word.uses.set(Word.uses + excluded(Word.uses)));
        connection.execute(stmt).await.unwrap();
        let expected = owned([("blue", 1), ("green", 5), ("red", 12)]);
        assert_eq!(all(&mut connection).await, expected);
        let stmt = insert(Word).values(row(("red", 3)));
        let stmt = stmt.on_duplicate_key_update(set_excluded(Word.uses));
        let outcome = connection.execute(stmt).await;
        let capabilities = connection.dialect().capabilities();
        let can = capabilities.on_duplicate_key.is_some() || capabilities.on_conflict_update_any;
        assert_eq!(is_unsupported(&outcome), !can);
        let red = if can { 3 } else { 12 };
        assert!(
            all(&mut connection)
                .await
                .contains(&("red".to_owned(), red))
        );
    });
}

#[test]
fn an_upsert_may_leave_rows_as_they_are() {
    on_each_database("upsert_nothing", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = insert(Word).rows([("red", 10), ("green", 5)].map(row));
        let stmt = stmt.on_conflict(()).do_nothing();
        connection.execute(stmt).await.unwrap();
        let expected = owned([("blue", 1), ("green", 5), ("red", 2)]);
        assert_eq!(all(&mut connection).await, expected);
    });
}

/// Inserts rows unless they are there; gives the number that counts as inserted.
async fn insert_new<const N: usize>(connection: &mut Connection, rows: [(&str, i64); N]) -> u64 {
    let stmt = insert(Word).rows(rows.map(row));
    let stmt = stmt.on_conflict(Word.word).do_nothing();
    connection.execute(stmt).await.unwrap().rows_affected()
}

#[test]
fn rows_that_an_upsert_leaves_do_not_count() {
    on_each_database("upsert_nothing_count", async |db: &Database| {
        let mut connection = words(db).await;
        for _ in 0..2 {
            // The same texts again: one that was there, one that was not.
            assert_eq!(insert_new(&mut connection, [("red", 10)]).await, 0);
            assert_eq!(insert_new(&mut connection, [("new", 10)]).await, 1);
            let some = [("red", 1), ("more", 1), ("blue", 1)];
            assert_eq!(insert_new(&mut connection, some).await, 1);
            assert_eq!(insert_new(&mut connection, some).await, 0);
            let stmt = insert(Word)
                .from_select((Word.word, Word.uses), select((Seen.word, Seen.uses)))
                .on_conflict(Word.word)
                .do_nothing();
            let counted = connection.execute(&stmt).await.unwrap().rows_affected();
            assert_eq!(counted, 1, "green is new, red is not");
            let counted = connection.execute(&stmt).await.unwrap().rows_affected();
            assert_eq!(counted, 0);
            let gone = delete(Word).filter(Word.word.in_(["new", "more", "green"]));
            assert_eq!(connection.execute(gone).await.unwrap().rows_affected(), 3);
        }
    });
}

#[test]
fn rows_that_an_upsert_leaves_are_not_returned() {
    on_each_database("upsert_nothing_returning", async |db: &Database| {
        let mut connection = words(db).await;
        if !connection.dialect().capabilities().insert_returning {
            return;
        }
        let stmt = |rows: &[(&str, i64)]| {
            insert(Word)
                .rows(rows.iter().copied().map(row))
                .on_conflict(Word.word)
                .do_nothing()
                .returning((Word.word, Word.uses))
        };
        let some = [
            ("new", 1),
            ("red", 9),
            ("more", 2),
            ("blue", 9),
            ("last", 3),
        ];
        let result = connection.execute(stmt(&some)).await.unwrap();
        assert_eq!(result.rows_affected(), 3);
        let mut rows = result.all();
        rows.sort();
        assert_eq!(rows, owned([("last", 3), ("more", 2), ("new", 1)]));
        for (row, count) in [(("red", 9), 0), (("one", 1), 1), (("one", 1), 0)] {
            let result = connection.execute(stmt(&[row])).await.unwrap();
            assert_eq!(result.rows_affected(), count);
            assert_eq!(result.all().len() as u64, count);
        }
        let query = select((Seen.word, Seen.uses));
        let stmt = insert(Word)
            .from_select((Word.word, Word.uses), query)
            .on_conflict(Word.word)
            .do_nothing()
            .returning(Word.word);
        assert_eq!(connection.all(stmt).await.unwrap(), ["green"]);
    });
}

#[test]
fn an_upsert_counts_each_row_once() {
    on_each_database("upsert_update_count", async |db: &Database| {
        let mut connection = words(db).await;
        let upsert = |rows: &[(&str, i64)]| {
            insert(Word)
                .rows(rows.iter().copied().map(row))
                .on_conflict(Word.word)
                .do_update(set_excluded(Word.uses))
        };
        // New, changed, and what it was already.
        let some = [("new", 1), ("red", 3), ("blue", 1)];
        let counted = connection.execute(upsert(&some)).await.unwrap();
        assert_eq!(counted.rows_affected(), 3);
        for row in [("red", 4), ("red", 4), ("other", 4)] {
            let counted = connection.execute(upsert(&[row])).await.unwrap();
            assert_eq!(counted.rows_affected(), 1, "{row:?}");
        }
        let stmts = [("red", 5), ("red", 5), ("last", 5)].map(|row| upsert(&[row]));
        let stmts: Vec<_> = stmts
            .iter()
            .map(rebis::core::Statement::statement)
            .collect();
        assert_eq!(connection.execute_many(&stmts).await.unwrap(), 3);
    });
}

#[test]
fn an_upsert_takes_the_rows_of_a_query() {
    on_each_database("upsert_query", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = insert(Word).from_select((Word.word, Word.uses), select((Seen.word, Seen.uses)));
        let stmt = stmt.on_conflict(Word.word).do_nothing();
        connection.execute(stmt).await.unwrap();
        let expected = owned([("blue", 1), ("green", 5), ("red", 2)]);
        assert_eq!(all(&mut connection).await, expected);
    });
}

#[test]
fn an_upsert_may_have_a_condition() {
    on_each_database("upsert_where", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = insert(Word).rows([("red", 1), ("blue", 9)].map(row));
        let stmt = stmt.on_conflict(Word.word);
        let more = Word.uses.lt(excluded(Word.uses));
        let stmt = stmt.do_update_where(set_excluded(Word.uses), more);
        let outcome = connection.execute(stmt).await;
        if connection.dialect().capabilities().on_conflict {
            outcome.unwrap();
            let expected = owned([("blue", 9), ("red", 2)]);
            assert_eq!(all(&mut connection).await, expected);
        } else {
            assert!(is_unsupported(&outcome));
        }
    });
}

#[test]
fn updates_and_deletes_read_other_tables() {
    on_each_database("write_from", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = update(Word)
            .values(Word.uses.set(Word.uses + Seen.uses))
            .filter(Word.word.eq(Seen.word));
        connection.execute(stmt).await.unwrap();
        let expected = owned([("blue", 1), ("red", 12)]);
        assert_eq!(all(&mut connection).await, expected);
        let stmt = delete(Word).filter(Word.word.eq(Seen.word));
        let outcome = connection.execute(stmt).await;
        match connection.dialect().capabilities().delete_tables {
            DeleteTables::None => assert!(is_unsupported(&outcome)),
            _ => {
                assert_eq!(outcome.unwrap().rows_affected(), 1);
                assert_eq!(all(&mut connection).await, owned([("blue", 1)]));
            }
        }
    });
}

#[test]
fn an_update_reads_a_subquery() {
    on_each_database("update_from_subquery", async |db: &Database| {
        let mut connection = words(db).await;
        let most = select((Seen.word, Seen.uses)).filter(Seen.uses.gt(5));
        let most = most.subquery("most");
        let (word, uses) = most.columns();
        let stmt = update(Word).from(&most).values(Word.uses.set(uses));
        connection
            .execute(stmt.filter(Word.word.eq(word)))
            .await
            .unwrap();
        let expected = owned([("blue", 1), ("red", 10)]);
        assert_eq!(all(&mut connection).await, expected);
    });
}

#[test]
fn a_limit_of_a_write_holds_or_is_refused() {
    on_each_database("write_limit", async |db: &Database| {
        let mut connection = words(db).await;
        let outcome = connection.execute(delete(Word).limit(1)).await;
        if connection.dialect().capabilities().write_limit {
            assert_eq!(outcome.unwrap().rows_affected(), 1)
        } else {
            assert!(is_unsupported(&outcome))
        }
    });
}

#[test]
fn merge_changes_deletes_and_inserts() {
    on_each_database("merge", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = merge(Word)
            .using(Seen, Word.word.eq(Seen.word))
            .when_matched_and(Seen.uses.gt(100))
            .delete()
            .when_matched()
            .update(Word.uses.set(Word.uses + Seen.uses))
            .when_not_matched_and(Seen.word.eq("green"))
            .insert((Word.uses.set(Seen.uses), Word.word.set(Seen.word)));
        let outcome = connection.execute(stmt).await;
        if connection.dialect().capabilities().merge.is_none() {
            return assert!(is_unsupported(&outcome));
        }
        assert_eq!(outcome.unwrap().rows_affected(), 2);
        let expected = owned([("blue", 1), ("green", 5), ("red", 12)]);
        assert_eq!(all(&mut connection).await, expected);
        let stmt = merge(Word)
            .using(Seen, Word.word.eq(Seen.word))
            .when_not_matched()
            .do_nothing()
            .when_matched()
            .delete();
        connection.execute(stmt).await.unwrap();
        assert_eq!(all(&mut connection).await, owned([("blue", 1)]));
    });
}

#[test]
fn a_parameter_without_a_value_is_named_and_nothing_is_sent() {
    on_each_database("parameter_missing", async |db: &Database| {
        let mut connection = words(db).await;
        let by_word = select(Word.uses).filter(Word.word.eq(bindparam("word")));
        let recorder = db.record();
        let error = connection.all(by_word.clone()).await.unwrap_err();
        assert_eq!(error.code(), "missing-bind");
        assert!(error.to_string().contains(":word"), "{error}");
        assert!(recorder.take().is_empty());
        for (word, uses) in [("red", 2), ("blue", 1), ("red", 2)] {
            let stmt = by_word.clone().bind("word", word);
            assert_eq!(connection.scalar(stmt).await.unwrap(), Some(uses));
        }
        // The statement without a value is still one without, though its siblings are known.
        assert!(connection.all(by_word).await.is_err());
    });
}

#[test]
fn a_parameter_may_be_a_list() {
    on_each_database("parameter_list", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = select(Word.uses).filter(Word.word.in_(bindparam("words")));
        for (words, expected) in [
            (vec!["red", "blue", "green"], vec![1, 2]),
            (vec!["red"], vec![2]),
            (vec![], vec![]),
        ] {
            let stmt = stmt.clone().bind_list("words", words).order_by(Word.uses);
            assert_eq!(connection.all(stmt).await.unwrap(), expected);
        }
        let stmt = text("SELECT uses FROM words WHERE word IN :words").columns::<i64>();
        let stmt = stmt.bind_list("words", ["blue", "green"]);
        assert_eq!(connection.all(stmt).await.unwrap(), [1]);
    });
}

const HOSTILE: &str = r#"it's \' "x" -- ; DROP TABLE words; /* ? $1 :x %s {} \\"#;

#[test]
fn hostile_text_is_a_value_in_literals_and_templates() {
    on_each_database("hostile_literal", async |db: &Database| {
        let mut connection = words(db).await;
        let stmt = insert(Word).values(row((HOSTILE, 7)));
        let sql = stmt.compile_literal(connection.dialect()).unwrap();
        let script = text(sql.sql().to_owned());
        connection.execute(script).await.unwrap();
        let stmt = sql!(
            "SELECT {} FROM {} WHERE {} = {}",
            Word.uses,
            Word,
            Word.word,
            HOSTILE
        );
        assert_eq!(connection.all(stmt.columns::<i64>()).await.unwrap(), [7]);
        let stmt = select(Word.uses).filter(Word.word.eq(HOSTILE));
        assert_eq!(connection.scalar(stmt).await.unwrap(), Some(7));
        let now = bindparam("word").value(HOSTILE).literal_execute();
        let stmt = select(Word.uses).filter(Word.word.eq(now));
        assert_eq!(connection.scalar(stmt).await.unwrap(), Some(7));
    });
}

#[test]
fn a_value_of_a_statement_may_be_used_twice() {
    on_each_database("dml_column", async |db: &Database| {
        let mut connection = words(db).await;
        let twice = Word.uses.set(func::length(from_dml_column(Word.word)));
        let stmt = insert(Word).values((Word.word.set("violet"), twice));
        connection.execute(stmt).await.unwrap();
        let stmt = select(Word.uses).filter(Word.word.eq("violet"));
        assert_eq!(connection.scalar(stmt).await.unwrap(), Some(6));
    });
}
