//! Errors of the ORM.

mod configuration;

use std::fmt;

use rebis_core::error::CompileError;
use rebis_core::{Connection, StatementRef};

use crate::object_state::ObjectState;

pub use configuration::{ConfigurationError, RelationshipError};

/// Whatever can go wrong in a session.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Core reported an error.
    #[error(transparent)]
    Core(#[from] rebis_core::Error),
    /// Relationships are configured wrongly: all that are wrong, each with its fix.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// A relationship was read that nothing has loaded.
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
    /// A relationship was read of a value that no session tracks.
    #[error("this value is not tracked by a session, so its relationships lead nowhere")]
    Untracked,
    /// An object is pending: it has no row, so not all of its columns have values.
    #[error("this `{model}` is pending: its columns have no values before it is flushed")]
    Pending {
        /// The model.
        model: &'static str,
    },
    /// A flush failed at one object or batch of objects.
    #[error("flushing failed: {operation} of {object}: {error}")]
    Flush {
        /// `INSERT`, `UPDATE` or `DELETE`.
        operation: &'static str,
        /// What was written: the model, and the key or values that tell the object.
        object: String,
        /// What Core reported. It is part of this message, so it is no source of its own.
        error: rebis_core::Error,
    },
    /// A row that an object stands for was changed or deleted by somebody else.
    #[error("{operation} of {object} found no row: it was deleted or its key changed elsewhere")]
    StaleData {
        /// `UPDATE` or `DELETE`.
        operation: &'static str,
        /// The object.
        object: String,
    },
    /// The rows that a write returned are not those of the written objects.
    #[error("{operation} {objects}, but the database returned {returned}")]
    LostRows {
        /// `inserted` or `updated`.
        operation: &'static str,
        /// The written objects.
        objects: String,
        /// The returned rows.
        returned: String,
    },
    /// A key has another number of values than the primary key has columns.
    #[error("the primary key of `{model}` has {expected} columns, but {found} values were given")]
    KeyLength {
        /// The model.
        model: &'static str,
        /// The number of primary key columns.
        expected: usize,
        /// The number of values.
        found: usize,
    },
    /// A flush failed before, and the transaction must be rolled back first.
    #[error("the transaction must be rolled back: {cause}")]
    PendingRollback {
        /// Why.
        cause: String,
    },
    /// An object of another session was used.
    #[error("this {object} belongs to another session")]
    ForeignInstance {
        /// The object.
        object: String,
    },
    /// An object is in a state that the operation does not take.
    #[error("this {object} is {state}, so {operation} is not possible")]
    InvalidState {
        /// The object.
        object: String,
        /// Its state.
        state: ObjectState,
        /// What was asked for.
        operation: &'static str,
    },
    /// New objects refer to each other in a cycle, so none can be inserted first.
    #[error("the new objects {objects} refer to each other in a cycle; flush one of them first")]
    Cycle {
        /// The objects.
        objects: String,
    },
    /// The database found rows by a key, and Rebis cannot tell whose they are.
    #[error(
        "`{model}.{relationship}`: the database found rows for the key {key}, which equals no key \
         that they were looked up by, and does not say which one it means"
    )]
    UnmatchedKey {
        /// The model.
        model: &'static str,
        /// The relationship.
        relationship: &'static str,
        /// The key of a row.
        key: String,
    },
    /// The row of an object is gone.
    #[error("the row of {object} is gone")]
    ObjectDeleted {
        /// The object.
        object: String,
    },
    /// A value does not fit the field of a model.
    #[error("`{model}.{column}`: {mismatch}")]
    Value {
        /// The model.
        model: &'static str,
        /// The column.
        column: String,
        /// What was expected, and what came.
        mismatch: rebis_core::types::Mismatch,
    },
}

impl Error {
    /// Wraps an error of the program's own, so that a closure of `begin` can return it.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Core(rebis_core::Error::other(error))
    }

    /// The stable code, with a section in `docs/errors.md`.
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

    /// The database's error, if it is one: of a statement or of a flush.
    pub fn as_database(&self) -> Option<&rebis_core::error::DatabaseError> {
        match self {
            Self::Core(error) | Self::Flush { error, .. } => error.as_database(),
            _ => None,
        }
    }
}

impl Error {
    /// Adds the SQL of a statement to the error of a row of it that did not fit.
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

/// A text of a message, cut where it is long: an error is printed, logged and sent on.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
    let shown = text.get(..end.unwrap_or(0)).unwrap_or_default();
    format!("{shown}… ({} bytes)", text.len())
}

/// Writes names as people list them.
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
