//! Diesel.

use diesel::prelude::*;
use diesel::{MysqlConnection, PgConnection, SqliteConnection};
use rebis_bench_harness::{Database, Suite};

use super::diesel_schema::{Comment, NewUser, Post, User, posts, trees, users};
use crate::peer::{self, Peer, Returning, Target, Threads};

const NAME: &str = "diesel";

pub fn add(suite: &mut Suite, target: Target) {
    match target.database {
        Database::Sqlite => {
            peer::add::<SqliteConnection>(suite, NAME, target);
            peer::add_returning::<SqliteConnection>(suite, NAME, target);
        }
        Database::Postgres => {
            peer::add::<PgConnection>(suite, NAME, target);
            peer::add_returning::<PgConnection>(suite, NAME, target);
        }
        Database::Mysql => peer::add::<MysqlConnection>(suite, NAME, target),
    }
}

/// Code that is generic over Diesel's backends needs more bounds than code.
macro_rules! peer {
    ($connection:ty, $url:expr) => {
        impl Peer for $connection {
            fn connect(target: Target, _: Threads) -> Self {
                let url: fn(Target) -> &'static str = $url;
                <$connection>::establish(url(target)).unwrap()
            }

            fn execute(&mut self, sql: &str) {
                diesel::sql_query(sql).execute(self).unwrap();
            }

            fn trivial(&mut self) -> Vec<impl Sized> {
                let users = users::table.select(User::as_select());
                users.load(self).unwrap()
            }

            fn medium(&mut self) -> Vec<impl Sized> {
                users::table
                    .left_join(posts::table)
                    .filter(users::hair_color.eq("black"))
                    .select((User::as_select(), Option::<Post>::as_select()))
                    .load::<(User, Option<Post>)>(self)
                    .unwrap()
            }

            fn by_pk(&mut self, key: i32) -> impl Sized {
                let user = users::table.find(key).select(User::as_select());
                user.first(self).unwrap()
            }

            fn insert(&mut self, rows: usize) {
                diesel::insert_into(users::table)
                    .values(&NewUser::many(rows))
                    .execute(self)
                    .unwrap();
            }

            fn associations(&mut self) -> Vec<impl Sized> {
                let users = users::table.select(User::as_select()).load(self).unwrap();
                let posts = Post::belonging_to(&users).select(Post::as_select());
                let posts = posts.load(self).unwrap();
                let comments = Comment::belonging_to(&posts).select(Comment::as_select());
                let comments = comments.load(self).unwrap();
                trees(users, posts, comments)
            }
        }
    };
}

macro_rules! returning {
    ($connection:ty) => {
        impl Returning for $connection {
            fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized> {
                diesel::insert_into(users::table)
                    .values(&NewUser::many(rows))
                    .returning(User::as_returning())
                    .get_results(self)
                    .unwrap()
            }
        }
    };
}

peer!(SqliteConnection, |_| ":memory:");
peer!(PgConnection, |target| target.url);
peer!(MysqlConnection, |target| target.url);
returning!(SqliteConnection);
returning!(PgConnection);
