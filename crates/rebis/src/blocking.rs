//! Rebis without async: for scripts, tools and command lines.
//!
//! `Engine`, `Connection`, `Session` and `SessionMaker` have the methods of the async ones, without
//! the `.await`. Models, statements, options and errors are the same.
//!
//! ```
//! use rebis::blocking::{SessionMaker, create_engine};
//! use rebis::prelude::*;
//!
//! #[derive(Clone, Debug, Model)]
//! #[model(table = "users")]
//! pub struct User {
//!     #[column(primary_key)]
//!     pub id: i64,
//!     #[column(length = 50, unique)]
//!     pub name: String,
//! }
//!
//! fn main() -> Result<()> {
//!     let engine = create_engine("sqlite://")?;
//!     engine.create_all(&Registry::new((User,))?.metadata())?;
//!
//!     let sessions = SessionMaker::new(&engine);
//!     sessions.begin(|session| {
//!         let alice = session.add(User::draft().name("alice"));
//!         session.flush()?;
//!         alice.edit().name = "Alice".to_owned();
//!         Ok(())
//!     })?;
//!
//!     let names = engine.connect()?.all(select(User.name))?;
//!     assert_eq!(names, ["Alice"]);
//!     Ok(())
//! }
//! ```
//!
//! # How a call waits
//! SQLite works on the calling thread: there is no thread, channel or runtime between a call and
//! the database, and it can be used anywhere, inside async code too.
//!
//! PostgreSQL and MySQL need tokio's reactor. The engine makes a current-thread runtime when it
//! first connects, and the thread that calls drives it: nothing runs between calls. Many threads
//! may use one engine at the same time.
//!
//! ```no_run
//! # fn main() -> rebis::Result<()> {
//! use std::time::Duration;
//! use rebis::prelude::*;
//!
//! let options = EngineOptions::new("postgresql://me:secret@localhost/shop")
//!     .pool_size(2)
//!     .pool_timeout(Duration::from_secs(5));
//! let engine = rebis::blocking::Engine::from(options.create()?);
//!
//! let answers = std::thread::scope(|scope| {
//!     let ask = || engine.connect()?.one(text("SELECT 1").columns::<i64>());
//!     let threads = [scope.spawn(ask), scope.spawn(ask)];
//!     threads.map(|thread| thread.join().expect("the thread panicked"))
//! });
//! for answer in answers {
//!     assert_eq!(answer?, 1);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! These two refuse to block a thread that is inside a tokio runtime, with the error
//! `inside-runtime`: use the async API there.

use crate::core::Error;

pub use rebis_core::blocking::{Connection, Engine};
pub use rebis_orm::blocking::{Loadable, Session, SessionMaker};

/// Makes an engine with defaults, as [`create_engine`](crate::create_engine). One with options is
/// `Engine::from(EngineOptions::new(url).create()?)`.
///
/// ```
/// let engine = rebis::blocking::create_engine("sqlite:///blog.db")?;
/// # Ok::<(), rebis::core::Error>(())
/// ```
///
/// # Errors
/// When the URL is malformed, or no feature brings a driver for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    crate::create_engine(url).map(Engine::from)
}
