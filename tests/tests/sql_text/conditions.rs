//! Conditions joined by `AND`, `OR` and `NOT`, and Boolean columns as conditions.

use rebis::prelude::*;
use rebis_tests::models::{Post, User};

use crate::harness::{check_alike, check_where, check_where_alike};

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
