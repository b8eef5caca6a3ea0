//! What the log shows of a statement.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use rebis::prelude::*;
use rebis_tests::models::{Tag, User};
use rebis_tests::{Database, on_each_database};

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The log that all threads write to. One of a thread alone could miss a span that another thread
/// meets first.
fn log_of_the_process() -> &'static Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        log
    });
    &LOG
}

#[test]
fn each_statement_has_a_span_with_its_sql() {
    on_each_database("spans", async |db: &Database| {
        db.with_blog().await;
        let log = log_of_the_process();
        let mut connection = db.engine.connect().await.unwrap();
        connection
            .all(select(Tag).filter(Tag.name.eq("hidden")))
            .await
            .unwrap();
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(
            text.contains("db.query.text=\"SELECT tags.id, tags.name FROM tags"),
            "{text}"
        );
        assert!(text.contains("db.system.name="), "{text}");
        assert!(
            !text.contains("hidden"),
            "parameters stay out of the span: {text}"
        );
    });
}

#[test]
fn a_cartesian_product_is_warned_of_unless_the_engine_does_not_lint() {
    on_each_database("cartesian_products", async |db: &Database| {
        db.with_blog().await;
        let log = log_of_the_process();
        let warnings = || {
            let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
            let lines = text
                .lines()
                .filter(|line| line.contains("cartesian product"));
            lines
                .filter(|line| line.contains("nothing connects"))
                .count()
        };
        let before = warnings();
        let apart = || select((Tag.id, User.id)).filter(Tag.name.ne("x"));
        let mut connection = db.engine.connect().await.unwrap();
        connection.all(apart()).await.unwrap();
        connection.all(apart()).await.unwrap();
        assert_eq!(warnings(), before + 1, "once, when it is compiled");
        connection
            .all(apart().filter(Tag.id.eq(User.id)))
            .await
            .unwrap();
        connection.close().await.unwrap();
        let silent = EngineOptions::new(&db.url).from_linting(false).create();
        let mut connection = silent.unwrap().connect().await.unwrap();
        connection.all(apart()).await.unwrap();
        assert_eq!(warnings(), before + 1);
    });
}

#[test]
fn listeners_see_each_statement_before_and_after() {
    on_each_database("listeners", async |db: &Database| {
        db.with_blog().await;
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let before = Arc::clone(&seen);
        db.engine.on_before_execute(move |event| {
            before
                .lock()
                .unwrap()
                .push(format!("before {}", event.parameters.len()));
        });
        let after = Arc::clone(&seen);
        db.engine.on_after_execute(move |event| {
            after
                .lock()
                .unwrap()
                .push(format!("after {:?}", event.outcome.is_ok()));
        });
        let mut connection = db.engine.connect().await.unwrap();
        let tag = || insert(Tag).values(Tag.name.set("a"));
        connection.execute(tag()).await.unwrap();
        connection.execute(tag()).await.unwrap_err();
        assert_eq!(
            *seen.lock().unwrap(),
            ["before 1", "after true", "before 1", "after false"]
        );
    });
}
