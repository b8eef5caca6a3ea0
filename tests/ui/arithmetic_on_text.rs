//! Arithmetic on text.

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
    let _ = User.username + 1;
    let _ = func::sum(User.username);
    let _ = User.id.like("1%");
}
