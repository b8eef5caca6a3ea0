//! `LIKE`: patterns, wildcards and their escapes.

use rebis::core::Value;
use rebis::prelude::*;
use rebis_tests::models::User;

use crate::harness::{check_binds, check_where, check_where_alike};

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
