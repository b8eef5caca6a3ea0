//! The text of a statement of medium size in Diesel: three joins, five conditions, seven columns.

use std::hint::black_box;

use diesel::mysql::{Mysql, MysqlQueryBuilder};
use diesel::pg::{Pg, PgQueryBuilder};
use diesel::prelude::*;
use diesel::query_builder::{QueryBuilder, QueryFragment};
use diesel::sqlite::{Sqlite, SqliteQueryBuilder};
use rebis_bench_harness::{Bench, Database, Suite};

use super::diesel_schema::{comments, posts, users};
use crate::peer::Target;

pub fn add(suite: &mut Suite, target: Target) {
    suite.add("diesel", "compile/medium", move || {
        Bench::new(move || {
            black_box(compiled(target.database));
        })
    });
}

macro_rules! sql {
    ($builder:ty, $backend:ty) => {{
        let namesakes = diesel::alias!(users as namesakes);
        let statement = users::table
            .inner_join(posts::table.on(posts::user_id.eq(users::id)))
            .inner_join(comments::table.on(comments::post_id.eq(posts::id)))
            .left_join(namesakes.on(namesakes.field(users::name).eq(users::name)))
            .filter(users::hair_color.eq(black_box("black")))
            .filter(users::name.like(black_box("User%")))
            .filter(posts::title.ne(black_box("Untitled")))
            .filter(posts::content.is_not_null())
            .filter(comments::id.gt(black_box(10)))
            .order((posts::id.desc(), comments::id.asc()))
            .limit(black_box(20))
            .select((
                users::id,
                users::name,
                users::hair_color,
                posts::id,
                posts::title,
                comments::id,
                comments::text,
            ));
        let mut builder = <$builder>::default();
        QueryFragment::<$backend>::to_sql(&statement, &mut builder, &<$backend>::default())
            .unwrap();
        builder.finish()
    }};
}

fn compiled(database: Database) -> String {
    match database {
        Database::Sqlite => sql!(SqliteQueryBuilder, Sqlite),
        Database::Postgres => sql!(PgQueryBuilder, Pg),
        Database::Mysql => sql!(MysqlQueryBuilder, Mysql),
    }
}
