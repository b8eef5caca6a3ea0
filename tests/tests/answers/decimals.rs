//! Decimal numbers are exact, in the program's values and in the database's arithmetic.

use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};
use rust_decimal::Decimal;

use crate::{Item, create, dec, ids, items};

#[test]
fn arithmetic_of_decimals_compares_as_numbers() {
    on_each_database("decimals_arithmetic", async |db: &Database| {
        let mut connection = items(db).await;
        let double = || Item.price * dec("2");
        assert_eq!(ids(&mut connection, double().gt(dec("1"))).await, [2, 4]);
        assert_eq!(ids(&mut connection, double().lt(dec("1"))).await, [1, 3]);
        let more = (Item.price + dec("0.20")).eq(dec("0.30"));
        assert_eq!(ids(&mut connection, more).await, [3]);
        let less = (Item.price - dec("0.10")).ge(dec("0.20"));
        assert_eq!(ids(&mut connection, less).await, [1, 2, 4]);
        let tenth = (Item.price * dec("0.1")).eq(dec("0.03"));
        assert_eq!(ids(&mut connection, tenth).await, [1]);
        let half = (Item.price / dec("2")).eq(dec("1.5"));
        assert_eq!(ids(&mut connection, half).await, [4]);
        let quotient = (Item.price / dec("4")).between(dec("0.05"), dec("0.08"));
        assert_eq!(ids(&mut connection, quotient).await, [1]);
        let on_the_left = (dec("1") - Item.price).eq(dec("0.7"));
        assert_eq!(ids(&mut connection, on_the_left).await, [1]);
        let negative = (-Item.price).lt(dec("-3"));
        assert_eq!(ids(&mut connection, negative).await, [2]);
    });
}

#[test]
fn decimals_compare_with_values_of_any_scale() {
    on_each_database("decimals_scales", async |db: &Database| {
        let mut connection = items(db).await;
        assert_eq!(ids(&mut connection, Item.price.eq(dec("3"))).await, [4]);
        assert_eq!(
            ids(&mut connection, Item.price.eq(dec("3.0000"))).await,
            [4]
        );
        assert_eq!(ids(&mut connection, Item.price.gt(dec("9.9"))).await, [2]);
        assert_eq!(
            ids(&mut connection, Item.price.in_([dec("0.1"), dec("3.001")])).await,
            [3]
        );
        let close = Item.price.between(dec("0.0999"), dec("0.1001"));
        assert_eq!(ids(&mut connection, close).await, [3]);
        // The value is never rounded to the scale of the column.
        assert_eq!(
            ids(&mut connection, Item.price.eq(dec("0.101"))).await,
            [0_i64; 0]
        );
        assert_eq!(
            ids(&mut connection, Item.price.eq(dec("0.1000000001"))).await,
            [0_i64; 0]
        );
        let literals = literal(dec("1.005")).lt(dec("1.01"));
        assert_eq!(ids(&mut connection, literals).await.len(), 4);
        let literals = literal(dec("1.005")).eq(dec("1.01"));
        assert_eq!(ids(&mut connection, literals).await.len(), 0);
    });
}

#[test]
fn functions_of_decimals_compare_as_numbers() {
    on_each_database("decimals_functions", async |db: &Database| {
        let mut connection = items(db).await;
        let known = func::coalesce(Item.price, dec("0")).gt(dec("9.9"));
        assert_eq!(ids(&mut connection, known).await, [2]);
        let chosen = case().when(Item.is_new, dec("9.5")).else_(Item.price);
        assert_eq!(
            ids(&mut connection, chosen.clone().lt(dec("10"))).await,
            [1, 3, 4]
        );
        assert_eq!(ids(&mut connection, chosen.eq(dec("9.50"))).await, [1, 3]);
        let nullif = func::nullif(Item.price, dec("3")).is_null();
        assert_eq!(ids(&mut connection, nullif).await, [4]);
        let by_value = case_value(Item.price)
            .when(dec("0.30"), 1)
            .when(dec("3"), 2)
            .else_(3);
        let stmt = select(by_value).order_by(Item.id);
        assert_eq!(connection.all(stmt).await.unwrap(), [1, 3, 3, 2]);
    });
}

#[test]
fn aggregates_of_decimals_are_exact() {
    on_each_database("decimals_aggregates", async |db: &Database| {
        let mut connection = items(db).await;
        let sum = select(func::sum(Item.price));
        assert_eq!(connection.one(&sum).await.unwrap(), Some(dec("23.39")));
        let small = sum.filter(Item.price.lt(dec("1")));
        assert_eq!(connection.one(small).await.unwrap(), Some(dec("0.4")));
        let tenths = select(func::sum(Item.price * dec("0.1")));
        assert_eq!(connection.one(tenths).await.unwrap(), Some(dec("2.339")));
        let having = |least: &str| {
            select(Item.is_new)
                .group_by(Item.is_new)
                .having(func::sum(Item.price).gt(dec(least)))
        };
        assert_eq!(connection.all(having("9")).await.unwrap(), [false]);
        assert_eq!(connection.all(having("0.39")).await.unwrap().len(), 2);
        assert_eq!(connection.all(having("0.4")).await.unwrap(), [false]);
        assert_eq!(connection.all(having("50")).await.unwrap().len(), 0);
        let greatest = select(func::max(Item.price)).filter(Item.is_new);
        assert_eq!(connection.one(greatest).await.unwrap(), Some(dec("0.30")));
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "accounts")]
struct Account {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(sql_type = Numeric { precision: Some(28), scale: Some(10) })]
    balance: Decimal,
}

/// Whether the database keeps so many digits of a decimal number: SQLite has double precision.
fn keeps_digits(db: &Database) -> bool {
    db.kind != rebis_tests::Kind::Sqlite
}

#[test]
fn a_decimal_keeps_its_digits_or_is_refused() {
    on_each_database("decimals_digits", async |db: &Database| {
        let mut connection = create::<Account>(db).await;
        let long = dec("123456789012345678.1234567891");
        let other = dec("123456789012345678.1234567892");
        let stored = insert(Account).values((Account.id.set(1), Account.balance.set(long)));
        let outcome = connection.execute(stored).await;
        if !keeps_digits(db) {
            let error = outcome.unwrap_err().to_string();
            assert!(error.contains("balance"), "{error}");
            assert!(error.contains("123456789012345678.1234567891"), "{error}");
            let compared = select(Account.id).filter(Account.balance.eq(long));
            assert!(connection.all(compared).await.is_err());
            return;
        }
        outcome.unwrap();
        let read = select(Account.balance);
        assert_eq!(connection.one(&read).await.unwrap(), long);
        let found = |value| select(Account.id).filter(Account.balance.in_([value]));
        assert_eq!(connection.all(found(long)).await.unwrap(), [1]);
        assert_eq!(connection.all(found(other)).await.unwrap(), [0_i64; 0]);
        let equal = |value| select(Account.id).filter(Account.balance.eq(value));
        assert_eq!(connection.all(equal(other)).await.unwrap(), [0_i64; 0]);
        let more = Account.balance + dec("0.0000000001");
        connection
            .execute(update(Account).values(Account.balance.set(more)))
            .await
            .unwrap();
        assert_eq!(connection.one(read).await.unwrap(), other);
        let selected = select(literal(long)).select_from(Account);
        assert_eq!(connection.one(selected).await.unwrap(), long);
        let added = select(literal(long) + dec("0.0000000001")).select_from(Account);
        assert_eq!(connection.one(added).await.unwrap(), other);
    });
}

#[test]
fn decimals_of_values_and_subqueries_are_numbers() {
    on_each_database("decimals_subqueries", async |db: &Database| {
        let mut connection = items(db).await;
        let listed = values([dec("0.30"), dec("3")]).named("listed", ["price"]);
        let price = listed.column();
        let stmt = select(Item.id)
            .join(&listed, Item.price.eq(price))
            .order_by(Item.id);
        assert_eq!(connection.all(stmt).await.unwrap(), [1, 4]);
        let doubled = select((Item.id, (Item.price * dec("2")).label("doubled"))).subquery("sub");
        let (id, double) = doubled.columns();
        let stmt = select(id)
            .select_from(&doubled)
            .filter(double.gt(dec("0.5")))
            .order_by(id);
        assert_eq!(connection.all(stmt).await.unwrap(), [1, 2, 4]);
        let stmt = union(
            select(Item.price),
            select(literal(dec("0.3"))).select_from(Item),
        );
        assert_eq!(connection.all(stmt).await.unwrap().len(), 4);
        let ordered = select(Item.id).order_by((Item.price * dec("-1"), Item.id));
        assert_eq!(connection.all(ordered).await.unwrap(), [2, 4, 1, 3]);
    });
}
