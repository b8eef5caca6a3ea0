//! Parameters of functions and operators that PostgreSQL has.

use chrono::NaiveDate;
use rebis::core::value::{Jsonb, Multirange, Range};
use rebis::core::{Expr, FromRow, Scalar, Select};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};
use rust_decimal::Decimal;
use serde_json::json;

use crate::{Item, date, dec, ids, items};

async fn has_types_of_postgresql(db: &Database) -> bool {
    let connection = db.engine.connect().await.unwrap();
    connection.dialect().capabilities().postgres_operators
}

async fn one<T: Scalar + FromRow>(connection: &mut Connection, expr: Expr<T>) -> T {
    let stmt: Select<T> = select(expr).select_from(Item).filter(Item.id.eq(1));
    connection.one(stmt).await.unwrap()
}

#[test]
fn arguments_of_postgresql_functions_have_their_types() {
    on_each_database("postgres_functions", async |db: &Database| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = items(db).await;
        let series = select(func::call::<i32>("generate_series", (1, 3)));
        assert_eq!(connection.all(series).await.unwrap(), [1, 2, 3]);
        let joined = func::call::<String>("concat_ws", ("-", Item.name, "x"));
        assert_eq!(one(&mut connection, joined).await, "pen-x");
        let formatted = func::call::<String>("format", ("%s/%s", Item.name, 7));
        assert_eq!(one(&mut connection, formatted).await, "pen/7");
        let built = func::call::<Jsonb>("jsonb_build_object", ("k", Item.quantity, "t", "text"));
        let built: serde_json::Value =
            serde_json::from_str(one(&mut connection, built).await.as_str()).unwrap();
        assert_eq!(built, json!({"k": 100, "t": "text"}));
        let converted = func::call::<Jsonb>("to_jsonb", 5);
        assert_eq!(one(&mut connection, converted).await.as_str(), "5");
        let converted = func::call::<Jsonb>("to_jsonb", "text");
        assert_eq!(one(&mut connection, converted).await.as_str(), "\"text\"");
        let truncated = func::call::<NaiveDate>(
            "date_trunc",
            ("month", Item.day.cast::<chrono::NaiveDateTime>()),
        );
        let truncated = truncated.cast::<NaiveDate>();
        assert_eq!(one(&mut connection, truncated).await, date("2024-02-01"));
        let rest = func::call::<i32>("mod", (Item.quantity, 7));
        assert_eq!(one(&mut connection, rest).await, 2);
        let rounded = func::call::<Decimal>("round", (Item.price, 1));
        assert_eq!(one(&mut connection, rounded).await, dec("0.3"));
        let greatest = func::call::<i32>("greatest", (1, 10, 9));
        assert_eq!(one(&mut connection, greatest).await, 10);
        let least = func::call::<Decimal>("least", (dec("9.5"), dec("10")));
        assert_eq!(one(&mut connection, least).await, dec("9.5"));
        let absolute = func::call::<i64>("abs", -5_i64);
        assert_eq!(one(&mut connection, absolute).await, 5);
        let length = func::call::<i32>("length", "abc");
        assert_eq!(one(&mut connection, length).await, 3);
    });
}

#[test]
fn arrays_of_values_have_their_types() {
    on_each_database("postgres_arrays", async |db: &Database| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = items(db).await;
        let elements = select(func::unnest(literal(vec![3, 1])));
        assert_eq!(connection.all(elements).await.unwrap(), [3, 1]);
        let elements = select(func::unnest(literal(vec!["a".to_owned(), "b".to_owned()])));
        assert_eq!(connection.all(elements).await.unwrap(), ["a", "b"]);
        let collected = select(func::array_agg(literal(1))).select_from(Item);
        assert_eq!(connection.one(collected).await.unwrap(), Some(vec![1; 4]));
        let array = select(literal(vec![date("2024-02-29")]))
            .select_from(Item)
            .limit(1);
        assert_eq!(connection.one(array).await.unwrap(), [date("2024-02-29")]);
    });
}

#[test]
fn ranges_of_values_have_their_types() {
    on_each_database("postgres_ranges", async |db: &Database| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = items(db).await;
        let of_2024 = || Range::from(date("2024-01-01")..date("2025-01-01"));
        let within = literal(of_2024()).contains(Item.day);
        assert_eq!(ids(&mut connection, within).await, [1, 4]);
        let several: Multirange<NaiveDate> = [
            date("2024-01-01")..date("2024-03-01"),
            date("1999-01-01")..date("2000-01-01"),
        ]
        .into_iter()
        .collect();
        let within = literal(several.clone()).contains(Item.day);
        assert_eq!(ids(&mut connection, within).await, [1, 3]);
        let within = Item.day.bool_op("<@").apply(several);
        assert_eq!(ids(&mut connection, within).await, [1, 3]);
        let numbers = literal(Range::from(1..10)).contains(Item.quantity);
        assert_eq!(ids(&mut connection, numbers).await, [3, 4]);
        let chosen = case()
            .when(Item.is_new, of_2024())
            .else_(Range::from(date("1999-01-01")..date("2000-01-01")));
        let within = chosen.contains(Item.day);
        assert_eq!(ids(&mut connection, within).await, [1]);
    });
}
