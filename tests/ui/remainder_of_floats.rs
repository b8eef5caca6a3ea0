//! A remainder of numbers with a fraction.

use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "employees")]
pub struct Employee {
    #[column(primary_key)]
    pub id: i64,
    pub salary: f64,
}

fn main() {
    let _ = Employee.salary % 2.0;
}
