//! UPDATE: the columns that differ, one row at a time.

use std::sync::Arc;

use rebis_core::{
    Assignment, Attachments, Connection, Node, SelectItem, StatementRef, UpdateNode, Value,
};

use super::culprit::flush_error;
use super::rows::ValueRows;
use super::{column_ref, equal_values};
use crate::Error;
use crate::mapper::Mapper;
use crate::relationship::Direction;
use crate::state::{AnyNode, Graph};

/// Updates the row of an object, if its columns differ from it.
pub(crate) async fn update(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    node: &dyn AnyNode,
) -> Result<(), Error> {
    let changed = node.changed_columns();
    if changed.is_empty() {
        return Ok(());
    }
    let generated = generated_columns(mapper, &changed);
    let returning = connection.dialect().capabilities().update_returning;
    let returned: &[usize] = if returning { &generated } else { &[] };
    let statement = statement(mapper, node, &changed, returned);
    let mut rows = ValueRows::default();
    let done = match connection
        .run(StatementRef::Update(&statement), &mut rows)
        .await
    {
        Ok(done) => done,
        Err(error) => {
            let nodes = &[node];
            return Err(flush_error(connection, "UPDATE", mapper, nodes, None, error).await);
        }
    };
    if done.rows_affected == 0 {
        let object = mapper.describe(node);
        return Err(Error::StaleData {
            operation: "UPDATE",
            object,
        });
    }
    switch_key(graph, mapper, node, &changed);
    forget_stale_parents(mapper, node, &changed);
    match rows.finish()?.pop() {
        Some(row) => {
            let values: Vec<(usize, Value)> = returned.iter().copied().zip(row).collect();
            take_values(mapper, node, &values)
        }
        None => {
            node.set_stale(!generated.is_empty());
            Ok(())
        }
    }
}

/// Columns that the UPDATE makes the database fill in: `onupdate` expressions and computed columns.
fn generated_columns(mapper: &Mapper, changed: &[usize]) -> Vec<usize> {
    let columns = mapper.table().columns().iter().enumerate();
    let generated = columns.filter(|(index, column)| {
        column.computed_sql().is_some()
            || (column.on_update().is_some() && !changed.contains(index))
    });
    generated.map(|(index, _)| index).collect()
}

fn statement(
    mapper: &Mapper,
    node: &dyn AnyNode,
    changed: &[usize],
    returned: &[usize],
) -> UpdateNode {
    let columns = mapper.table().columns();
    let mut assignments: Vec<Assignment> = changed
        .iter()
        .map(|index| Assignment {
            column: columns[*index].reference(),
            value: Node::bind(node.value(*index)),
        })
        .collect();
    for (index, column) in columns.iter().enumerate() {
        if let Some(value) = column.on_update().filter(|_| !changed.contains(&index)) {
            assignments.push(Assignment {
                column: column.reference(),
                value: value.clone(),
            });
        }
    }
    let key = mapper.primary_key();
    let committed = key
        .iter()
        .map(|column| node.committed_value(*column))
        .collect();
    let item = |column: &usize| SelectItem {
        node: Node::Column(column_ref(mapper, *column)),
        label: None,
    };
    UpdateNode {
        table: Arc::clone(mapper.table()),
        assignments,
        filter: Some(equal_values(mapper, key, committed)),
        returning: returned.iter().map(item).collect(),
        attachments: Attachments::default(),
    }
}

/// An object whose key changed is found by its new key.
fn switch_key(graph: &Graph, mapper: &'static Mapper, node: &dyn AnyNode, changed: &[usize]) {
    if !mapper
        .primary_key()
        .iter()
        .any(|column| changed.contains(column))
    {
        return;
    }
    if let Some(old) = mapper.committed_key_of(node) {
        graph.forget(node.id(), &old);
    }
    if let Some(new) = mapper.key_of(node) {
        graph.identify(node.id(), new);
    }
}

/// A foreign key that was set as a plain column leads elsewhere than its relationship as loaded.
fn forget_stale_parents(mapper: &Mapper, node: &dyn AnyNode, changed: &[usize]) {
    for (index, def) in mapper.relationships().iter().enumerate() {
        let Some(resolved) = def.resolved() else {
            continue;
        };
        let touched = resolved
            .pairs
            .iter()
            .any(|(local, _)| changed.contains(local));
        if touched
            && resolved.direction == Direction::ManyToOne
            && let Some(slot) = node.slot(index)
        {
            slot.unload();
        }
    }
}

fn take_values(
    mapper: &Mapper,
    node: &dyn AnyNode,
    values: &[(usize, Value)],
) -> Result<(), Error> {
    node.assign(values)
        .map_err(|(column, mismatch)| Error::Value {
            model: mapper.name(),
            column: mapper.table().columns()[column].name().to_owned(),
            mismatch,
        })
}
