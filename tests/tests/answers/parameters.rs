//! A parameter has its type where nothing else gives it one.

use chrono::NaiveDate;
use rebis::core::Expr;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};
use rust_decimal::Decimal;

use crate::{Item, date, dec, ids, items};

/// 100 for pens, 20 for ink, else 3.
fn price_class() -> Expr<i32> {
    case()
        .when(Item.name.eq("pen"), 100)
        .when(Item.name.eq("ink"), 20)
        .else_(3)
}

#[test]
fn a_case_of_numbers_compares_and_sorts_as_numbers() {
    on_each_database("parameters_case_compares", async |db: &Database| {
        let mut connection = items(db).await;
        assert_eq!(ids(&mut connection, price_class().gt(9)).await, [1, 2]);
        assert_eq!(
            ids(&mut connection, price_class().between(10, 50)).await,
            [2]
        );
        assert_eq!(
            ids(&mut connection, price_class().in_([3, 20])).await,
            [2, 3, 4]
        );
        let sorted = select(Item.id).order_by((price_class().desc(), Item.id));
        assert_eq!(connection.all(sorted).await.unwrap(), [1, 2, 3, 4]);
        let sum = select(func::sum(price_class()));
        let sum = connection.one(sum).await.unwrap().unwrap();
        assert_eq!(sum.to_string(), "126");
        let ones = select(func::sum(case().when(Item.is_new, 1_i32).else_(0)));
        assert_eq!(
            connection.one(ones).await.unwrap().unwrap().to_string(),
            "2"
        );
        let greatest = select(func::max(price_class()));
        assert_eq!(connection.one(greatest).await.unwrap(), Some(100));
    });
}

#[test]
fn literals_compare_as_what_they_are() {
    on_each_database("parameters_literals", async |db: &Database| {
        let mut connection = items(db).await;
        let mut all = async |condition| ids(&mut connection, condition).await.len() == 4;
        assert!(all(literal(5_i64).between(1, 10)).await);
        assert!(all(literal(10).gt(9)).await);
        assert!(all(literal(9.5).lt(10.0)).await);
        assert!(all(literal(dec("9.5")).lt(dec("10"))).await);
        assert!(all(literal(date("2024-02-29")).gt(date("1999-12-31"))).await);
        assert!(all(literal(true).is(true)).await);
        assert!(all(literal(true).ne(false)).await);
        assert!(all(literal("10".to_owned()).lt("9")).await);
        assert!(all(literal(1).in_([1, 2])).await);
        assert!(all(func::coalesce(literal(10), 2).gt(9)).await);
        assert!(all(func::nullif(literal(10), 2).gt(9)).await);
        assert!(all((literal(5) + 5).gt(9)).await);
    });
}

#[test]
fn a_case_of_each_type_is_selected() {
    on_each_database("parameters_case_types", async |db: &Database| {
        let mut connection = items(db).await;
        async fn both<T>(connection: &mut Connection, yes: T, no: T)
        where
            T: rebis::core::IntoExpr<T>
                + rebis::core::Scalar<Base = T>
                + rebis::core::FromRow
                + Clone
                + PartialEq
                + std::fmt::Debug
                + Send,
        {
            let chosen = case().when(Item.is_new, yes.clone()).else_(no.clone());
            let rows = connection
                .all(select(chosen).order_by(Item.id))
                .await
                .unwrap();
            assert_eq!(rows, [yes.clone(), no.clone(), yes.clone(), no]);
            let some = case().when(Item.is_new, yes.clone());
            let rows = connection
                .all(select(some).order_by(Item.id))
                .await
                .unwrap();
            assert_eq!(rows, [Some(yes.clone()), None, Some(yes.clone()), None]);
            let listed = select(literal(yes.clone())).select_from(Item).limit(1);
            assert_eq!(connection.one(listed).await.unwrap(), yes);
            let none = select(literal(None::<T>)).select_from(Item).limit(1);
            assert_eq!(connection.one(none).await.unwrap(), None);
        }
        both::<i16>(&mut connection, 100, 20).await;
        both::<i32>(&mut connection, 100, 20).await;
        both::<i64>(&mut connection, 1 << 40, 20).await;
        both(&mut connection, 0.5, -1.25).await;
        both::<Decimal>(&mut connection, dec("9.50"), dec("10")).await;
        both(&mut connection, true, false).await;
        both(&mut connection, "yes".to_owned(), "no".to_owned()).await;
        both(&mut connection, vec![0_u8, 255], vec![]).await;
        both::<NaiveDate>(&mut connection, date("2024-02-29"), date("1999-12-31")).await;
        let (noon, night) = ("12:00:00".parse().unwrap(), "23:59:59.5".parse().unwrap());
        both::<chrono::NaiveTime>(&mut connection, noon, night).await;
        let moments = (
            date("2024-02-29").and_time(noon),
            date("1999-12-31").and_time(night),
        );
        both(&mut connection, moments.0, moments.1).await;
        both(&mut connection, moments.0.and_utc(), moments.1.and_utc()).await;
        both(&mut connection, uuid::Uuid::from_u128(7), uuid::Uuid::nil()).await;
    });
}

#[test]
fn an_update_sets_a_column_to_a_case() {
    on_each_database("parameters_update_case", async |db: &Database| {
        let mut connection = items(db).await;
        let stmt = update(Item).values((
            Item.quantity.set(price_class()),
            Item.price
                .set(case().when(Item.is_new, dec("1.50")).else_(dec("2"))),
            Item.day
                .set(case().when(Item.is_new, date("2000-01-01")).else_(Item.day)),
            Item.is_new
                .set(case().when(Item.id.gt(3), true).else_(false)),
            Item.discount.set(func::coalesce(Item.discount, 7)),
        ));
        connection.execute(stmt).await.unwrap();
        let rows = connection
            .all(select(Item).order_by(Item.id))
            .await
            .unwrap();
        let quantities: Vec<i32> = rows.iter().map(|row| row.quantity).collect();
        assert_eq!(quantities, [100, 20, 3, 3]);
        let prices: Vec<Decimal> = rows.iter().map(|row| row.price).collect();
        assert_eq!(prices, [dec("1.50"), dec("2"), dec("1.5"), dec("2")]);
        assert_eq!(rows[0].day, date("2000-01-01"));
        assert_eq!(rows[1].day, date("2023-12-31"));
        let new: Vec<bool> = rows.iter().map(|row| row.is_new).collect();
        assert_eq!(new, [false, false, false, true]);
        let discounts: Vec<Option<i32>> = rows.iter().map(|row| row.discount).collect();
        assert_eq!(discounts, [Some(7), Some(5), Some(0), Some(7)]);
    });
}

#[test]
fn rows_of_values_have_their_types() {
    on_each_database("parameters_values", async |db: &Database| {
        let mut connection = items(db).await;
        let words = values([(1_i64, "one".to_owned()), (3, "three".to_owned())]);
        let words = words.named("words", ["n", "word"]);
        let (n, word) = words.columns();
        let stmt = select((Item.name, word))
            .join(&words, Item.id.eq(n))
            .order_by(n);
        let rows = connection.all(stmt).await.unwrap();
        let expected = [("pen", "one"), ("cup", "three")];
        assert_eq!(rows, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let days = values([(date("2024-02-29"), true), (date("1999-12-31"), false)]);
        let days = days.named("days", ["day", "flag"]);
        let (day, flag) = days.columns();
        let stmt = select((Item.id, day, flag))
            .join(&days, Item.day.eq(day))
            .order_by(Item.id);
        let rows = connection.all(stmt).await.unwrap();
        assert_eq!(
            rows,
            [
                (1, date("2024-02-29"), true),
                (3, date("1999-12-31"), false)
            ]
        );
    });
}

#[test]
fn a_null_of_a_union_has_the_type_of_its_place() {
    on_each_database("parameters_union", async |db: &Database| {
        let mut connection = items(db).await;
        let stmt = union_all(
            select(Item.discount).filter(Item.id.eq(2)),
            select(literal(None::<i32>))
                .select_from(Item)
                .filter(Item.id.eq(1)),
        );
        let mut rows = connection.all(stmt).await.unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [None, Some(5)]);
        let stmt = union(
            select(literal(None::<i64>))
                .select_from(Item)
                .filter(Item.id.eq(1)),
            select(Item.id.nullable()).filter(Item.id.lt(3)),
        );
        let mut rows = connection.all(stmt).await.unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [None, Some(1), Some(2)]);
        let stmt = union(
            select(literal(None::<NaiveDate>))
                .select_from(Item)
                .filter(Item.id.eq(1)),
            select(literal(Some(date("2024-02-29"))))
                .select_from(Item)
                .filter(Item.id.eq(1)),
        );
        let mut rows = connection.all(stmt).await.unwrap();
        rows.sort_unstable();
        assert_eq!(rows, [None, Some(date("2024-02-29"))]);
    });
}

#[test]
fn arguments_of_functions_have_their_types() {
    on_each_database("parameters_functions", async |db: &Database| {
        let mut connection = items(db).await;
        let stmt = |expr| select(expr).filter(Item.id.eq(1));
        let one = connection
            .one(stmt(func::coalesce(literal(1), 2)))
            .await
            .unwrap();
        assert_eq!(one, 1);
        let text = func::concat((Item.name, "-", "x"));
        let text = connection
            .one(select(text).filter(Item.id.eq(1)))
            .await
            .unwrap();
        assert_eq!(text.as_deref(), Some("pen-x"));
        let positive = func::call::<i32>("abs", -5);
        assert_eq!(connection.one(stmt(positive)).await.unwrap(), 5);
        let positive = func::call::<Decimal>("abs", dec("-5.5"));
        let positive = connection.one(select(positive).filter(Item.id.eq(1)));
        assert_eq!(positive.await.unwrap(), dec("5.5"));
        let part = func::call::<String>("substr", (Item.name, 2, 2));
        let part = connection
            .one(select(part).filter(Item.id.eq(1)))
            .await
            .unwrap();
        assert_eq!(part, "en");
        let replaced = func::call::<String>("replace", ("abc", "b", "x"));
        let replaced = connection
            .one(select(replaced).select_from(Item).limit(1))
            .await
            .unwrap();
        assert_eq!(replaced, "axc");
        let upper = select(func::upper(literal("abc".to_owned())))
            .select_from(Item)
            .limit(1);
        assert_eq!(connection.one(upper).await.unwrap(), "ABC");
        let rounded = func::call::<f64>("round", (Item.ratio * 0.51, 0));
        if !connection.dialect().capabilities().postgres_operators {
            // PostgreSQL rounds doubles to whole numbers alone.
            let rounded = connection
                .one(select(rounded).filter(Item.id.eq(3)))
                .await
                .unwrap();
            assert!((rounded - 1.0).abs() < 1e-9);
        }
        let rounded = func::call::<Decimal>("round", (Item.price, 1));
        let rounded = connection
            .one(select(rounded).filter(Item.id.eq(2)))
            .await
            .unwrap();
        assert_eq!(rounded, dec("20"));
    });
}

#[test]
fn aggregates_of_values_have_their_types() {
    on_each_database("parameters_aggregates", async |db: &Database| {
        let mut connection = items(db).await;
        let count = select(func::count(literal(1))).select_from(Item);
        assert_eq!(connection.one(count).await.unwrap(), 4);
        let none = select(func::count(literal(None::<i32>))).select_from(Item);
        assert_eq!(connection.one(none).await.unwrap(), 0);
        let none = select(func::count_distinct(literal(None::<i32>))).select_from(Item);
        assert_eq!(connection.one(none).await.unwrap(), 0);
        let sum = select(func::sum(literal(2_i32))).select_from(Item);
        assert_eq!(connection.one(sum).await.unwrap().unwrap().to_string(), "8");
        let sum = select(func::sum(literal(dec("0.1")))).select_from(Item);
        assert_eq!(connection.one(sum).await.unwrap(), Some(dec("0.4")));
        let sum = select(func::sum(literal(0.5))).select_from(Item);
        assert_eq!(connection.one(sum).await.unwrap(), Some(2.0));
        let greatest = select(func::max(literal(1))).select_from(Item);
        assert_eq!(connection.one(greatest).await.unwrap(), Some(1));
        let day = select(func::max(literal(date("2024-02-29")))).select_from(Item);
        assert_eq!(connection.one(day).await.unwrap(), Some(date("2024-02-29")));
        let day = select(func::min(
            case().when(Item.is_new, date("2000-01-01")).else_(Item.day),
        ));
        assert_eq!(connection.one(day).await.unwrap(), Some(date("2000-01-01")));
    });
}
