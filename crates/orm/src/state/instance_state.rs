//! [`InstanceState`]: one object of a session, with its versions.

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

/// The values of a new object, by column; `None` where it was given none.
pub(crate) type PendingValues = Arc<Vec<Option<Value>>>;

/// One object: the version that was loaded first, and what happened to it since.
///
/// An object that is only read stays at its first part, which a row fills without an allocation.
pub(crate) struct InstanceState<M> {
    id: ObjectId,
    /// Number of the graph.
    graph: u32,
    /// The transaction that read the row.
    epoch: AtomicU32,
    /// The result that brought the object; its siblings are those of the same result.
    result: AtomicU32,
    /// A [`ObjectState`] as a number: reading a collection asks each member for it.
    state: AtomicU8,
    /// Whether the database changed columns that were not read back.
    stale: AtomicBool,
    /// The version that a row brought.
    loaded: Option<M>,
    /// Made for a new object, the first change or the first relationship.
    history: OnceBox<History<M>>,
}

/// What happened to an object besides being loaded.
struct History<M> {
    /// The first version of an object that the program made; unset while it is pending.
    inserted: OnceLock<M>,
    /// Number of the current version; 0 is the first.
    version: AtomicU64,
    /// The current version, unless it is the first; made for the first edit.
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

/// A version after the first.
pub(crate) struct Version<M> {
    pub(crate) number: u64,
    pub(crate) value: M,
}

struct Notes<M> {
    pending: Option<PendingValues>,
    /// The version that the database holds, where it is not the current one.
    committed: Option<Committed<M>>,
    slots: Vec<Option<Arc<Slot>>>,
    last_version: u64,
}

/// A version that the database holds; `None` is the first.
type Committed<M> = Option<Arc<Version<M>>>;

/// An object as it was, for a rollback.
pub(crate) enum Snapshot {
    /// It was not in the session yet, and was given these values.
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
    /// The place of an object that a row brings.
    #[inline]
    pub(crate) fn unread(id: ObjectId, graph: u32, epoch: u32, result: u32) -> Self {
        Self {
            epoch: AtomicU32::new(epoch),
            result: AtomicU32::new(result),
            ..Self::empty(id, graph, ObjectState::Persistent)
        }
    }

    /// Reads the object to its place.
    #[inline]
    pub(crate) fn read<E>(&mut self, read: impl FnOnce() -> Result<M, E>) -> Result<(), E> {
        let value = self.loaded.insert(read()?);
        attach(value, self.graph, self.id, &[]);
        Ok(())
    }

    /// An object that the program made.
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

    /// The notes, made if there are none.
    fn notes(&self) -> MutexGuard<'_, Notes<M>> {
        let notes = &self.history().notes;
        notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The notes, if something was noted.
    fn known_notes(&self) -> Option<MutexGuard<'_, Notes<M>>> {
        self.history.get().map(|_| self.notes())
    }

    /// The first version, unless the object is pending.
    pub(crate) fn first(&self) -> Option<&M> {
        match &self.loaded {
            Some(value) => Some(value),
            None => self.history.get()?.inserted.get(),
        }
    }

    /// The number of the current version; 0 is the first.
    pub(crate) fn version(&self) -> u64 {
        let history = self.history.get();
        history.map_or(0, |history| history.version.load(Ordering::Acquire))
    }

    /// The current version, unless it is the first.
    pub(crate) fn edited(&self) -> Option<Arc<Version<M>>> {
        self.history.get()?.edited.get()?.load_full()
    }

    /// A copy of the current version, with its number.
    fn copy(&self) -> Option<(u64, M)> {
        match self.edited() {
            Some(version) => Some((version.number, version.value.clone())),
            None => Some((0, self.first()?.clone())),
        }
    }

    /// Looks at the current version.
    fn with_current<R>(&self, look: impl FnOnce(&M) -> R) -> Option<R> {
        match self.version() {
            0 => self.first().map(look),
            _ => match self.edited() {
                Some(version) => Some(look(&version.value)),
                None => self.first().map(look),
            },
        }
    }

    /// Makes a value that was made from version `base` the current version. Gives it back when
    /// another version is current by now.
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

    /// Makes a value that the database holds the current version.
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

    /// What a rollback of the transaction that added the object returns it to.
    pub(crate) fn transient_snapshot(&self) -> Snapshot {
        Snapshot::Transient(self.pending_values())
    }
}

/// Tells a value's relationships whose they are.
#[inline]
fn attach<M: Model>(value: &mut M, graph: u32, object: ObjectId, slots: &[Option<Arc<Slot>>]) {
    let mut index = 0;
    while let Some(relation) = value.relation_mut(index) {
        let owner = Owner::new(M::mapper(), graph, object, index);
        relation.attach(owner, slots.get(index).and_then(Option::as_ref));
        index += 1;
    }
}

/// An object without its type: what flushes and loaders work on.
pub(crate) trait AnyState: fmt::Debug + Send + Sync + 'static {
    fn id(&self) -> ObjectId;
    fn mapper(&self) -> &'static Mapper;
    /// Number of the graph.
    fn graph(&self) -> u32;
    fn state(&self) -> ObjectState;
    fn set_state(&self, state: ObjectState);
    /// The value of a column, current or pending; `NULL` where a pending object has none.
    fn value(&self, column: usize) -> Value;
    /// The value of a column as the database holds it.
    fn committed_value(&self, column: usize) -> Value;
    /// The values of a pending object.
    fn pending_values(&self) -> PendingValues;
    /// Columns whose value differs from what the database holds.
    fn changed_columns(&self) -> Vec<usize>;
    /// Whether the current version is not what the database holds.
    fn is_edited(&self) -> bool;
    /// Sets columns, of a pending object or of the current version.
    fn assign(&self, values: &[(usize, Value)]) -> Result<(), (usize, Mismatch)>;
    /// Gives a pending object its first version.
    fn materialise(&self, row: &dyn RowSource) -> Result<(), DecodeError>;
    /// Takes a row that was read again.
    fn refresh(&self, row: &mut RowReader<'_>, epoch: u32) -> Result<(), DecodeError>;
    /// The database holds the current version.
    fn mark_flushed(&self);
    /// A relationship's slot, if something made one.
    fn slot(&self, relationship: &Resolved) -> Option<Arc<Slot>>;
    /// A relationship's slot.
    fn slot_or_new(&self, graph: &Arc<Graph>, relationship: &Resolved) -> Arc<Slot>;
    fn snapshot(&self) -> Snapshot;
    fn restore(&self, snapshot: Snapshot);
    fn epoch(&self) -> u32;
    fn set_epoch(&self, epoch: u32);
    /// The result that last brought the object.
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
        // Another thread may publish in between; then its version is the one to change.
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
            // A new object has no related rows that could be loaded.
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

/// Gives a version that becomes current again the slots that were made since.
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
