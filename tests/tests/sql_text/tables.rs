//! `CREATE TABLE`, and the types of columns.

use rebis::core::compile::{create_enum, create_table, drop_enum};
use rebis::core::dialect::{MySql, MySqlVariant, Postgres};
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::value::Decimal;
use rebis::core::{Record, SqlType, Value};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, PostStatus, PostTag, Tag, User};

use crate::harness::{check_table, check_table_alike};

#[test]
fn tables_of_the_blog() {
    check_table(
        User::table(),
        "CREATE TABLE users ( id BIGINT NOT NULL, username VARCHAR(50) NOT NULL, email \
         VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT NULL, \
         created_at DATETIME DEFAULT now() NOT NULL, updated_at DATETIME, \
         PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX ix_users_username ON \
         users (username)",
        "CREATE TABLE users ( id INTEGER NOT NULL, username VARCHAR(50) NOT NULL, email \
         VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT NULL, \
         created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, updated_at DATETIME, \
         PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX ix_users_username ON \
         users (username)",
        "CREATE TABLE users ( id BIGSERIAL NOT NULL, username VARCHAR(50) NOT NULL, \
         email VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active BOOLEAN NOT \
         NULL, created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, \
         updated_at TIMESTAMP WITHOUT TIME ZONE, PRIMARY KEY (id), UNIQUE (email) ); \
         CREATE UNIQUE INDEX ix_users_username ON users (username)",
        "CREATE TABLE users ( id BIGINT NOT NULL AUTO_INCREMENT, username VARCHAR(50) \
         NOT NULL, email VARCHAR(255) NOT NULL, display_name VARCHAR(100), is_active \
         BOOL NOT NULL, created_at DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at \
         DATETIME(6), PRIMARY KEY (id), UNIQUE (email) ); CREATE UNIQUE INDEX \
         ix_users_username ON users (username)",
    );
    check_table(
        Post::table(),
        "CREATE TABLE posts ( id BIGINT NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status VARCHAR(9) NOT NULL, \
         author_id BIGINT NOT NULL, created_at DATETIME DEFAULT now() NOT \
         NULL, updated_at DATETIME, PRIMARY KEY (id), FOREIGN KEY(author_id) REFERENCES \
         users (id) ); CREATE UNIQUE INDEX ix_posts_slug ON posts (slug); CREATE INDEX \
         ix_posts_author_status ON posts (author_id, status)",
        "CREATE TABLE posts ( id INTEGER NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status VARCHAR(9) NOT NULL, \
         author_id BIGINT NOT NULL, created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT \
         NULL, updated_at DATETIME, PRIMARY KEY (id), FOREIGN KEY(author_id) REFERENCES \
         users (id) ); CREATE UNIQUE INDEX ix_posts_slug ON posts (slug); CREATE INDEX \
         ix_posts_author_status ON posts (author_id, status)",
        "CREATE TABLE posts ( id BIGSERIAL NOT NULL, title VARCHAR(200) NOT NULL, slug \
         VARCHAR(200) NOT NULL, body TEXT NOT NULL, status post_status NOT NULL, \
         author_id BIGINT NOT NULL, created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT \
         now() NOT NULL, updated_at TIMESTAMP WITHOUT TIME ZONE, PRIMARY KEY (id), \
         FOREIGN KEY(author_id) REFERENCES users (id) ); CREATE UNIQUE INDEX \
         ix_posts_slug ON posts (slug); CREATE INDEX ix_posts_author_status ON posts \
         (author_id, status)",
        "CREATE TABLE posts ( id BIGINT NOT NULL AUTO_INCREMENT, title VARCHAR(200) NOT \
         NULL, slug VARCHAR(200) NOT NULL, body LONGTEXT NOT NULL, status ENUM('draft', \
         'published', 'archived') NOT NULL, author_id BIGINT NOT NULL, created_at \
         DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at DATETIME(6), PRIMARY KEY \
         (id), FOREIGN KEY(author_id) REFERENCES users (id) ); CREATE UNIQUE INDEX \
         ix_posts_slug ON posts (slug); CREATE INDEX ix_posts_author_status ON posts \
         (author_id, status)",
    );
    check_table(
        Comment::table(),
        "CREATE TABLE comments ( id BIGINT NOT NULL, body TEXT NOT NULL, post_id BIGINT \
         NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at DATETIME \
         DEFAULT now() NOT NULL, updated_at DATETIME, PRIMARY KEY (id), \
         FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN KEY(author_id) REFERENCES \
         users (id), FOREIGN KEY(parent_id) REFERENCES comments (id) )",
        "CREATE TABLE comments ( id INTEGER NOT NULL, body TEXT NOT NULL, post_id \
         BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at \
         DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, updated_at DATETIME, PRIMARY KEY \
         (id), FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN KEY(author_id) \
         REFERENCES users (id), FOREIGN KEY(parent_id) REFERENCES comments (id) )",
        "CREATE TABLE comments ( id BIGSERIAL NOT NULL, body TEXT NOT NULL, post_id \
         BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, created_at \
         TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, updated_at TIMESTAMP \
         WITHOUT TIME ZONE, PRIMARY KEY (id), FOREIGN KEY(post_id) REFERENCES posts \
         (id), FOREIGN KEY(author_id) REFERENCES users (id), FOREIGN KEY(parent_id) \
         REFERENCES comments (id) )",
        "CREATE TABLE comments ( id BIGINT NOT NULL AUTO_INCREMENT, body LONGTEXT NOT \
         NULL, post_id BIGINT NOT NULL, author_id BIGINT NOT NULL, parent_id BIGINT, \
         created_at DATETIME(6) DEFAULT (now(6)) NOT NULL, updated_at DATETIME(6), \
         PRIMARY KEY (id), FOREIGN KEY(post_id) REFERENCES posts (id), FOREIGN \
         KEY(author_id) REFERENCES users (id), FOREIGN KEY(parent_id) REFERENCES \
         comments (id) )",
    );
    check_table(
        Tag::table(),
        "CREATE TABLE tags ( id BIGINT NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY KEY \
         (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id INTEGER NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY \
         KEY (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id BIGSERIAL NOT NULL, name VARCHAR(50) NOT NULL, PRIMARY \
         KEY (id), UNIQUE (name) )",
        "CREATE TABLE tags ( id BIGINT NOT NULL AUTO_INCREMENT, name VARCHAR(50) NOT \
         NULL, PRIMARY KEY (id), UNIQUE (name) )",
    );
    check_table_alike(
        PostTag::table(),
        "CREATE TABLE post_tags ( post_id BIGINT NOT NULL, tag_id BIGINT NOT NULL, \
         PRIMARY KEY (post_id, tag_id), FOREIGN KEY(post_id) REFERENCES posts (id) ON \
         DELETE CASCADE, FOREIGN KEY(tag_id) REFERENCES tags (id) ON DELETE CASCADE )",
    );
}

#[test]
fn a_table_has_its_types_defaults_and_constraints() {
    let table = Table::new("things")
        .with_column(ColumnDef::for_type::<i32>("id").primary_key())
        .with_column(ColumnDef::for_type::<i16>("small").nullable(true))
        .with_column(ColumnDef::for_type::<f32>("single"))
        .with_column(ColumnDef::for_type::<Option<f64>>("double"))
        .with_column(
            ColumnDef::for_type::<String>("name")
                .length(20)
                .server_default("it's \\"),
        )
        .with_column(ColumnDef::for_type::<bool>("is_on").server_default(Value::Bool(true)))
        .with_column(ColumnDef::for_type::<Vec<u8>>("bytes"))
        .with_column(ColumnDef::for_type::<chrono::NaiveDate>("day"))
        .with_column(ColumnDef::for_type::<chrono::NaiveTime>("at"))
        .with_column(ColumnDef::for_type::<chrono::DateTime<chrono::Utc>>(
            "instant",
        ))
        .with_column(ColumnDef::for_type::<[u8; 16]>("uuid"))
        .with_column(ColumnDef::for_type::<rebis::core::value::Json>("json"))
        .with_column(
            ColumnDef::for_type::<Decimal>("price").with_type(SqlType::Numeric {
                precision: Some(10),
                scale: Some(2),
            }),
        )
        .with_column(ColumnDef::for_type::<i32>("twice").computed("small * 2"))
        .with_unique(&["name", "day"])
        .with_index("ix_things_day", &["day"])
        .with_check(Some("positive"), "small > 0");
    check_table(
        &table,
        "CREATE TABLE things ( id INTEGER NOT NULL, small SMALLINT, single FLOAT NOT \
         NULL, double DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, is_on \
         BOOLEAN DEFAULT true NOT NULL, bytes BLOB NOT NULL, day DATE NOT NULL, at TIME \
         NOT NULL, instant DATETIME NOT NULL, uuid CHAR(32) NOT NULL, json JSON NOT \
         NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER GENERATED ALWAYS AS (small \
         * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE (name, day), CONSTRAINT \
         positive CHECK (small > 0) ); CREATE INDEX ix_things_day ON things (day)",
        "CREATE TABLE things ( id INTEGER NOT NULL, small SMALLINT, single FLOAT NOT \
         NULL, double DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, is_on \
         BOOLEAN DEFAULT 1 NOT NULL, bytes BLOB NOT NULL, day DATE NOT NULL, at TIME \
         NOT NULL, instant DATETIME NOT NULL, uuid CHAR(32) NOT NULL, json JSON NOT \
         NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER GENERATED ALWAYS AS (small \
         * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE (name, day), CONSTRAINT \
         positive CHECK (small > 0) ); CREATE INDEX ix_things_day ON things (day)",
        "CREATE TABLE things ( id SERIAL NOT NULL, small SMALLINT, single REAL NOT \
         NULL, double DOUBLE PRECISION, name VARCHAR(20) DEFAULT 'it''s \\' NOT NULL, \
         is_on BOOLEAN DEFAULT true NOT NULL, bytes BYTEA NOT NULL, day DATE NOT NULL, \
         at TIME WITHOUT TIME ZONE NOT NULL, instant TIMESTAMP WITH TIME ZONE NOT NULL, \
         uuid UUID NOT NULL, json JSON NOT NULL, price NUMERIC(10, 2) NOT NULL, twice \
         INTEGER GENERATED ALWAYS AS (small * 2) STORED NOT NULL, PRIMARY KEY (id), \
         UNIQUE (name, day), CONSTRAINT positive CHECK (small > 0) ); CREATE INDEX \
         ix_things_day ON things (day)",
        "CREATE TABLE things ( id INTEGER NOT NULL AUTO_INCREMENT, small SMALLINT, \
         single FLOAT NOT NULL, `double` DOUBLE, name VARCHAR(20) DEFAULT 'it''s \\\\' \
         NOT NULL, is_on BOOL DEFAULT true NOT NULL, bytes LONGBLOB NOT NULL, day DATE \
         NOT NULL, at TIME(6) NOT NULL, instant DATETIME(6) NOT NULL, uuid CHAR(32) NOT \
         NULL, json JSON NOT NULL, price NUMERIC(10, 2) NOT NULL, twice INTEGER \
         GENERATED ALWAYS AS (small * 2) STORED NOT NULL, PRIMARY KEY (id), UNIQUE \
         (name, day), CONSTRAINT positive CHECK (small > 0) ); CREATE INDEX \
         ix_things_day ON things (day)",
    );
}

#[test]
fn mariadb_has_no_not_null_on_computed_columns() {
    let table = Table::new("things")
        .with_column(ColumnDef::for_type::<i32>("one"))
        .with_column(ColumnDef::for_type::<i32>("two").computed("one * 2"));
    let created = create_table(&table, &MySql::new(MySqlVariant::MariaDb)).unwrap();
    let column = "two INTEGER GENERATED ALWAYS AS (one * 2) STORED\n";
    assert!(created[0].contains(column), "{created:?}");
}

#[test]
fn postgres_creates_an_enumeration_as_a_type() {
    let SqlType::Enum(labels) = PostStatus::sql_type() else {
        panic!()
    };
    let created = create_enum(&labels, &Postgres);
    let expected = "CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived')";
    assert_eq!(created, expected);
    let dropped = drop_enum(&labels, &Postgres);
    assert_eq!(dropped, "DROP TYPE IF EXISTS post_status");
}

#[test]
fn mysql_demands_the_length_of_a_string() {
    let table = Table::new("things").with_column(ColumnDef::for_type::<String>("name"));
    let error = create_table(&table, &MySql::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("a string column without a length; add `length = …`"),
        "{error}"
    );
}
