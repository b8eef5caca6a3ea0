//! A selection of plain values and of conditions on nothing.

use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    #[column(length = 50)]
    pub username: String,
    pub email: String,
    pub nickname: Option<String>,
}

fn main() {
    let _ = select("username");
    let _ = select((User.id, 1));
}
