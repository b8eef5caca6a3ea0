//! The three tables as models.

use toasty::Deferred;

#[derive(Debug, toasty::Model)]
#[table = "users"]
pub struct User {
    #[key]
    #[auto]
    pub id: i32,
    pub name: String,
    pub hair_color: Option<String>,
    #[has_many]
    pub posts: Deferred<Vec<Post>>,
}

#[derive(Debug, toasty::Model)]
#[table = "posts"]
pub struct Post {
    #[key]
    #[auto]
    pub id: i32,
    #[index]
    pub user_id: i32,
    #[belongs_to]
    pub user: Deferred<User>,
    pub title: String,
    pub content: Option<String>,
    #[has_many]
    pub comments: Deferred<Vec<Comment>>,
}

#[derive(Debug, toasty::Model)]
#[table = "comments"]
pub struct Comment {
    #[key]
    #[auto]
    pub id: i32,
    #[index]
    pub post_id: i32,
    #[belongs_to]
    pub post: Deferred<Post>,
    pub text: String,
}
