//! A value beside a column leaves the column its index, whatever types the value has on the way.

use chrono::NaiveDate;
use rebis::core::compile::{CompileHook, Compiler};
use rebis::core::error::CompileError;
use rebis::core::{Expr, Record, StatementRef};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{create, date};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "parts")]
struct Part {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(index)]
    small: i16,
    #[column(index)]
    normal: i32,
    #[column(index, sql_type = Numeric { precision: Some(12), scale: Some(2) })]
    price: Decimal,
    #[column(index, length = 40)]
    name: String,
    #[column(index)]
    day: NaiveDate,
    #[column(index)]
    token: Uuid,
}

/// Asks for the plan of each select in place of its rows.
#[derive(Debug)]
struct Explain;

impl CompileHook for Explain {
    fn statement(
        &self,
        compiler: &mut Compiler<'_>,
        statement: StatementRef<'_>,
    ) -> Result<bool, CompileError> {
        if !matches!(statement, StatementRef::Select(_)) {
            return Ok(false);
        }
        let sqlite = compiler.dialect().name() == "sqlite";
        compiler.push(if sqlite {
            "EXPLAIN QUERY PLAN "
        } else {
            "EXPLAIN "
        });
        compiler.statement(statement)?;
        Ok(true)
    }
}

fn row(number: i16) -> Vec<rebis::core::Assignment> {
    let day = date("2000-01-01") + chrono::Days::new(number.unsigned_abs().into());
    vec![
        Part.id.set(i64::from(number)),
        Part.small.set(number),
        Part.normal.set(i32::from(number)),
        Part.price.set(Decimal::new(i64::from(number), 2)),
        Part.name.set(format!("part {number}")),
        Part.day.set(day),
        Part.token
            .set(Uuid::from_u128(number.unsigned_abs().into())),
    ]
}

/// Conditions that find a few rows by an index, and the column.
fn conditions() -> Vec<(&'static str, Expr<bool>)> {
    let seven = Decimal::new(7, 2);
    let token = Uuid::from_u128(7);
    vec![
        ("id", Part.id.eq(7)),
        ("id", Part.id.in_([7, 8, 9])),
        ("small", Part.small.eq(7)),
        ("small", Part.small.eq(literal(7_i16))),
        ("small", Part.small.between(7, 8)),
        ("normal", Part.normal.eq(7)),
        ("normal", Part.normal.in_([7, 8])),
        ("normal", Part.normal.gt(7) & Part.normal.lt(9)),
        ("price", Part.price.eq(seven)),
        ("price", Part.price.in_([seven, Decimal::new(8, 2)])),
        ("price", Part.price.between(seven, Decimal::new(9, 2))),
        ("name", Part.name.eq("part 7")),
        ("name", Part.name.in_(["part 7", "part 8"])),
        ("day", Part.day.eq(date("2000-01-08"))),
        (
            "day",
            Part.day.in_([date("2000-01-08"), date("2000-01-09")]),
        ),
        ("token", Part.token.eq(token)),
        ("token", Part.token.in_([token, Uuid::from_u128(8)])),
    ]
}

#[test]
fn a_value_beside_a_column_leaves_it_its_index() {
    on_each_database("indexes", async |db: &Database| {
        let mut connection = create::<Part>(db).await;
        let rows = insert(Part).rows((0..3000).map(row));
        connection.execute(rows).await.unwrap();
        connection.commit().await.unwrap();
        let analyze = match db.kind {
            Kind::Sqlite | Kind::Postgres => "ANALYZE",
            Kind::MariaDb | Kind::MySql => "ANALYZE TABLE parts",
        };
        connection.execute_raw(analyze).await.unwrap();
        connection.commit().await.unwrap();
        let engine = EngineOptions::new(&db.url).compile_hook(Explain).create();
        let mut plans = engine.unwrap().connect().await.unwrap();
        for (column, condition) in conditions() {
            let found = select(Part.id).filter(condition.clone());
            assert!(!connection.all(found).await.unwrap().is_empty(), "{column}");
            let asked = select(Part.normal).filter(condition);
            let sql = asked.compile(connection.dialect()).unwrap().to_string();
            let plan = plans.mappings(asked).await.unwrap();
            let plan = format!("{plan:?}");
            let known = Part::table().indexes().iter();
            let mut known = known.filter(|index| index.columns == [column]);
            let index = match (known.next(), db.kind) {
                (Some(index), _) => index.name.as_str(),
                (None, Kind::Sqlite) => "sqlite_autoindex_parts",
                (None, Kind::Postgres) => "parts_pkey",
                (None, Kind::MariaDb | Kind::MySql) => "PRIMARY",
            };
            // MySQL reads the row of a whole key before it makes a plan.
            let is_read_before = plan.contains("Rows fetched before execution");
            assert!(plan.contains(index) || is_read_before, "{sql}\n{plan}");
        }
    });
}
