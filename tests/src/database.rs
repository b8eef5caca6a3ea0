//! A database for each test, on each kind of server.

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};

use rebis::blocking;
use rebis::core::engine::Url;
use rebis::prelude::*;

use crate::Recorder;

/// A kind of database that tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    MariaDb,
    /// MySQL.
    MySql,
}

impl Kind {
    /// The name by which `tests/run` counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::MariaDb => "mariadb",
            Self::MySql => "mysql",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Sqlite, Self::Postgres, Self::MariaDb, Self::MySql];
        all.into_iter().find(|kind| kind.name() == name)
    }

    /// The name of the dialect that a connection to such a server has.
    fn dialect(self) -> &'static str {
        if self == Self::Postgres {
            return "postgresql";
        }
        self.name()
    }

    fn server_url(self) -> String {
        let variable = format!("REBIS_TEST_{}_URL", self.name().to_uppercase());
        std::env::var(&variable)
            .unwrap_or_else(|_| panic!("{variable} is not set; run tests/run, which sets it"))
    }
}

/// A database of one test.
pub struct Database {
    /// What it is.
    pub kind: Kind,
    /// Its URL, with the password.
    pub url: String,
    /// An engine on it.
    pub engine: Engine,
}

impl Database {
    /// A session of its own.
    pub fn session(&self) -> Session {
        SessionMaker::new(&self.engine).session()
    }

    /// Creates the tables of the blog.
    pub async fn with_blog(&self) -> &Self {
        use crate::models::{Comment, Post, Tag, User};
        let registry = Registry::new((User, Post, Comment, Tag)).unwrap();
        registry.metadata().create_all(&self.engine).await.unwrap();
        self
    }

    /// Creates the tables of the blog and its sample data.
    pub async fn with_sample_data(&self) -> &Self {
        self.with_blog().await;
        let sessions = SessionMaker::new(&self.engine);
        crate::app::create_sample_data(&sessions).await.unwrap();
        self
    }

    /// Records the statements that the engine executes from now on.
    pub fn record(&self) -> Recorder {
        Recorder::of(&self.engine)
    }
}

/// A database of one test without async.
pub struct BlockingDatabase {
    /// What it is.
    pub kind: Kind,
    /// Its URL, with the password.
    pub url: String,
    /// An engine on it.
    pub engine: blocking::Engine,
}

impl BlockingDatabase {
    /// Creates the tables of the blog.
    pub fn with_blog(&self) -> &Self {
        use crate::models::{Comment, Post, Tag, User};
        let registry = Registry::new((User, Post, Comment, Tag)).unwrap();
        self.engine.create_all(&registry.metadata()).unwrap();
        self
    }

    /// A session of its own.
    pub fn session(&self) -> blocking::Session {
        blocking::Session::new(&self.engine)
    }
}

/// Whether `tests/run --long` asked for more cases of what is generated and enumerated.
pub fn is_long() -> bool {
    std::env::var_os("REBIS_TEST_LONG").is_some()
}

/// The databases to test on: `REBIS_TEST_DATABASES`, or SQLite.
fn kinds() -> Vec<Kind> {
    let listed = std::env::var("REBIS_TEST_DATABASES").unwrap_or_else(|_| "sqlite".to_owned());
    let named = listed.split(',').map(|name| {
        let kind = Kind::named(name.trim());
        kind.unwrap_or_else(|| panic!("REBIS_TEST_DATABASES names `{name}`"))
    });
    named.collect()
}

/// Runs a test on each database, one after the other, each time on an empty database.
pub fn on_each_database<F>(name: &str, test: F)
where
    F: AsyncFn(&Database),
{
    for kind in kinds() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let place = Place::create(kind).await;
            let engine = create_engine(&place.url).unwrap();
            let database = Database {
                kind,
                url: place.url.clone(),
                engine,
            };
            eprintln!("{name} on {kind:?}");
            let outcome = caught(test(&database)).await;
            database.engine.dispose();
            place.remove().await;
            if let Err(panic) = outcome {
                eprintln!("{name} failed on {kind:?}");
                std::panic::resume_unwind(panic);
            }
            note(kind, name).await;
        });
    }
}

/// Runs a test without async on each database, as [`on_each_database`] does.
pub fn on_each_database_blocking<F>(name: &str, test: F)
where
    F: Fn(&BlockingDatabase),
{
    for kind in kinds() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let place = runtime.block_on(Place::create(kind));
        let database = BlockingDatabase {
            kind,
            url: place.url.clone(),
            engine: blocking::create_engine(&place.url).unwrap(),
        };
        eprintln!("{name} on {kind:?}");
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| test(&database)));
        database.engine.dispose();
        runtime.block_on(place.remove());
        if let Err(panic) = outcome {
            eprintln!("{name} failed on {kind:?}");
            std::panic::resume_unwind(panic);
        }
        runtime.block_on(note(kind, name));
    }
}

/// Tells `tests/run` what ran.
async fn note(kind: Kind, name: &str) {
    let Ok(path) = std::env::var("REBIS_TEST_SUMMARY") else {
        return;
    };
    let sql = match kind {
        Kind::Sqlite => "SELECT sqlite_version()",
        Kind::Postgres => "SELECT current_setting('server_version')",
        Kind::MariaDb | Kind::MySql => "SELECT version()",
    };
    // The test's own database is gone; its server is not.
    let url = match kind {
        Kind::Sqlite => "sqlite://".to_owned(),
        _ => kind.server_url(),
    };
    let engine = create_engine(&url).unwrap();
    let version = engine
        .connect()
        .await
        .unwrap()
        .one(text(sql).columns::<String>())
        .await
        .unwrap();
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    let lines = format!("version\t{0}\t{version}\n{0}\t{name}\n", kind.name());
    // In one piece, since other tests write at the same time.
    file.write_all(lines.as_bytes()).unwrap();
}

/// Where a test's database is.
struct Place {
    kind: Kind,
    url: String,
    name: String,
}

impl Place {
    async fn create(kind: Kind) -> Self {
        static NUMBERS: AtomicU32 = AtomicU32::new(0);
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("rebis_{}_{number}", std::process::id());
        if kind == Kind::Sqlite {
            let path = std::env::temp_dir().join(format!("{name}.db"));
            let path = path.to_str().unwrap().to_owned();
            let _ = std::fs::remove_file(&path);
            return Self {
                kind,
                url: format!("sqlite:///{path}"),
                name: path,
            };
        }
        let server: Url = kind.server_url().parse().unwrap();
        on_server(kind, &format!("CREATE DATABASE {name}")).await;
        let url = server.with_database(&name).to_string_with_password();
        Self { kind, url, name }
    }

    async fn remove(self) {
        match self.kind {
            Kind::Sqlite => drop(std::fs::remove_file(&self.name)),
            Kind::Postgres => {
                on_server(
                    self.kind,
                    &format!("DROP DATABASE {} WITH (FORCE)", self.name),
                )
                .await;
            }
            _ => on_server(self.kind, &format!("DROP DATABASE {}", self.name)).await,
        }
    }
}

/// Executes a statement on the server, outside a transaction.
async fn on_server(kind: Kind, sql: &str) {
    let url: Url = kind.server_url().parse().unwrap();
    let driver: &dyn rebis::core::driver::Driver = match kind {
        Kind::Postgres => &rebis::postgres::DRIVER,
        _ => &rebis::mysql::DRIVER,
    };
    let mut connection = driver.connect(&url).await.unwrap();
    let dialect = connection.dialect().name();
    assert_eq!(dialect, kind.dialect(), "at the URL for {}", kind.name());
    connection.execute_raw(sql).await.unwrap();
}

/// Polls a test, and catches its panic so that its database is removed.
async fn caught<F: Future>(test: F) -> std::thread::Result<F::Output> {
    let mut test = std::pin::pin!(test);
    std::future::poll_fn(|context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}
