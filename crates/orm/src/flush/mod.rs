//! The unit of work: the statements of a flush and their order.
//!
//! 1. Orphans are deleted, and deletes cascade ([`cascade`]).
//! 2. The foreign keys to set are collected from the relationships that changed ([`foreign_keys`]).
//! 3. Models are sorted, so that each comes after the models that its table refers to. In this
//!    order, new objects are inserted and changed objects are updated. If objects of one model
//!    refer to each other, they are inserted level by level.
//! 4. Association rows are deleted and inserted.
//! 5. Deleted objects are deleted, in the opposite order of models.

mod association;
mod cascade;
mod columns;
mod culprit;
mod delete;
mod foreign_keys;
mod insert;
mod order;
mod rows;
mod update;

use std::sync::Arc;

use rebis_core::Connection;
use rebis_core::schema::MetaData;
use rustc_hash::FxHashSet;

use self::foreign_keys::ForeignKeySync;
use crate::error::Error;
use crate::load::ObjectReader;
use crate::mapper::Mapper;
use crate::state::{AnyState, Graph, ObjectId, ObjectState};

pub(crate) use cascade::expunge;

/// The objects of a flush. Each list is in the order of the program's changes.
pub(crate) struct Work<'g> {
    pub(crate) new: Vec<&'g dyn AnyState>,
    pub(crate) dirty: Vec<&'g dyn AnyState>,
    pub(crate) deleted: Vec<&'g dyn AnyState>,
    /// The numbers of the deleted objects.
    gone: FxHashSet<ObjectId>,
}

/// Writes all changes that the tracker recorded.
pub(crate) async fn flush(reader: &mut ObjectReader<'_>) -> Result<(), Error> {
    let graph = reader.graph;
    if let Some(error) = graph.tracker().error.take() {
        return Err(error);
    }
    cascade::orphans(graph)?;
    cascade::deletes(reader).await?;
    let connection = &mut *reader.connection;
    let work = Work::take(graph)?;
    let sync = ForeignKeySync::gather(&work)?;
    let mappers = sorted_mappers(graph, &work, &sync)?;
    graph.tracker().note_write();
    for mapper in &mappers {
        insert_new(connection, graph, mapper, &work, &sync).await?;
        update_dirty(connection, graph, mapper, &work, &sync).await?;
    }
    association::write_associations(connection, graph, &work).await?;
    for mapper in mappers.iter().rev() {
        delete_gone(connection, graph, mapper, &work).await?;
    }
    finish(graph, &work, &sync)
}

impl<'g> Work<'g> {
    fn take(graph: &'g Graph) -> Result<Self, Error> {
        let tracker = graph.tracker();
        let objects = |ids: &[ObjectId]| -> Result<Vec<&'g dyn AnyState>, Error> {
            ids.iter().map(|id| graph.expect_object(*id)).collect()
        };
        let gone = |object: &&dyn AnyState| tracker.deleted.contains(object.id());
        let mut dirty = objects(tracker.dirty.ids())?;
        dirty.retain(|object| !gone(object) && object.state() == ObjectState::Persistent);
        let mut new = objects(tracker.new.ids())?;
        new.retain(|object| object.state() == ObjectState::Pending);
        Ok(Self {
            new,
            dirty,
            deleted: objects(tracker.deleted.ids())?,
            gone: tracker.deleted.ids().iter().copied().collect(),
        })
    }

    /// Returns whether an object is deleted in this flush.
    pub(crate) fn is_gone(&self, id: ObjectId) -> bool {
        self.gone.contains(&id)
    }

    fn all(&self) -> impl Iterator<Item = &'g dyn AnyState> {
        let lists = self.new.iter().chain(&self.dirty).chain(&self.deleted);
        lists.copied()
    }
}

/// Returns the models of a flush, each after the models that its table refers to.
fn sorted_mappers(
    graph: &Graph,
    work: &Work<'_>,
    sync: &ForeignKeySync,
) -> Result<Vec<&'static Mapper>, Error> {
    let mut mappers: Vec<&'static Mapper> = Vec::new();
    for object in work.all().chain(sync.objects(graph)?) {
        if !mappers.iter().any(|known| known.is(object.mapper())) {
            object.mapper().configure()?;
            mappers.push(object.mapper());
        }
    }
    let tables = mappers.iter().map(|mapper| Arc::clone(mapper.table()));
    let metadata = tables.fold(MetaData::new(), MetaData::with_table);
    let sorted = metadata.sorted_tables();
    let rank = |mapper: &&'static Mapper| {
        sorted
            .iter()
            .position(|table| table.name() == mapper.table().name())
    };
    mappers.sort_by_key(rank);
    Ok(mappers)
}

fn of_mapper<'g>(objects: &[&'g dyn AnyState], mapper: &Mapper) -> Vec<&'g dyn AnyState> {
    let own = objects.iter().filter(|object| object.mapper().is(mapper));
    own.copied().collect()
}

/// Inserts the new objects of a model. Objects that refer to other new objects are inserted later.
async fn insert_new(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    work: &Work<'_>,
    sync: &ForeignKeySync,
) -> Result<(), Error> {
    let mut waiting = of_mapper(&work.new, mapper);
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|object| sync.is_ready(graph, object.id()));
        if ready.is_empty() {
            let objects: Vec<String> = rest.iter().map(|object| mapper.describe(*object)).collect();
            return Err(Error::Cycle {
                objects: crate::error::excerpt(&crate::error::List(&objects).to_string(), 1000),
            });
        }
        for object in &ready {
            sync.apply(graph, *object)?;
        }
        insert::insert(connection, graph, mapper, &ready).await?;
        waiting = rest;
    }
    Ok(())
}

async fn update_dirty(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    work: &Work<'_>,
    sync: &ForeignKeySync,
) -> Result<(), Error> {
    let mut objects = of_mapper(&work.dirty, mapper);
    let mut known: FxHashSet<ObjectId> = objects.iter().map(|object| object.id()).collect();
    let is_own = |object: &&dyn AnyState| {
        object.mapper().is(mapper)
            && object.state() == ObjectState::Persistent
            && !work.is_gone(object.id())
    };
    for object in sync.objects(graph)?.into_iter().filter(is_own) {
        sync.apply(graph, object)?;
        if known.insert(object.id()) {
            objects.push(object);
        }
    }
    update::update(connection, graph, mapper, &objects).await
}

/// Deletes the objects of a model. Objects that others refer to are deleted later.
async fn delete_gone(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    work: &Work<'_>,
) -> Result<(), Error> {
    let objects = of_mapper(&work.deleted, mapper);
    for level in order::referring_first(graph, mapper, objects)? {
        delete::delete(connection, graph, mapper, &level).await?;
    }
    Ok(())
}

/// Marks all objects as written.
fn finish(graph: &Arc<Graph>, work: &Work<'_>, sync: &ForeignKeySync) -> Result<(), Error> {
    for object in work.all().chain(sync.objects(graph)?) {
        object.mark_flushed();
    }
    graph.tracker().clear_work();
    Ok(())
}
