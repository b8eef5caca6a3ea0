//! `DecimalText`: exact on each database.

use rebis::core::Record;
use rebis::core::schema::MetaData;
use rebis::core::types::DecimalText;
use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::Type;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// An exact price on each database.
type Price = DecimalText<20, 4>;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "exact_prices")]
struct Priced {
    #[column(primary_key, autoincrement = false)]
    price: Price,
    discount: Option<Price>,
}

fn price(text: &str) -> Price {
    DecimalText(text.parse().unwrap())
}

#[test]
fn exact_numbers_are_text_where_there_are_none() {
    on_each_database("decimals_as_text", async |db: &Database| {
        let greatest = "9999999999999999.9999";
        let texts = ["0", "-0.0001", "19.5", greatest, "-9999999999999999.9999"];
        Type::of(texts.map(price)).check(db).await;
        for refused in ["0.00001", "10000000000000000", "NaN"] {
            let error = Type::of([price(refused)]).refusal(db).await;
            assert!(error.contains("more digits than NUMERIC(20, 4)"), "{error}");
        }

        let metadata = MetaData::new().with_table(Priced::table().clone());
        metadata.create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        let row = |key: &str, discount: Option<&str>| {
            (
                Priced.price.set(price(key)),
                Priced.discount.set(discount.map(price)),
            )
        };
        let rows = [
            row("19.50", Some("1")),
            row(greatest, Some("1.0")),
            row("3", None),
        ];
        connection.execute(insert(Priced).rows(rows)).await.unwrap();
        let equal = select(Priced.price).filter(Priced.price.eq(price("19.5000")));
        assert_eq!(connection.all(equal).await.unwrap(), [price("19.5")]);
        let listed = Priced
            .price
            .in_([price("9999999999999999.99990"), price("3.0")]);
        let listed = select(func::count_star())
            .filter(listed)
            .select_from(Priced);
        assert_eq!(connection.one(listed).await.unwrap(), 2);
        let groups = select((Priced.discount, func::count_star())).group_by(Priced.discount);
        let mut groups = connection.all(groups).await.unwrap();
        groups.sort_unstable();
        assert_eq!(groups, [(None, 1), (Some(price("1")), 2)]);
        // `cast` says so if numbers are wanted.
        let cheap = select(Priced.price).filter(Priced.price.cast::<Decimal>().lt(decimal("5")));
        assert_eq!(connection.all(cheap).await.unwrap(), [price("3")]);
    });
}
