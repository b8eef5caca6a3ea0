//! `INSERT`: rows, defaults and returned columns.

use std::sync::Arc;

use rebis::core::dialect::{MySql, MySqlVariant, Postgres, Sqlite};
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{Assignment, Insert, Value};
use rebis::prelude::*;
use rebis_tests::models::{Tag, User};

use crate::harness::{check, check_alike, check_binds, invalid, key, text_of};

#[test]
fn insert_names_its_columns() {
    check_alike(
        insert(Tag).values((Tag.id.set(1), Tag.name.set("x"))),
        "INSERT INTO tags (id, name) VALUES (:id, :name)",
    );
    check_alike(
        insert(Tag).values(Tag.name.set(func::lower(literal("X".to_owned())))),
        "INSERT INTO tags (name) VALUES (lower(:param_1))",
    );
    check_binds(
        insert(Tag).values((Tag.id.set(1), Tag.name.set("x"))),
        &[Value::Int(1), Value::Text("x".into())],
    );
}

#[test]
fn insert_takes_many_rows() {
    let rows = [
        (Tag.id.set(1), Tag.name.set("a")),
        (Tag.id.set(2), Tag.name.set("b")),
    ];
    check(
        insert(Tag).rows(rows),
        "INSERT INTO tags (id, name) VALUES (:id_m0, :name_m0), (:id_m1, :name_m1)",
        "INSERT INTO tags (id, name) VALUES (?, ?), (?, ?)",
        "INSERT INTO tags (id, name) SELECT * FROM unnest(coalesce($1, ARRAY[(NULL::tags).id]), coalesce($2, ARRAY[(NULL::tags).name]))",
        "INSERT INTO tags (id, name) VALUES (?, ?), (?, ?)",
    );
    // The second row names the columns in another order.
    let swapped = insert(Tag)
        .values((Tag.id.set(1), Tag.name.set("a")))
        .values((Tag.name.set("b"), Tag.id.set(2)));
    check_binds(
        swapped,
        &[
            Value::Int(1),
            Value::Text("a".into()),
            Value::Int(2),
            Value::Text("b".into()),
        ],
    );
}

#[test]
fn an_expression_among_plain_rows_keeps_the_values_in_order() {
    let mixed = insert(Tag)
        .values((Tag.id.set(1), Tag.name.set("a")))
        .values((
            Tag.id.set(2),
            Tag.name.set(func::lower(literal("B".to_owned()))),
        ))
        .values((Tag.id.set(3), Tag.name.set("c")));
    assert_eq!(
        text_of(&mixed, &Sqlite),
        "INSERT INTO tags (id, name) VALUES (?, ?), (?, lower(?)), (?, ?)"
    );
    let text = |text: &'static str| Value::Text(text.into());
    check_binds(
        mixed,
        &[
            Value::Int(1),
            text("a"),
            Value::Int(2),
            text("B"),
            Value::Int(3),
            text("c"),
        ],
    );
}

#[test]
fn insert_fills_in_client_side_defaults() {
    check_alike(
        insert(User).values((User.username.set("a"), User.email.set("b"))),
        "INSERT INTO users (username, email, is_active) VALUES (:username, :email, \
         :is_active)",
    );
    check_alike(
        insert(User).values(User.is_active.set(false)),
        "INSERT INTO users (is_active) VALUES (:is_active)",
    );
}

#[test]
fn rows_that_differ_in_their_columns_are_an_error() {
    let less = insert(Tag)
        .values((Tag.id.set(1), Tag.name.set("a")))
        .values(Tag.id.set(2));
    assert_eq!(
        invalid(less),
        "a row leaves out `name`, which the first row assigns"
    );
    let more = insert(Tag)
        .values(Tag.id.set(1))
        .values((Tag.id.set(2), Tag.name.set("a")));
    assert_eq!(
        invalid(more),
        "a row assigns `name`, which the first row does not"
    );
}

#[test]
fn an_insert_without_values_is_a_row_of_defaults() {
    check(
        insert(Tag),
        "INSERT INTO tags DEFAULT VALUES",
        "INSERT INTO tags DEFAULT VALUES",
        "INSERT INTO tags DEFAULT VALUES",
        "INSERT INTO tags () VALUES ()",
    );
    check_alike(
        insert(User),
        "INSERT INTO users (is_active) VALUES (:is_active)",
    );
    check_binds(insert(User), &[Value::Bool(true)]);
}

#[test]
fn an_insert_of_no_rows_is_an_error() {
    let none: [Assignment; 0] = [];
    assert_eq!(
        invalid(insert(Tag).rows(none)),
        "INSERT INTO tags has no rows"
    );
}

#[test]
fn insert_returns_columns() {
    check(
        insert(Tag)
            .values(Tag.name.set("x"))
            .returning((Tag, func::length(Tag.name))),
        "INSERT INTO tags (name) VALUES (:name) RETURNING tags.id, tags.name, \
         length(tags.name) AS length_1",
        "INSERT INTO tags (name) VALUES (?) RETURNING id, name, length(name) AS length_1",
        "INSERT INTO tags (name) VALUES ($1) RETURNING tags.id, tags.name, \
         length(tags.name) AS length_1",
        "Unsupported: INSERT … RETURNING",
    );
    let mariadb = MySql::new(MySqlVariant::MariaDb);
    let stmt = insert(Tag).values(Tag.name.set("x")).returning(Tag.id);
    assert_eq!(
        text_of(&stmt, &mariadb),
        "INSERT INTO tags (name) VALUES (?) RETURNING tags.id"
    );
}

#[test]
fn arrays_have_the_types_of_the_columns_in_the_database() {
    let insert_into = |column: ColumnDef| {
        let table = Table::new("things").with_column(column);
        let table = Arc::new(table);
        let number = table.column::<i64>("number").unwrap();
        let rows = [1, 2].map(|value| (number.set(value),));
        Insert::for_table(&table).rows(rows)
    };
    let small = insert_into(ColumnDef::for_type::<i32>("number"));
    let large = insert_into(ColumnDef::for_type::<i64>("number"));
    let text = |insert: &Insert| insert.compile(&Postgres).unwrap().sql().to_owned();
    assert_eq!(
        text(&small),
        "INSERT INTO things (number) SELECT * FROM unnest(coalesce($1, ARRAY[(NULL::things).number]))"
    );
    assert_eq!(text(&small), text(&large));
    assert!(key(&small, &Postgres) == key(&large, &Postgres));
    assert!(key(&small, &Sqlite) == key(&large, &Sqlite));
}

#[test]
fn a_client_side_default_is_made_once_for_each_row() {
    static MADE: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
    fn next() -> i64 {
        MADE.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }

    #[derive(Clone, Debug, Table)]
    #[table(name = "tickets")]
    struct Ticket {
        #[column(primary_key)]
        name: String,
        #[column(default = next())]
        number: i64,
    }

    let rows = insert(Ticket)
        .values(Ticket.name.set("a"))
        .values(Ticket.name.set(func::upper(literal("b".to_owned()))))
        .values(Ticket.name.set("c"));
    let compiled = rows.compile(&Sqlite).unwrap();
    let bound: Vec<&Value> = compiled.params().iter().map(|(_, value)| value).collect();
    let text = |text: &'static str| Value::Text(text.into());
    let expected = [
        text("a"),
        Value::Int(0),
        text("b"),
        Value::Int(1),
        text("c"),
        Value::Int(2),
    ];
    assert_eq!(bound, expected.iter().collect::<Vec<_>>());
}
