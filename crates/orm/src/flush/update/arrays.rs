//! UPDATE of many rows in one statement, with arrays of values.

use std::sync::Arc;

use rebis_core::dialect::Capabilities;
use rebis_core::{ColumnArray, Connection, SelectNode, StatementRef, UpdateRowsNode, Value};
use rustc_hash::FxHashMap;

use super::{Group, forget_stale_parents, generated_columns, on_update, stale, take_values};
use crate::error::Error;
use crate::flush::columns::{column_ref, equal_values, items};
use crate::flush::culprit::flush_error;
use crate::flush::rows::ValueRows;
use crate::mapper::Mapper;
use crate::state::{AnyState, Graph, Key, KeyRules};

/// An UPDATE of the rows of a group.
pub(super) struct UpdateMany {
    mapper: &'static Mapper,
    statement: UpdateRowsNode,
    /// The generated columns, which `RETURNING` has after the key.
    generated: Vec<usize>,
}

impl UpdateMany {
    /// Creates the UPDATE of a group, if it has several objects and the database supports arrays.
    pub(super) fn new(
        mapper: &'static Mapper,
        group: &Group<'_>,
        capabilities: &Capabilities,
    ) -> Option<Self> {
        let key = mapper.primary_key();
        if group.objects.len() < 2 || !capabilities.array_binds {
            return None;
        }
        let array = |column: &usize, value: &dyn Fn(&dyn AnyState) -> Value| {
            let values = group.objects.iter().map(|object| value(*object));
            let name = column_ref(mapper, *column).name;
            ColumnArray::new(mapper.table(), name, values.collect(), capabilities)
        };
        let keys = key.iter().enumerate().map(|(number, column)| {
            array(column, &|object| {
                let value = object.committed_value(*column);
                mapper.key_columns().canonical(number, value, group.rules)
            })
        });
        let changed = group.changed.iter();
        let columns = changed.map(|column| array(column, &|object| object.value(*column)));
        let generated = generated_columns(mapper, &group.changed);
        let returned = if generated.is_empty() {
            Vec::new()
        } else {
            items(mapper, key.iter().chain(&generated))
        };
        Some(Self {
            mapper,
            statement: UpdateRowsNode {
                table: Arc::clone(mapper.table()),
                target: mapper.table().source(),
                key: keys.collect::<Option<_>>()?,
                columns: columns.collect::<Option<_>>()?,
                assignments: on_update(mapper, &group.changed),
                returning: returned,
            },
            generated,
        })
    }

    pub(super) async fn write(
        &self,
        connection: &mut Connection,
        graph: &Graph,
        group: &Group<'_>,
    ) -> Result<(), Error> {
        let mut rows = ValueRows::default();
        let outcome = connection
            .execute_into(StatementRef::UpdateRows(&self.statement), &mut rows)
            .await;
        let done = match outcome {
            Ok(done) => done,
            Err(error) => {
                let objects = &group.objects;
                return Err(flush_error("UPDATE", self.mapper, objects, error));
            }
        };
        if done.rows_affected < u64::try_from(group.objects.len()).unwrap_or(u64::MAX) {
            return Err(missing(connection, self.mapper, &group.objects, group.rules).await?);
        }
        for object in &group.objects {
            forget_stale_parents(self.mapper, *object, &group.changed)?;
        }
        self.take_rows(graph, rows.finish()?, group)
    }

    /// Sets the generated values in the objects. The rows may have any order.
    fn take_rows(
        &self,
        graph: &Graph,
        rows: Vec<Vec<Value>>,
        group: &Group<'_>,
    ) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let width = self.mapper.primary_key().len();
        let by_key = group.objects.iter().filter_map(|object| {
            let key = graph.committed_key_of(*object)?;
            Some((key, *object))
        });
        let by_key: FxHashMap<Key, &dyn AnyState> = by_key.collect();
        for mut row in rows {
            let values = row.split_off(width.min(row.len()));
            let key = self.mapper.decode_key(&row, graph.key_rules())?;
            let object = key
                .and_then(|key| by_key.get(&key))
                .ok_or_else(|| Error::LostRows {
                    operation: "updated",
                    objects: format!("{} rows of `{}`", group.objects.len(), self.mapper.name()),
                    returned: "a row with another key".to_owned(),
                })?;
            let values: Vec<_> = self.generated.iter().copied().zip(values).collect();
            take_values(graph, self.mapper, *object, values)?;
        }
        Ok(())
    }
}

/// Returns the error for the first object whose row does not exist.
pub(super) async fn missing(
    connection: &mut Connection,
    mapper: &Mapper,
    objects: &[&dyn AnyState],
    rules: KeyRules,
) -> Result<Error, Error> {
    let key = mapper.primary_key();
    for object in objects {
        let values = mapper.committed_key_values(*object, rules);
        let select = SelectNode {
            columns: items(mapper, key),
            filter: Some(equal_values(mapper, key, values)),
            ..SelectNode::default()
        };
        let mut rows = ValueRows::default();
        connection
            .execute_into(StatementRef::Select(&select), &mut rows)
            .await?;
        if rows.finish()?.is_empty() {
            return Ok(stale(mapper, *object));
        }
    }
    Ok(Error::StaleData {
        operation: "UPDATE",
        object: format!("{} objects of `{}`", objects.len(), mapper.name()),
    })
}
