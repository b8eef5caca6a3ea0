//! One session that two tasks use at once.

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

async fn both(mut session: Session) {
    let first = tokio::spawn(async { session.all(select(User)).await });
    let second = tokio::spawn(async { session.all(select(User)).await });
    let _ = (first.await, second.await);
}

fn main() {}
