//! The select list: labels, generated names, models and values.

use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, PostTag, Tag, User};

use crate::harness::{check, check_alike};

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
