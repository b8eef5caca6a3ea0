//! Keys of the compiled cache: which statements share one.

use rebis::core::compile::Shape;
use rebis::core::dialect::{Dialect, Postgres, Sqlite};
use rebis::core::{BindParam, Insert, Select, Text, bindparam, set_excluded};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

use crate::harness::{check_same, key};

#[test]
fn upserts_and_plain_inserts_have_keys_of_their_own() {
    let rows = || insert(Tag).rows([1, 2].map(|id| (Tag.id.set(id), Tag.name.set("x"))));
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
            let shape = Shape::new(stmt.statement(), dialect.capabilities());
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
        let shape = Shape::new(stmt.statement(), Postgres.capabilities());
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
    let tag = |name: &str| insert(Tag).values(Tag.name.set(name));
    check_same(&tag("a"), &tag("b"));
    let rename = |name: Option<&str>| update(User).values(User.display_name.set(name));
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
