//! [`InstanceState`]: one object of a session, with its versions and slots.

use std::any::Any;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use arc_swap::ArcSwapOption;
use once_cell::race::OnceBox;
use rebis_core::Value;
use rebis_core::decode::{RowReader, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::types::Mismatch;

use super::slot::{Slot, SlotState};
use super::{Graph, ObjectId, ObjectState};
use crate::mapper::{Mapper, Model, Resolved};
use crate::state::Owner;

/// The values of a new object, by column; `None` for a column without a value.
pub(crate) type PendingValues = Arc<Vec<Option<Value>>>;

/// One object of a session: its first version and its history.
///
/// The history is allocated only for objects that are new, changed or related. An object that is
/// only read needs no allocation.
pub(crate) struct InstanceState<M> {
    id: ObjectId,
    /// The number of the graph.
    graph: u32,
    /// The epoch of the graph when the row was read.
    epoch: AtomicU32,
    /// The number of the result that last returned the object. Its siblings have the same number.
    result: AtomicU32,
    /// An [`ObjectState`] as a number. Reading a collection reads it for each member, without a
    /// lock.
    state: AtomicU8,
    /// Whether the database changed columns that were not read back.
    stale: AtomicBool,
    /// The version that was read from a row.
    loaded: Option<M>,
    /// Allocated for a new object, the first change or the first relationship.
    history: OnceBox<History<M>>,
}

/// The parts of an object that are needed only if it is new, changed or related.
struct History<M> {
    /// The first version of an object that the program added; unset while the object is pending.
    inserted: OnceLock<M>,
    /// The number of the current version; 0 is the first version.
    version: AtomicU64,
    /// The current version, unless it is the first version; allocated for the first edit.
    edited: OnceBox<ArcSwapOption<Version<M>>>,
    notes: Mutex<Notes<M>>,
}

impl<M> History<M> {
    fn set_edited(&self, version: Option<Arc<Version<M>>>) {
        match (self.edited.get(), version) {
            (None, None) => {}
            (_, version) => {
                let edited = self.edited.get_or_init(Box::default);
                edited.store(version);
            }
        }
    }
}

/// A version of an object after its first version.
pub(crate) struct Version<M> {
    pub(crate) number: u64,
    pub(crate) value: M,
}

struct Notes<M> {
    pending: Option<PendingValues>,
    /// The version that the database has, if it is not the current version.
    committed: Option<Committed<M>>,
    slots: Vec<Option<Arc<Slot>>>,
    last_version: u64,
}

/// A version that the database has; `None` is the first version.
type Committed<M> = Option<Arc<Version<M>>>;

/// The saved state of an object, for a rollback.
pub(crate) enum Snapshot {
    /// The state of an object before it was added to the session, with the values of its draft.
    Transient(PendingValues),
    Known(Box<dyn Any + Send>),
}

struct StateSnapshot<M> {
    state: ObjectState,
    pending: Option<PendingValues>,
    current: Option<Arc<Version<M>>>,
    committed: Option<Committed<M>>,
    slots: Vec<Option<SlotState>>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot")
    }
}

impl<M: Model> InstanceState<M> {
    /// Creates the place of an object that is read from a row.
    #[inline]
    pub(crate) fn unread(id: ObjectId, graph: u32, epoch: u32, result: u32) -> Self {
        Self {
            epoch: AtomicU32::new(epoch),
            result: AtomicU32::new(result),
            ..Self::empty(id, graph, ObjectState::Persistent)
        }
    }

    /// Reads the object into its place.
    #[inline]
    pub(crate) fn read<E>(&mut self, read: impl FnOnce() -> Result<M, E>) -> Result<(), E> {
        let value = self.loaded.insert(read()?);
        attach(value, self.graph, self.id, &[]);
        Ok(())
    }

    /// Creates a pending object.
    pub(crate) fn pending(id: ObjectId, graph: u32, values: PendingValues) -> Self {
        let object = Self::empty(id, graph, ObjectState::Pending);
        object.notes().pending = Some(values);
        object
    }

    #[inline]
    fn empty(id: ObjectId, graph: u32, state: ObjectState) -> Self {
        Self {
            id,
            graph,
            epoch: AtomicU32::new(0),
            result: AtomicU32::new(0),
            state: AtomicU8::new(state as u8),
            stale: AtomicBool::new(false),
            loaded: None,
            history: OnceBox::new(),
        }
    }

    fn history(&self) -> &History<M> {
        self.history.get_or_init(|| {
            Box::new(History {
                inserted: OnceLock::new(),
                version: AtomicU64::new(0),
                edited: OnceBox::new(),
                notes: Mutex::new(Notes {
                    pending: None,
                    committed: None,
                    slots: Vec::new(),
                    last_version: 0,
                }),
            })
        })
    }

    /// Locks the notes; creates them if necessary.
    fn notes(&self) -> MutexGuard<'_, Notes<M>> {
        let notes = &self.history().notes;
        notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the notes, if they were created.
    fn known_notes(&self) -> Option<MutexGuard<'_, Notes<M>>> {
        self.history.get().map(|_| self.notes())
    }

    /// Returns the first version, unless the object is pending.
    pub(crate) fn first(&self) -> Option<&M> {
        match &self.loaded {
            Some(value) => Some(value),
            None => self.history.get()?.inserted.get(),
        }
    }

    /// Returns the number of the current version; 0 is the first version.
    pub(crate) fn version(&self) -> u64 {
        let history = self.history.get();
        history.map_or(0, |history| history.version.load(Ordering::Acquire))
    }

    /// Returns the current version, unless it is the first version.
    pub(crate) fn edited(&self) -> Option<Arc<Version<M>>> {
        self.history.get()?.edited.get()?.load_full()
    }

    /// Returns a copy of the current version, with its number.
    fn copy(&self) -> Option<(u64, M)> {
        match self.edited() {
            Some(version) => Some((version.number, version.value.clone())),
            None => Some((0, self.first()?.clone())),
        }
    }

    /// Calls a function with the current version, unless the object is pending.
    fn with_current<R>(&self, look: impl FnOnce(&M) -> R) -> Option<R> {
        match self.version() {
            0 => self.first().map(look),
            _ => match self.edited() {
                Some(version) => Some(look(&version.value)),
                None => self.first().map(look),
            },
        }
    }

    /// Makes a value the current version, if it was derived from the current version `base`.
    ///
    /// Returns the value as an error if another version is current.
    pub(crate) fn publish_over(&self, base: u64, value: M) -> Result<(), M> {
        let mut notes = self.notes();
        if self.version() != base {
            return Err(value);
        }
        if notes.committed.is_none() {
            notes.committed = Some(self.edited());
        }
        self.publish(&mut notes, value);
        Ok(())
    }

    /// Makes a value that the database has the current version.
    fn publish_flushed(&self, value: M) {
        let mut notes = self.notes();
        notes.committed = None;
        self.publish(&mut notes, value);
    }

    fn publish(&self, notes: &mut Notes<M>, mut value: M) {
        attach(&mut value, self.graph, self.id, &notes.slots);
        notes.last_version += 1;
        let number = notes.last_version;
        let version = Arc::new(Version { number, value });
        let history = self.history();
        history.set_edited(Some(version));
        history.version.store(number, Ordering::Release);
    }

    /// Returns the state to which a rollback of the object's first transaction restores it.
    pub(crate) fn transient_snapshot(&self) -> Snapshot {
        Snapshot::Transient(self.pending_values())
    }
}

/// Sets the owner and the slots of a value's relationship fields.
#[inline]
fn attach<M: Model>(value: &mut M, graph: u32, object: ObjectId, slots: &[Option<Arc<Slot>>]) {
    let mut index = 0;
    while let Some(relation) = value.relation_mut(index) {
        let owner = Owner::new(M::mapper(), graph, object, index);
        relation.attach(owner, slots.get(index).and_then(Option::as_ref));
        index += 1;
    }
}

/// An object without its type, for flushes and loaders.
pub(crate) trait AnyState: fmt::Debug + Send + Sync + 'static {
    fn id(&self) -> ObjectId;
    fn mapper(&self) -> &'static Mapper;
    /// Returns the number of the graph.
    fn graph(&self) -> u32;
    fn state(&self) -> ObjectState;
    fn set_state(&self, state: ObjectState);
    /// Returns the current or pending value of a column; `NULL` if a pending object has no value.
    fn value(&self, column: usize) -> Value;
    /// Returns the value that a column has in the database.
    fn committed_value(&self, column: usize) -> Value;
    /// Returns the values of a pending object.
    fn pending_values(&self) -> PendingValues;
    /// Returns the columns with values that differ from the database.
    fn changed_columns(&self) -> Vec<usize>;
    /// Returns whether the current version is not the version that the database has.
    fn is_edited(&self) -> bool;
    /// Sets columns of a pending object or of the current version.
    fn assign(&self, values: &[(usize, Value)]) -> Result<(), (usize, Mismatch)>;
    /// Sets the first version of a pending object.
    fn materialise(&self, row: &dyn RowSource) -> Result<(), DecodeError>;
    /// Replaces the current version by a row that was loaded again.
    fn refresh(&self, row: &mut RowReader<'_>, epoch: u32) -> Result<(), DecodeError>;
    /// Records that the database has the current version.
    fn mark_flushed(&self);
    /// Returns the slot of a relationship, if it was created.
    fn slot(&self, relationship: &Resolved) -> Option<Arc<Slot>>;
    /// Returns the slot of a relationship; creates it if necessary.
    fn slot_or_new(&self, graph: &Arc<Graph>, relationship: &Resolved) -> Arc<Slot>;
    fn snapshot(&self) -> Snapshot;
    fn restore(&self, snapshot: Snapshot);
    fn epoch(&self) -> u32;
    fn set_epoch(&self, epoch: u32);
    /// Returns the number of the result that last returned the object.
    fn result(&self) -> u32;
    fn set_result(&self, result: u32);
    fn is_stale(&self) -> bool;
    fn set_stale(&self, stale: bool);
}

impl<M: Model> AnyState for InstanceState<M> {
    fn id(&self) -> ObjectId {
        self.id
    }

    fn mapper(&self) -> &'static Mapper {
        M::mapper()
    }

    fn graph(&self) -> u32 {
        self.graph
    }

    fn state(&self) -> ObjectState {
        ObjectState::from_number(self.state.load(Ordering::Acquire))
    }

    fn set_state(&self, state: ObjectState) {
        self.state.store(state as u8, Ordering::Release);
    }

    fn value(&self, column: usize) -> Value {
        let current = self.with_current(|value| value.value(column));
        current.unwrap_or_else(|| {
            let notes = self.known_notes();
            let pending = notes.as_ref().and_then(|notes| notes.pending.as_ref());
            let value = pending.and_then(|values| values.get(column)?.clone());
            value.unwrap_or_default()
        })
    }

    fn committed_value(&self, column: usize) -> Value {
        let committed = self.known_notes().and_then(|notes| notes.committed.clone());
        match committed {
            None => self.value(column),
            Some(Some(version)) => version.value.value(column),
            Some(None) => self
                .first()
                .map_or(Value::Null, |value| value.value(column)),
        }
    }

    fn pending_values(&self) -> PendingValues {
        let notes = self.known_notes();
        let pending = notes.and_then(|notes| notes.pending.clone());
        pending.unwrap_or_default()
    }

    fn changed_columns(&self) -> Vec<usize> {
        if !self.is_edited() {
            return Vec::new();
        }
        let differs = |column: &usize| self.value(*column) != self.committed_value(*column);
        (0..M::WIDTH).filter(differs).collect()
    }

    fn is_edited(&self) -> bool {
        self.known_notes()
            .is_some_and(|notes| notes.committed.is_some())
    }

    fn assign(&self, values: &[(usize, Value)]) -> Result<(), (usize, Mismatch)> {
        // If another thread publishes a version in between, the loop changes that version.
        while let Some((base, mut changed)) = self.copy() {
            for (column, value) in values {
                changed
                    .set_value(*column, value.as_ref())
                    .map_err(|error| (*column, error))?;
            }
            if self.publish_over(base, changed).is_ok() {
                return Ok(());
            }
        }
        let mut notes = self.notes();
        let pending = notes
            .pending
            .get_or_insert_with(|| Arc::new(vec![None; M::WIDTH]));
        let pending = Arc::make_mut(pending);
        for (column, value) in values {
            pending[*column] = Some(value.clone());
        }
        Ok(())
    }

    fn materialise(&self, row: &dyn RowSource) -> Result<(), DecodeError> {
        let value = M::from_row(&mut RowReader::new(row));
        let mut value = value.map_err(DecodeError::in_row::<M>)?;
        if self.first().is_some() {
            self.publish_flushed(value);
            return Ok(());
        }
        let notes = self.notes();
        attach(&mut value, self.graph, self.id, &notes.slots);
        let _ = self.history().inserted.set(value);
        Ok(())
    }

    fn refresh(&self, row: &mut RowReader<'_>, epoch: u32) -> Result<(), DecodeError> {
        let value = M::from_row(row).map_err(DecodeError::in_row::<M>)?;
        self.publish_flushed(value);
        self.epoch.store(epoch, Ordering::Release);
        self.stale.store(false, Ordering::Release);
        Ok(())
    }

    fn mark_flushed(&self) {
        let Some(mut notes) = self.known_notes() else {
            return;
        };
        notes.committed = None;
        notes.pending = None;
        for slot in notes.slots.iter().flatten() {
            slot.mark_flushed();
        }
    }

    fn slot(&self, relationship: &Resolved) -> Option<Arc<Slot>> {
        self.known_notes()?
            .slots
            .get(relationship.index)
            .cloned()
            .flatten()
    }

    fn slot_or_new(&self, graph: &Arc<Graph>, relationship: &Resolved) -> Arc<Slot> {
        let index = relationship.index;
        let slot = {
            let mut notes = self.notes();
            if notes.slots.len() <= index {
                notes.slots.resize_with(index + 1, || None);
            }
            // A pending object has no related rows in the database, so its relationship counts as
            // loaded.
            let members = (self.state() == ObjectState::Pending).then(Vec::new);
            let slot = notes.slots[index]
                .get_or_insert_with(|| Arc::new(Slot::new(Arc::downgrade(graph), members)));
            Arc::clone(slot)
        };
        self.with_current(|value| {
            if let Some(relation) = value.relation(index) {
                relation.set_slot(&slot);
            }
        });
        slot
    }

    fn snapshot(&self) -> Snapshot {
        let notes = self.notes();
        let slots = notes
            .slots
            .iter()
            .map(|slot| slot.as_ref().map(|slot| slot.state()));
        Snapshot::Known(Box::new(StateSnapshot::<M> {
            state: self.state(),
            pending: notes.pending.clone(),
            current: self.edited(),
            committed: notes.committed.clone(),
            slots: slots.collect(),
        }))
    }

    fn restore(&self, snapshot: Snapshot) {
        let snapshot = match snapshot {
            Snapshot::Transient(pending) => StateSnapshot::<M> {
                state: ObjectState::Transient,
                pending: Some(pending),
                current: None,
                committed: None,
                slots: Vec::new(),
            },
            Snapshot::Known(snapshot) => match snapshot.downcast::<StateSnapshot<M>>() {
                Ok(snapshot) => *snapshot,
                Err(_) => return,
            },
        };
        let mut notes = self.notes();
        self.set_state(snapshot.state);
        notes.pending = snapshot.pending;
        notes.committed = snapshot.committed;
        let mut states = snapshot.slots.into_iter();
        for slot in &notes.slots {
            let state = states.next().flatten();
            match (slot, state) {
                (Some(slot), Some(state)) => slot.restore(state),
                (Some(slot), None) => {
                    slot.mark_flushed();
                    slot.unload();
                }
                (None, _) => {}
            }
        }
        let number = snapshot
            .current
            .as_ref()
            .map_or(0, |version| version.number);
        if let Some(version) = &snapshot.current {
            reattach(&version.value, &notes.slots);
        }
        let history = self.history();
        history.set_edited(snapshot.current);
        history.version.store(number, Ordering::Release);
    }

    fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Acquire)
    }

    fn set_epoch(&self, epoch: u32) {
        self.epoch.store(epoch, Ordering::Release);
    }

    fn result(&self) -> u32 {
        self.result.load(Ordering::Relaxed)
    }

    fn set_result(&self, result: u32) {
        self.result.store(result, Ordering::Relaxed);
    }

    fn is_stale(&self) -> bool {
        self.stale.load(Ordering::Acquire)
    }

    fn set_stale(&self, stale: bool) {
        self.stale.store(stale, Ordering::Release);
    }
}

/// Sets slots in a version that becomes current again, because they may have been created since.
fn reattach<M: Model>(value: &M, slots: &[Option<Arc<Slot>>]) {
    for (index, slot) in slots.iter().enumerate() {
        if let (Some(relation), Some(slot)) = (value.relation(index), slot) {
            relation.set_slot(slot);
        }
    }
}

impl<M> fmt::Debug for InstanceState<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstanceState({:?})", self.id)
    }
}
