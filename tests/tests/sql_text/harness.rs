//! A table of employees, and assertions on texts, bound values and cache keys.

use rebis::core::compile::{PlaceholderName, Shape, create_table};
use rebis::core::dialect::{Dialect, Generic, MySql, Postgres, Sqlite};
use rebis::core::error::CompileError;
use rebis::core::schema::Table;
use rebis::core::{Expr, Value};
use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "employees")]
pub(crate) struct Employee {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) salary: f64,
    pub(crate) bonus: Option<i64>,
    #[column(references = Employee.id)]
    pub(crate) manager_id: Option<i64>,
    #[relationship(back_populates = reports)]
    pub(crate) manager: One<Option<Employee>>,
    #[relationship(back_populates = manager)]
    pub(crate) reports: Many<Employee>,
}

/// What a dialect makes of a statement; `Unsupported: …` where it cannot say it.
pub(crate) fn text_of(statement: &impl Statement, dialect: &dyn Dialect) -> String {
    match statement.compile(dialect) {
        Ok(compiled) => compiled.sql().to_owned(),
        Err(CompileError::Unsupported {
            feature,
            dialect: name,
        }) => {
            assert_eq!(name, dialect.name());
            format!("Unsupported: {feature}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// A generic text with the placeholders and quotes of a dialect.
fn spelled(generic: &str, dialect: &dyn Dialect) -> String {
    let mut text = String::new();
    let (mut rest, mut index) = (generic, 0);
    while let Some(at) = rest.find(':') {
        let name = rest[at + 1..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .count();
        index += 1;
        text.push_str(&rest[..at]);
        let name_of = PlaceholderName::Own(rest[at + 1..=at + name].into());
        dialect.write_placeholder(&mut text, index, &name_of);
        rest = &rest[at + 1 + name..];
    }
    text.push_str(rest);
    text.replace('"', &dialect.identifier_quotes().0.to_string())
}

/// Asserts the text of a statement that all dialects write alike.
#[track_caller]
pub(crate) fn check_alike(statement: impl Statement, generic: &str) {
    let text = |dialect: &dyn Dialect| spelled(generic, dialect);
    let (sqlite, postgres) = (text(&Sqlite), text(&Postgres));
    let mysql = text(&MySql::default())
        .replace(" JOIN ", " INNER JOIN ")
        .replace("OUTER INNER JOIN", "OUTER JOIN");
    check(statement, generic, &sqlite, &postgres, &mysql);
}

/// Asserts the text of a condition that all dialects write alike.
#[track_caller]
pub(crate) fn check_where_alike(condition: Expr<bool>, generic: &str) {
    let text = |dialect: &dyn Dialect| spelled(generic, dialect);
    let (sqlite, postgres) = (text(&Sqlite), text(&Postgres));
    check_where(
        condition,
        generic,
        &sqlite,
        &postgres,
        &text(&MySql::default()),
    );
}

/// Asserts the statements that create a table, if all dialects write them alike.
#[track_caller]
pub(crate) fn check_table_alike(table: &Table, generic: &str) {
    check_table(table, generic, generic, generic, generic);
}

/// Asserts the text of a statement in each dialect.
#[track_caller]
pub(crate) fn check(
    statement: impl Statement,
    generic: &str,
    sqlite: &str,
    postgres: &str,
    mysql: &str,
) {
    assert_eq!(text_of(&statement, &Generic), generic, "generic");
    assert_eq!(text_of(&statement, &Sqlite), sqlite, "sqlite");
    assert_eq!(text_of(&statement, &Postgres), postgres, "postgres");
    assert_eq!(text_of(&statement, &MySql::default()), mysql, "mysql");
}

/// Asserts the text of a condition, in the `WHERE` of a statement that is otherwise known.
#[track_caller]
pub(crate) fn check_where(
    condition: Expr<bool>,
    generic: &str,
    sqlite: &str,
    postgres: &str,
    mysql: &str,
) {
    let select = select(func::count_star()).filter(condition);
    let rest = |dialect: &dyn Dialect| {
        let text = text_of(&select, dialect);
        text.split_once(" WHERE ")
            .map(|(_, rest)| rest.to_owned())
            .unwrap_or(text)
    };
    assert_eq!(rest(&Generic), generic, "generic");
    assert_eq!(rest(&Sqlite), sqlite, "sqlite");
    assert_eq!(rest(&Postgres), postgres, "postgres");
    assert_eq!(rest(&MySql::default()), mysql, "mysql");
}

/// Asserts the statements that create a table, with single spaces and `;` between them.
#[track_caller]
pub(crate) fn check_table(table: &Table, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
    let text = |dialect: &dyn Dialect| {
        let statements = create_table(table, dialect).unwrap().join("; ");
        statements.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(text(&Generic), generic, "generic");
    assert_eq!(text(&Sqlite), sqlite, "sqlite");
    assert_eq!(text(&Postgres), postgres, "postgres");
    assert_eq!(text(&MySql::default()), mysql, "mysql");
}

/// Asserts the values that a statement binds, in order.
#[track_caller]
pub(crate) fn check_binds(statement: impl Statement, values: &[Value]) {
    for dialect in [
        &Generic as &dyn Dialect,
        &Sqlite,
        &Postgres,
        &MySql::default(),
    ] {
        let compiled = statement.compile(dialect).unwrap();
        let bound: Vec<Value> = compiled
            .params()
            .iter()
            .map(|(_, value)| value.clone())
            .collect();
        assert_eq!(bound, values, "{}", dialect.name());
    }
}

/// The error of a statement that no dialect can compile.
#[track_caller]
pub(crate) fn invalid(statement: impl Statement) -> String {
    match statement.compile(&Generic) {
        Err(CompileError::Invalid(message)) => message,
        other => panic!("{other:?}"),
    }
}

/// The key of the compiled cache.
pub(crate) fn key(statement: impl Statement, dialect: &dyn Dialect) -> Vec<u64> {
    Shape::new(statement.statement(), dialect.capabilities())
        .key()
        .to_vec()
}

#[track_caller]
pub(crate) fn check_same(one: &impl Statement, other: &impl Statement) {
    for dialect in [
        &Generic as &dyn Dialect,
        &Sqlite,
        &Postgres,
        &MySql::default(),
    ] {
        assert!(
            key(one, dialect) == key(other, dialect),
            "{}",
            dialect.name()
        );
        assert_eq!(text_of(one, dialect), text_of(other, dialect));
    }
}
