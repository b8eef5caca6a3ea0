//! [`Instance`]: a handle to an object of a session.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use once_cell::race::OnceBox;
use rebis_core::{Column, Scalar};
use yoke::Yoke;

use super::edit::Edit;
use super::instance_state::{AnyState, InstanceState, Version};
use super::{Graph, ObjectId, ObjectState};
use crate::error::Error;
use crate::mapper::Model;

/// A handle to the object that a session holds for a row.
///
/// A handle dereferences to the model: `user.name` is plain field access, acquires no lock and
/// never waits for a writer.
///
/// A handle keeps each version that it has shown until it is dropped. A reference such as
/// `&user.name` therefore stays valid after an [`edit`](Self::edit), with the old value. A clone
/// starts without old versions. The next edit frees a version that no handle has shown.
///
/// # Panics
/// Dereferencing a pending instance panics. An object that was added and not flushed has no primary
/// key and no server defaults. [`state`](Self::state), [`try_get`](Self::try_get) and
/// [`get`](Self::get) do not panic.
pub struct Instance<M: Model> {
    /// The object, borrowed from the graph. The handle keeps the graph alive.
    object: Yoke<&'static InstanceState<M>, Arc<Graph>>,
    /// The versions that were shown through this handle. The current version is last.
    shown: OnceBox<boxcar::Vec<Arc<Version<M>>>>,
}

impl<M: Model> Instance<M> {
    /// Creates a handle to an object, if the graph has the object and it belongs to this model.
    pub(super) fn new(graph: Arc<Graph>, id: ObjectId) -> Option<Self> {
        Self::find_in(graph, |graph| graph.typed_object(id).ok_or(())).ok()
    }

    /// Creates a handle to an object that a closure finds in the graph or adds to it.
    #[inline]
    pub(super) fn find_in<E>(
        graph: Arc<Graph>,
        find: impl for<'g> FnOnce(&'g Graph) -> Result<&'g InstanceState<M>, E>,
    ) -> Result<Self, E> {
        let object = Yoke::try_attach_to_cart(graph, |graph| find(graph))?;
        Ok(Self::from_yoke(object))
    }

    #[inline]
    pub(super) fn from_yoke(object: Yoke<&'static InstanceState<M>, Arc<Graph>>) -> Self {
        let shown = OnceBox::new();
        Self { object, shown }
    }

    pub(crate) fn object(&self) -> &InstanceState<M> {
        self.object.get()
    }

    /// Returns the handle without its type.
    pub(crate) fn to_any(&self) -> AnyInstance {
        AnyInstance {
            graph: Arc::clone(self.graph()),
            id: self.object().id(),
        }
    }

    pub(crate) fn graph(&self) -> &Arc<Graph> {
        self.object.backing_cart()
    }

    /// Returns the state of the object: transient, pending, persistent or deleted.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert_eq!(cleo.state(), ObjectState::Pending);
    /// session.commit().await?;
    /// assert_eq!(cleo.state(), ObjectState::Persistent);
    /// # Ok(())
    /// # });
    /// ```
    pub fn state(&self) -> ObjectState {
        self.object().state()
    }

    /// Returns the current version of the object.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert!(cleo.try_get().is_err());
    /// session.flush().await?;
    /// assert_eq!(cleo.try_get()?.id, 3);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::Pending`] if the object has no row yet.
    pub fn try_get(&self) -> Result<&M, Error> {
        let current = match self.object().version() {
            0 => self.object().first(),
            number => self.show(number),
        };
        current.ok_or(Error::Pending {
            model: M::mapper().name(),
        })
    }

    /// Returns the current version, which is not the first version, and keeps it for this handle.
    fn show(&self, number: u64) -> Option<&M> {
        let shown = self.shown.get_or_init(Box::default);
        let last = shown
            .count()
            .checked_sub(1)
            .and_then(|last| shown.get(last));
        if let Some(version) = last.filter(|version| version.number == number) {
            return Some(&version.value);
        }
        match self.object().edited() {
            Some(version) => {
                let index = shown.push(version);
                shown.get(index).map(|version| &version.value)
            }
            None => self.object().first(),
        }
    }

    /// Returns the current value of a column. A pending object has the values of its draft.
    ///
    /// Returns `None` if the model has no such column, or if the value is missing or is not a `T`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert_eq!(cleo.get(User.name).as_deref(), Some("cleo"));
    /// assert_eq!(cleo.get(User.id), None); // the next flush generates it
    /// # Ok(())
    /// # });
    /// ```
    pub fn get<T: Scalar>(&self, column: Column<T>) -> Option<T> {
        let columns = M::table().columns();
        let index = columns
            .iter()
            .position(|known| known.name() == column.name())?;
        T::from_value(self.object().value(index).as_ref()).ok()
    }

    /// Starts a change of the object.
    ///
    /// The guard dereferences to a copy of the current version. The copy becomes the current
    /// version when the guard is dropped. The next flush updates the columns that differ.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.edit().name = "anna".to_owned();
    /// assert_eq!(ann.name, "anna");
    /// session.commit().await?;
    /// assert_eq!(session.all(select(User.name).order_by(User.id)).await?, ["anna", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Panics
    /// Panics if the object is pending; see [`try_edit`](Self::try_edit).
    #[allow(clippy::panic, reason = "documented")]
    #[must_use = "the change is made when the guard is dropped"]
    #[track_caller]
    pub fn edit(&self) -> Edit<'_, M> {
        match self.try_edit() {
            Ok(edit) => edit,
            Err(error) => panic!("{error}"),
        }
    }

    /// Starts a change of the object, or returns an error if the object is pending.
    ///
    /// The guard dereferences to a copy of the current version. The copy becomes the current
    /// version when the guard is dropped. The next flush updates the columns that differ.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert!(cleo.try_edit().is_err());
    /// session.flush().await?;
    /// cleo.try_edit()?.email = Some("cleo@x.org".to_owned());
    /// assert!(cleo.is_modified());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::Pending`] if the object has no row yet.
    pub fn try_edit(&self) -> Result<Edit<'_, M>, Error> {
        let pending = || Error::Pending {
            model: M::mapper().name(),
        };
        let base = self.object().edited();
        let value = match &base {
            Some(version) => version.value.clone(),
            None => self.object().first().ok_or_else(pending)?.clone(),
        };
        Ok(Edit::new(self, base, value))
    }

    /// Returns whether columns differ from the values in the database.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.edit().email = None;
    /// assert!(ann.is_modified());
    /// session.flush().await?;
    /// assert!(!ann.is_modified());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_modified(&self) -> bool {
        !self.object().changed_columns().is_empty()
    }

    /// Returns whether the database changed columns that were not read back.
    ///
    /// An UPDATE causes this if it changes computed columns or assigns expressions, and the
    /// database has no `UPDATE … RETURNING`. The next row of the object, or `session.refresh`,
    /// loads the columns.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.edit().name = "anna".to_owned();
    /// session.flush().await?;
    /// assert!(!ann.is_stale()); // the table has no computed columns
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_stale(&self) -> bool {
        self.object().is_stale()
    }

    /// Returns whether two handles refer to the same object.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// let first = session.one(select(User).order_by(User.id).limit(1)).await?;
    /// assert!(ann.is(&first));
    /// # Ok(())
    /// # });
    /// ```
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.object(), other.object())
    }
}

/// A handle to an object without its type.
#[derive(Clone, Debug)]
pub(crate) struct AnyInstance {
    graph: Arc<Graph>,
    id: ObjectId,
}

impl AnyInstance {
    pub(crate) fn object(&self) -> Option<&dyn AnyState> {
        self.graph.object(self.id)
    }
}

impl<M: Model> Deref for Instance<M> {
    type Target = M;

    #[allow(clippy::panic, reason = "documented")]
    #[track_caller]
    fn deref(&self) -> &M {
        match self.try_get() {
            Ok(value) => value,
            Err(error) => panic!("{error}"),
        }
    }
}

impl<M: Model> Clone for Instance<M> {
    fn clone(&self) -> Self {
        Self {
            object: self.object.clone(),
            shown: OnceBox::new(),
        }
    }
}

/// Handles are equal if they refer to the same object.
impl<M: Model> PartialEq for Instance<M> {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl<M: Model> Eq for Instance<M> {}

impl<M: Model + fmt::Debug> fmt::Debug for Instance<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_get() {
            Ok(value) => value.fmt(f),
            Err(_) => write!(f, "{} (pending)", M::mapper().describe(self.object())),
        }
    }
}
