//! Rows that are inserted or updated: `MERGE` and `ON CONFLICT`.

use rebis::core::dialect::{Dialect, Mssql, MySql, Oracle, Postgres, Sqlite};
use rebis::core::{Merge, merge, set_excluded};
use rebis::prelude::*;
use rebis_tests::models::{Post, Tag};

use crate::harness::{check, invalid, text_of};

/// The rows of `posts` decide about those of `tags`, in each way that `MERGE` has.
fn merged() -> Merge {
    merge(Tag)
        .using(Post, Tag.id.eq(Post.id))
        .when_matched_and(Post.author_id.eq(7))
        .update(Tag.name.set(Tag.name.concat(Post.title)))
        .when_not_matched()
        .insert((Tag.name.set(Post.title), Tag.id.set(Post.id)))
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
        "MERGE INTO tags has no WHEN clause; add `.when_matched()`"
    );
    assert_eq!(
        invalid(merge(Tag).when_matched().delete()),
        "MERGE INTO tags has no source; add `.using(…)`"
    );
}

#[test]
fn an_upsert_follows_the_version_of_the_server() {
    let stmt = insert(Tag)
        .values((Tag.id.set(1), Tag.name.set("x")))
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
    let new = || insert(Tag).values((Tag.id.set(1), Tag.name.set("x")));
    let change = || Tag.name.set("y");
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
