//! [`DecodeError`]: a row that cannot be decoded to its Rust type.

use std::fmt;

use super::Mismatch;
use super::excerpt::{Excerpt, MESSAGE, NAME};

/// An error from decoding a row.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A value cannot be decoded to the Rust type.
    #[error(
        "column {index} (`{}`){}: {mismatch}{}",
        Excerpt(.name, NAME),
        OfRow(*.row),
        TakesNull(.mismatch)
    )]
    Mismatch {
        /// The position of the column, from 0.
        index: usize,
        /// The name of the column.
        name: String,
        /// The expected and the found value.
        mismatch: Mismatch,
        /// The Rust type of the row, if known.
        row: Option<&'static str>,
    },
    /// The row has fewer columns than the Rust type reads.
    #[error("the row has {width} columns, but its Rust type reads column {index}, counted from 0")]
    TooFewColumns {
        /// The position of the missing column, from 0.
        index: usize,
        /// The number of columns in the row.
        width: usize,
    },
    /// The row has no column of the name.
    #[error(
        "the row has no column `{}`; it has {}",
        Excerpt(.name, NAME),
        Excerpt(.columns, MESSAGE)
    )]
    NoSuchColumn {
        /// The requested name.
        name: String,
        /// The names of the row's columns, separated by commas.
        columns: String,
    },
    /// Two or more columns of the row have the name.
    #[error("more than one column is named `{name}`; label them apart, or read by position")]
    AmbiguousColumn {
        /// The requested name.
        name: String,
    },
    /// The driver cannot decode the bytes that the database sent.
    #[error("column {index}: {}", Excerpt(.message, MESSAGE))]
    Malformed {
        /// The position of the column, from 0.
        index: usize,
        /// The reason.
        message: String,
    },
}

impl DecodeError {
    /// Creates a [`Mismatch`](Self::Mismatch) error for a column.
    #[cold]
    pub fn mismatch(index: usize, name: &str, mismatch: Mismatch) -> Self {
        Self::Mismatch {
            index,
            name: name.to_owned(),
            mismatch,
            row: None,
        }
    }

    /// Adds the Rust type of the row to a mismatch, unless it has one already.
    #[cold]
    #[must_use]
    pub fn in_row<T: ?Sized>(mut self) -> Self {
        if let Self::Mismatch { row, .. } = &mut self {
            row.get_or_insert(std::any::type_name::<T>());
        }
        self
    }

    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } | Self::Malformed { .. } => "decode",
            Self::TooFewColumns { .. } => "too-few-columns",
            Self::NoSuchColumn { .. } => "no-such-column",
            Self::AmbiguousColumn { .. } => "ambiguous-column",
        }
    }
}

/// Shortens long texts, as `Display` does.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.to_string();
        f.debug_tuple("DecodeError")
            .field(&Excerpt(&message, 2 * MESSAGE))
            .finish()
    }
}

/// The text ` of `User``, for a row of a known type.
struct OfRow(Option<&'static str>);

impl fmt::Display for OfRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, " of `{}`", Excerpt(&without_paths(name), NAME)),
            None => Ok(()),
        }
    }
}

/// The next step, for a value that is `NULL`.
struct TakesNull<'m>(&'m Mismatch);

impl fmt::Display for TakesNull<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.found.as_ref() == "NULL" {
            "; read a column that may be NULL as an `Option`"
        } else {
            ""
        })
    }
}

/// Returns a type's name without module paths: `(i64, Option<User>)`.
fn without_paths(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut word = 0;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == ':' && letters.next_if_eq(&':').is_some() {
            short.truncate(word);
            continue;
        }
        short.push(letter);
        if !letter.is_alphanumeric() && letter != '_' {
            word = short.len();
        }
    }
    short
}
