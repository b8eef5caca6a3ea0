//! SeaORM, on its pool of one connection with its defaults: it pings before each use.

use rebis_bench_harness::{Database, Suite, data};
use sea_orm::prelude::*;
use sea_orm::{ConnectOptions, DatabaseConnection, LoaderTrait, Set};
use tokio::runtime::Runtime;

use crate::peer::{self, Peer, Returning, Target, Threads};

const NAME: &str = "sea_orm";

pub fn add(suite: &mut Suite, target: Target) {
    peer::add::<SeaOrm>(suite, NAME, target);
    if target.database != Database::Mysql {
        peer::add_returning::<SeaOrm>(suite, NAME, target);
    }
}

/// The connection is dropped before its runtime.
struct SeaOrm {
    connection: DatabaseConnection,
    runtime: Runtime,
}

impl Peer for SeaOrm {
    fn connect(target: Target, threads: Threads) -> Self {
        let runtime = threads.runtime();
        let url = match target.database {
            Database::Sqlite => "sqlite::memory:",
            Database::Postgres | Database::Mysql => target.url,
        };
        let mut options = ConnectOptions::new(url);
        options.min_connections(1).max_connections(1);
        let connection = runtime.block_on(sea_orm::Database::connect(options));
        Self {
            connection: connection.unwrap(),
            runtime,
        }
    }

    fn execute(&mut self, sql: &str) {
        let execute = self.connection.execute_unprepared(sql);
        self.runtime.block_on(execute).unwrap();
    }

    fn trivial(&mut self) -> Vec<impl Sized> {
        let all = users::Entity::find().all(&self.connection);
        self.runtime.block_on(all).unwrap()
    }

    fn medium(&mut self) -> Vec<impl Sized> {
        let all = users::Entity::find()
            .filter(users::Column::HairColor.eq("black"))
            .find_also_related(posts::Entity)
            .all(&self.connection);
        self.runtime.block_on(all).unwrap()
    }

    fn by_pk(&mut self, key: i32) -> impl Sized {
        let one = users::Entity::find_by_id(key).one(&self.connection);
        self.runtime.block_on(one).unwrap().unwrap()
    }

    fn insert(&mut self, rows: usize) {
        let insert = users::Entity::insert_many(new_users(rows));
        let execute = insert.exec_without_returning(&self.connection);
        self.runtime.block_on(execute).unwrap();
    }

    fn associations(&mut self) -> Vec<impl Sized> {
        let connection = &self.connection;
        self.runtime.block_on(async {
            let users = users::Entity::find().all(connection).await.unwrap();
            let posts = users.load_many(posts::Entity, connection).await.unwrap();
            let lengths: Vec<usize> = posts.iter().map(Vec::len).collect();
            let posts: Vec<posts::Model> = posts.into_iter().flatten().collect();
            let comments = posts.load_many(comments::Entity, connection).await;
            let mut posts = posts.into_iter().zip(comments.unwrap());
            let of_user = |length| posts.by_ref().take(length).collect::<Vec<_>>();
            let posts: Vec<_> = lengths.into_iter().map(of_user).collect();
            users.into_iter().zip(posts).collect::<Vec<_>>()
        })
    }
}

impl Returning for SeaOrm {
    fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized> {
        let insert = users::Entity::insert_many(new_users(rows));
        let execute = insert.exec_with_returning(&self.connection);
        self.runtime.block_on(execute).unwrap()
    }
}

fn new_users(rows: usize) -> Vec<users::ActiveModel> {
    let users = (0..rows).map(data::new_user);
    let new = users.map(|(name, hair_color)| users::ActiveModel {
        name: Set(name),
        hair_color: Set(hair_color),
        ..Default::default()
    });
    new.collect()
}

mod users {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        pub hair_color: Option<String>,
    }

    #[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
    pub enum Relation {
        #[sea_orm(has_many = "super::posts::Entity")]
        Posts,
    }

    impl Related<super::posts::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Posts.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod posts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub user_id: i32,
        pub title: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub content: Option<String>,
    }

    #[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::users::Entity",
            from = "Column::UserId",
            to = "super::users::Column::Id"
        )]
        User,
        #[sea_orm(has_many = "super::comments::Entity")]
        Comments,
    }

    impl Related<super::users::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::User.def()
        }
    }

    impl Related<super::comments::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Comments.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod comments {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub post_id: i32,
        pub text: String,
    }

    #[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::posts::Entity",
            from = "Column::PostId",
            to = "super::posts::Column::Id"
        )]
        Post,
    }

    impl Related<super::posts::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Post.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
