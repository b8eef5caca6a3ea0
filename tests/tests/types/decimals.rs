//! Decimals: equality without the scale, and the numbers without digits.

use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, Model)]
#[model(table = "prices")]
struct Price {
    #[column(primary_key)]
    id: i64,
    #[column(sql_type = SqlType::Numeric { precision: Some(12), scale: Some(4) })]
    amount: Decimal,
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn create(db: &Database) {
    let registry = Registry::new((Price,)).unwrap();
    registry.metadata().create_all(&db.engine).await.unwrap();
}

#[test]
fn another_scale_is_no_change() {
    on_each_database("decimals_scale", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let price = session.add(Price::draft().amount(decimal("100")));
        session.flush().await.unwrap();
        let recorder = db.record();
        price.edit().amount = decimal("100.0000");
        session.flush().await.unwrap();
        assert_eq!(recorder.take_verbs(), Vec::<&str>::new());
        price.edit().amount = decimal("100.0001");
        session.commit().await.unwrap();
        assert_eq!(recorder.take_verbs()[0], "UPDATE");
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "numbers")]
struct Number {
    #[column(primary_key)]
    id: i64,
    value: Decimal,
}

/// Of the databases of the suite, PostgreSQL alone has such numbers.
#[test]
fn numbers_without_digits_come_back_in_postgresql() {
    on_each_database("decimals_non_finite", async |db: &Database| {
        if db.kind != Kind::Postgres {
            return;
        }
        let mut connection = db.engine.connect().await.unwrap();
        connection
            .execute(text(
                "CREATE TABLE numbers (id BIGINT PRIMARY KEY, value NUMERIC)",
            ))
            .await
            .unwrap();
        let numbers = ["-Infinity", "-1.5", "Infinity", "NaN"].map(decimal);
        let rows = (0..).zip(&numbers);
        let rows = rows.map(|(id, value)| (Number.id.set(id), Number.value.set(value)));
        connection
            .execute(insert(Number).rows(rows.collect::<Vec<_>>()))
            .await
            .unwrap();
        let sorted = select(Number.value).order_by(Number.value);
        assert_eq!(connection.all(sorted).await.unwrap(), numbers);
        let found = select(Number.id).filter(Number.value.eq(Decimal::nan()));
        assert_eq!(connection.all(found).await.unwrap(), [3]);
    });
}
