//! Errors of the ORM.

mod configuration;

use std::fmt;

use rebis_core::error::CompileError;
use rebis_core::{Connection, StatementRef};

use crate::object_state::ObjectState;

pub use configuration::{ConfigurationError, RelationshipError};

/// An error of a session.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An error that `rebis-core` reported.
    #[error(transparent)]
    Core(#[from] rebis_core::Error),
    /// Mistakes in the relationships of models: all of them, each with its fix.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// A relationship was read before it was loaded.
    #[error(
        "`{model}.{relationship}` is not loaded; add `.options(selectinload({model}.{relationship}))` \
         to the select, or load it with `.{relationship}.load(session).await?`"
    )]
    NotLoaded {
        /// The model.
        model: &'static str,
        /// The relationship.
        relationship: &'static str,
    },
    /// A relationship was read on a value that no session tracks.
    #[error(
        "this value is not tracked by a session, so its relationships cannot be read; load it with \
         a session"
    )]
    Untracked,
    /// An object without a row was read or edited.
    #[error("this `{model}` is pending, so it cannot be read or edited; flush the session first")]
    Pending {
        /// The model.
        model: &'static str,
    },
    /// A flush failed to write an object or several objects.
    #[error("flushing failed: {operation} of {object}: {error}")]
    Flush {
        /// `INSERT`, `UPDATE` or `DELETE`.
        operation: &'static str,
        /// The objects: the model, and a key or values that identify the object.
        object: String,
        /// The error of the statement. The message includes it, so `source()` does not return it.
        error: rebis_core::Error,
    },
    /// An UPDATE or DELETE matched fewer rows than objects.
    ///
    /// A row was deleted or its key was changed outside the session.
    #[error(
        "{operation} of {object} failed: a row was deleted or its key was changed elsewhere; roll \
         back and load again"
    )]
    StaleData {
        /// `UPDATE` or `DELETE`.
        operation: &'static str,
        /// The object.
        object: String,
    },
    /// An INSERT or UPDATE returned rows that are not the rows of the written objects.
    #[error("{operation} {objects}, but the database returned {returned}")]
    LostRows {
        /// `inserted` or `updated`.
        operation: &'static str,
        /// The written objects.
        objects: String,
        /// The returned rows.
        returned: String,
    },
    /// A key has a different number of values than the primary key has columns.
    #[error("the primary key of `{model}` has {expected} columns, but {found} values were given")]
    KeyLength {
        /// The model.
        model: &'static str,
        /// The number of primary key columns.
        expected: usize,
        /// The number of values.
        found: usize,
    },
    /// A session was used after a failed flush or commit, before a rollback.
    #[error("the transaction must be rolled back: {cause}")]
    PendingRollback {
        /// The message of the first error.
        cause: String,
    },
    /// An object of another session was used.
    #[error("this {object} belongs to another session; load it in this session")]
    ForeignInstance {
        /// The object.
        object: String,
    },
    /// The state of an object does not allow the operation.
    #[error("this {object} is {state}, so it cannot be {operation}")]
    InvalidState {
        /// The object.
        object: String,
        /// The state of the object.
        state: ObjectState,
        /// The operation, as a participle: `deleted`.
        operation: &'static str,
    },
    /// New objects refer to each other in a cycle, so none can be inserted first.
    #[error("the new objects {objects} refer to each other in a cycle; flush one of them first")]
    Cycle {
        /// The objects.
        objects: String,
    },
    /// The database returned related rows for a key, and Rebis cannot determine their objects.
    #[error(
        "`{model}.{relationship}`: the database found rows for the key {key}, but Rebis cannot \
         determine to which object they belong; load again, and give both columns the same \
         collation"
    )]
    UnmatchedKey {
        /// The model.
        model: &'static str,
        /// The relationship.
        relationship: &'static str,
        /// The key.
        key: String,
    },
    /// The row of an object no longer exists.
    #[error("the row of {object} no longer exists")]
    ObjectDeleted {
        /// The object.
        object: String,
    },
    /// The field of a model cannot hold a value.
    #[error("`{model}.{column}`: {mismatch}")]
    Value {
        /// The model.
        model: &'static str,
        /// The column.
        column: String,
        /// The expected and the found value.
        mismatch: rebis_core::types::Mismatch,
    },
}

impl Error {
    /// Wraps an error of the program, so that a closure of `begin` can return it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let sessions = SessionMaker::new(session.engine());
    /// let outcome = sessions.begin(async |session| {
    ///     session.add(Tag::draft().name(""));
    ///     Err::<(), Error>(Error::other("a tag has no name")) // rolls back
    /// }).await;
    /// assert!(outcome.is_err_and(|error| error.code() == "other"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Core(rebis_core::Error::other(error))
    }

    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let user = session.one(select(User).filter(User.name.eq("eve"))).await;
    /// assert!(user.is_err_and(|error| error.code() == "no-rows"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Self::Core(error) | Self::Flush { error, .. } => error.code(),
            Self::Configuration(_) => "configuration",
            Self::NotLoaded { .. } => "not-loaded",
            Self::Untracked => "untracked",
            Self::Pending { .. } => "pending",
            Self::StaleData { .. } => "stale-data",
            Self::LostRows { .. } => "lost-rows",
            Self::KeyLength { .. } => "key-length",
            Self::PendingRollback { .. } => "pending-rollback",
            Self::ForeignInstance { .. } => "foreign-instance",
            Self::InvalidState { .. } => "invalid-state",
            Self::Cycle { .. } => "cycle",
            Self::UnmatchedKey { .. } => "unmatched-key",
            Self::ObjectDeleted { .. } => "object-deleted",
            Self::Value { .. } => "value",
        }
    }

    /// Returns the database's error if a statement or a flush failed with one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// session.add(User::draft().name("ann"));
    /// let error = session.flush().await.err();
    /// let column = error.as_ref().and_then(|error| error.as_database()?.column.as_deref());
    /// assert_eq!(column, Some("name"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn as_database(&self) -> Option<&rebis_core::error::DatabaseError> {
        match self {
            Self::Core(error) | Self::Flush { error, .. } => error.as_database(),
            _ => None,
        }
    }
}

impl Error {
    /// Adds the SQL of a statement to the error of one of its rows that could not be decoded.
    #[cold]
    pub(crate) fn with_sql(self, connection: &mut Connection, statement: StatementRef<'_>) -> Self {
        match self {
            Self::Core(error) => Self::Core(connection.with_sql(statement, error)),
            other => other,
        }
    }
}

impl From<rebis_core::error::DecodeError> for Error {
    fn from(error: rebis_core::error::DecodeError) -> Self {
        Self::Core(error.into())
    }
}

impl From<CompileError> for Error {
    fn from(error: CompileError) -> Self {
        Self::Core(error.into())
    }
}

/// Returns a text for a message, cut after `most` bytes.
///
/// A text that is cut ends with its full size. Messages are printed and logged, so they stay short.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
    let shown = text.get(..end.unwrap_or(0)).unwrap_or_default();
    format!("{shown}… ({} bytes)", text.len())
}

/// Displays names with commas between them.
pub(crate) struct List<'a>(pub(crate) &'a [String]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{name}")?;
        }
        Ok(())
    }
}
