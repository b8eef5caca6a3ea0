//! Which object of a batch the database refused.

use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::{Connection, InsertNode, StatementRef, Value};

use super::rows::ValueRows;
use crate::error::Error;
use crate::mapper::Mapper;
use crate::state::AnyState;

/// The INSERT of one object.
pub(super) type InsertOne<'r> = &'r (dyn Fn(&dyn AnyState) -> InsertNode + Send + Sync);

/// The error of a write, with the object that caused it. In a batch that is found from what the
/// database said, or else (where a failed statement does not end the transaction) by writing the
/// rows one by one; the transaction is rolled back in any case.
pub(super) async fn flush_error(
    connection: &mut Connection,
    operation: &'static str,
    mapper: &Mapper,
    objects: &[&dyn AnyState],
    insert_one: Option<InsertOne<'_>>,
    source: rebis_core::Error,
) -> Error {
    let mut culprit = match objects {
        [object] => Some(*object),
        _ => source
            .as_database()
            .and_then(|error| named(mapper, objects, error)),
    };
    let retryable = source
        .as_database()
        .is_some_and(|error| error.kind.is_integrity_violation());
    if let (None, true, Some(insert_one)) = (culprit, retryable, insert_one) {
        culprit = first_refused(connection, objects, insert_one).await;
    }
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

/// The object that the database's message tells: PostgreSQL and MySQL quote the value of the key,
/// and a column that forbids `NULL` is named by all.
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
    // Of two objects with the value the later one was refused, if neither was there before.
    objects.iter().copied().rev().find(|object| {
        (0..columns.len()).any(|column| match object.value(column) {
            Value::Text(text) => text == quoted,
            Value::Int(value) => value.to_string() == quoted,
            _ => false,
        })
    })
}

/// `Key (slug)=(hello) already exists`, `Duplicate entry 'hello' for key 'slug'`.
fn quoted_key(message: &str) -> Option<&str> {
    if let Some((_, rest)) = message.split_once(")=(") {
        return rest.split_once(')').map(|(value, _)| value);
    }
    let (_, rest) = message.split_once("Duplicate entry '")?;
    rest.split_once("' for key").map(|(value, _)| value)
}

/// Writes the rows one by one; the first that is refused is the culprit.
async fn first_refused<'n>(
    connection: &mut Connection,
    objects: &[&'n dyn AnyState],
    insert_one: InsertOne<'_>,
) -> Option<&'n dyn AnyState> {
    for (tried, object) in objects.iter().copied().enumerate() {
        let statement = insert_one(object);
        let mut rows = ValueRows::default();
        let outcome = connection
            .run(StatementRef::Insert(&statement), &mut rows)
            .await;
        match outcome {
            Ok(_) => {}
            // The transaction takes no statements any more: every row would be refused.
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
