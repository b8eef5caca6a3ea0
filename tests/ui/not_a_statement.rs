//! Things that are executed and are no statements.

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

fn run(connection: &mut Connection) {
    let _ = connection.all("SELECT 1");
    let _ = connection.all(User);
    let _ = connection.scalar(select((User.id, User.email)));
}

fn main() {}
