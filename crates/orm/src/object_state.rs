//! [`ObjectState`]: how far an object is on its way to the database.

use std::fmt;

/// Where an object stands between the program and the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ObjectState {
    /// Not in the database, and not going there: its transaction was rolled back, or it was
    /// removed before it was flushed.
    Transient,
    /// Added to the session; the next flush inserts it.
    Pending,
    /// In the database.
    Persistent,
    /// Deleted from the database by a flush.
    Deleted,
}

impl ObjectState {
    /// The state of a number that came from `as u8`.
    pub(crate) fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Transient,
            1 => Self::Pending,
            2 => Self::Persistent,
            _ => Self::Deleted,
        }
    }
}

impl fmt::Display for ObjectState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transient => "transient",
            Self::Pending => "pending",
            Self::Persistent => "persistent",
            Self::Deleted => "deleted",
        })
    }
}
