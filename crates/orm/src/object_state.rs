//! [`ObjectState`]: whether an object has a row in the database.

use std::fmt;

/// The state of an object: whether it has a row in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ObjectState {
    /// Neither in the database nor about to be inserted.
    ///
    /// The transaction that added the object was rolled back, or the object was removed before a
    /// flush.
    Transient,
    /// Added to the session; the next flush inserts it.
    Pending,
    /// In the database.
    Persistent,
    /// Deleted from the database by a flush.
    Deleted,
}

impl ObjectState {
    /// Returns the state of a number that was created with `as u8`.
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
