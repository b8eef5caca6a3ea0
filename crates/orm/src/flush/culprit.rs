//! Identification of the object that made a write of several objects fail.

use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::{Connection, InsertNode, StatementRef, Value};

use super::rows::ValueRows;
use crate::error::Error;
use crate::mapper::Mapper;
use crate::state::AnyState;

/// A function that returns the INSERT of one object.
pub(super) type InsertOne<'r> = &'r (dyn Fn(&dyn AnyState) -> InsertNode + Send + Sync);

/// Returns the error of a write, with the object that caused it if the message identifies it.
pub(super) fn flush_error(
    operation: &'static str,
    mapper: &Mapper,
    objects: &[&dyn AnyState],
    source: rebis_core::Error,
) -> Error {
    with_culprit(
        operation,
        mapper,
        objects,
        named_culprit(mapper, objects, &source),
        source,
    )
}

/// Returns the error of an INSERT of several rows, with the object that caused it.
///
/// If the database's message does not identify the object, the rows are inserted again one by one
/// until one fails. The caller rolls the transaction back in any case. Some databases reject all
/// further statements of a failed transaction. The object then remains unknown.
pub(super) async fn retry_one_by_one(
    connection: &mut Connection,
    mapper: &Mapper,
    objects: &[&dyn AnyState],
    insert_one: InsertOne<'_>,
    source: rebis_core::Error,
) -> Error {
    let mut culprit = named_culprit(mapper, objects, &source);
    if culprit.is_none() && is_integrity(&source) {
        culprit = first_refused(connection, objects, insert_one).await;
    }
    with_culprit("INSERT", mapper, objects, culprit, source)
}

fn with_culprit(
    operation: &'static str,
    mapper: &Mapper,
    objects: &[&dyn AnyState],
    culprit: Option<&dyn AnyState>,
    source: rebis_core::Error,
) -> Error {
    let object = match culprit {
        Some(object) => mapper.describe(object),
        None => format!("{} objects of `{}`", objects.len(), mapper.name()),
    };
    Error::Flush {
        operation,
        object,
        error: source,
    }
}

fn named_culprit<'n>(
    mapper: &Mapper,
    objects: &[&'n dyn AnyState],
    source: &rebis_core::Error,
) -> Option<&'n dyn AnyState> {
    match objects {
        [object] => Some(*object),
        _ => named(mapper, objects, source.as_database()?),
    }
}

/// Returns the object that the database's message identifies.
///
/// PostgreSQL and MySQL quote the value of a duplicate key. All databases name the column of a
/// violated `NOT NULL`.
fn named<'n>(
    mapper: &Mapper,
    objects: &[&'n dyn AnyState],
    error: &DatabaseError,
) -> Option<&'n dyn AnyState> {
    let columns = mapper.table().columns();
    if error.kind == DatabaseErrorKind::NotNullViolation {
        let name = error.column.as_deref()?;
        let column = columns.iter().position(|column| column.name() == name)?;
        return objects
            .iter()
            .copied()
            .find(|object| object.value(column).is_null());
    }
    let quoted = quoted_key(&error.message)?;
    // If two objects have the value, the database rejected the later one.
    objects.iter().copied().rev().find(|object| {
        (0..columns.len()).any(|column| match object.value(column) {
            Value::Text(text) => text == quoted,
            Value::Int(value) => value.to_string() == quoted,
            _ => false,
        })
    })
}

/// Returns the quoted value of a message about a duplicate key.
///
/// The messages are `Key (slug)=(hello) already exists` and `Duplicate entry 'hello' for key
/// 'slug'`.
fn quoted_key(message: &str) -> Option<&str> {
    if let Some((_, rest)) = message.split_once(")=(") {
        return rest.split_once(')').map(|(value, _)| value);
    }
    let (_, rest) = message.split_once("Duplicate entry '")?;
    rest.split_once("' for key").map(|(value, _)| value)
}

/// Inserts the rows one by one, and returns the object whose row is rejected first.
async fn first_refused<'n>(
    connection: &mut Connection,
    objects: &[&'n dyn AnyState],
    insert_one: InsertOne<'_>,
) -> Option<&'n dyn AnyState> {
    for (tried, object) in objects.iter().copied().enumerate() {
        let statement = insert_one(object);
        let mut rows = ValueRows::default();
        let outcome = connection
            .execute_into(StatementRef::Insert(&statement), &mut rows)
            .await;
        match outcome {
            Ok(_) => {}
            // The failed transaction rejects every statement, so the object remains unknown.
            Err(error) if tried == 0 && !is_integrity(&error) => return None,
            Err(_) => return Some(object),
        }
    }
    None
}

fn is_integrity(error: &rebis_core::Error) -> bool {
    error
        .as_database()
        .is_some_and(|error| error.kind.is_integrity_violation())
}
