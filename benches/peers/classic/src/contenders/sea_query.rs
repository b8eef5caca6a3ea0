//! SeaQuery: the text of a statement of medium size, the same as Diesel's.

use std::hint::black_box;

use rebis_bench_harness::{Bench, Database, Suite};
use sea_query::{
    Expr, ExprTrait, Iden, MysqlQueryBuilder, Order, PostgresQueryBuilder, Query, SelectStatement,
    SqliteQueryBuilder, Values,
};

use crate::peer::Target;

pub fn add(suite: &mut Suite, target: Target) {
    suite.add("sea_query", "compile/medium", move || {
        Bench::new(move || {
            black_box(compiled(target.database));
        })
    });
}

#[derive(Clone, Copy, Iden)]
enum Users {
    Table,
    Id,
    Name,
    HairColor,
}

#[derive(Clone, Copy, Iden)]
enum Posts {
    Table,
    Id,
    UserId,
    Title,
    Content,
}

#[derive(Clone, Copy, Iden)]
enum Comments {
    Table,
    Id,
    PostId,
    Text,
}

#[derive(Clone, Copy, Iden)]
struct Namesakes;

fn compiled(database: Database) -> (String, Values) {
    let statement = statement();
    match database {
        Database::Sqlite => statement.build(SqliteQueryBuilder),
        Database::Postgres => statement.build(PostgresQueryBuilder),
        Database::Mysql => statement.build(MysqlQueryBuilder),
    }
}

fn statement() -> SelectStatement {
    Query::select()
        .columns([
            (Users::Table, Users::Id),
            (Users::Table, Users::Name),
            (Users::Table, Users::HairColor),
        ])
        .columns([(Posts::Table, Posts::Id), (Posts::Table, Posts::Title)])
        .columns([
            (Comments::Table, Comments::Id),
            (Comments::Table, Comments::Text),
        ])
        .from(Users::Table)
        .inner_join(
            Posts::Table,
            Expr::col((Posts::Table, Posts::UserId)).equals((Users::Table, Users::Id)),
        )
        .inner_join(
            Comments::Table,
            Expr::col((Comments::Table, Comments::PostId)).equals((Posts::Table, Posts::Id)),
        )
        .join_as(
            sea_query::JoinType::LeftJoin,
            Users::Table,
            Namesakes,
            Expr::col((Namesakes, Users::Name)).equals((Users::Table, Users::Name)),
        )
        .and_where(Expr::col((Users::Table, Users::HairColor)).eq(black_box("black")))
        .and_where(Expr::col((Users::Table, Users::Name)).like(black_box("User%")))
        .and_where(Expr::col((Posts::Table, Posts::Title)).ne(black_box("Untitled")))
        .and_where(Expr::col((Posts::Table, Posts::Content)).is_not_null())
        .and_where(Expr::col((Comments::Table, Comments::Id)).gt(black_box(10)))
        .order_by((Posts::Table, Posts::Id), Order::Desc)
        .order_by((Comments::Table, Comments::Id), Order::Asc)
        .limit(black_box(20))
        .take()
}
