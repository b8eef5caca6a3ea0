//! `UPDATE` and `DELETE`.

use chrono::NaiveDateTime;
use rebis::core::Value;
use rebis::core::dialect::{MySql, MySqlVariant};
use rebis::prelude::*;
use rebis_tests::models::{Post, Tag, User};

use crate::harness::{Employee, check, check_alike, check_binds, invalid, text_of};

#[test]
fn update_sets_columns() {
    check_alike(
        update(Tag)
            .values(Tag.name.set("x"))
            .filter(Tag.name.eq("y")),
        "UPDATE tags SET name=:name WHERE tags.name = :name_1",
    );
    check(
        update(Tag).values(Tag.name.set(Tag.name.concat("!"))),
        "UPDATE tags SET name=(tags.name || :name_1)",
        "UPDATE tags SET name=(tags.name || ?)",
        "UPDATE tags SET name=(tags.name || $1)",
        "UPDATE tags SET name=(concat(tags.name, ?))",
    );
    check_alike(
        update(Employee).values((
            Employee.bonus.set(None::<i64>),
            Employee.salary.set(Employee.salary * 2.0),
        )),
        "UPDATE employees SET salary=(employees.salary * :salary_1), bonus=:bonus",
    );
    let latest = select(func::max(Post.title))
        .filter(Post.author_id.eq(Tag.id))
        .scalar_subquery();
    check_alike(
        update(Tag).values(Tag.name.set(latest)),
        "UPDATE tags SET name=(SELECT max(posts.title) AS max_1 FROM posts WHERE \
         posts.author_id = tags.id)",
    );
    check_binds(
        update(Tag).values(Tag.name.set("x")).filter(Tag.id.eq(1)),
        &[Value::Text("x".into()), Value::Int(1)],
    );
}

#[test]
fn a_column_that_is_set_twice_gets_the_last_value() {
    check_binds(
        update(Tag)
            .values(Tag.name.set("a"))
            .values(Tag.name.set("b")),
        &[Value::Text("b".into())],
    );
}

#[test]
fn update_adds_onupdate_columns() {
    check(
        update(User).values(User.username.set("x")),
        "UPDATE users SET username=:username, updated_at=now()",
        "UPDATE users SET username=?, updated_at=CURRENT_TIMESTAMP",
        "UPDATE users SET username=$1, updated_at=now()",
        "UPDATE users SET username=?, updated_at=now(6)",
    );
    let unset = User.timestamps.updated_at.set(None::<NaiveDateTime>);
    check_alike(
        update(User).values((User.username.set("x"), unset.clone())),
        "UPDATE users SET username=:username, updated_at=:updated_at",
    );
    check_alike(
        update(User).values(User.username.set("x")).values(unset),
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
        update(Tag).values(Tag.name.set("x")).returning(Tag.id),
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
    let stmt = update(Tag).values(Tag.name.set("x")).returning(Tag.id);
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
