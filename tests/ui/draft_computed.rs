//! A new object with a value for a column that the database computes.

use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "lines")]
pub struct Line {
    #[column(primary_key)]
    pub id: i64,
    pub price: i64,
    #[column(computed = "price * 2")]
    pub double: i64,
}

fn main() {
    let _ = Line::draft().price(1).double(2);
}
