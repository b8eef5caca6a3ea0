//! `LIKE` and its relatives take a backslash, `%`, `_` and `/` for what they are.

use std::sync::Arc;

use rebis::core::dialect::{Generic, MySql, Postgres, Sqlite};
use rebis::core::schema::MetaData;
use rebis::core::{Connection, Expr, Record, autoescape, pattern};
use rebis::prelude::*;
use rebis_tests::on_each_database;

use super::texts::{mariadb, text_of};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "paths")]
struct Path {
    #[column(primary_key)]
    id: i64,
    #[column(length = 50)]
    path: String,
    #[column(length = 50)]
    part: String,
}

/// Pieces of text that mean something to some database, or look as if they did.
const TEXTS: [&str; 22] = [
    "c:\\new",
    "c:newt",
    "c:new",
    "a\\",
    "a\\b",
    "a\\\\b",
    "ab",
    "a%b",
    "a\\%b",
    "axb",
    "a_b",
    "a\\_b",
    "a/b",
    "a/%b",
    "a/_b",
    "a//b",
    "a'b",
    "a\\'b",
    "^~|#!@=/",
    "a\\/^~|#!@=b",
    "\\",
    "%",
];

#[test]
fn a_backslash_is_escaped_in_no_text() {
    let text = |condition: Expr<bool>, dialect: &dyn rebis::core::dialect::Dialect| {
        let text = text_of(&select(Path.id).filter(condition), dialect);
        text.split_once(" WHERE ").unwrap().1.to_owned()
    };
    for dialect in [&Sqlite as &dyn rebis::core::dialect::Dialect, &Generic] {
        assert!(text(Path.path.contains("a\\b"), dialect).ends_with("'%' ESCAPE '/')"));
        assert!(!text(Path.path.contains("ab"), dialect).contains("ESCAPE"));
        assert!(text(Path.path.like("a\\b"), dialect).ends_with("ESCAPE '/'"));
        assert!(text(Path.path.like("/\\b"), dialect).ends_with("ESCAPE '^'"));
        assert!(!text(Path.path.like(Path.part), dialect).contains("ESCAPE"));
    }
    assert_eq!(
        text(Path.path.like(Path.part), &Postgres),
        "paths.path LIKE paths.part ESCAPE ''"
    );
    assert_eq!(
        text(Path.path.starts_with(Path.part), &Postgres),
        "(paths.path LIKE paths.part || '%' ESCAPE '')"
    );
    assert_eq!(
        text(Path.path.like(Path.part), &MySql::default()),
        "paths.path LIKE paths.part ESCAPE ''"
    );
    assert_eq!(
        text(Path.path.icontains(Path.part), &mariadb()),
        "(lower(paths.path) LIKE concat('%', replace(lower(paths.part), '\\\\', '\\\\\\\\'), '%'))"
    );
    assert_eq!(
        text(Path.path.like(pattern(Path.part).escape('\\')), &mariadb()),
        "paths.path LIKE paths.part ESCAPE '\\\\'"
    );
}

/// Whether a text is like a pattern, without an escape character.
fn is_like(text: &[u8], pattern: &[u8]) -> bool {
    match (text, pattern) {
        (_, []) => text.is_empty(),
        (_, [b'%', rest @ ..]) => (0..=text.len()).any(|at| is_like(&text[at..], rest)),
        ([_, text @ ..], [b'_', rest @ ..]) => is_like(text, rest),
        ([first, text @ ..], [wanted, rest @ ..]) => first == wanted && is_like(text, rest),
        ([], _) => false,
    }
}

async fn found(c: &mut Connection, condition: Expr<bool>) -> Vec<i64> {
    let stmt = select(Path.id).filter(condition).order_by(Path.id);
    let bound = c.all(stmt.clone()).await.unwrap();
    let literal = stmt.compile_literal(c.dialect()).unwrap();
    let literal = text(literal.sql().to_owned()).columns::<i64>();
    assert_eq!(
        c.all(literal).await.unwrap(),
        bound,
        "bound and literal: {stmt}"
    );
    bound
}

fn expected(is: impl Fn(&str) -> bool) -> Vec<i64> {
    let ids = (1..).zip(TEXTS).filter(|(_, text)| is(text));
    ids.map(|(id, _)| id).collect()
}

#[test]
fn patterns_match_what_they_say() {
    on_each_database("patterns_match_what_they_say", async |db| {
        let metadata = MetaData::new().with_table(Arc::clone(Path::table()));
        metadata.create_all(&db.engine).await.unwrap();
        let mut c = db.engine.connect().await.unwrap();
        for part in TEXTS {
            c.execute(delete(Path)).await.unwrap();
            let rows = (1..).zip(TEXTS);
            let rows =
                rows.map(|(id, path)| (Path.id.set(id), Path.path.set(path), Path.part.set(part)));
            c.execute(insert(Path).rows(rows)).await.unwrap();
            let path = Path.path;
            for (condition, is) in [
                (path.contains(part), expected(|text| text.contains(part))),
                (path.icontains(part), expected(|text| text.contains(part))),
                (
                    path.starts_with(part),
                    expected(|text| text.starts_with(part)),
                ),
                (
                    path.istarts_with(part),
                    expected(|text| text.starts_with(part)),
                ),
                (path.ends_with(part), expected(|text| text.ends_with(part))),
                (path.iends_with(part), expected(|text| text.ends_with(part))),
                (path.like(autoescape(part)), expected(|text| text == part)),
                (
                    path.not_like(autoescape(part)),
                    expected(|text| text != part),
                ),
                (
                    path.contains(autoescape(part).escape('\\')),
                    expected(|text| text.contains(part)),
                ),
                (
                    path.contains(autoescape(part).escape('^')),
                    expected(|text| text.contains(part)),
                ),
            ] {
                assert_eq!(found(&mut c, condition.clone()).await, is, "{condition:?}");
            }
            // `%` and `_` of these are wildcards.
            let like = |pattern: String| {
                expected(move |text| is_like(text.as_bytes(), pattern.as_bytes()))
            };
            for (condition, is) in [
                (path.like(part), like(part.to_owned())),
                (path.ilike(part), like(part.to_owned())),
                (path.like(Path.part), like(part.to_owned())),
                (path.ilike(Path.part), like(part.to_owned())),
                (path.contains(pattern(part)), like(format!("%{part}%"))),
                (path.contains(Path.part), like(format!("%{part}%"))),
                (path.icontains(Path.part), like(format!("%{part}%"))),
                (path.starts_with(Path.part), like(format!("{part}%"))),
                (
                    path.ends_with(Path.part.concat("")),
                    like(format!("%{part}")),
                ),
            ] {
                assert_eq!(found(&mut c, condition.clone()).await, is, "{condition:?}");
            }
        }
    });
}
