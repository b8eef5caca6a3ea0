//! A comparison of a number with text.

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
    let _ = User.id.eq("x");
    let _ = User.username.eq(1);
    let _ = User.id.in_(["a", "b"]);
    let _ = User.nickname.eq(Some(1));
}
