//! Assignments of values that the column does not take.

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
    let _ = update(User).values(User.id.set("x"));
    let _ = insert(User).values((User.username.set("x"), User.email.eq("y")));
    let _ = User::draft().username(1);
}
