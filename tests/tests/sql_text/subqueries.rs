//! Subqueries: derived tables, scalar subqueries and `EXISTS`.

use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

use crate::harness::check_alike;

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
