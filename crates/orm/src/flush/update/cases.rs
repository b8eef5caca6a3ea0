//! UPDATE of many rows in one statement, for databases without arrays and batches.
//!
//! It has the form `SET name = CASE id WHEN 1 THEN 'a' WHEN 2 THEN 'b' END WHERE id IN (1, 2)`. A
//! join with a list of rows (`JOIN (VALUES ROW(…), …)`) is not faster. The database chooses the
//! types and collations of such a list, so a text key may not match the table's index.
//! `docs/decisions/0030-updates-by-case.md` has the figures.

use std::mem::{self, Discriminant};

use rebis_core::visit::Shared;
use rebis_core::{
    Assignment, BinaryOp, CaseNode, ColumnRef, Connection, Node, StatementRef, UpdateNode, Value,
};

use super::arrays::missing;
use super::{Group, forget_stale_parents, generated_columns, on_update};
use crate::error::Error;
use crate::flush::columns::column_ref;
use crate::flush::culprit::flush_error;
use crate::flush::rows::ValueRows;
use crate::keys::one_of;
use crate::mapper::Mapper;
use crate::state::{AnyState, KeyRules};

/// The maximum number of rows in one statement. The time in the database grows with its square.
const PAGE: usize = 128;

/// The maximum size of the values in one statement, in bytes. Servers limit the size of a packet.
const MOST_BYTES: usize = 4 << 20;

/// Returns whether a group is written with `CASE`.
///
/// The group must have several objects, and `CASE` must be the fastest way for the database. The
/// values of each column must be of one kind, so that they have one type in the database.
pub(super) fn fits_cases(connection: &Connection, group: &Group<'_>) -> bool {
    connection.dialect().capabilities().update_cases
        && group.objects.len() > 1
        && group
            .changed
            .iter()
            .all(|column| is_of_one_kind(&group.objects, *column))
}

fn is_of_one_kind(objects: &[&dyn AnyState], column: usize) -> bool {
    let kinds = objects
        .iter()
        .filter_map(|object| kind(&object.value(column)));
    let mut kinds = kinds.peekable();
    let first = kinds.peek().copied();
    kinds.all(|kind| Some(kind) == first)
}

fn kind(value: &Value) -> Option<Discriminant<Value>> {
    (!value.is_null()).then(|| mem::discriminant(value))
}

/// Updates the rows of a group.
pub(super) async fn update_cases(
    connection: &mut Connection,
    mapper: &'static Mapper,
    group: &Group<'_>,
) -> Result<(), Error> {
    let max_binds = connection.dialect().capabilities().max_binds;
    let most = most_rows(mapper, &group.changed, max_binds);
    let mut rest = &*group.objects;
    while !rest.is_empty() {
        let (page, others) = rest.split_at(page_of(rest, &group.changed, most));
        write(connection, mapper, page, group).await?;
        rest = others;
    }
    let generated = generated_columns(mapper, &group.changed);
    for object in &group.objects {
        forget_stale_parents(mapper, *object, &group.changed)?;
        object.set_stale(!generated.is_empty());
    }
    Ok(())
}

/// Returns the maximum number of rows in one statement, a power of two. Pages are padded to one.
fn most_rows(mapper: &Mapper, changed: &[usize], max_binds: usize) -> usize {
    let key = mapper.primary_key().len();
    let binds_of_row = key * (changed.len() + 1) + changed.len();
    let most = (max_binds / binds_of_row.max(1)).clamp(1, PAGE);
    // The largest power of two that is not greater.
    (most + 1).next_power_of_two() / 2
}

/// Returns how many of the objects are in the next statement.
fn page_of(objects: &[&dyn AnyState], changed: &[usize], most: usize) -> usize {
    let mut bytes = 0usize;
    let fits = |object: &&&dyn AnyState| {
        let values = changed
            .iter()
            .map(|column| bytes_of(&object.value(*column)));
        bytes = values.fold(bytes, usize::saturating_add);
        bytes <= MOST_BYTES
    };
    objects.iter().take(most).take_while(fits).count().max(1)
}

fn bytes_of(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Json(json) => json.as_str().len(),
        _ => 0,
    }
}

async fn write(
    connection: &mut Connection,
    mapper: &'static Mapper,
    objects: &[&dyn AnyState],
    group: &Group<'_>,
) -> Result<(), Error> {
    let update = statement(mapper, objects, group);
    let mut rows = ValueRows::default();
    let outcome = connection
        .execute_into(StatementRef::Update(&update), &mut rows)
        .await;
    let done = match outcome {
        Ok(done) => done,
        Err(error) => {
            return Err(flush_error("UPDATE", mapper, objects, error));
        }
    };
    if done.rows_affected < u64::try_from(objects.len()).unwrap_or(u64::MAX) {
        Err(missing(connection, mapper, objects, group.rules).await?)
    } else {
        Ok(())
    }
}

/// Returns the UPDATE of some objects.
///
/// Objects are repeated until their number is a power of two, so that only a few SQL texts are
/// needed. For a repeated key, the first `WHEN` applies.
fn statement(mapper: &Mapper, objects: &[&dyn AnyState], group: &Group<'_>) -> UpdateNode {
    let Group { changed, rules, .. } = group;
    let size = objects.len().next_power_of_two();
    let last = objects.iter().rev().cycle();
    let rows: Vec<_> = objects.iter().chain(last).take(size).collect();
    let cases = changed.iter().map(|column| Assignment {
        column: column_ref(mapper, *column),
        value: case(mapper, &rows, *column, *rules),
    });
    let mut assignments: Vec<Assignment> = cases.collect();
    assignments.extend(on_update(mapper, changed));
    let key = key_columns(mapper);
    let keys = rows
        .iter()
        .map(|object| mapper.committed_key_values(**object, *rules));
    UpdateNode {
        assignments,
        filter: Some(one_of(&key, keys, false)),
        ..UpdateNode::new(mapper.table())
    }
}

/// Returns the `CASE` with the value of a column for each row.
///
/// A key of one column is the operand of the `CASE`.
fn case(mapper: &Mapper, rows: &[&&dyn AnyState], column: usize, rules: KeyRules) -> Node {
    let key = key_columns(mapper);
    let operand = match *key {
        [single] => Some(Node::Column(single)),
        _ => None,
    };
    let whens = rows.iter().map(|object| {
        let values = mapper.committed_key_values(**object, rules).into_iter();
        let compared = key.iter().zip(values).map(|(column, value)| match operand {
            Some(_) => Node::bind(value),
            None => Node::binary(BinaryOp::Eq, Node::Column(*column), Node::bind(value)),
        });
        let condition = Node::all(compared).unwrap_or(Node::Bool(false));
        (condition, Node::bind(object.value(column)))
    });
    Node::Case(Shared::new(CaseNode {
        whens: whens.collect(),
        operand,
        otherwise: None,
    }))
}

fn key_columns(mapper: &Mapper) -> Vec<ColumnRef> {
    let key = mapper.primary_key().iter();
    key.map(|column| column_ref(mapper, *column)).collect()
}
