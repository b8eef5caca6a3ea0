//! Errors of reading rows.

use std::fmt;

use super::Mismatch;
use super::excerpt::{Excerpt, MESSAGE, NAME};

/// A row did not fit the Rust type.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// A value is not what the Rust type takes.
    #[error(
        "column {index} (`{}`){}: {mismatch}{}",
        Excerpt(.name, NAME),
        OfRow(*.row),
        TakesNull(.mismatch)
    )]
    Mismatch {
        /// Position of the column, from 0.
        index: usize,
        /// Its name.
        name: String,
        /// What was expected, and what came.
        mismatch: Mismatch,
        /// The Rust type of the row, if that is known.
        row: Option<&'static str>,
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
    #[error(
        "the row has no column `{}`; it has {}",
        Excerpt(.name, NAME),
        Excerpt(.columns, MESSAGE)
    )]
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
    #[error("column {index}: {}", Excerpt(.message, MESSAGE))]
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
            row: None,
        }
    }

    /// Says what type of row was read, unless that is known already.
    #[cold]
    #[must_use]
    pub fn in_row<T: ?Sized>(mut self) -> Self {
        if let Self::Mismatch { row, .. } = &mut self {
            row.get_or_insert(std::any::type_name::<T>());
        }
        self
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

/// Texts are cut, as in the message.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.to_string();
        f.debug_tuple("DecodeError")
            .field(&Excerpt(&message, 2 * MESSAGE))
            .finish()
    }
}

/// ` of `User``, for a row of that type.
struct OfRow(Option<&'static str>);

impl fmt::Display for OfRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, " of `{}`", Excerpt(&without_paths(name), NAME)),
            None => Ok(()),
        }
    }
}

/// What to do about a `NULL`.
struct TakesNull<'m>(&'m Mismatch);

impl fmt::Display for TakesNull<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.found.as_ref() == "NULL" {
            true => "; a field that may be NULL is an `Option`",
            false => "",
        })
    }
}

/// The name of a type without its modules: `(i64, Option<User>)`.
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
