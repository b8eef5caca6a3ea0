//! Right answers: statements that some database once answered wrongly, or refused. Each test has the
//! right value, and runs on every database.

mod assigned;
mod decimals;
mod elements;
mod grouping;
mod indexes;
mod operators;
mod parameters;
mod patterns;
mod postgres;
mod results;
mod upserts;
mod zones;

use chrono::NaiveDate;
use rebis::core::Record;
use rebis::core::schema::MetaData;
use rebis::prelude::*;
use rebis_tests::Database;
use rust_decimal::Decimal;

/// An item that is sold.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "items")]
struct Item {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(length = 40)]
    name: String,
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(2) })]
    price: Decimal,
    quantity: i32,
    ratio: f64,
    day: NaiveDate,
    is_new: bool,
    discount: Option<i32>,
}

/// `dec("0.10")`
fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// `date("2024-02-29")`
fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn create<R: Record>(db: &Database) -> Connection {
    let metadata = MetaData::new().with_table(R::table().clone());
    metadata.create_all(&db.engine).await.unwrap();
    db.engine.connect().await.unwrap()
}

/// A connection to a database with four items.
async fn items(db: &Database) -> Connection {
    let mut connection = create::<Item>(db).await;
    let rows = [
        (1, "pen", "0.30", 100, 0.5, "2024-02-29", true, None),
        (2, "ink", "19.99", 20, 0.1, "2023-12-31", false, Some(5)),
        (3, "cup", "0.10", 3, 1.0, "1999-12-31", true, Some(0)),
        (4, "pot", "3.00", 9, -2.5, "2024-03-01", false, None),
    ];
    for (id, name, price, quantity, ratio, day, is_new, discount) in rows {
        let row = (
            (
                Item.id.set(id),
                Item.name.set(name),
                Item.price.set(dec(price)),
            ),
            (Item.quantity.set(quantity), Item.ratio.set(ratio)),
            (Item.day.set(date(day)), Item.is_new.set(is_new)),
            Item.discount.set(discount),
        );
        connection.execute(insert(Item).values(row)).await.unwrap();
    }
    connection.commit().await.unwrap();
    connection
}

/// The keys of the items that meet a condition.
async fn ids(connection: &mut Connection, condition: rebis::core::Expr<bool>) -> Vec<i64> {
    let stmt = select(Item.id).filter(condition).order_by(Item.id);
    connection.all(stmt).await.unwrap()
}
