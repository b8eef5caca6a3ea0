//! SQL text: one statement in all dialects side by side, without a database.
//!
//! The generic text is what `to_string()` shows. Where the dialects differ in nothing but
//! placeholders and quotes, only the generic text is written.

#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use chrono::NaiveDateTime;
use rebis::core::compile::{PlaceholderName, Shape, create_enum, create_table, drop_enum};
use rebis::core::dialect::{
    Dialect, Generic, Mssql, MySql, MySqlVariant, Oracle, Postgres, Sqlite,
};
use rebis::core::error::CompileError;
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::value::Decimal;
use rebis::core::visit::Shared;
use rebis::core::{
    Assignment, BindParam, Delete, Expr, InList, InNode, Insert, Merge, Node, Record, Select,
    SqlType, Text, Update, Value, bindparam, intern_table, merge, set_excluded, sql, window,
};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, PostStatus, PostTag, Tag, User};

#[derive(Clone, Debug, Model)]
#[model(table = "employees")]
struct Employee {
    #[column(primary_key)]
    id: i64,
    name: String,
    salary: f64,
    bonus: Option<i64>,
    #[column(references = Employee.id)]
    manager_id: Option<i64>,
    #[relationship(back_populates = reports)]
    manager: One<Option<Employee>>,
    #[relationship(back_populates = manager)]
    reports: Many<Employee>,
}

/// What a dialect makes of a statement; `Unsupported: …` where it cannot say it.
fn text_of(statement: &impl Statement, dialect: &dyn Dialect) -> String {
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
fn check_alike(statement: impl Statement, generic: &str) {
    let text = |dialect: &dyn Dialect| spelled(generic, dialect);
    let (sqlite, postgres) = (text(&Sqlite), text(&Postgres));
    let mysql = text(&MySql::default())
        .replace(" JOIN ", " INNER JOIN ")
        .replace("OUTER INNER JOIN", "OUTER JOIN");
    check(statement, generic, &sqlite, &postgres, &mysql);
}

/// Asserts the text of a condition that all dialects write alike.
#[track_caller]
fn check_where_alike(condition: Expr<bool>, generic: &str) {
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
fn check_table_alike(table: &Table, generic: &str) {
    check_table(table, generic, generic, generic, generic);
}

/// Asserts the text of a statement in each dialect.
#[track_caller]
fn check(statement: impl Statement, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
    assert_eq!(text_of(&statement, &Generic), generic, "generic");
    assert_eq!(text_of(&statement, &Sqlite), sqlite, "sqlite");
    assert_eq!(text_of(&statement, &Postgres), postgres, "postgres");
    assert_eq!(text_of(&statement, &MySql::default()), mysql, "mysql");
}

/// Asserts the text of a condition, in the `WHERE` of a statement that is otherwise known.
#[track_caller]
fn check_where(condition: Expr<bool>, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
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
fn check_table(table: &Table, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
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
fn check_binds(statement: impl Statement, values: &[Value]) {
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
fn invalid(statement: impl Statement) -> String {
    match statement.compile(&Generic) {
        Err(CompileError::Invalid(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn comparisons_bind_their_values() {
    check_where_alike(User.id.eq(1), "users.id = :id_1");
    check_where_alike(User.id.ne(1), "users.id != :id_1");
    check_where_alike(User.id.lt(Post.id), "users.id < posts.id");
    check_where_alike(User.id.le(1), "users.id <= :id_1");
    check_where_alike(User.id.gt(1), "users.id > :id_1");
    check_where_alike(User.id.ge(1), "users.id >= :id_1");
    check_where_alike(
        Post.status.eq(PostStatus::Draft),
        "posts.status = :status_1",
    );
    check_where_alike(literal(1i64).lt(User.id), ":param_1 < users.id");
    let both = User.id.gt(1) & User.username.eq("alice");
    check_binds(
        select(User.id).filter(both),
        &[Value::Int(1), Value::Text("alice".into())],
    );
}

#[test]
fn comparing_with_none_asks_for_null() {
    check_where_alike(
        User.display_name.eq(None::<&str>),
        "users.display_name IS NULL",
    );
    check_where_alike(
        User.display_name.ne(None::<String>),
        "users.display_name IS NOT NULL",
    );
    check_where_alike(User.display_name.is_null(), "users.display_name IS NULL");
    check_where_alike(
        !User.display_name.is_null(),
        "users.display_name IS NOT NULL",
    );
    check_where(
        User.display_name.concat("x").is_null(),
        "(users.display_name || :display_name_1) IS NULL",
        "(users.display_name || ?) IS NULL",
        "(users.display_name || $1) IS NULL",
        "(concat(users.display_name, ?)) IS NULL",
    );
    check_where_alike(
        User.id.eq(1).is_not_null(),
        "(users.id = :id_1) IS NOT NULL",
    );
}

#[test]
fn null_safe_comparison_is_spelled_by_each_database() {
    check_where(
        User.display_name.is_not_distinct_from("x"),
        "users.display_name IS NOT DISTINCT FROM :display_name_1",
        "users.display_name IS ?",
        "users.display_name IS NOT DISTINCT FROM $1",
        "users.display_name <=> ?",
    );
    check_where(
        User.display_name.is_distinct_from(User.username),
        "users.display_name IS DISTINCT FROM users.username",
        "users.display_name IS NOT users.username",
        "users.display_name IS DISTINCT FROM users.username",
        "NOT (users.display_name <=> users.username)",
    );
    check_where(
        !User.display_name.is_distinct_from("x"),
        "users.display_name IS NOT DISTINCT FROM :display_name_1",
        "users.display_name IS ?",
        "users.display_name IS NOT DISTINCT FROM $1",
        "users.display_name <=> ?",
    );
    check_where(
        (User.id + 1).is_distinct_from(Post.id) & User.is_active,
        "users.id + :id_1 IS DISTINCT FROM posts.id AND users.is_active",
        "users.id + ? IS NOT posts.id AND users.is_active = 1",
        "users.id + $1 IS DISTINCT FROM posts.id AND users.is_active",
        "NOT (users.id + ? <=> posts.id) AND users.is_active = 1",
    );
}

#[test]
fn booleans_are_conditions_and_literals() {
    check_where(
        User.is_active.expr(),
        "users.is_active",
        "users.is_active = 1",
        "users.is_active",
        "users.is_active = 1",
    );
    for inactive in [!User.is_active, not(User.is_active), !!!User.is_active] {
        check_where(
            inactive,
            "NOT users.is_active",
            "users.is_active = 0",
            "NOT users.is_active",
            "users.is_active = 0",
        );
    }
    check_where(
        User.is_active.eq(true),
        "users.is_active = true",
        "users.is_active = 1",
        "users.is_active = true",
        "users.is_active = true",
    );
    check_where(
        User.is_active.ne(false),
        "users.is_active != false",
        "users.is_active != 0",
        "users.is_active != false",
        "users.is_active != false",
    );
    check_where(and([]), "true", "1 = 1", "true", "true = 1");
    check_where(or([]), "false", "0 = 1", "false", "false = 1");
}

#[test]
fn conditions_join_with_and_or_not() {
    let (a, b, c) = (User.id.eq(1), User.id.eq(2), User.id.lt(Post.id));
    check_where_alike(
        a.clone() & b.clone() & c.clone(),
        "users.id = :id_1 AND users.id = :id_2 AND users.id < posts.id",
    );
    check_where_alike(
        a.clone() | b.clone() | c.clone(),
        "users.id = :id_1 OR users.id = :id_2 OR users.id < posts.id",
    );
    check_where_alike(
        a.clone() & (b.clone() | c.clone()),
        "users.id = :id_1 AND (users.id = :id_2 OR users.id < posts.id)",
    );
    check_where_alike(
        (a.clone() & b.clone()) | c.clone(),
        "users.id = :id_1 AND users.id = :id_2 OR users.id < posts.id",
    );
    check_where_alike(
        !(a.clone() & b.clone()),
        "NOT (users.id = :id_1 AND users.id = :id_2)",
    );
    check_where_alike(
        !(a.clone() | b.clone()) & c.clone(),
        "NOT (users.id = :id_1 OR users.id = :id_2) AND users.id < posts.id",
    );
    check_where_alike(
        !!(a.clone() & b.clone()),
        "NOT (NOT (users.id = :id_1 AND users.id = :id_2))",
    );
    check_where_alike(
        and([a.clone(), or([b.clone(), c.clone()])]),
        "users.id = :id_1 AND (users.id = :id_2 OR users.id < posts.id)",
    );
    check_where_alike(
        or([and([a, b]), c.clone()]),
        "users.id = :id_1 AND users.id = :id_2 OR users.id < posts.id",
    );
}

#[test]
fn filters_join_with_and() {
    let stmt = select(User.id)
        .filter(User.username.eq("x"))
        .filter(User.id.eq(1) | User.id.eq(2));
    check_alike(
        stmt,
        "SELECT users.id FROM users WHERE users.username = :username_1 AND (users.id = :id_1 OR \
         users.id = :id_2)",
    );
}

#[test]
fn negation_flips_the_operator() {
    check_where_alike(!User.id.eq(1), "users.id != :id_1");
    check_where_alike(!User.id.lt(1), "users.id >= :id_1");
    check_where_alike(!User.id.ge(1), "users.id < :id_1");
    check_where_alike(!User.id.in_([1, 2]), "(users.id NOT IN (:id_1_1, :id_1_2))");
    check_where_alike(
        !User.id.between(1, 2),
        "users.id NOT BETWEEN :id_1 AND :id_2",
    );
    check_where_alike(
        !User.username.like("a%"),
        "users.username NOT LIKE :username_1",
    );
    check_where_alike(
        !!User.username.like("a%"),
        "users.username LIKE :username_1",
    );
}

#[test]
fn in_takes_lists_and_subqueries() {
    check_where_alike(
        User.id.in_([1, 2, 3]),
        "users.id IN (:id_1_1, :id_1_2, :id_1_3)",
    );
    check_where_alike(
        User.id.not_in([1, 2]),
        "(users.id NOT IN (:id_1_1, :id_1_2))",
    );
    check_where_alike(
        Post.status.in_([PostStatus::Draft, PostStatus::Archived]),
        "posts.status IN (:status_1_1, :status_1_2)",
    );
    check_where_alike(
        User.id.in_(select(Post.author_id)),
        "users.id IN (SELECT posts.author_id FROM posts)",
    );
    check_where_alike(
        User.id
            .not_in(select(Post.author_id).filter(Post.title.eq("x"))),
        "(users.id NOT IN (SELECT posts.author_id FROM posts WHERE posts.title = \
         :title_1))",
    );
    check_where_alike((User.id + 1).in_([1]), "users.id + :id_1 IN (:param_1_1)");
    check_where_alike(
        User.id.in_([1]) & User.username.eq("x"),
        "users.id IN (:id_1_1) AND users.username = :username_1",
    );
    check_where(
        User.id.in_([1]).eq(false),
        "(users.id IN (:id_1_1)) = false",
        "(users.id IN (?)) = 0",
        "(users.id IN ($1)) = false",
        "(users.id IN (?)) = false",
    );
}

#[test]
fn an_empty_list_is_false_and_its_negation_true() {
    let none: [i64; 0] = [];
    let check = |condition: Expr<bool>, standard: &str, sqlite: &str| {
        check_where(condition, standard, sqlite, standard, standard);
    };
    check(
        User.id.in_(none),
        "users.id IN (NULL) AND (1 != 1)",
        "users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    );
    check(
        User.id.not_in(none),
        "(users.id NOT IN (NULL) OR (1 = 1))",
        "(users.id NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))",
    );
    check(
        !(User.id.lt(Post.id) | User.id.in_(none)),
        "NOT (users.id < posts.id OR users.id IN (NULL) AND (1 != 1))",
        "NOT (users.id < posts.id OR users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))",
    );
    check(
        User.id.in_(none) & User.id.lt(Post.id),
        "users.id IN (NULL) AND (1 != 1) AND users.id < posts.id",
        "users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND users.id < posts.id",
    );
}

#[test]
fn a_list_as_one_array_is_for_databases_with_arrays() {
    let array = |negated| {
        let list = InList::Array(Value::Array(vec![Value::Int(1), Value::Int(2)]));
        let node = InNode {
            negated,
            operand: User.id.into_node(),
            list,
            sql_type: rebis::core::TypeRef::UNKNOWN,
        };
        Expr::<bool>::from_node(Node::In(Shared::new(node)))
    };
    check_where(
        array(false),
        "Unsupported: an array as the list of IN",
        "Unsupported: an array as the list of IN",
        "users.id = ANY($1)",
        "Unsupported: an array as the list of IN",
    );
    check_where(
        array(true),
        "Unsupported: an array as the list of IN",
        "Unsupported: an array as the list of IN",
        "users.id != ALL($1)",
        "Unsupported: an array as the list of IN",
    );
}

#[test]
fn like_takes_patterns_as_they_are() {
    check_where_alike(User.username.like("a%"), "users.username LIKE :username_1");
    check_where_alike(
        User.username.not_like("a%"),
        "users.username NOT LIKE :username_1",
    );
    check_where(
        User.username.like(User.display_name),
        "users.username LIKE users.display_name",
        "users.username LIKE users.display_name",
        "users.username LIKE users.display_name ESCAPE ''",
        "users.username LIKE users.display_name ESCAPE ''",
    );
    check_where(
        User.username.concat("x").like("a%"),
        "(users.username || :username_1) LIKE :param_1",
        "(users.username || ?) LIKE ?",
        "(users.username || $1) LIKE $2",
        "(concat(users.username, ?)) LIKE ?",
    );
    check_binds(
        select(User.id).filter(User.username.like("50%")),
        &[Value::Text("50%".into())],
    );
}

#[test]
fn ilike_lowers_both_sides_where_there_is_none() {
    check_where(
        User.username.ilike("A%"),
        "lower(users.username) LIKE lower(:username_1)",
        "lower(users.username) LIKE lower(?)",
        "users.username ILIKE $1",
        "lower(users.username) LIKE lower(?)",
    );
    check_where(
        !User.username.ilike("A%"),
        "lower(users.username) NOT LIKE lower(:username_1)",
        "lower(users.username) NOT LIKE lower(?)",
        "users.username NOT ILIKE $1",
        "lower(users.username) NOT LIKE lower(?)",
    );
}

#[test]
fn anchored_like_adds_wildcards() {
    check_where(
        User.username.starts_with("a"),
        "(users.username LIKE :username_1 || '%')",
        "(users.username LIKE ? || '%')",
        "(users.username LIKE $1 || '%')",
        "(users.username LIKE concat(?, '%'))",
    );
    check_where(
        User.username.ends_with("a"),
        "(users.username LIKE '%' || :username_1)",
        "(users.username LIKE '%' || ?)",
        "(users.username LIKE '%' || $1)",
        "(users.username LIKE concat('%', ?))",
    );
    check_where(
        User.username.contains("a"),
        "(users.username LIKE '%' || :username_1 || '%')",
        "(users.username LIKE '%' || ? || '%')",
        "(users.username LIKE '%' || $1 || '%')",
        "(users.username LIKE concat('%', ?, '%'))",
    );
    check_where(
        !User.username.contains("a"),
        "(users.username NOT LIKE '%' || :username_1 || '%')",
        "(users.username NOT LIKE '%' || ? || '%')",
        "(users.username NOT LIKE '%' || $1 || '%')",
        "(users.username NOT LIKE concat('%', ?, '%'))",
    );
    check_where(
        User.username.starts_with(User.display_name),
        "(users.username LIKE users.display_name || '%')",
        "(users.username LIKE users.display_name || '%')",
        "(users.username LIKE users.display_name || '%' ESCAPE '')",
        "(users.username LIKE concat(users.display_name, '%') ESCAPE '')",
    );
    check_where(
        User.username.starts_with(User.display_name.concat("x")),
        "(users.username LIKE (users.display_name || :display_name_1) || '%')",
        "(users.username LIKE (users.display_name || ?) || '%')",
        "(users.username LIKE (users.display_name || $1) || '%' ESCAPE '')",
        "(users.username LIKE concat((concat(users.display_name, ?)), '%') ESCAPE '')",
    );
}

#[test]
fn anchored_like_escapes_wildcards_of_values() {
    check_where(
        User.username.starts_with("50%"),
        "(users.username LIKE :username_1 || '%' ESCAPE '/')",
        "(users.username LIKE ? || '%' ESCAPE '/')",
        "(users.username LIKE $1 || '%' ESCAPE '/')",
        "(users.username LIKE concat(?, '%') ESCAPE '/')",
    );
    check_where(
        User.username.ends_with("a/b"),
        "(users.username LIKE '%' || :username_1 ESCAPE '/')",
        "(users.username LIKE '%' || ? ESCAPE '/')",
        "(users.username LIKE '%' || $1 ESCAPE '/')",
        "(users.username LIKE concat('%', ?) ESCAPE '/')",
    );
    let escaped = select(User.id).filter(User.username.contains("50%_/"));
    check_binds(escaped, &[Value::Text("50/%/_//".into())]);
}

#[test]
fn between_includes_both_ends() {
    check_where_alike(User.id.between(1, 10), "users.id BETWEEN :id_1 AND :id_2");
    check_where_alike(
        User.id.between(Post.id, Post.id + 5),
        "users.id BETWEEN posts.id AND posts.id + :id_1",
    );
    check_where_alike(
        (User.id + 1).between(1, 2) & User.id.lt(Post.id),
        "users.id + :id_1 BETWEEN :param_1 AND :param_2 AND users.id < posts.id",
    );
    check_binds(
        select(User.id).filter(User.id.between(3, 7)),
        &[Value::Int(3), Value::Int(7)],
    );
}

#[test]
fn arithmetic_has_parentheses_where_they_matter() {
    let (id, other) = (User.id, Post.id);
    check_where_alike(
        (id - other - 1).eq(2),
        "(users.id - posts.id) - :param_1 = :param_2",
    );
    check_where_alike(
        (id - (other - 1)).eq(2),
        "users.id - (posts.id - :id_1) = :param_1",
    );
    check_where_alike(
        ((id + 1) * 2).eq(2),
        "(users.id + :id_1) * :param_1 = :param_2",
    );
    check_where_alike(
        (id + other * 2).eq(2),
        "users.id + posts.id * :id_1 = :param_1",
    );
    check_where_alike(
        (id * (other + 2)).eq(2),
        "users.id * (posts.id + :id_1) = :param_1",
    );
    check_where_alike(
        (id + 1 + other).eq(2),
        "users.id + :id_1 + posts.id = :param_1",
    );
    check_where_alike(
        (id + (other + 1)).eq(2),
        "users.id + (posts.id + :id_1) = :param_1",
    );
    check_where_alike((-(id + 1)).eq(2), "-(users.id + :id_1) = :param_1");
    check_where_alike((-(-id)).eq(2), "-(-users.id) = :param_1");
    check_where_alike(
        ((id % 3) % 2).eq(0),
        "(users.id % :id_1) % :param_1 = :param_2",
    );
}

#[test]
fn integers_divide_without_remainder_and_other_numbers_with() {
    check_where(
        (User.id / 2).eq(1),
        "users.id / :id_1 = :param_1",
        "users.id / ? = ?",
        "users.id / $1 = $2",
        "users.id DIV ? = ?",
    );
    check_where(
        ((User.id / 4) / 2).eq(1),
        "(users.id / :id_1) / :param_1 = :param_2",
        "(users.id / ?) / ? = ?",
        "(users.id / $1) / $2 = $3",
        "(users.id DIV ?) DIV ? = ?",
    );
    check_where(
        (User.id / (Post.id + 1)).eq(1),
        "users.id / (posts.id + :id_1) = :param_1",
        "users.id / (posts.id + ?) = ?",
        "users.id / (posts.id + $1) = $2",
        "users.id DIV (posts.id + ?) = ?",
    );
    check_where(
        (Employee.salary / 2.0).gt(1.0),
        "employees.salary / CAST(:salary_1 AS DOUBLE) > :param_1",
        "employees.salary / (? + 0.0) > ?",
        "employees.salary / CAST($1 AS DOUBLE PRECISION) > $2",
        "employees.salary / ? > ?",
    );
    check_where(
        ((Employee.salary + 1.0) / (Employee.salary - 1.0)).gt(1.0),
        "(employees.salary + :salary_1) / CAST((employees.salary - :salary_2) AS DOUBLE) > :param_1",
        "(employees.salary + ?) / ((employees.salary - ?) + 0.0) > ?",
        "(employees.salary + $1) / CAST((employees.salary - $2) AS DOUBLE PRECISION) > $3",
        "(employees.salary + ?) / (employees.salary - ?) > ?",
    );
    let prices = Table::new("prices").with_column(ColumnDef::of::<Decimal>("price"));
    let price = prices.column::<Decimal>("price").unwrap();
    check_where(
        (price / price).gt(Decimal::from(1)),
        "prices.price / CAST(prices.price AS NUMERIC) > :param_1",
        "prices.price / (prices.price + 0.0) > ?",
        "prices.price / CAST(prices.price AS NUMERIC) > $1",
        "prices.price / prices.price > CAST(? AS DECIMAL(9, 0))",
    );
}

#[test]
fn text_is_concatenated() {
    check_where(
        User.username.concat("!").eq("a!"),
        "(users.username || :username_1) = :param_1",
        "(users.username || ?) = ?",
        "(users.username || $1) = $2",
        "(concat(users.username, ?)) = ?",
    );
    check_where(
        User.username.concat("-").concat(User.email).eq("x"),
        "(users.username || :username_1 || users.email) = :param_1",
        "(users.username || ? || users.email) = ?",
        "(users.username || $1 || users.email) = $2",
        "(concat(users.username, ?, users.email)) = ?",
    );
}

#[test]
fn aggregates_are_named_after_their_function() {
    check_alike(
        select(func::count(User.id)),
        "SELECT count(users.id) AS count_1 FROM users",
    );
    check_alike(
        select(func::count_star()).select_from(User),
        "SELECT count(*) AS count_1 FROM users",
    );
    check_alike(
        select(func::count_distinct(Post.author_id)),
        "SELECT count(DISTINCT posts.author_id) AS count_1 FROM posts",
    );
    check(
        select((
            func::sum(Employee.bonus),
            func::avg(Employee.salary),
            func::min(Employee.name),
            func::max(Employee.name),
        )),
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
    );
    check_alike(
        select((func::count(User.id), func::count(User.email))),
        "SELECT count(users.id) AS count_1, count(users.email) AS count_2 FROM users",
    );
}

#[test]
fn scalar_functions_take_expressions() {
    check(
        select((
            func::lower(User.username),
            func::upper(User.username),
            func::length(User.email),
        )),
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         char_length(users.email) AS length_1 FROM users",
    );
    check_alike(
        select(func::coalesce(User.display_name, User.username)),
        "SELECT coalesce(users.display_name, users.username) AS coalesce_1 FROM users",
    );
    check_alike(
        select(func::coalesce(User.display_name, "nobody")),
        "SELECT coalesce(users.display_name, :coalesce_2) AS coalesce_1 FROM users",
    );
    check(
        select(func::now()),
        "SELECT now() AS now_1",
        "SELECT CURRENT_TIMESTAMP AS now_1",
        "SELECT now() AS now_1",
        "SELECT now(6) AS now_1",
    );
    check_alike(
        select(func::custom::<i64>("abs", [Employee.bonus.into_node()])),
        "SELECT abs(employees.bonus) AS abs_1 FROM employees",
    );
    check_where(
        User.timestamps.created_at.lt(func::now()),
        "users.created_at < now()",
        "users.created_at < CURRENT_TIMESTAMP",
        "users.created_at < now()",
        "users.created_at < now(6)",
    );
}

#[test]
fn labels_name_columns() {
    check_alike(
        select((User.id.label("title"), (User.id + 1).label("next"))),
        "SELECT users.id AS title, users.id + :id_1 AS next FROM users",
    );
    check_alike(
        select(func::count(User.id).label("user_count")),
        "SELECT count(users.id) AS user_count FROM users",
    );
}

#[test]
fn columns_without_a_label_get_names_that_differ() {
    check_alike(
        select((User.id, Post.id, Comment.id)),
        "SELECT users.id, posts.id AS id_1, comments.id AS id_2 FROM users, posts, \
         comments",
    );
    check_alike(
        select((User.id + 1, User.id + 2)),
        "SELECT users.id + :id_1 AS anon_1, users.id + :id_2 AS anon_2 FROM users",
    );
    check_alike(
        select((User.id, Post.id, User.username.label("id_1"))),
        "SELECT users.id, posts.id AS id_2, users.username AS id_1 FROM users, posts",
    );
}

#[test]
fn a_model_selects_its_columns_in_order() {
    check_alike(select(Tag), "SELECT tags.id, tags.name FROM tags");
    check_alike(
        select((Tag, Post.title))
            .join(PostTag, PostTag.tag_id.eq(Tag.id))
            .join(Post, PostTag.post_id.eq(Post.id)),
        "SELECT tags.id, tags.name, posts.title FROM tags JOIN post_tags ON \
         post_tags.tag_id = tags.id JOIN posts ON post_tags.post_id = posts.id",
    );
}

#[test]
fn values_can_be_selected() {
    check(
        select(literal(1i64)),
        "SELECT :param_1 AS anon_1",
        "SELECT ? AS anon_1",
        "SELECT $1 AS anon_1",
        "SELECT CAST(? AS SIGNED) AS anon_1",
    );
    check(
        select((literal("a".to_owned()), literal(true), literal(1.5))),
        "SELECT :param_1 AS anon_1, :param_2 AS anon_2, :param_3 AS anon_3",
        "SELECT ? AS anon_1, ? AS anon_2, ? AS anon_3",
        "SELECT $1 AS anon_1, $2 AS anon_2, $3 AS anon_3",
        "SELECT CAST(? AS CHAR) AS anon_1, CAST(? AS SIGNED) AS anon_2, CAST(? AS DOUBLE) AS anon_3",
    );
    check_alike(
        select(User.id.eq(1)),
        "SELECT users.id = :id_1 AS anon_1 FROM users",
    );
    check(
        select(literal(1i64) + 2),
        "SELECT :param_1 + :param_2 AS anon_1",
        "SELECT ? + ? AS anon_1",
        "SELECT $1 + $2 AS anon_1",
        "SELECT CAST(? AS SIGNED) + CAST(? AS SIGNED) AS anon_1",
    );
    check(
        select(literal(1i64).eq(2)),
        "SELECT :param_1 = :param_2 AS anon_1",
        "SELECT ? = ? AS anon_1",
        "SELECT $1 = $2 AS anon_1",
        "SELECT CAST(? AS SIGNED) = CAST(? AS SIGNED) AS anon_1",
    );
}

#[test]
fn order_is_ascending_unless_said_otherwise() {
    check_alike(
        select(User.id).order_by(User.username),
        "SELECT users.id FROM users ORDER BY users.username",
    );
    check_alike(
        select(User.id).order_by((User.username.asc(), User.id.desc())),
        "SELECT users.id FROM users ORDER BY users.username ASC, users.id DESC",
    );
    check_alike(
        select(User.id).order_by(User.username).order_by(User.id),
        "SELECT users.id FROM users ORDER BY users.username, users.id",
    );
    check_alike(
        select(User.id).order_by(func::lower(User.username).desc()),
        "SELECT users.id FROM users ORDER BY lower(users.username) DESC",
    );
}

#[test]
fn nulls_are_ordered_first_or_last() {
    check(
        select(User.id).order_by(User.display_name.asc().nulls_first()),
        "SELECT users.id FROM users ORDER BY users.display_name ASC NULLS FIRST",
        "SELECT users.id FROM users ORDER BY users.display_name ASC NULLS FIRST",
        "SELECT users.id FROM users ORDER BY users.display_name ASC NULLS FIRST",
        "SELECT users.id FROM users ORDER BY users.display_name IS NOT NULL, \
         users.display_name ASC",
    );
    check(
        select(User.id).order_by(User.display_name.desc().nulls_last()),
        "SELECT users.id FROM users ORDER BY users.display_name DESC NULLS LAST",
        "SELECT users.id FROM users ORDER BY users.display_name DESC NULLS LAST",
        "SELECT users.id FROM users ORDER BY users.display_name DESC NULLS LAST",
        "SELECT users.id FROM users ORDER BY users.display_name IS NULL, \
         users.display_name DESC",
    );
    check(
        select(Employee.id).order_by((Employee.bonus + 1).asc().nulls_last()),
        "SELECT employees.id FROM employees ORDER BY employees.bonus + :bonus_1 ASC \
         NULLS LAST",
        "SELECT employees.id FROM employees ORDER BY employees.bonus + ? ASC NULLS LAST",
        "SELECT employees.id FROM employees ORDER BY employees.bonus + $1 ASC NULLS LAST",
        "SELECT employees.id FROM employees ORDER BY employees.bonus + ? IS NULL, \
         employees.bonus + ? ASC",
    );
}

#[test]
fn limit_and_offset_are_bound_or_written() {
    check(
        select(User.id).limit(5).offset(10),
        "SELECT users.id FROM users LIMIT :param_1 OFFSET :param_2",
        "SELECT users.id FROM users LIMIT 5 OFFSET 10",
        "SELECT users.id FROM users LIMIT $1 OFFSET $2",
        "SELECT users.id FROM users LIMIT ?, ?",
    );
    check(
        select(User.id).limit(1000).offset(1001),
        "SELECT users.id FROM users LIMIT :param_1 OFFSET :param_2",
        "SELECT users.id FROM users LIMIT 1000 OFFSET ?",
        "SELECT users.id FROM users LIMIT $1 OFFSET $2",
        "SELECT users.id FROM users LIMIT ?, ?",
    );
    let order = |dialect: &dyn Dialect| {
        let stmt = select(Post.id).limit(5000).offset(6000);
        let compiled = stmt.compile(dialect).unwrap();
        let values = compiled.params().iter();
        values
            .map(|(_, value)| value.clone())
            .collect::<Vec<Value>>()
    };
    let (limit, offset) = (Value::Int(5000), Value::Int(6000));
    assert_eq!(order(&Sqlite), [limit.clone(), offset.clone()]);
    assert_eq!(order(&Postgres), [limit.clone(), offset.clone()]);
    assert_eq!(order(&MySql::default()), [offset, limit]);
}

#[test]
fn an_offset_alone_gets_the_limit_that_the_database_demands() {
    check(
        select(User.id).offset(10),
        "SELECT users.id FROM users LIMIT -1 OFFSET :param_1",
        "SELECT users.id FROM users LIMIT -1 OFFSET 10",
        "SELECT users.id FROM users LIMIT ALL OFFSET $1",
        "SELECT users.id FROM users LIMIT ?, 18446744073709551615",
    );
}

#[test]
fn joins_are_inner_outer_or_full() {
    let on = Post.author_id.eq(User.id);
    check_alike(
        select((User.id, Post.title)).join(Post, on.clone()),
        "SELECT users.id, posts.title FROM users JOIN posts ON posts.author_id = users.id",
    );
    check(
        select(User.id).full_join(Post, on.clone()),
        "SELECT users.id FROM users FULL OUTER JOIN posts ON posts.author_id = users.id",
        "SELECT users.id FROM users FULL OUTER JOIN posts ON posts.author_id = users.id",
        "SELECT users.id FROM users FULL OUTER JOIN posts ON posts.author_id = users.id",
        "Unsupported: FULL OUTER JOIN",
    );
    check_alike(
        select(User.id)
            .outer_join(Post, on.clone() & Post.title.eq("x"))
            .filter(Post.id.is_null()),
        "SELECT users.id FROM users LEFT OUTER JOIN posts ON posts.author_id = users.id \
         AND posts.title = :title_1 WHERE posts.id IS NULL",
    );
    check_alike(
        select(func::count_star()).select_from(User).join(Post, on),
        "SELECT count(*) AS count_1 FROM users JOIN posts ON posts.author_id = users.id",
    );
}

#[test]
fn a_source_that_is_only_filtered_by_joins_the_from_clause() {
    check_alike(
        select(User.id).filter(Post.author_id.eq(User.id)),
        "SELECT users.id FROM users, posts WHERE posts.author_id = users.id",
    );
    check_alike(
        select(User.id)
            .join(Post, Post.author_id.eq(User.id))
            .filter(Tag.id.eq(Post.id)),
        "SELECT users.id FROM users JOIN posts ON posts.author_id = users.id, tags \
         WHERE tags.id = posts.id",
    );
}

#[test]
fn an_alias_is_another_source() {
    let boss = aliased(Employee, "boss");
    check_alike(
        select((Employee.name, boss.name)).join(boss, Employee.manager_id.eq(boss.id)),
        "SELECT employees.name, boss.name AS name_1 FROM employees JOIN employees AS \
         boss ON employees.manager_id = boss.id",
    );
    let (one, two) = (aliased(Tag, "one"), aliased(Tag, "two"));
    check_alike(
        select((one.id, two.id)).filter(one.id.lt(two.id)),
        "SELECT one.id, two.id AS id_1 FROM tags AS one, tags AS two WHERE one.id < \
         two.id",
    );
}

#[test]
fn a_relationship_is_a_join_condition() {
    check_alike(
        select((User.id, Post.id)).join(Post, User.posts),
        "SELECT users.id, posts.id AS id_1 FROM users JOIN posts ON users.id = \
         posts.author_id",
    );
    check_alike(
        select((Post.id, User.id)).outer_join(User, Post.author),
        "SELECT posts.id, users.id AS id_1 FROM posts LEFT OUTER JOIN users ON \
         posts.author_id = users.id",
    );
    let boss = aliased(Employee, "boss");
    check_alike(
        select((Employee.name, boss.name)).outer_join(boss, Employee.manager),
        "SELECT employees.name, boss.name AS name_1 FROM employees LEFT OUTER JOIN \
         employees AS boss ON employees.manager_id = boss.id",
    );
    check_alike(
        select((boss.name, Employee.name)).join(Employee, boss.reports),
        "SELECT boss.name, employees.name AS name_1 FROM employees AS boss JOIN \
         employees ON boss.id = employees.manager_id",
    );
}

#[test]
fn a_relationship_joins_through_its_association_table() {
    check_alike(
        select((Post.title, Tag.name)).join(Tag, Post.tags),
        "SELECT posts.title, tags.name FROM posts JOIN post_tags ON posts.id = \
         post_tags.post_id JOIN tags ON tags.id = post_tags.tag_id",
    );
    check_alike(
        select((Tag.name, Post.title)).outer_join(Post, Tag.posts),
        "SELECT tags.name, posts.title FROM tags LEFT OUTER JOIN post_tags ON tags.id = \
         post_tags.tag_id LEFT OUTER JOIN posts ON posts.id = post_tags.post_id",
    );
    let label = aliased(Tag, "label");
    check_alike(
        select((Post.title, label.name)).join(label, Post.tags),
        "SELECT posts.title, label.name FROM posts JOIN post_tags AS post_tags_label ON \
         posts.id = post_tags_label.post_id JOIN tags AS label ON label.id = \
         post_tags_label.tag_id",
    );
}

#[test]
fn rows_are_grouped() {
    let count = func::count(Post.id);
    check_alike(
        select((Post.author_id, Post.status, count.clone().label("n")))
            .group_by((Post.author_id, Post.status))
            .having(count.clone().gt(1))
            .having(func::max(Post.id).lt(100))
            .order_by(count.desc()),
        "SELECT posts.author_id, posts.status, count(posts.id) AS n FROM posts GROUP BY \
         posts.author_id, posts.status HAVING count(posts.id) > :count_1 AND \
         max(posts.id) < :max_1 ORDER BY count(posts.id) DESC",
    );
}

#[test]
fn distinct_drops_repeated_rows() {
    check_alike(
        select(Post.author_id).distinct().order_by(Post.author_id),
        "SELECT DISTINCT posts.author_id FROM posts ORDER BY posts.author_id",
    );
}

#[test]
fn a_derived_table_has_typed_columns() {
    let counts = select((Post.author_id, func::count(Post.id).label("post_count")))
        .filter(Post.title.ne("x"))
        .group_by(Post.author_id)
        .subquery("counts");
    let (author_id, post_count) = counts.columns();
    check_alike(
        select((User.username, post_count))
            .join(&counts, User.id.eq(author_id))
            .filter(post_count.gt(10)),
        "SELECT users.username, counts.post_count FROM users JOIN (SELECT \
         posts.author_id AS author_id, count(posts.id) AS post_count FROM posts WHERE posts.title != \
         :title_1 GROUP BY posts.author_id) AS counts ON users.id = counts.author_id \
         WHERE counts.post_count > :post_count_1",
    );
    let ids = select((User.id, Post.id, func::count(Tag.id))).subquery("ids");
    let (user_id, post_id, count) = ids.columns();
    check_alike(
        select((user_id, post_id, count)).select_from(&ids),
        "SELECT ids.id, ids.id_1, ids.count_1 FROM (SELECT users.id AS id, posts.id AS id_1, \
         count(tags.id) AS count_1 FROM users, posts, tags) AS ids",
    );
    let tags = select(Tag).filter(Tag.name.eq("x")).subquery("tags_x");
    check_alike(
        select(tags.fields()).select_from(&tags),
        "SELECT tags_x.id, tags_x.name FROM (SELECT tags.id AS id, tags.name AS name FROM tags WHERE \
         tags.name = :name_1) AS tags_x",
    );
}

#[test]
fn a_source_that_nothing_brings_into_from_is_an_error() {
    let ids = select(User.id).subquery("ids");
    let error = invalid(select(ids.column()));
    assert!(
        error.contains("the subquery `ids`") && error.contains(".select_from("),
        "{error}"
    );
    let error = invalid(select(func::count_star()).join(Post, User.id.eq(Post.id)));
    assert!(error.contains("add `.select_from(…)`"), "{error}");
}

#[test]
fn a_scalar_subquery_correlates_with_the_select_around_it() {
    let posts = select(func::count(Post.id))
        .filter(Post.author_id.eq(User.id))
        .scalar_subquery();
    check_alike(
        select((User.username, posts.clone().label("posts"))),
        "SELECT users.username, (SELECT count(posts.id) AS count_1 FROM posts WHERE \
         posts.author_id = users.id) AS posts FROM users",
    );
    check_alike(
        select(User.username).filter(posts.gt(User.id)),
        "SELECT users.username FROM users WHERE (SELECT count(posts.id) AS count_1 FROM \
         posts WHERE posts.author_id = users.id) > users.id",
    );
    let last = select(func::max(Post.id)).scalar_subquery();
    check_alike(
        select(Tag.name).filter(Tag.id.eq(last)),
        "SELECT tags.name FROM tags WHERE tags.id = (SELECT max(posts.id) AS max_1 FROM \
         posts)",
    );
}

#[test]
fn exists_correlates_with_the_select_around_it() {
    let has_post = exists(select(Post.id).filter(Post.author_id.eq(User.id)));
    check_alike(
        select(User.username).filter(!has_post.clone() & User.email.is_null()),
        "SELECT users.username FROM users WHERE NOT (EXISTS (SELECT posts.id FROM posts \
         WHERE posts.author_id = users.id)) AND users.email IS NULL",
    );
    check_alike(
        select(has_post.clone()),
        "SELECT EXISTS (SELECT posts.id FROM posts, users WHERE posts.author_id = \
         users.id) AS anon_1",
    );
    let commented = select(Comment.id)
        .filter(Comment.post_id.eq(Post.id))
        .exists();
    let nested = select(Post.id)
        .filter(Post.author_id.eq(User.id))
        .filter(commented)
        .exists();
    check_alike(
        select(User.id).filter(nested),
        "SELECT users.id FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE \
         posts.author_id = users.id AND (EXISTS (SELECT comments.id FROM comments WHERE \
         comments.post_id = posts.id)))",
    );
    check_alike(
        delete(User).filter(!has_post),
        "DELETE FROM users WHERE NOT (EXISTS (SELECT posts.id FROM posts WHERE \
         posts.author_id = users.id))",
    );
}

#[test]
fn text_takes_named_binds() {
    check_alike(
        text("SELECT id FROM users WHERE name = :name AND id > :id")
            .bind("id", 1i64)
            .bind("name", "x"),
        "SELECT id FROM users WHERE name = :name AND id > :id",
    );
    check(
        text("SELECT ':no', x::text FROM t WHERE a = :a OR b = :a").bind("a", 1i64),
        "SELECT ':no', x::text FROM t WHERE a = :a OR b = :a",
        "SELECT ':no', x::text FROM t WHERE a = ? OR b = ?",
        "SELECT ':no', x::text FROM t WHERE a = $1 OR b = $2",
        "SELECT ':no', x::text FROM t WHERE a = ? OR b = ?",
    );
    check(
        text(r"SELECT a \:b"),
        "SELECT a :b",
        "SELECT a :b",
        "SELECT a :b",
        "SELECT a :b",
    );
    let twice = text("SELECT :a, :b, :a").bind("b", 2i64).bind("a", 1i64);
    check_binds(twice, &[Value::Int(1), Value::Int(2), Value::Int(1)]);
}

#[test]
fn text_with_missing_or_unknown_binds_is_an_error() {
    let missing = text("SELECT :a").compile(&Sqlite).unwrap();
    assert_eq!(missing.sql(), "SELECT ?");
    assert!(missing.is_unset(0));
    let literal = text("SELECT :a").compile_literal(&Sqlite).unwrap_err();
    assert_eq!(literal.code(), "missing-bind");
    let unknown = text("SELECT 1")
        .bind("a", 1i64)
        .compile(&Sqlite)
        .unwrap_err();
    assert_eq!(
        unknown,
        CompileError::UnknownBind {
            name: "a".into(),
            sql: "SELECT 1".into()
        }
    );
}

#[test]
fn insert_names_its_columns() {
    check_alike(
        insert(Tag).values((Tag.id.to(1), Tag.name.to("x"))),
        "INSERT INTO tags (id, name) VALUES (:id, :name)",
    );
    check_alike(
        insert(Tag).values(Tag.name.to(func::lower(literal("X".to_owned())))),
        "INSERT INTO tags (name) VALUES (lower(:param_1))",
    );
    check_binds(
        insert(Tag).values((Tag.id.to(1), Tag.name.to("x"))),
        &[Value::Int(1), Value::Text("x".into())],
    );
}

#[test]
fn insert_takes_many_rows() {
    let rows = [
        (Tag.id.to(1), Tag.name.to("a")),
        (Tag.id.to(2), Tag.name.to("b")),
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
        .values((Tag.id.to(1), Tag.name.to("a")))
        .values((Tag.name.to("b"), Tag.id.to(2)));
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
        .values((Tag.id.to(1), Tag.name.to("a")))
        .values((
            Tag.id.to(2),
            Tag.name.to(func::lower(literal("B".to_owned()))),
        ))
        .values((Tag.id.to(3), Tag.name.to("c")));
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
        insert(User).values((User.username.to("a"), User.email.to("b"))),
        "INSERT INTO users (username, email, is_active) VALUES (:username, :email, \
         :is_active)",
    );
    check_alike(
        insert(User).values(User.is_active.to(false)),
        "INSERT INTO users (is_active) VALUES (:is_active)",
    );
}

#[test]
fn rows_that_differ_in_their_columns_are_an_error() {
    let less = insert(Tag)
        .values((Tag.id.to(1), Tag.name.to("a")))
        .values(Tag.id.to(2));
    assert_eq!(
        invalid(less),
        "a row leaves out `name`, which the first row assigns"
    );
    let more = insert(Tag)
        .values(Tag.id.to(1))
        .values((Tag.id.to(2), Tag.name.to("a")));
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
            .values(Tag.name.to("x"))
            .returning((Tag, func::length(Tag.name))),
        "INSERT INTO tags (name) VALUES (:name) RETURNING tags.id, tags.name, \
         length(tags.name) AS length_1",
        "INSERT INTO tags (name) VALUES (?) RETURNING id, name, length(name) AS length_1",
        "INSERT INTO tags (name) VALUES ($1) RETURNING tags.id, tags.name, \
         length(tags.name) AS length_1",
        "Unsupported: INSERT … RETURNING",
    );
    let mariadb = MySql::new(MySqlVariant::MariaDb);
    let stmt = insert(Tag).values(Tag.name.to("x")).returning(Tag.id);
    assert_eq!(
        text_of(&stmt, &mariadb),
        "INSERT INTO tags (name) VALUES (?) RETURNING tags.id"
    );
}

#[test]
fn update_sets_columns() {
    check_alike(
        update(Tag)
            .values(Tag.name.to("x"))
            .filter(Tag.name.eq("y")),
        "UPDATE tags SET name=:name WHERE tags.name = :name_1",
    );
    check(
        update(Tag).values(Tag.name.to(Tag.name.concat("!"))),
        "UPDATE tags SET name=(tags.name || :name_1)",
        "UPDATE tags SET name=(tags.name || ?)",
        "UPDATE tags SET name=(tags.name || $1)",
        "UPDATE tags SET name=(concat(tags.name, ?))",
    );
    check_alike(
        update(Employee).values((
            Employee.bonus.to(None::<i64>),
            Employee.salary.to(Employee.salary * 2.0),
        )),
        "UPDATE employees SET salary=(employees.salary * :salary_1), bonus=:bonus",
    );
    let latest = select(func::max(Post.title))
        .filter(Post.author_id.eq(Tag.id))
        .scalar_subquery();
    check_alike(
        update(Tag).values(Tag.name.to(latest)),
        "UPDATE tags SET name=(SELECT max(posts.title) AS max_1 FROM posts WHERE \
         posts.author_id = tags.id)",
    );
    check_binds(
        update(Tag).values(Tag.name.to("x")).filter(Tag.id.eq(1)),
        &[Value::Text("x".into()), Value::Int(1)],
    );
}

#[test]
fn a_column_that_is_set_twice_gets_the_last_value() {
    check_binds(
        update(Tag)
            .values(Tag.name.to("a"))
            .values(Tag.name.to("b")),
        &[Value::Text("b".into())],
    );
}

/// The rows of `posts` decide about those of `tags`, in each way that `MERGE` has.
fn merged() -> Merge {
    merge(Tag)
        .using(Post, Tag.id.eq(Post.id))
        .when_matched_and(Post.author_id.eq(7))
        .update(Tag.name.to(Tag.name.concat(Post.title)))
        .when_not_matched()
        .insert((Tag.name.to(Post.title), Tag.id.to(Post.id)))
}

#[test]
fn merge_is_said_where_the_database_has_it() {
    let standard = "MERGE INTO tags USING posts ON tags.id = posts.id WHEN MATCHED AND \
                    posts.author_id = :author_id_1 THEN UPDATE SET name=(tags.name || \
                    posts.title) WHEN NOT MATCHED THEN INSERT (id, name) VALUES (posts.id, \
                    posts.title)";
    check(
        merged(),
        standard,
        "Unsupported: MERGE",
        &standard.replace(":author_id_1", "$1"),
        "Unsupported: MERGE",
    );
    let mssql = standard.replace(":author_id_1", "@P1").replace("||", "+");
    assert_eq!(text_of(&merged(), &Mssql), format!("{mssql};"));
    assert_eq!(
        text_of(&merged(), &Oracle),
        "MERGE INTO tags USING posts ON (tags.id = posts.id) WHEN MATCHED THEN UPDATE SET \
         tags.name=(tags.name || posts.title) WHERE posts.author_id = :1 WHEN NOT MATCHED THEN \
         INSERT (id, name) VALUES (posts.id, posts.title)"
    );
    assert_eq!(
        text_of(&merged(), &Postgres.with_version(14)),
        "Unsupported: MERGE"
    );
}

#[test]
fn merge_actions_are_said_or_refused() {
    let start = || merge(Tag).using(Post, Tag.id.eq(Post.id));
    let text = "MERGE INTO tags USING posts ON tags.id = posts.id";
    let nothing = start().when_not_matched().do_nothing();
    assert_eq!(
        text_of(&nothing, &Postgres),
        format!("{text} WHEN NOT MATCHED THEN DO NOTHING")
    );
    for dialect in [&Mssql as &dyn Dialect, &Oracle] {
        let refused = text_of(&nothing, dialect);
        assert_eq!(refused, "Unsupported: MERGE … THEN DO NOTHING");
    }
    let gone = start().when_not_matched_by_source().delete();
    let said = format!("{text} WHEN NOT MATCHED BY SOURCE THEN DELETE");
    assert_eq!(text_of(&gone, &Postgres), said);
    assert_eq!(text_of(&gone, &Mssql), format!("{said};"));
    assert_eq!(
        text_of(&gone, &Postgres.with_version(16)),
        "Unsupported: WHEN NOT MATCHED BY SOURCE"
    );
    assert_eq!(
        text_of(&start().when_matched().delete(), &Oracle),
        "Unsupported: MERGE … THEN DELETE"
    );
    assert_eq!(
        invalid(start()),
        "MERGE INTO tags does nothing; add `.when_matched()`"
    );
    assert_eq!(
        invalid(merge(Tag).when_matched().delete()),
        "MERGE INTO tags has no rows; add `.using(…)`"
    );
}

#[test]
fn an_upsert_follows_the_version_of_the_server() {
    let stmt = insert(Tag)
        .values((Tag.id.to(1), Tag.name.to("x")))
        .on_conflict(Tag.id)
        .do_update(set_excluded(Tag.name));
    let old = MySql::default().with_version(8, 0, 18);
    let new = MySql::default().with_version(8, 0, 19);
    let row = "INSERT INTO tags (id, name) VALUES (?, ?)";
    assert_eq!(
        text_of(&stmt, &old),
        format!("{row} ON DUPLICATE KEY UPDATE name = VALUES(name)")
    );
    assert_eq!(
        text_of(&stmt, &new),
        format!("{row} AS new ON DUPLICATE KEY UPDATE name = new.name")
    );
    for dialect in [&Mssql as &dyn Dialect, &Oracle] {
        let refused = text_of(&stmt, dialect);
        assert_eq!(refused, "Unsupported: INSERT … ON CONFLICT");
    }
}

#[test]
fn an_upsert_refuses_what_mysql_cannot_say() {
    let new = || insert(Tag).values((Tag.id.to(1), Tag.name.to("x")));
    let change = || Tag.name.to("y");
    let mysql = MySql::default();
    let stmt = new()
        .on_conflict(Tag.id)
        .do_update_where(change(), Tag.id.gt(1));
    assert_eq!(
        text_of(&stmt, &mysql),
        "Unsupported: an upsert with a condition"
    );
    let stmt = new().on_conflict(Tag.id).index_where(Tag.id.gt(1));
    assert_eq!(
        text_of(&stmt.do_update(change()), &mysql),
        "Unsupported: an upsert by a partial index"
    );
    let stmt = new()
        .on_conflict_of_constraint("tags_pkey")
        .do_update(change());
    assert_eq!(
        text_of(&stmt, &mysql),
        "Unsupported: an upsert by the name of a constraint"
    );
    assert_eq!(
        text_of(&stmt, &Sqlite),
        "Unsupported: ON CONFLICT ON CONSTRAINT"
    );
}

#[test]
fn upserts_and_plain_inserts_have_keys_of_their_own() {
    let rows = || insert(Tag).rows([1, 2].map(|id| (Tag.id.to(id), Tag.name.to("x"))));
    let stmts = [
        rows(),
        rows().on_conflict(()).do_nothing(),
        rows().on_conflict(Tag.id).do_nothing(),
        rows().on_conflict(Tag.id).do_update(set_excluded(Tag.name)),
        rows().prefix_with("LOW_PRIORITY"),
        rows().with_hint("WITH (PAGLOCK)"),
    ];
    for dialect in [&Postgres as &dyn Dialect, &Sqlite] {
        let key = |stmt: &Insert| {
            let shape = Shape::of(stmt.statement(), dialect.capabilities());
            shape.key().to_vec()
        };
        for (index, one) in stmts.iter().enumerate() {
            for other in &stmts[..index] {
                assert_ne!(key(one), key(other), "{}", dialect.name());
            }
        }
    }
}

#[test]
fn a_parameter_is_in_the_key_by_what_the_text_depends_on() {
    let key = |stmt: &Select<i64>| {
        let shape = Shape::of(stmt.statement(), Postgres.capabilities());
        shape.key().to_vec()
    };
    let by = |param: BindParam<String>| select(Tag.id).filter(Tag.name.eq(param));
    let named = || bindparam("name");
    let value = key(&by(named().value("a")));
    assert_eq!(value, key(&by(named().value("b"))));
    assert_ne!(value, key(&by(named())));
    assert_ne!(value, key(&by(named().value("a").unique())));
    assert_ne!(value, key(&by(bindparam("other").value("a"))));
    let literal = |value: &str| key(&by(named().value(value).literal_execute()));
    assert_eq!(literal("a"), literal("a"));
    assert_ne!(literal("a"), literal("b"));
    let list = |ids: &[i64]| {
        let stmt = select(Tag.id).filter(Tag.id.in_(bindparam("ids")));
        key(&stmt.bind_list("ids", ids.to_vec()))
    };
    assert_eq!(list(&[1, 2]), list(&[3, 4]));
    assert_ne!(list(&[1, 2]), list(&[1, 2, 3]));
}

#[test]
fn a_template_binds_its_values() {
    let hostile = "x'; DROP TABLE tags; --";
    let stmt = sql!(
        "SELECT '{{}}' FROM {} WHERE {} = {}",
        Tag,
        Tag.name,
        hostile
    );
    check_alike(
        stmt.clone(),
        "SELECT '{}' FROM tags WHERE tags.name = :param_1",
    );
    check_binds(stmt, &[Value::Text(hostile.into())]);
}

#[test]
fn update_adds_onupdate_columns() {
    check(
        update(User).values(User.username.to("x")),
        "UPDATE users SET username=:username, updated_at=now()",
        "UPDATE users SET username=?, updated_at=CURRENT_TIMESTAMP",
        "UPDATE users SET username=$1, updated_at=now()",
        "UPDATE users SET username=?, updated_at=now(6)",
    );
    let unset = User.timestamps.updated_at.to(None::<NaiveDateTime>);
    check_alike(
        update(User).values((User.username.to("x"), unset.clone())),
        "UPDATE users SET username=:username, updated_at=:updated_at",
    );
    check_alike(
        update(User).values(User.username.to("x")).values(unset),
        "UPDATE users SET username=:username, updated_at=:updated_at",
    );
}

#[test]
fn an_update_that_sets_nothing_is_an_error() {
    assert_eq!(
        invalid(update(User)),
        "UPDATE users sets no columns; add `.values(…)`"
    );
}

#[test]
fn update_and_delete_return_columns_where_the_database_can() {
    check(
        update(Tag).values(Tag.name.to("x")).returning(Tag.id),
        "UPDATE tags SET name=:name RETURNING tags.id",
        "UPDATE tags SET name=? RETURNING id",
        "UPDATE tags SET name=$1 RETURNING tags.id",
        "Unsupported: UPDATE … RETURNING",
    );
    check(
        delete(Tag).returning((Tag.id, Tag.name)),
        "DELETE FROM tags RETURNING tags.id, tags.name",
        "DELETE FROM tags RETURNING id, name",
        "DELETE FROM tags RETURNING tags.id, tags.name",
        "Unsupported: DELETE … RETURNING",
    );
    let mariadb = MySql::new(MySqlVariant::MariaDb);
    let stmt = update(Tag).values(Tag.name.to("x")).returning(Tag.id);
    assert_eq!(text_of(&stmt, &mariadb), "Unsupported: UPDATE … RETURNING");
    let stmt = delete(Tag).returning(Tag.id);
    assert_eq!(
        text_of(&stmt, &mariadb),
        "DELETE FROM tags RETURNING tags.id"
    );
}

#[test]
fn delete_filters_rows() {
    check_alike(delete(Tag), "DELETE FROM tags");
    check_alike(
        delete(Tag).filter(Tag.id.eq(1)).filter(Tag.name.eq("x")),
        "DELETE FROM tags WHERE tags.id = :id_1 AND tags.name = :name_1",
    );
    check_alike(
        delete(Post).filter(
            Post.author_id
                .in_(select(User.id).filter(User.is_active.is_null())),
        ),
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE \
         users.is_active IS NULL)",
    );
}

#[test]
fn names_are_quoted_when_they_must_be() {
    let orders = Table::new("Order")
        .with_column(ColumnDef::of::<i64>("select").primary_key())
        .with_column(ColumnDef::of::<i64>("Total Price"))
        .with_column(ColumnDef::of::<i64>("plain_1"))
        .with_column(ColumnDef::of::<i64>("1st"))
        .with_column(ColumnDef::of::<i64>("a\"b`c"));
    let column = |name: &str| orders.column::<i64>(name).unwrap();
    check_alike(
        select((column("select"), column("Total Price"), column("plain_1"))),
        "SELECT \"Order\".\"select\", \"Order\".\"Total Price\", \"Order\".plain_1 FROM \
         \"Order\"",
    );
    check(
        select((column("1st"), column("a\"b`c"))),
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT \"Order\".\"1st\", \"Order\".\"a\"\"b`c\" FROM \"Order\"",
        "SELECT `Order`.`1st`, `Order`.`a\"b``c` FROM `Order`",
    );
    check_alike(
        select(column("plain_1").label("group")),
        "SELECT \"Order\".plain_1 AS \"group\" FROM \"Order\"",
    );
    check_alike(
        Delete::from_table(&Arc::new(orders)),
        "DELETE FROM \"Order\"",
    );
}

#[test]
fn a_table_may_be_known_only_at_run_time() {
    let things = Arc::new(
        Table::named(intern_table(Some("stock"), "things", false))
            .with_column(ColumnDef::of::<i64>("id").primary_key())
            .with_column(ColumnDef::of::<Option<String>>("name")),
    );
    let id = things.column::<i64>("id").unwrap();
    let name = things.column::<Option<String>>("name").unwrap();
    check_alike(
        select(id).filter(name.eq("x")),
        "SELECT stock.things.id FROM stock.things WHERE stock.things.name = :name_1",
    );
    check_alike(
        Insert::into_table(&things).values(name.to("x")),
        "INSERT INTO stock.things (name) VALUES (:name)",
    );
    check_alike(
        Update::of_table(&things)
            .values(name.to(None::<&str>))
            .filter(id.eq(1)),
        "UPDATE stock.things SET name=:name WHERE stock.things.id = :id_1",
    );
    check_alike(
        Delete::from_table(&things).filter(id.eq(1)),
        "DELETE FROM stock.things WHERE stock.things.id = :id_1",
    );
    assert!(things.column::<i64>("none").is_none());
}

#[test]
fn a_statement_shows_its_generic_text() {
    let stmt = select(User.id)
        .filter(User.username.eq("x") & User.username.ne("y"))
        .limit(3);
    assert_eq!(
        stmt.to_string(),
        "SELECT users.id FROM users WHERE users.username = :username_1 AND \
         users.username != :username_2 LIMIT :param_1"
    );
    let compiled = stmt.compile(&Generic).unwrap();
    let names: Vec<String> = compiled
        .params()
        .iter()
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(names, ["username_1", "username_2", "param_1"]);
    assert_eq!(
        update(Tag).to_string(),
        "<UPDATE tags sets no columns; add `.values(…)`>"
    );
}

#[test]
fn tables_of_the_blog() {
    check_table(
        User::table(),
        "CREATE TABLE users ( id BIGINT NOT NULL, username VARCHAR(50) NOT NULL, email \
         VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT NULL, \
         created_at DATETIME DEFAULT now() NOT NULL, updated_at DATETIME, \
         PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX ix_users_username ON \
         users (username)",
        "CREATE TABLE users ( id INTEGER NOT NULL, username VARCHAR(50) NOT NULL, email \
         VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT NULL, \
         created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, updated_at DATETIME, \
         PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX ix_users_username ON \
         users (username)",
        "CREATE TABLE users ( id BIGSERIAL NOT NULL, username VARCHAR(50) NOT NULL, \
         email VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT \
         NULL, created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, \
         updated_at TIMESTAMP WITHOUT TIME ZONE, PRIMARY KEY (id), UNIQUE (email) ); \
         CREATE UNIQUE INDEX ix_users_username ON users (username)",
        "CREATE TABLE users ( id BIGINT NOT NULL AUTO_INCREMENT, username VARCHAR(50) \
         NOT NULL, email VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active \
         BOOL NOT NULL, created_at DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at \
         DATETIME(6), PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX \
         ix_users_username ON users (username)",
    );
    check_table(
        Post::table(),
        "CREATE TABLE posts ( id BIGINT NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status VARCHAR(9) NOT NULL, \
         author_id BIGINT NOT NULL, created_at DATETIME DEFAULT now() NOT \
         NULL, updated_at DATETIME, PRIMARY KEY (id), FOREIGN KEY(author_id) REFERENCES \
         users (id) ); CREATE UNIQUE INDEX ix_posts_slug ON posts (slug); CREATE INDEX \
         ix_posts_author_status ON posts (author_id, status)",
        "CREATE TABLE posts ( id INTEGER NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status VARCHAR(9) NOT NULL, \
         author_id BIGINT NOT NULL, created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT \
         NULL, updated_at DATETIME, PRIMARY KEY (id), FOREIGN KEY(author_id) REFERENCES \
         users (id) ); CREATE UNIQUE INDEX ix_posts_slug ON posts (slug); CREATE INDEX \
         ix_posts_author_status ON posts (author_id, status)",
        "CREATE TABLE posts ( id BIGSERIAL NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status post_status NOT NULL, \
         author_id BIGINT NOT NULL, created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT \
         now() NOT NULL, updated_at TIMESTAMP WITHOUT TIME ZONE, PRIMARY KEY (id), \
         FOREIGN KEY(author_id) REFERENCES users (id) ); CREATE UNIQUE INDEX \
         ix_posts_slug ON posts (slug); CREATE INDEX ix_posts_author_status ON posts \
         (author_id, status)",
        "CREATE TABLE posts ( id BIGINT NOT NULL AUTO_INCREMENT, title VARCHAR(200) NOT \
         NULL, slug VARCHAR(200) NOT NULL, body LONGTEXT NOT NULL, status ENUM('draft', \
         'published', 'archived') NOT NULL, author_id BIGINT NOT NULL, created_at \
         DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at DATETIME(6), PRIMARY KEY \
         (id), FOREIGN KEY(author_id) REFERENCES users (id) ); CREATE UNIQUE INDEX \
         ix_posts_slug ON posts (slug); CREATE INDEX ix_posts_author_status ON posts \
         (author_id, status)",
    );
    check_table(
        Comment::table(),
        "CREATE TABLE comments ( id BIGINT NOT NULL, body TEXT NOT NULL, post_id BIGINT \
         NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at DATETIME \
         DEFAULT now() NOT NULL, updated_at DATETIME, PRIMARY KEY (id), \
         FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN KEY(author_id) REFERENCES \
         users (id), FOREIGN KEY(parent_id) REFERENCES comments (id) )",
        "CREATE TABLE comments ( id INTEGER NOT NULL, body TEXT NOT NULL, post_id \
         BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at \
         DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, updated_at DATETIME, PRIMARY KEY \
         (id), FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN KEY(author_id) \
         REFERENCES users (id), FOREIGN KEY(parent_id) REFERENCES comments (id) )",
        "CREATE TABLE comments ( id BIGSERIAL NOT NULL, body TEXT NOT NULL, post_id \
         BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at \
         TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, updated_at TIMESTAMP \
         WITHOUT TIME ZONE, PRIMARY KEY (id), FOREIGN KEY(post_id) REFERENCES posts \
         (id), FOREIGN KEY(author_id) REFERENCES users (id), FOREIGN KEY(parent_id) \
         REFERENCES comments (id) )",
        "CREATE TABLE comments ( id BIGINT NOT NULL AUTO_INCREMENT, body LONGTEXT NOT \
         NULL, post_id BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, \
         created_at DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at DATETIME(6), \
         PRIMARY KEY (id), FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN \
         KEY(author_id) REFERENCES users (id), FOREIGN KEY(parent_id) REFERENCES \
         comments (id) )",
    );
    check_table(
        Tag::table(),
        "CREATE TABLE tags ( id BIGINT NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY KEY \
         (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id INTEGER NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY \
         KEY (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id BIGSERIAL NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY \
         KEY (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id BIGINT NOT NULL AUTO_INCREMENT, name VARCHAR(50) NOT \
         NULL, PRIMARY KEY (id), UNIQUE (name) )",
    );
    check_table_alike(
        PostTag::table(),
        "CREATE TABLE post_tags ( post_id BIGINT NOT NULL, tag_id BIGINT NOT NULL, \
         PRIMARY KEY (post_id, tag_id), FOREIGN KEY(post_id) REFERENCES posts (id) ON \
         DELETE CASCADE, FOREIGN KEY(tag_id) REFERENCES tags (id) ON DELETE CASCADE )",
    );
}

#[test]
fn a_table_has_its_types_defaults_and_constraints() {
    let table = Table::new("things")
        .with_column(ColumnDef::of::<i32>("id").primary_key())
        .with_column(ColumnDef::of::<i16>("small").nullable(true))
        .with_column(ColumnDef::of::<f32>("single"))
        .with_column(ColumnDef::of::<Option<f64>>("double"))
        .with_column(
            ColumnDef::of::<String>("name")
                .length(20)
                .server_default("it's \\"),
        )
        .with_column(ColumnDef::of::<bool>("is_on").server_default(Value::Bool(true)))
        .with_column(ColumnDef::of::<Vec<u8>>("bytes"))
        .with_column(ColumnDef::of::<chrono::NaiveDate>("day"))
        .with_column(ColumnDef::of::<chrono::NaiveTime>("at"))
        .with_column(ColumnDef::of::<chrono::DateTime<chrono::Utc>>("instant"))
        .with_column(ColumnDef::of::<[u8; 16]>("uuid"))
        .with_column(ColumnDef::of::<rebis::core::value::Json>("json"))
        .with_column(
            ColumnDef::of::<Decimal>("price").with_type(SqlType::Numeric {
                precision: Some(10),
                scale: Some(2),
            }),
        )
        .with_column(ColumnDef::of::<i32>("twice").computed("small * 2"))
        .with_unique(&["name", "day"])
        .with_index("ix_things_day", &["day"])
        .with_check(Some("positive"), "small > 0");
    check_table(
        &table,
        "CREATE TABLE things ( id INTEGER NOT NULL, small SMALLINT, single FLOAT NOT \
         NULL, double DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, is_on \
         BOOLEAN DEFAULT true NOT NULL, bytes BLOB NOT NULL, day DATE NOT NULL, at TIME \
         NOT NULL, instant DATETIME NOT NULL, uuid CHAR(32) NOT NULL, json JSON NOT \
         NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER GENERATED ALWAYS AS (small \
         * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE (name, day), CONSTRAINT \
         positive CHECK (small > 0) ); CREATE INDEX ix_things_day ON things (day)",
        "CREATE TABLE things ( id INTEGER NOT NULL, small SMALLINT, single FLOAT NOT \
         NULL, double DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, is_on \
         BOOLEAN DEFAULT 1 NOT NULL, bytes BLOB NOT NULL, day DATE NOT NULL, at TIME \
         NOT NULL, instant DATETIME NOT NULL, uuid CHAR(32) NOT NULL, json JSON NOT \
         NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER GENERATED ALWAYS AS (small \
         * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE (name, day), CONSTRAINT \
         positive CHECK (small > 0) ); CREATE INDEX ix_things_day ON things (day)",
        "CREATE TABLE things ( id SERIAL NOT NULL, small SMALLINT, single REAL NOT \
         NULL, double DOUBLE PRECISION, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, \
         is_on BOOLEAN DEFAULT true NOT NULL, bytes BYTEA NOT NULL, day DATE NOT NULL, \
         at TIME WITHOUT TIME ZONE NOT NULL, instant TIMESTAMP WITH TIME ZONE NOT NULL, \
         uuid UUID NOT NULL, json JSON NOT NULL, price NUMERIC(10, 2) NOT NULL, twice \
         INTEGER GENERATED ALWAYS AS (small * 2) STORED NOT NULL, PRIMARY KEY (id), \
         UNIQUE (name, day), CONSTRAINT positive CHECK (small > 0) ); CREATE INDEX \
         ix_things_day ON things (day)",
        "CREATE TABLE things ( id INTEGER NOT NULL AUTO_INCREMENT, small SMALLINT, \
         single FLOAT NOT NULL, `double` DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\\\' \
         NOT NULL, is_on BOOL DEFAULT true NOT NULL, bytes LONGBLOB NOT NULL, day DATE \
         NOT NULL, at TIME(6) NOT NULL, instant DATETIME(6) NOT NULL, uuid CHAR(32) NOT \
         NULL, json JSON NOT NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER \
         GENERATED ALWAYS AS (small * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE \
         (name, day), CONSTRAINT positive CHECK (small > 0) ); CREATE INDEX \
         ix_things_day ON things (day)",
    );
}

#[test]
fn mariadb_has_no_not_null_on_computed_columns() {
    let table = Table::new("things")
        .with_column(ColumnDef::of::<i32>("one"))
        .with_column(ColumnDef::of::<i32>("two").computed("one * 2"));
    let created = create_table(&table, &MySql::new(MySqlVariant::MariaDb)).unwrap();
    let column = "two INTEGER GENERATED ALWAYS AS (one * 2) STORED\n";
    assert!(created[0].contains(column), "{created:?}");
}

#[test]
fn postgres_creates_an_enumeration_as_a_type() {
    let SqlType::Enum(labels) = PostStatus::sql_type() else {
        panic!()
    };
    let created = create_enum(&labels, &Postgres);
    let expected = "CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived')";
    assert_eq!(created, expected);
    let dropped = drop_enum(&labels, &Postgres);
    assert_eq!(dropped, "DROP TYPE IF EXISTS post_status");
}

#[test]
fn mysql_demands_the_length_of_a_string() {
    let table = Table::new("things").with_column(ColumnDef::of::<String>("name"));
    let error = create_table(&table, &MySql::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("a string column without a length; add `length = …`"),
        "{error}"
    );
}

/// The key of the compiled cache.
fn key(statement: impl Statement, dialect: &dyn Dialect) -> Vec<u64> {
    Shape::of(statement.statement(), dialect.capabilities())
        .key()
        .to_vec()
}

#[track_caller]
fn check_same(one: &impl Statement, other: &impl Statement) {
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

/// Asserts that each statement has a key of its own.
#[track_caller]
fn check_distinct<O>(statements: &[Select<O>])
where
    Select<O>: Statement,
{
    for (index, one) in statements.iter().enumerate() {
        for other in &statements[..index] {
            assert!(
                key(one, &Sqlite) != key(other, &Sqlite),
                "{one:?}\n{other:?}"
            );
        }
    }
}

#[test]
fn statements_that_differ_in_values_share_a_key() {
    let users = |id: i64, name: &str| {
        select(User.username)
            .filter(User.id.in_([id, id + 1]) & User.username.ne(name))
            .order_by(User.id)
    };
    check_same(&users(1, "a"), &users(2, "b"));
    let tag = |name: &str| insert(Tag).values(Tag.name.to(name));
    check_same(&tag("a"), &tag("b"));
    let rename = |name: Option<&str>| update(User).values(User.display_name.to(name));
    check_same(&rename(Some("a")), &rename(None));
    let by_id = |id: i64| delete(Tag).filter(Tag.id.eq(id));
    check_same(&by_id(1), &by_id(2));
    let sql = |on: bool| -> Text { text("SELECT :on").bind("on", on) };
    check_same(&sql(true), &sql(false));
}

#[test]
fn statements_that_differ_in_anything_else_have_different_keys() {
    // A name is known by its address, so the constants are taken once.
    let (user, post, comment) = (User, Post, Comment);
    let users = || select(user.username);
    let boss = aliased(user, "boss");
    let other_boss = aliased(user, "other");
    check_distinct(&[
        users(),
        users().distinct(),
        select(user.email),
        select(user.username.label("name")),
        select(user.username.label("other")),
        select(boss.username),
        select(other_boss.username),
        select(func::lower(user.username)),
        select(func::upper(user.username)),
        users().select_from(post),
        users().join(post, user.posts),
        users().outer_join(post, user.posts),
        users().filter(user.id.eq(1)),
        users().filter(user.id.ne(1)),
        users().filter(user.id.lt(1)),
        users().filter(post.id.eq(1)),
        users().filter(!user.is_active),
        users().filter(user.is_active),
        users().filter(user.is_active.eq(true)),
        users().filter(user.is_active.eq(false)),
        users().filter(user.id.eq(1) & user.is_active),
        users().filter(user.id.eq(1) | user.is_active),
        users().filter(user.id.in_([1])),
        users().filter(user.id.in_([1, 2])),
        users().filter(user.id.not_in([1, 2])),
        users().filter(user.id.in_(select(post.author_id))),
        users().filter(user.id.in_(select(comment.author_id))),
        users().filter(user.id.between(1, 2)),
        users().filter(!user.id.between(1, 2)),
        users().filter(user.username.like("a")),
        users().filter(user.username.ilike("a")),
        users().filter(user.username.starts_with("a")),
        users().filter(user.username.starts_with("%")),
        users().filter(user.username.ends_with("a")),
        users().filter(exists(select(post.id))),
        users().filter(!exists(select(post.id))),
        users().group_by(user.username),
        users().having(user.is_active),
        users().order_by(user.id),
        users().order_by(user.id.asc()),
        users().order_by(user.id.desc()),
        users().order_by(user.id.asc().nulls_first()),
        users().order_by(user.id.asc().nulls_last()),
        users().limit(1),
        users().limit(2),
        users().limit(5000),
        users().offset(1),
        users().offset(5000),
    ]);
}

#[test]
fn values_that_a_dialect_casts_bring_their_kind_into_the_key() {
    assert!(key(select(literal(1i64)), &Postgres) != key(select(literal(1.5)), &Postgres));
    let sum = select(literal(1i64) + 2);
    assert!(key(sum, &Postgres) != key(select(literal(1.5) + 2.0), &Postgres));
    check_same(&select(literal(1i64)), &select(literal(2i64)));
}

#[test]
fn a_bound_limit_is_a_value_and_a_written_one_is_not() {
    let users = |limit: u32| select(User.id).limit(limit);
    assert!(key(users(1), &Postgres) == key(users(2), &Postgres));
    assert!(key(users(1), &Sqlite) != key(users(2), &Sqlite));
    assert!(key(users(5000), &Sqlite) == key(users(6000), &Sqlite));
}

#[test]
fn one_expression_at_two_places_is_not_two_values() {
    let plus = |number: i64| User.id + number;
    let stmt = |one: Expr<i64>, other: Expr<i64>| {
        select(one)
            .filter(other.gt(0))
            .filter(User.id.gt(0))
            .filter(Tag.id.gt(9))
    };
    let twice = |expr: Expr<i64>| stmt(expr.clone(), expr);
    let (shared, apart) = (twice(plus(1)), stmt(plus(1), plus(2)));
    assert_eq!(text_of(&shared, &Sqlite), text_of(&apart, &Sqlite));
    assert!(key(&shared, &Sqlite) != key(&apart, &Sqlite));
    check_same(&shared, &twice(plus(7)));
    check_same(&apart, &stmt(plus(7), plus(7)));
    let int = Value::Int;
    let bound = |dialect: &dyn Dialect| -> Vec<Value> {
        let compiled = shared.compile(dialect).unwrap();
        compiled
            .params()
            .iter()
            .map(|(_, value)| value.clone())
            .collect()
    };
    assert_eq!(bound(&Sqlite), [int(1), int(1), int(0), int(0), int(9)]);
    assert_eq!(bound(&MySql::default()), bound(&Sqlite));
    // Numbered placeholders can say that it is one value.
    assert_eq!(bound(&Postgres), [int(1), int(0), int(0), int(9)]);
    check_binds(&apart, &[int(1), int(2), int(0), int(0), int(9)]);
}

#[test]
fn one_expression_at_two_places_is_one_where_placeholders_have_numbers() {
    let next = User.id + 1;
    let stmt = select((next.clone(), func::count_star())).group_by(next);
    check(
        stmt,
        "SELECT users.id + :id_1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + \
         :id_1",
        "SELECT users.id + ? AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + ?",
        "SELECT users.id + $1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + $1",
        "SELECT users.id + 1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + 1",
    );
}

#[test]
fn statements_may_have_many_values() {
    let conditions = (0..100).map(|id| User.id.eq(id) & User.username.ne(id.to_string()));
    let stmt = select(User.id).filter(or(conditions)).limit(7);
    let mut expected: Vec<Value> = (0..100)
        .flat_map(|id| [Value::Int(id), Value::Text(id.to_string().into())])
        .collect();
    expected.push(Value::Int(7));
    let compiled = stmt.compile(&Postgres).unwrap();
    let bound: Vec<Value> = compiled
        .params()
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(bound, expected);
}

#[test]
fn a_shared_list_is_bound_once_where_placeholders_have_numbers() {
    let list = User.id.in_([1, 2]);
    let stmt = select(User.id).filter(list.clone() | (list & User.id.eq(3)));
    let values = |dialect: &dyn Dialect| {
        let compiled = stmt.compile(dialect).unwrap();
        let params = compiled.params().iter();
        params.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let ints = |numbers: &[i64]| numbers.iter().copied().map(Value::Int).collect::<Vec<_>>();
    assert_eq!(values(&Postgres), ints(&[1, 2, 3]));
    assert_eq!(values(&Sqlite), ints(&[1, 2, 1, 2, 3]));
    assert_eq!(values(&MySql::default()), ints(&[1, 2, 1, 2, 3]));
    let sql = stmt.compile(&Postgres).unwrap();
    assert_eq!(
        sql.sql(),
        "SELECT users.id FROM users WHERE users.id IN ($1, $2) OR users.id IN ($1, $2) AND \
         users.id = $3"
    );
}

#[test]
fn nulls_order_without_a_clause_for_it_repeats_the_value() {
    let key = (Employee.bonus + 1).asc().nulls_last();
    let stmt = select(Employee.id).order_by(key).limit(5);
    let compiled = stmt.compile(&MySql::default()).unwrap();
    let values: Vec<Value> = compiled
        .params()
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(values, [Value::Int(1), Value::Int(1), Value::Int(5)]);
}

#[test]
fn a_labelled_expression_can_be_ordered_and_grouped_by() {
    let count = func::count(Post.id).label("post_count");
    let stmt = select((Post.author_id, count.clone()))
        .group_by(Post.author_id)
        .having(count.clone().gt(1))
        .order_by(count.desc());
    assert_eq!(
        stmt.to_string(),
        "SELECT posts.author_id, count(posts.id) AS post_count FROM posts \
         GROUP BY posts.author_id HAVING count(posts.id) > :param_1 \
         ORDER BY post_count DESC"
    );
}

#[test]
fn arrays_have_the_types_of_the_columns_in_the_database() {
    let insert_into = |column: ColumnDef| {
        let table = Table::new("things").with_column(column);
        let table = Arc::new(table);
        let number = table.column::<i64>("number").unwrap();
        let rows = [1, 2].map(|value| (number.to(value),));
        Insert::into_table(&table).rows(rows)
    };
    let small = insert_into(ColumnDef::of::<i32>("number"));
    let large = insert_into(ColumnDef::of::<i64>("number"));
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
        .values(Ticket.name.to("a"))
        .values(Ticket.name.to(func::upper(literal("b".to_owned()))))
        .values(Ticket.name.to("c"));
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

#[test]
fn windows_have_names() {
    let of_author = window("of_author").partition_by(Post.author_id);
    let place = func::row_number().over_window(&of_author).order_by(Post.id);
    let all = func::count(Post.id).over_window(&of_author);
    let stmt = select((place.label("place"), all.label("all_of_them")))
        .window(&of_author)
        .order_by(Post.id);
    check_alike(
        &stmt,
        "SELECT row_number() OVER (of_author ORDER BY posts.id) AS place, \
         count(posts.id) OVER of_author AS all_of_them FROM posts \
         WINDOW of_author AS (PARTITION BY posts.author_id) ORDER BY posts.id",
    );
    assert_eq!(text_of(&stmt, &Oracle), "Unsupported: windows with names");
    let twice = window("w").rows(0, 1).rows(0, 2);
    let refused = select(Post.id).window(&twice);
    assert_eq!(
        text_of(&refused, &Sqlite),
        "Invalid(\"a window has one frame: rows, range or groups\")"
    );
}
