//! Comparisons, their negation, and `NULL`.

use rebis::core::Value;
use rebis::prelude::*;
use rebis_tests::models::{Post, PostStatus, User};

use crate::harness::{check_binds, check_where, check_where_alike};

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
