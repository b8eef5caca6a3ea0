//! Errors of Core: one type for each area, and [`Error`], which wraps them.
//!
//! Each error has a stable [`code`](Error::code) with a section in `docs/errors.md`. `Display`
//! prints one layer; [`source`](std::error::Error::source) returns the cause.

mod compile;
#[cfg(feature = "engine")]
mod database;
mod decode;
mod excerpt;
mod mismatch;
#[cfg(feature = "engine")]
mod pool;
#[cfg(feature = "engine")]
mod url;

pub use compile::CompileError;
#[cfg(feature = "engine")]
pub(crate) use database::Parameters;
#[cfg(feature = "engine")]
pub use database::{
    DatabaseError, DatabaseErrorDetails, DatabaseErrorKind, RefusedParameter, StatementContext,
};
pub use decode::DecodeError;
pub(crate) use excerpt::Excerpt;
pub use mismatch::Mismatch;
#[cfg(feature = "engine")]
pub use pool::PoolError;
#[cfg(feature = "engine")]
pub use url::UrlError;

use std::fmt;

use self::excerpt::SQL;

/// An error of Core.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database URL is malformed, or no driver supports its scheme.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Url(#[from] UrlError),
    /// The pool could not provide a connection.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// The statement could not be compiled for the dialect.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The database or its client reported an error.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Database(DatabaseError),
    /// A row could not be decoded to its Rust type.
    #[error("{error}{}", Asked(.sql))]
    Decode {
        /// The reason, boxed to keep `Result`s small.
        error: Box<DecodeError>,
        /// The SQL of the statement that returned the row, if known.
        sql: Option<String>,
    },
    /// A statement returned no row where one was required.
    #[error("no row was found when one was required")]
    NoRows,
    /// A statement returned several rows where at most one was allowed.
    #[error("more than one row was found when exactly one was required")]
    MultipleRows,
    /// The state of the connection's transaction does not allow the call.
    #[error("{0}")]
    Transaction(&'static str),
    /// A blocking call was made inside a tokio runtime, with a driver that does I/O.
    #[cfg(feature = "engine")]
    #[error(
        "a blocking call would block the tokio runtime of this thread; `.await` the async method \
         instead, or call from a thread outside the runtime"
    )]
    InsideRuntime,
    /// The tokio runtime for blocking calls could not be created.
    #[cfg(feature = "engine")]
    #[error("the tokio runtime for blocking calls cannot be created")]
    Runtime(#[source] std::io::Error),
    /// An error of the program, returned through a closure of `begin`.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps an error of the program, so that a closure of `begin` can return it.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }

    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            #[cfg(feature = "engine")]
            Self::Url(error) => error.code(),
            #[cfg(feature = "engine")]
            Self::Pool(error) => error.code(),
            Self::Compile(error) => error.code(),
            #[cfg(feature = "engine")]
            Self::Database(error) => error.kind.code(),
            Self::Decode { error, .. } => error.code(),
            Self::NoRows => "no-rows",
            Self::MultipleRows => "multiple-rows",
            Self::Transaction(_) => "transaction-state",
            #[cfg(feature = "engine")]
            Self::InsideRuntime => "inside-runtime",
            #[cfg(feature = "engine")]
            Self::Runtime(_) => "runtime",
            Self::Other(_) => "other",
        }
    }

    /// Returns the database error, if this is one.
    #[cfg(feature = "engine")]
    pub fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode {
            error: Box::new(error),
            sql: None,
        }
    }
}

/// The SQL of the statement that returned a row, on its own line.
struct Asked<'s>(&'s Option<String>);

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(sql) => write!(f, "\n[SQL: {}]", Excerpt(sql, SQL)),
            None => Ok(()),
        }
    }
}

/// Unboxes an error that was boxed to keep a `Result` small.
#[cfg(feature = "engine")]
impl From<Box<Self>> for Error {
    fn from(error: Box<Self>) -> Self {
        *error
    }
}

#[cfg(feature = "engine")]
impl From<DatabaseError> for Error {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}
