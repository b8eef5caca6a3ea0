//! Writes of rows of association tables.

use std::sync::Arc;

use rebis_core::schema::Table;
use rebis_core::{ColumnRef, Connection, DeleteNode, InsertNode, Rows, StatementRef, Value};

use rustc_hash::FxHashSet;

use super::rows::ValueRows;
use crate::error::Error;
use crate::flush::Work;
use crate::keys::{at_once, one_of};
use crate::mapper::{Lookup, Secondary};
use crate::state::{AnyState, Changes, Graph, KeyRules, ObjectState};

/// Returns rows as one list of values for each column.
fn columns_of(rows: &[Vec<Value>], width: usize) -> Vec<Value> {
    let column = |index: usize| {
        let values = rows.iter().map(|row| row[index].clone());
        Value::Array(values.collect())
    };
    (0..width).map(column).collect()
}

/// The maximum number of rows in one INSERT.
const CHUNK: usize = 1000;

/// The changes of one association table in a flush.
struct Rewrite {
    table: &'static Arc<Table>,
    /// The columns of the rows in `added` and `removed`, in the order of the table.
    columns: Vec<&'static str>,
    added: RowSet,
    removed: RowSet,
    /// The rows of deleted objects: the columns that refer to an object, and the object's key.
    gone: Vec<(Vec<&'static str>, Vec<Value>)>,
}

/// A set of rows in insertion order.
#[derive(Default)]
struct RowSet {
    rows: Vec<Vec<Value>>,
    known: FxHashSet<Vec<Value>>,
}

impl RowSet {
    fn insert(&mut self, row: Vec<Value>) {
        if self.known.insert(row.clone()) {
            self.rows.push(row);
        }
    }
}

/// The columns of owner and target that an association table refers to.
struct Pairs<'r> {
    secondary: &'r Secondary,
    lookup: &'r Lookup,
    rules: KeyRules,
}

impl Pairs<'_> {
    fn owner_value(&self, owner: &dyn AnyState, name: &str) -> Option<Value> {
        let (number, column) = position(&self.secondary.to_owner, name)?;
        let value = owner.value(column);
        Some(self.lookup.owner.canonical(number, value, self.rules))
    }

    fn target_value(&self, target: &dyn AnyState, name: &str) -> Option<Value> {
        let (number, column) = position(&self.secondary.to_target, name)?;
        let value = target.value(column);
        Some(self.lookup.target.canonical(number, value, self.rules))
    }
}

/// Returns the number of a column in its foreign key, and the column that it refers to.
fn position(pairs: &[(usize, &'static str)], name: &str) -> Option<(usize, usize)> {
    let mut pairs = pairs.iter().enumerate();
    let (number, (column, _)) = pairs.find(|(_, (_, column))| *column == name)?;
    Some((number, *column))
}

/// Deletes association rows, then inserts new ones.
///
/// A change that both sides of a relationship report is written once.
pub(crate) async fn write_associations(
    connection: &mut Connection,
    graph: &Graph,
    work: &Work<'_>,
) -> Result<(), Error> {
    for rewrite in gather(graph, work)? {
        rewrite.delete_gone(connection).await?;
        rewrite.delete_removed(connection).await?;
        rewrite.insert_added(connection).await?;
    }
    Ok(())
}

fn gather(graph: &Graph, work: &Work<'_>) -> Result<Vec<Rewrite>, Error> {
    let mut rewrites: Vec<Rewrite> = Vec::new();
    let written = work.new.iter().chain(&work.dirty);
    let written = written.map(|object| (object, false));
    for (object, gone) in written.chain(work.deleted.iter().map(|object| (object, true))) {
        for relationship in object.mapper().resolved()? {
            let Some(secondary) = &relationship.secondary else {
                continue;
            };
            let rewrite = rewrite_of(&mut rewrites, secondary);
            let pairs = Pairs {
                secondary,
                lookup: &relationship.lookup,
                rules: graph.key_rules(),
            };
            if gone {
                rewrite.add_gone(*object, &pairs);
            } else if let Some(slot) = object.slot(relationship) {
                rewrite.add_changes(graph, work, *object, &slot.pending_changes(), &pairs)?;
            }
        }
    }
    Ok(rewrites)
}

fn rewrite_of<'r>(rewrites: &'r mut Vec<Rewrite>, secondary: &Secondary) -> &'r mut Rewrite {
    let known = rewrites
        .iter()
        .position(|known| known.table.name() == secondary.table.name());
    let index = known.unwrap_or_else(|| {
        let used = |name: &&'static str| {
            let mut pairs = secondary.to_owner.iter().chain(&secondary.to_target);
            pairs.any(|(_, column)| column == name)
        };
        let columns = secondary
            .table
            .columns()
            .iter()
            .map(|column| column.reference().name);
        rewrites.push(Rewrite {
            table: secondary.table,
            columns: columns.filter(used).collect(),
            added: RowSet::default(),
            removed: RowSet::default(),
            gone: Vec::new(),
        });
        rewrites.len() - 1
    });
    &mut rewrites[index]
}

/// Returns a row of an association table, in the order of `columns`.
fn row(
    columns: &[&'static str],
    owner: &dyn AnyState,
    target: &dyn AnyState,
    pairs: &Pairs<'_>,
) -> Vec<Value> {
    let value = |name: &&'static str| {
        pairs
            .owner_value(owner, name)
            .or_else(|| pairs.target_value(target, name))
            .unwrap_or_else(|| unreachable!("`{name}` refers to neither side"))
    };
    columns.iter().map(value).collect()
}

impl Rewrite {
    fn add_gone(&mut self, object: &dyn AnyState, pairs: &Pairs<'_>) {
        let to_owner = pairs.secondary.to_owner.iter().enumerate();
        let values = to_owner.map(|(number, (column, name))| {
            let value = object.committed_value(*column);
            let value = pairs.lookup.owner.canonical(number, value, pairs.rules);
            (*name, value)
        });
        self.gone.push(values.unzip());
    }

    fn add_changes(
        &mut self,
        graph: &Graph,
        work: &Work<'_>,
        object: &dyn AnyState,
        changes: &Changes,
        pairs: &Pairs<'_>,
    ) -> Result<(), Error> {
        let stays = |other: &dyn AnyState| {
            !work.is_gone(other.id()) && other.state() == ObjectState::Persistent
        };
        let lists = [
            (&changes.added, &mut self.added),
            (&changes.removed, &mut self.removed),
        ];
        for (ids, rows) in lists {
            for id in ids {
                let target = graph.expect_object(*id)?;
                if stays(target) {
                    rows.insert(row(&self.columns, object, target, pairs));
                }
            }
        }
        Ok(())
    }

    async fn delete_gone(&self, connection: &mut Connection) -> Result<(), Error> {
        let mut rest: Vec<&(Vec<&'static str>, Vec<Value>)> = self.gone.iter().collect();
        while let Some((columns, _)) = rest.first() {
            let (same, others): (Vec<_>, Vec<_>) = rest
                .iter()
                .copied()
                .partition(|(other, _)| other == columns);
            for chunk in same.chunks(at_once(columns.len())) {
                let keys: Vec<&[Value]> = chunk.iter().map(|(_, key)| key.as_slice()).collect();
                self.delete(connection, columns, &keys).await?;
            }
            rest = others;
        }
        Ok(())
    }

    async fn delete_removed(&self, connection: &mut Connection) -> Result<(), Error> {
        for chunk in self.removed.rows.chunks(at_once(self.columns.len())) {
            let rows: Vec<&[Value]> = chunk.iter().map(Vec::as_slice).collect();
            let deleted = self.delete(connection, &self.columns, &rows).await?;
            if deleted < u64::try_from(rows.len()).unwrap_or(u64::MAX) {
                let object = format!("{} rows of `{}`", rows.len(), self.table.name().name);
                return Err(Error::StaleData {
                    operation: "DELETE",
                    object,
                });
            }
        }
        Ok(())
    }

    async fn delete(
        &self,
        connection: &mut Connection,
        columns: &[&'static str],
        keys: &[&[Value]],
    ) -> Result<u64, Error> {
        let source = self.table.source();
        let names = columns.iter();
        let compared: Vec<ColumnRef> = names.map(|name| ColumnRef::new(source, name)).collect();
        let arrays = connection.dialect().capabilities().array_binds;
        let filter = one_of(&compared, keys.iter().map(|key| key.to_vec()), arrays);
        let statement = DeleteNode {
            filter: Some(filter),
            ..DeleteNode::new(self.table)
        };
        let mut rows = ValueRows::default();
        let done = connection
            .execute_into(StatementRef::Delete(&statement), &mut rows)
            .await;
        done.map(|done| done.rows_affected)
            .map_err(|source| self.failed("DELETE", source))
    }

    async fn insert_added(&self, connection: &mut Connection) -> Result<(), Error> {
        for chunk in self.added.rows.chunks(CHUNK) {
            let statement = InsertNode {
                columns: self.columns.clone(),
                rows: Rows::Columns(columns_of(chunk, self.columns.len())),
                ..InsertNode::new(self.table)
            };
            let mut rows = ValueRows::default();
            let outcome = connection
                .execute_into(StatementRef::Insert(&statement), &mut rows)
                .await;
            outcome.map_err(|source| self.failed("INSERT", source))?;
        }
        Ok(())
    }

    fn failed(&self, operation: &'static str, source: rebis_core::Error) -> Error {
        let object = format!("rows of the association table `{}`", self.table.name().name);
        Error::Flush {
            operation,
            object,
            error: source,
        }
    }
}
