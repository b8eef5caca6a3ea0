//! The blog application: its output and its statements, on every database.

use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};
use rebis_tests::{Database, Recorder, app, on_each_database};

#[test]
fn the_blog_prints_the_expected_text() {
    on_each_database("blog_output", async |db: &Database| {
        let mut output = String::new();
        app::run(&db.engine, &mut output).await.unwrap();
        assert_eq!(
            output,
            include_str!("../../crates/rebis/examples/blog/expected.txt")
        );
    });
}

fn count(verbs: &[String], verb: &str) -> usize {
    verbs.iter().filter(|known| *known == verb).count()
}

#[test]
fn the_blog_sends_few_statements() {
    on_each_database("blog_statements", async |db: &Database| {
        db.with_blog().await;
        let recorder: Recorder = db.record();
        let sessions = SessionMaker::new(&db.engine);

        app::create_sample_data(&sessions).await.unwrap();
        let data = recorder.take_verbs();
        let returning = db.engine.dialect().unwrap().capabilities().insert_returning;
        assert_eq!(count(&data, "INSERT"), 6, "{data:?}");
        if returning {
            assert_eq!(data.len(), 6, "{data:?}");
        }

        app::queries(&sessions, &mut String::new()).await.unwrap();
        let queries = recorder.take_verbs();
        assert_eq!(queries, ["SELECT"; 11]);

        app::update_example(&sessions).await.unwrap();
        assert_eq!(recorder.take_verbs(), ["SELECT", "UPDATE", "UPDATE"]);

        app::delete_example(&sessions).await.unwrap();
        let delete = recorder.take();
        assert!(delete.len() <= 14, "{delete:#?}");
    });
}

#[test]
fn the_tables_are_created_once_and_dropped() {
    on_each_database("create_and_drop_all", async |db: &Database| {
        let metadata = Registry::new((User, Post, Comment, Tag))
            .unwrap()
            .metadata();
        metadata.create_all(&db.engine).await.unwrap();
        metadata.create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(
            connection.one(select(func::count(Post.id))).await.unwrap(),
            0
        );
        connection.close().await.unwrap();
        metadata.drop_all(&db.engine).await.unwrap();
        metadata.create_all(&db.engine).await.unwrap();
    });
}

#[test]
fn tables_that_share_an_enumeration_are_created_and_dropped_together() {
    use rebis::core::schema::{ColumnDef, MetaData, Table};
    use rebis::core::{SqlType, types::EnumType};
    on_each_database("shared_enum", async |db: &Database| {
        let labels = vec!["fine".into(), "it's bad".into()];
        let labels = EnumType::new("mood".into(), labels.into());
        let table = |name: &str| {
            Table::new(name)
                .with_column(ColumnDef::for_type::<i64>("id").primary_key())
                .with_column(ColumnDef::new("mood", SqlType::Enum(labels.clone())))
        };
        let metadata = MetaData::new()
            .with_table(table("cats"))
            .with_table(table("dogs"));
        for _ in 0..2 {
            metadata.create_all(&db.engine).await.unwrap();
            metadata.create_all(&db.engine).await.unwrap();
            let insert = text("INSERT INTO dogs (mood) VALUES (:mood)").bind("mood", "it's bad");
            let engine = &db.engine;
            engine
                .begin(async |connection| connection.execute(insert).await)
                .await
                .unwrap();
            metadata.drop_all(&db.engine).await.unwrap();
        }
    });
}
