//! An assignment to a column that the database computes.

use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "lines")]
pub struct Line {
    #[column(primary_key)]
    pub id: i64,
    pub price: i64,
    pub quantity: i64,
    #[column(computed = "price * quantity")]
    pub total: i64,
}

fn main() {
    let _ = update(Line).values(Line.total.set(100));
}
