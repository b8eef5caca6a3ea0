//! One session that is lent twice.

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

async fn both(session: &mut Session) {
    let users = session.all(select(User));
    let count = session.one(select(func::count(User.id)));
    let _ = (users.await, count.await);
}

fn main() {}
