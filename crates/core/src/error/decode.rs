//! Errors of reading rows.

use crate::types::Mismatch;

/// A row did not fit the Rust type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A value is not what the Rust type takes.
    #[error("column {index} (`{name}`): {mismatch}")]
    Mismatch {
        /// Position of the column, from 0.
        index: usize,
        /// Its name.
        name: String,
        /// What was expected, and what came.
        mismatch: Mismatch,
    },
    /// The row has fewer columns than the Rust type reads.
    #[error("the row has {width} columns; the type reads column {index}")]
    TooFewColumns {
        /// Position of the missing column, from 0.
        index: usize,
        /// How many there are.
        width: usize,
    },
    /// No column has the name.
    #[error("the row has no column `{name}`; it has {columns}")]
    NoSuchColumn {
        /// The name.
        name: String,
        /// The names that it has.
        columns: String,
    },
    /// More than one column has the name.
    #[error("more than one column is named `{name}`; label them apart, or read by position")]
    AmbiguousColumn {
        /// The name.
        name: String,
    },
    /// The driver sent bytes that it could not read.
    #[error("column {index}: {message}")]
    Malformed {
        /// Position of the column, from 0.
        index: usize,
        /// What is wrong.
        message: String,
    },
}

impl DecodeError {
    /// A mismatch in a column.
    #[cold]
    pub fn mismatch(index: usize, name: &str, mismatch: Mismatch) -> Self {
        Self::Mismatch {
            index,
            name: name.to_owned(),
            mismatch,
        }
    }

    /// The stable code, with a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } | Self::Malformed { .. } => "decode",
            Self::TooFewColumns { .. } => "too-few-columns",
            Self::NoSuchColumn { .. } => "no-such-column",
            Self::AmbiguousColumn { .. } => "ambiguous-column",
        }
    }
}
