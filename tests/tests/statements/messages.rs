//! Errors say what they are about, and stay short whatever the statement is.

use std::sync::Arc;

use rebis::core::Record;
use rebis::core::compile::create_table;
use rebis::core::dialect::MySql;
use rebis::core::schema::MetaData;
use rebis::prelude::*;
use rebis_tests::on_each_database;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes")]
struct Note {
    #[column(primary_key)]
    id: i64,
    #[column(sql_type = Text)]
    body: String,
}

/// The same table, whose column takes NULL.
#[derive(Clone, Debug, Model)]
#[model(table = "loose")]
struct Loose {
    #[column(primary_key)]
    id: i64,
    #[column(length = 50)]
    name: String,
}

#[derive(Clone, Debug, Table)]
#[table(name = "open")]
struct Open {
    #[column(primary_key)]
    id: i64,
    name: String,
}

const MOST: usize = 2048;

#[track_caller]
fn check_short(error: &impl std::error::Error) -> String {
    let (shown, debug) = (error.to_string(), format!("{error:?}"));
    assert!(shown.len() <= MOST, "{} bytes: {shown}", shown.len());
    assert!(debug.len() <= MOST, "{} bytes: {debug}", debug.len());
    shown
}

#[test]
fn an_error_of_a_large_statement_is_short() {
    on_each_database("an_error_of_a_large_statement_is_short", async |db| {
        let metadata = MetaData::new().with_table(Arc::clone(Note::table()));
        metadata.create_all(&db.engine).await.unwrap();
        let mut c = db.engine.connect().await.unwrap();
        // Many rows, the last of which has the key of the first; quotes take more room in `{:?}`.
        let rows = (0..2000).chain([0]).map(|id| {
            (
                Note.id.set(id),
                Note.body.set(literal("\"quoted\"\n".repeat(20))),
            )
        });
        let error = c.execute(insert(Note).rows(rows)).await.unwrap_err();
        assert_eq!(error.code(), "unique-violation");
        let shown = check_short(&error);
        assert!(shown.contains("INSERT INTO notes"), "{shown}");
        assert!(shown.contains(" bytes … "), "{shown}");
        c.rollback().await.unwrap();
        // One large value.
        c.execute(insert(Note).values((Note.id.set(1), Note.body.set("x"))))
            .await
            .unwrap();
        let large =
            insert(Note).values((Note.id.set(1), Note.body.set("\u{1}'\"é".repeat(100_000))));
        check_short(&c.execute(large).await.unwrap_err());
        c.rollback().await.unwrap();
        // Text that the database refuses, and cites.
        let sql = format!(
            "SELEC \"{}\" FROM notes WHERE :a = 1",
            "\u{7f}'".repeat(50_000)
        );
        check_short(&c.execute(text(sql.clone())).await.unwrap_err());
        check_short(
            &c.execute(text(sql.replace(":a", "1")).bind("b", 1))
                .await
                .unwrap_err(),
        );
        c.rollback().await.unwrap();
        // A session's flush.
        metadata.drop_all(&db.engine).await.unwrap();
    });
}

#[test]
fn a_flush_names_the_object_in_short() {
    on_each_database("a_flush_names_the_object_in_short", async |db| {
        Registry::new((Loose,))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let mut s = db.session();
        s.add(Loose::draft().id(1).name("a"));
        s.flush().await.unwrap();
        s.add(Loose::draft().id(2).name("b"));
        s.add(Loose::draft().id(1).name("\"\n".repeat(20)));
        let error = s.flush().await.unwrap_err();
        let shown = check_short(&error);
        assert!(
            shown.starts_with("flushing failed: INSERT of Loose"),
            "{shown}"
        );
        check_short(&s.flush().await.unwrap_err());
    });
}

#[test]
fn a_null_says_where_it_was() {
    on_each_database("a_null_says_where_it_was", async |db| {
        let mut c = db.engine.connect().await.unwrap();
        let create = "CREATE TABLE loose (id INTEGER PRIMARY KEY, name VARCHAR(50))";
        c.execute_raw(create).await.unwrap();
        c.execute_raw("INSERT INTO loose (id) VALUES (1)")
            .await
            .unwrap();
        c.commit().await.unwrap();
        let message = "column 1 (`name`) of `Loose`: expected text, found NULL; read a column that \
                       may be NULL as an `Option`\n[SQL: SELECT loose.id, loose.name FROM loose]";
        let error = c.all(select(Loose)).await.unwrap_err();
        assert_eq!(check_short(&error), message);
        let error = c.first(select(Loose)).await.unwrap_err();
        assert_eq!(check_short(&error), message);
        let error = c.all(select((Loose.id, Loose.name))).await.unwrap_err();
        assert_eq!(
            check_short(&error),
            "column 1 (`name`) of `(i64, String)`: expected text, found NULL; read a column \
             that may be NULL as an `Option`\n[SQL: SELECT loose.id, loose.name FROM loose]"
        );
        drop(c);
        let mut s = db.session();
        let error = s.all(select(Loose)).await.unwrap_err();
        assert_eq!(check_short(&error), message);
    });
}

#[test]
fn a_column_that_a_database_cannot_have_is_named() {
    let error = create_table(Open::table(), &MySql::default()).unwrap_err();
    assert_eq!(
        check_short(&error),
        "the column `open.name`: mysql does not support a string column without a length; add \
         `length = …` or `sql_type = Text`"
    );
    assert_eq!(error.code(), "unsupported");
}

#[test]
fn a_missing_bind_shows_little_of_the_text() {
    let sql = format!("SELECT :a, '{}'", "x".repeat(100_000));
    let error = text(sql).compile(&MySql::default());
    let compiled = error.unwrap();
    assert_eq!(compiled.params().len(), 1);
    let sql = format!("SELECT '{}'", "x".repeat(100_000));
    let error = text(sql)
        .bind("b", 1)
        .compile(&MySql::default())
        .unwrap_err();
    assert!(check_short(&error).starts_with("the statement has no bind parameter `:b`: SELECT"));
}
