//! A new object without one of its required columns.

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

fn add(session: &mut Session) {
    session.add(User::draft().username("alice"));
}

fn main() {}
