//! Rebis without async: for scripts, tools and command lines.
//!
//! `Engine`, `Connection`, `Session` and `SessionMaker` have the methods of the async types,
//! without `.await`. Models, statements, options and errors are the same types in both APIs.
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
//! SQLite statements run on the calling thread, without another thread, a channel or a runtime.
//! They can be called anywhere, including async code.
//!
//! PostgreSQL and MySQL require tokio's reactor. The engine creates a current-thread runtime when
//! it first connects. The calling thread drives the runtime, so nothing runs between calls. Several
//! threads can use one engine at the same time.
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
//! Inside a tokio runtime, calls to PostgreSQL and MySQL return the error `inside-runtime`, because
//! they would block a thread of the runtime. Use the async API there.

use crate::core::Error;

pub use rebis_core::blocking::{Connection, Engine};
pub use rebis_orm::blocking::{Loadable, Session, SessionMaker};

/// Creates an engine with the default options. It connects when it is first used.
///
/// To set options, call `Engine::from(EngineOptions::new(url).create()?)`.
///
/// ```
/// let engine = rebis::blocking::create_engine("sqlite:///blog.db")?;
/// # Ok::<(), rebis::core::Error>(())
/// ```
///
/// # Errors
/// Returns an error if the URL is malformed, or no enabled feature has a driver for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    crate::create_engine(url).map(Engine::from)
}
