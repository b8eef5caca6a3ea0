//! What an operation on an object does to the objects related to it.

/// The cascades of a relationship.
///
/// `save-update` needs no word: an object can only be related to objects of its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cascade {
    save_update: bool,
    delete: bool,
    delete_orphan: bool,
}

impl Cascade {
    /// Nothing.
    pub const NONE: Self = Self {
        save_update: false,
        delete: false,
        delete_orphan: false,
    };

    /// What a relationship has unless it says otherwise.
    pub const DEFAULT: Self = Self::NONE.save_update();

    /// Related objects join the session.
    #[must_use]
    pub const fn save_update(self) -> Self {
        Self {
            save_update: true,
            ..self
        }
    }

    /// Deleting the object deletes those related to it.
    #[must_use]
    pub const fn delete(self) -> Self {
        Self {
            delete: true,
            ..self
        }
    }

    /// Removing an object from the relationship deletes it.
    #[must_use]
    pub const fn delete_orphan(self) -> Self {
        Self {
            delete_orphan: true,
            ..self
        }
    }

    /// Whether deleting cascades.
    pub const fn deletes(self) -> bool {
        self.delete
    }

    /// Whether removed objects are deleted.
    pub const fn deletes_orphans(self) -> bool {
        self.delete_orphan
    }
}
