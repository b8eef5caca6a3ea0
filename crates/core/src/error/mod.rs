//! Errors of Core: one type for each thing that can fail, and [`Error`] over them.
//!
//! Each has a stable [`code`](Error::code) with a section in `docs/errors.md`. `Display` prints its
//! own layer once; the cause is in [`source`](std::error::Error::source).

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

/// Whatever can go wrong in Core.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL of a database could not be read, or no driver knows it.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Url(#[from] UrlError),
    /// The pool could not give a connection.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// A statement could not be compiled for its dialect.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The database or its client reported an error.
    #[cfg(feature = "engine")]
    #[error(transparent)]
    Database(DatabaseError),
    /// A row did not fit the Rust type.
    #[error("{error}{}", Asked(.sql))]
    Decode {
        /// The reason. Boxed, because errors are moved together with the rows of a result.
        error: Box<DecodeError>,
        /// The SQL that asked for the row, where that is known.
        sql: Option<String>,
    },
    /// One row was asked for, and there was none.
    #[error("no row was found when one was required")]
    NoRows,
    /// One row was asked for, and there were more.
    #[error("more than one row was found when exactly one was required")]
    MultipleRows,
    /// A connection was used in a way that its transaction does not allow.
    #[error("{0}")]
    Transaction(&'static str),
    /// A blocking call was made inside a tokio runtime, with a driver that needs one of its own.
    #[cfg(feature = "engine")]
    #[error(
        "a blocking call would stop the tokio runtime that this thread is in; `.await` the async \
         API there, or call from a thread of its own"
    )]
    InsideRuntime,
    /// The runtime for blocking calls could not be made.
    #[cfg(feature = "engine")]
    #[error("the runtime for blocking calls cannot be made")]
    Runtime(#[source] std::io::Error),
    /// An error of the program's own, passed through a closure of `begin`.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps an error of the program's own, so that a closure of `begin` can return it.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }

    /// The stable code, with a section in `docs/errors.md`.
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

    /// The database's error, if it is one.
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

/// The SQL that asked for a row, on a line of its own.
struct Asked<'s>(&'s Option<String>);

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(sql) => write!(f, "\n[SQL: {}]", Excerpt(sql, SQL)),
            None => Ok(()),
        }
    }
}

/// An error that was made small for its way.
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
