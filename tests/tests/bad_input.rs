//! Bad input gets a typed error that says what and where, with the SQL, without the password.

use rebis::core::Error as CoreError;
use rebis::core::error::{CompileError, DatabaseErrorKind};
use rebis::prelude::*;
use rebis_tests::models::{Post, Tag, User};
use rebis_tests::{Database, Kind, on_each_database};

async fn connect_error(url: &str) -> CoreError {
    create_engine(url).unwrap().connect().await.unwrap_err()
}

fn kind(error: &CoreError) -> DatabaseErrorKind {
    error
        .as_database()
        .unwrap_or_else(|| panic!("{error:?}"))
        .kind
}

#[test]
fn an_unknown_scheme_names_those_that_are_known() {
    let error = create_engine("oracle://scott:tiger@localhost/x").unwrap_err();
    assert_eq!(error.code(), "unknown-scheme");
    let message = error.to_string();
    assert!(
        message.contains("`oracle://`") && message.contains("`sqlite://`"),
        "{message}"
    );
    assert!(!message.contains("tiger"), "{message}");
}

#[test]
fn a_database_that_cannot_be_reached_says_where_and_why() {
    on_each_database("unreachable", async |db: &Database| match db.kind {
        Kind::Sqlite => {
            let error = connect_error("sqlite:////nowhere/at/all/blog.db").await;
            assert_eq!(kind(&error), DatabaseErrorKind::NoSuchDatabase);
            let message = error.to_string();
            assert!(message.contains("`/nowhere/at/all`"), "{message}");
        }
        _ => {
            let scheme = db.url.split("://").next().unwrap();
            let url = format!("{scheme}://ann:geheim@127.0.0.1:1/shop");
            let error = connect_error(&url).await;
            assert_eq!(kind(&error), DatabaseErrorKind::ConnectionRefused);
            let message = format!("{error} {error:?}");
            assert!(message.contains("127.0.0.1:1"), "{message}");
            assert!(!message.contains("geheim"), "{message}");
        }
    });
}

#[test]
fn a_wrong_password_is_told_apart_and_not_repeated() {
    on_each_database("wrong_password", async |db: &Database| {
        if db.kind == Kind::Sqlite {
            // A file has no password.
            return;
        }
        let at = db.url.rfind('@').unwrap();
        let url = format!("{}geheim{}", &db.url[..at], &db.url[at..]);
        let error = connect_error(&url).await;
        assert_eq!(kind(&error), DatabaseErrorKind::AuthenticationFailed);
        assert!(!format!("{error} {error:?}").contains("geheim"), "{error}");
        let unknown = db.url.replace("/rebis_", "/nowhere_");
        let error = connect_error(&unknown).await;
        assert_eq!(kind(&error), DatabaseErrorKind::NoSuchDatabase);
    });
}

#[test]
fn an_unknown_table_is_named_with_the_sql() {
    on_each_database("unknown_table", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection
            .all(select(Tag).filter(Tag.name.eq("x")))
            .await
            .unwrap_err();
        assert_eq!(kind(&error), DatabaseErrorKind::NoSuchTable);
        let message = error.to_string();
        assert!(message.contains("tags"), "{message}");
        assert!(
            message.contains("[SQL: SELECT tags.id, tags.name FROM tags"),
            "{message}"
        );
        assert!(message.contains("[parameters: 'x']"), "{message}");
    });
}

#[test]
fn parameters_can_be_hidden() {
    on_each_database("hidden_parameters", async |db: &Database| {
        let engine = EngineOptions::new(&db.url)
            .hide_parameters(true)
            .create()
            .unwrap();
        let mut connection = engine.connect().await.unwrap();
        let stmt = select(Tag).filter(Tag.name.eq("secret"));
        let message = format!("{:?}", connection.all(stmt).await.unwrap_err());
        assert!(!message.contains("secret"), "{message}");
    });
}

#[test]
fn a_value_that_does_not_fit_is_refused() {
    #[derive(Clone, Debug, Table)]
    #[table(name = "narrow")]
    struct Narrow {
        #[column(primary_key)]
        id: i64,
        small: i16,
    }

    #[derive(Clone, Debug, Table)]
    #[table(name = "narrow")]
    struct Wide {
        #[column(primary_key)]
        id: i64,
        small: i64,
    }

    on_each_database("does_not_fit", async |db: &Database| {
        use rebis::core::{Record, schema::MetaData};
        let metadata = MetaData::new().with_table(std::sync::Arc::clone(Narrow::table()));
        metadata.create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        let stored = connection
            .execute(insert(Wide).values(Wide.small.set(70_000)))
            .await;
        match db.kind {
            // SQLite holds any integer in any column; the row does not fit the type then.
            Kind::Sqlite => {
                stored.unwrap();
                let error = connection.all(select(Narrow.small)).await.unwrap_err();
                assert_eq!(error.code(), "decode");
                let message = error.to_string();
                assert!(
                    message.contains("`small`") && message.contains("70000"),
                    "{message}"
                );
            }
            _ => {
                let error = stored.unwrap_err();
                assert_eq!(kind(&error), DatabaseErrorKind::DataError);
                assert!(error.to_string().contains("INSERT INTO narrow"), "{error}");
            }
        }
    });
}

#[test]
fn a_value_that_cannot_be_bound_is_named_with_its_column() {
    #[derive(Clone, Debug, Table)]
    #[table(name = "measures")]
    struct Measure {
        #[column(primary_key, autoincrement = false)]
        id: i64,
        ratio: f64,
        day: Option<chrono::NaiveDate>,
    }

    on_each_database("cannot_be_bound", async |db: &Database| {
        use rebis::core::{Record, schema::MetaData};
        let metadata = MetaData::new().with_table(std::sync::Arc::clone(Measure::table()));
        metadata.create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        // A day of a year that no database and no text of Rebis has.
        let day = chrono::NaiveDate::from_ymd_opt(-200_000, 1, 1).unwrap();
        let row = |id, day| {
            (
                Measure.id.set(id),
                Measure.ratio.set(0.5),
                Measure.day.set(day),
            )
        };
        let one = insert(Measure).values(row(1, Some(day)));
        let many = insert(Measure).rows([row(1, None), row(2, Some(day))]);
        for stmt in [one, many] {
            let error = connection.execute(stmt).await.unwrap_err();
            assert_eq!(kind(&error), DatabaseErrorKind::DataError);
            assert_eq!(error.as_database().unwrap().column.as_deref(), Some("day"));
            let message = error.to_string();
            assert!(message.contains("(`day`): "), "{message}");
        }
        let changed = update(Measure).values(Measure.day.set(day));
        let error = connection.execute(changed).await.unwrap_err();
        assert!(
            error.to_string().starts_with("parameter 1 (`day`): "),
            "{error}"
        );
        let found = select(Measure.id).filter(Measure.ratio.gt(0.1) & Measure.day.eq(day));
        let error = connection.all(found).await.unwrap_err();
        assert!(
            error.to_string().starts_with("parameter 2 (`day`): "),
            "{error}"
        );
        assert_eq!(error.as_database().unwrap().column, None);
    });
}

#[test]
fn constraints_are_told_apart() {
    on_each_database("constraint_kinds", async |db: &Database| {
        db.with_blog().await;
        let mut connection = db.engine.connect().await.unwrap();
        connection
            .execute(insert(Tag).values(Tag.name.set("a")))
            .await
            .unwrap();
        connection.commit().await.unwrap();
        let error = connection
            .execute(insert(Tag).values(Tag.name.set("a")))
            .await
            .unwrap_err();
        assert_eq!(kind(&error), DatabaseErrorKind::UniqueViolation);
        connection.rollback().await.unwrap();

        let missing = insert(Tag).values(Tag.name.set(None::<String>));
        let error = connection.execute(missing).await.unwrap_err();
        assert_eq!(kind(&error), DatabaseErrorKind::NotNullViolation);
        assert_eq!(error.as_database().unwrap().column.as_deref(), Some("name"));
        connection.rollback().await.unwrap();

        let orphan = insert(Post).values((
            Post.title.set("t"),
            Post.slug.set("t"),
            Post.body.set("t"),
            Post.author_id.set(4711),
        ));
        let error = connection.execute(orphan).await.unwrap_err();
        assert_eq!(kind(&error), DatabaseErrorKind::ForeignKeyViolation);
        connection.rollback().await.unwrap();
        assert_eq!(
            connection.one(select(func::count(Tag.id))).await.unwrap(),
            1
        );
    });
}

#[test]
fn a_missing_bind_is_named() {
    on_each_database("missing_bind", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection
            .mappings(text("SELECT :a, :b").bind("a", 1))
            .await
            .unwrap_err();
        let CoreError::Compile(CompileError::MissingBind { name, .. }) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(name, "b");
        assert!(error.to_string().contains("SELECT :a, :b"), "{error}");
    });
}

#[test]
fn malformed_sql_is_a_syntax_error() {
    on_each_database("syntax", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection.mappings(text("SELEKT 1")).await.unwrap_err();
        assert_eq!(kind(&error), DatabaseErrorKind::Syntax);
        assert!(error.to_string().contains("SELEKT 1"), "{error}");
    });
}

#[test]
fn a_pool_that_is_used_up_says_so() {
    on_each_database("pool_timeout", async |db: &Database| {
        let engine = EngineOptions::new(&db.url)
            .pool_size(1)
            .max_overflow(1)
            .pool_timeout(std::time::Duration::from_millis(50))
            .create()
            .unwrap();
        let first = engine.connect().await.unwrap();
        let _second = engine.connect().await.unwrap();
        let error = engine.connect().await.unwrap_err();
        assert_eq!(error.code(), "pool-timeout");
        assert_eq!(engine.pool_status().open, 2);
        drop(first);
        engine.connect().await.unwrap();
    });
}

#[test]
fn a_key_of_the_wrong_width_is_refused() {
    on_each_database("key_width", async |db: &Database| {
        db.with_blog().await;
        let error = db.session().get(User, (1, 2)).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("the primary key of `User` has 1 columns"),
            "{error}"
        );
    });
}

#[test]
fn loader_options_need_a_session() {
    on_each_database("options_on_connection", async |db: &Database| {
        db.with_blog().await;
        let stmt = select(User).options(selectinload(User.posts));
        let mut connection = db.engine.connect().await.unwrap();
        let error = connection.all(&stmt).await.unwrap_err();
        assert_eq!(error.code(), "invalid-statement");
        assert_eq!(
            error.to_string(),
            "the statement has loader options, which a connection cannot apply; execute it with a \
             session"
        );
        assert!(db.session().all(&stmt).await.unwrap().is_empty());
        // Within another statement nobody would apply them, in a session either.
        let both = union(stmt.clone(), select(User));
        let error = db.session().all(both).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "a select with loader options cannot be part of another statement"
        );
    });
}

#[test]
fn options_of_an_engine_show_no_password() {
    let options = EngineOptions::new("sqlite://ann:secret@host/name");
    let shown = format!("{options:?}");
    assert!(!shown.contains("secret"), "{shown}");
    let malformed = EngineOptions::new("ann:secret@host");
    let shown = format!("{malformed:?}");
    assert!(!shown.contains("secret"), "{shown}");
}
