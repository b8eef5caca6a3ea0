//! Text that is searched for means itself, whatever characters it has.

use rebis::core::Expr;
use rebis::core::autoescape;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::create;

#[derive(Clone, Debug, Table)]
#[table(name = "paths")]
struct Path {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(length = 40)]
    path: String,
}

const PATHS: [&str; 10] = [
    r"C:\new", "C:newt", r"ends\", "100%", "100x", "a_b", "acb", "x/y", "it's", r"\%_/'",
];

async fn paths(db: &Database) -> Connection {
    let mut connection = create::<Path>(db).await;
    let rows = PATHS
        .iter()
        .zip(0..)
        .map(|(path, id)| (Path.id.set(id), Path.path.set(*path)));
    connection.execute(insert(Path).rows(rows)).await.unwrap();
    connection
}

async fn found(connection: &mut Connection, condition: Expr<bool>) -> Vec<String> {
    let stmt = select(Path.path).filter(condition).order_by(Path.id);
    connection.all(stmt).await.unwrap()
}

#[test]
fn text_that_is_searched_for_means_itself() {
    on_each_database("patterns_texts", async |db: &Database| {
        let mut connection = paths(db).await;
        let parts = [
            r"\", r"C:\new", r"\new", r"ends\", "%", "_", "/", "'", "x/y", r"\%", "n", "a_b",
            "100%", r"\%_/'", r"%_", "/'",
        ];
        for part in parts {
            let with = |has: fn(&str, &str) -> bool| -> Vec<&str> {
                PATHS.into_iter().filter(|path| has(path, part)).collect()
            };
            let (inside, start, end) = (
                with(|path, part| path.contains(part)),
                with(|path, part| path.starts_with(part)),
                with(|path, part| path.ends_with(part)),
            );
            let whole: Vec<&str> = PATHS.into_iter().filter(|path| *path == part).collect();
            let path = Path.path;
            for (name, condition, expected) in [
                ("contains", path.contains(part), &inside),
                ("icontains", path.icontains(part), &inside),
                ("starts_with", path.starts_with(part), &start),
                ("istarts_with", path.istarts_with(part), &start),
                ("ends_with", path.ends_with(part), &end),
                ("iends_with", path.iends_with(part), &end),
                ("like(autoescape)", path.like(autoescape(part)), &whole),
                ("ilike(autoescape)", path.ilike(autoescape(part)), &whole),
            ] {
                let found = found(&mut connection, condition).await;
                assert_eq!(found, *expected, "{name}({part:?})");
            }
            let without = found(&mut connection, !path.contains(part)).await;
            assert_eq!(
                without.len(),
                PATHS.len() - inside.len(),
                "not contains({part:?})"
            );
            let escaped = path.like(autoescape(part).escape('^'));
            assert_eq!(
                found(&mut connection, escaped).await,
                whole,
                "escape('^') of {part:?}"
            );
        }
    });
}

#[test]
fn text_of_an_expression_is_searched_for() {
    on_each_database("patterns_expressions", async |db: &Database| {
        let mut connection = paths(db).await;
        // Its wildcards live: an expression has no text to escape.
        let itself = found(
            &mut connection,
            Path.path.contains(literal("new".to_owned())),
        )
        .await;
        assert_eq!(itself, [r"C:\new", "C:newt"]);
    });
}
