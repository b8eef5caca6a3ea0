//! `build`, `compile` and `compile_hit`: statements of three sizes, without the work of a database.
//!
//! - `build` makes the statement.
//! - `compile` makes it and its SQL text; nothing is cached.
//! - `shape` makes it and the key by which the cache of compiled statements knows it.
//! - `compile_hit` makes it and runs it, finding the text that was compiled before. Only a
//!   connection has that cache, so this includes the driver and SQLite, whose tables are empty.
//!   SQLite prepares the medium and the large one anew when their values change (profiles show
//!   `sqlite3Reprepare`), which outweighs all else: `shape` tells more of Rebis.

use std::hint::black_box;

use rebis::core::compile::Shape;
use rebis::core::dialect::{Dialect, MySql, Postgres, Sqlite};
use rebis::prelude::*;
use rebis_bench_harness::{Bench, Database, Rows};

use crate::cases::Cases;
use crate::core::{NAME, reading};
use crate::tables::{Comment, Post, User};

/// Registers the cases that need no rows.
pub(crate) fn register(cases: &mut Cases) {
    add(cases, "small", small);
    add(cases, "medium", medium);
    add(cases, "large", large);
}

/// Adds the cases of a statement.
fn add<S: Statement + 'static>(cases: &mut Cases, size: &str, statement: fn() -> S) {
    cases.add(NAME, format!("build/{size}"), move |_| {
        Bench::new(move || {
            black_box(statement());
        })
    });
    cases.add(NAME, format!("compile/{size}"), move |target| {
        let dialect = dialect(target.database);
        Bench::new(move || {
            black_box(statement().compile(&*dialect).unwrap());
        })
    });
    cases.add(NAME, format!("shape/{size}"), move |target| {
        let dialect = dialect(target.database);
        Bench::new(move || {
            let statement = statement();
            black_box(Shape::new(statement.statement(), dialect.capabilities()).key());
        })
    });
    if cases.target.database == Database::Sqlite {
        cases.add(NAME, format!("compile_hit/{size}"), move |target| {
            reading(target, Rows::None, async move |connection| {
                black_box(connection.all(statement()).await?);
                Ok(())
            })
        });
    }
}

fn dialect(database: Database) -> Box<dyn Dialect> {
    match database {
        Database::Sqlite => Box::new(Sqlite),
        Database::Postgres => Box::new(Postgres),
        Database::Mysql => Box::new(MySql::default()),
    }
}

/// A user by key.
fn small() -> impl Statement {
    select(User).filter(User.id.eq(black_box(500)))
}

/// Three joins, five predicates, two keys of order, a limit, seven columns: the statement that the
/// peers compile, too.
fn medium() -> impl Statement {
    let namesake = aliased(User, "namesakes");
    let columns = (
        User.id,
        User.name,
        User.hair_color,
        Post.id,
        Post.title,
        Comment.id,
        Comment.text,
    );
    select(columns)
        .join(Post, Post.user_id.eq(User.id))
        .join(Comment, Comment.post_id.eq(Post.id))
        .outer_join(namesake, namesake.name.eq(User.name))
        .filter(User.hair_color.eq(black_box("black")))
        .filter(User.name.like(black_box("User%")))
        .filter(Post.title.ne(black_box("Untitled")))
        .filter(Post.content.is_not_null())
        .filter(Comment.id.gt(black_box(10)))
        .order_by((Post.id.desc(), Comment.id))
        .limit(20)
}

/// Users with counts of their posts by a subquery, joined with the medium one's tables: four joins,
/// ten predicates with OR and EXISTS, GROUP BY, HAVING, three keys of order, a page.
fn large() -> impl Statement {
    let counts = select((Post.user_id, func::count(Post.id)))
        .filter(Post.title.is_not_null() & Post.id.ge(black_box(1)))
        .group_by(Post.user_id)
        .subquery("counts");
    let (counted, count) = counts.columns();
    let other = aliased(Post, "other");
    let answered = select(Comment.id)
        .filter(Comment.post_id.eq(other.id))
        .filter(func::lower(Comment.text).eq(black_box("answer")))
        .correlate(other);
    let columns = (
        User.id,
        User.name,
        User.hair_color,
        Post.id,
        Post.title,
        Post.content,
        func::count(Comment.id),
    );
    select(columns)
        .join(Post, Post.user_id.eq(User.id))
        .outer_join(Comment, Comment.post_id.eq(Post.id))
        .join(other, other.user_id.eq(User.id))
        .join(&counts, User.id.eq(counted))
        .filter(User.name.ge(black_box("User")))
        .filter(User.hair_color.eq(black_box("black")) | User.hair_color.is_null())
        .filter(Post.id.gt(black_box(10)) & Post.id.lt(black_box(1_000)))
        .filter(Post.title.ne(black_box("Untitled")) | Post.content.is_not_null())
        .filter(Comment.id.in_([black_box(1), 2, 3]))
        .filter(count.ge(black_box(2)))
        .filter(answered.exists())
        .group_by((
            User.id,
            User.name,
            User.hair_color,
            Post.id,
            Post.title,
            Post.content,
        ))
        .having(func::count(Comment.id).gt(black_box(1)))
        .order_by((User.name, Post.id.desc(), Post.title))
        .limit(0)
        .offset(100)
}
