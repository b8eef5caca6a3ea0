//! The `FROM` clause: joins, aliases and relationships as join conditions.

use rebis::prelude::*;
use rebis_tests::models::{Post, Tag, User};

use crate::harness::{Employee, check, check_alike, invalid};

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
