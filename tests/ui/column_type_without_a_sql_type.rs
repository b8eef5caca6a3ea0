//! A field whose type no column can hold.

use rebis::prelude::*;

#[derive(Clone, Debug)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "places")]
pub struct Place {
    #[column(primary_key)]
    pub id: i64,
    pub at: Point,
}

fn main() {}
