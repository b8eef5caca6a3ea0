//! UPDATE of the changed columns of objects.

mod arrays;
mod batch;
mod cases;

use std::sync::Arc;

use rebis_core::types::Mismatch;
use rebis_core::{Assignment, Connection, Node, StatementRef, UpdateNode, Value};

use self::arrays::UpdateMany;
use self::batch::{fits_batch, update_batch};
use self::cases::{fits_cases, update_cases};
use super::columns::{equal_values, items};
use super::culprit::flush_error;
use super::rows::ValueRows;
use crate::error::Error;
use crate::mapper::Direction;
use crate::mapper::Mapper;
use crate::state::{AnyState, Graph, KeyRules};

/// Updates the rows of the changed objects of one model.
///
/// Objects with the same changed columns are updated in one statement if the database supports
/// arrays or is fastest with `CASE`. They are updated in one batch if it supports batches.
/// Otherwise, they are updated one by one.
pub(crate) async fn update(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    objects: &[&dyn AnyState],
) -> Result<(), Error> {
    for group in same_columns(mapper, objects, graph.key_rules()) {
        let many = UpdateMany::new(mapper, &group, connection.dialect().capabilities());
        match many {
            Some(many) => many.write(connection, graph, &group).await?,
            None if fits_batch(connection, mapper, &group) => {
                update_batch(connection, mapper, &group).await?;
            }
            None if fits_cases(connection, &group) => {
                update_cases(connection, mapper, &group).await?;
            }
            None => {
                for object in &group.objects {
                    update_one(connection, graph, mapper, *object, &group.changed).await?;
                }
            }
        }
    }
    Ok(())
}

/// Objects with the same changed columns.
pub(super) struct Group<'n> {
    pub(super) changed: Vec<usize>,
    pub(super) objects: Vec<&'n dyn AnyState>,
    pub(super) rules: KeyRules,
}

/// Groups changed objects by their changed columns. An object with a changed key has its own group.
fn same_columns<'n>(
    mapper: &Mapper,
    objects: &[&'n dyn AnyState],
    rules: KeyRules,
) -> Vec<Group<'n>> {
    let mut groups: Vec<Group<'n>> = Vec::new();
    for object in objects {
        let changed = object.changed_columns();
        if changed.is_empty() {
            continue;
        }
        let moves = changes_key(mapper, &changed);
        let known = groups.iter_mut().find(|group| group.changed == changed);
        match known.filter(|_| !moves) {
            Some(group) => group.objects.push(*object),
            None => groups.push(Group {
                changed,
                objects: vec![*object],
                rules,
            }),
        }
    }
    groups
}

fn changes_key(mapper: &Mapper, changed: &[usize]) -> bool {
    let mut key = mapper.primary_key().iter();
    key.any(|column| changed.contains(column))
}

async fn update_one(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    object: &dyn AnyState,
    changed: &[usize],
) -> Result<(), Error> {
    let generated = generated_columns(mapper, changed);
    let returning = connection.dialect().capabilities().update_returning;
    let returned: &[usize] = if returning { &generated } else { &[] };
    let statement = statement(mapper, object, graph.key_rules(), changed, returned);
    let mut rows = ValueRows::default();
    let done = match connection
        .execute_into(StatementRef::Update(&statement), &mut rows)
        .await
    {
        Ok(done) => done,
        Err(error) => {
            let objects = &[object];
            return Err(flush_error("UPDATE", mapper, objects, error));
        }
    };
    if done.rows_affected == 0 {
        return Err(stale(mapper, object));
    }
    switch_key(graph, mapper, object, changed);
    forget_stale_parents(mapper, object, changed)?;
    match rows.finish()?.pop() {
        Some(row) => {
            let values: Vec<(usize, Value)> = returned.iter().copied().zip(row).collect();
            take_values(graph, mapper, object, values)
        }
        None => {
            object.set_stale(!generated.is_empty());
            Ok(())
        }
    }
}

/// Returns the error for an object whose row does not exist.
pub(super) fn stale(mapper: &Mapper, object: &dyn AnyState) -> Error {
    Error::StaleData {
        operation: "UPDATE",
        object: mapper.describe(object),
    }
}

/// Returns the columns that an UPDATE changes without assigning their values.
///
/// These are computed columns, and columns with `on_update_set` that did not change.
pub(super) fn generated_columns(mapper: &Mapper, changed: &[usize]) -> Vec<usize> {
    let columns = mapper.table().columns().iter().enumerate();
    let generated = columns.filter(|(index, column)| {
        column.computed_sql().is_some()
            || (column.on_update_expr().is_some() && !changed.contains(index))
    });
    generated.map(|(index, _)| index).collect()
}

pub(super) fn statement(
    mapper: &Mapper,
    object: &dyn AnyState,
    rules: KeyRules,
    changed: &[usize],
    returned: &[usize],
) -> UpdateNode {
    let columns = mapper.table().columns();
    let mut assignments: Vec<Assignment> = changed
        .iter()
        .map(|index| Assignment {
            column: columns[*index].reference(),
            value: Node::bind(object.value(*index)),
        })
        .collect();
    assignments.extend(on_update(mapper, changed));
    let key = mapper.primary_key();
    let committed = mapper.committed_key_values(object, rules);
    UpdateNode {
        assignments,
        filter: Some(equal_values(mapper, key, committed)),
        returning: items(mapper, returned),
        ..UpdateNode::new(mapper.table())
    }
}

/// Returns the assignments of `on_update_set` for the columns that did not change.
pub(super) fn on_update(mapper: &Mapper, changed: &[usize]) -> Vec<Assignment> {
    let columns = mapper.table().columns().iter().enumerate();
    let others = columns.filter(|(index, _)| !changed.contains(index));
    let assignments = others.filter_map(|(_, column)| {
        Some(Assignment {
            column: column.reference(),
            value: column.on_update_expr()?.clone(),
        })
    });
    assignments.collect()
}

/// Replaces the key of an object in the identity map, if the key changed.
fn switch_key(graph: &Graph, mapper: &'static Mapper, object: &dyn AnyState, changed: &[usize]) {
    if !changes_key(mapper, changed) {
        return;
    }
    if let Some(old) = graph.committed_key_of(object) {
        graph.forget(object.id(), &old);
    }
    if let Some(new) = graph.key_of(object) {
        graph.identify(object.id(), new);
    }
}

/// Unloads relationships to one object whose foreign key changed.
///
/// The program may have set the foreign key as a column, without changing the relationship.
pub(super) fn forget_stale_parents(
    mapper: &'static Mapper,
    object: &dyn AnyState,
    changed: &[usize],
) -> Result<(), Error> {
    for relationship in mapper.resolved()? {
        let mut locals = relationship.pairs.iter().map(|(local, _)| local);
        if relationship.direction == Direction::ManyToOne
            && locals.any(|local| changed.contains(local))
            && let Some(slot) = object.slot(relationship)
        {
            slot.unload();
        }
    }
    Ok(())
}

/// Sets the generated values in an object.
pub(super) fn take_values(
    graph: &Graph,
    mapper: &Mapper,
    object: &dyn AnyState,
    mut values: Vec<(usize, Value)>,
) -> Result<(), Error> {
    let refused = |(column, mismatch): (usize, Mismatch)| Error::Value {
        model: mapper.name(),
        column: mapper.table().columns()[column].name().to_owned(),
        mismatch,
    };
    for (column, value) in &mut values {
        let decoder = mapper.table().columns()[*column].decoder();
        if let Some(decoder) = decoder.filter(|decoder| decoder.is_by_dialect()) {
            let decoded = decoder.decode(value.as_ref(), graph.key_rules().dialect);
            *value = decoded.map_err(|mismatch| refused((*column, mismatch)))?;
        }
    }
    object.assign(&values).map_err(refused)
}
