//! One session that two futures use at once.

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

async fn rename(session: &mut Session, id: i64) -> Result<()> {
    let user = session.one(select(User).filter(User.id.eq(id))).await?;
    user.edit().username = "alice".to_owned();
    Ok(())
}

async fn both(session: &mut Session) {
    let _ = tokio::join!(rename(session, 1), rename(session, 2));
}

fn main() {}
