//! The clauses after `FROM`: groups, windows, order and limits.

use rebis::core::dialect::{Dialect, MySql, Oracle, Postgres, Sqlite};
use rebis::core::{Value, window};
use rebis::prelude::*;
use rebis_tests::models::{Post, User};

use crate::harness::{Employee, check, check_alike, text_of};

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
    assert_eq!(text_of(&stmt, &Oracle), "Unsupported: named windows");
    let twice = window("w").rows(0, 1).rows(0, 2);
    let refused = select(Post.id).window(&twice);
    assert_eq!(
        text_of(&refused, &Sqlite),
        "Invalid(\"a window can have only one frame: `rows`, `range` or `groups`\")"
    );
}
