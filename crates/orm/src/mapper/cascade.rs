//! [`Cascade`]: effects of an operation on an object on its related objects.

/// The cascades of a relationship.
///
/// `save-update` is always in effect, because an object can be related only to objects of its
/// session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cascade {
    save_update: bool,
    delete: bool,
    delete_orphan: bool,
}

impl Cascade {
    /// No cascades.
    pub const NONE: Self = Self {
        save_update: false,
        delete: false,
        delete_orphan: false,
    };

    /// The default of a relationship: only `save-update`.
    pub const DEFAULT: Self = Self::NONE.save_update();

    /// Adds `save-update`: related objects are added to the session.
    ///
    /// ```
    /// # use rebis_orm::Cascade;
    /// assert_eq!(Cascade::NONE.save_update(), Cascade::DEFAULT);
    /// ```
    #[must_use]
    pub const fn save_update(self) -> Self {
        Self {
            save_update: true,
            ..self
        }
    }

    /// Adds `delete`: deleting the object deletes the related objects.
    ///
    /// ```
    /// # use rebis_orm::Cascade;
    /// let cascade = Cascade::DEFAULT.delete();
    /// assert!(cascade.deletes() && !cascade.deletes_orphans());
    /// ```
    #[must_use]
    pub const fn delete(self) -> Self {
        Self {
            delete: true,
            ..self
        }
    }

    /// Adds `delete-orphan`: removing an object from the relationship deletes it.
    ///
    /// ```
    /// # use rebis_orm::Cascade;
    /// let cascade = Cascade::DEFAULT.delete().delete_orphan();
    /// assert!(cascade.deletes() && cascade.deletes_orphans());
    /// ```
    #[must_use]
    pub const fn delete_orphan(self) -> Self {
        Self {
            delete_orphan: true,
            ..self
        }
    }

    /// Returns whether deleting the object deletes the related objects.
    ///
    /// ```
    /// # use rebis_orm::Cascade;
    /// assert!(!Cascade::DEFAULT.deletes());
    /// assert!(Cascade::DEFAULT.delete().deletes());
    /// ```
    pub const fn deletes(self) -> bool {
        self.delete
    }

    /// Returns whether an object that is removed from the relationship is deleted.
    ///
    /// ```
    /// # use rebis_orm::Cascade;
    /// assert!(!Cascade::DEFAULT.deletes_orphans());
    /// assert!(Cascade::DEFAULT.delete_orphan().deletes_orphans());
    /// ```
    pub const fn deletes_orphans(self) -> bool {
        self.delete_orphan
    }
}
