//! A filter that is no condition.

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
    let _ = select(User).filter(User.id);
    let _ = select(User).filter(User.username.concat("x"));
    let _ = select(User).filter("id = 1");
}
