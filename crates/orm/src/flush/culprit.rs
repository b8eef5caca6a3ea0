//! Which object of a batch the database refused.

use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::{Connection, InsertNode, StatementRef, Value};

use super::rows::ValueRows;
use crate::error::Error;
use crate::mapper::Mapper;
use crate::state::AnyNode;

/// The INSERT of one object.
pub(super) type InsertOne<'r> = &'r (dyn Fn(&dyn AnyNode) -> InsertNode + Send + Sync);

/// The error of a write, with the object that caused it. In a batch that is found from what the
/// database said, or else (where a failed statement does not end the transaction) by writing the
/// rows one by one; the transaction is rolled back in any case.
pub(super) async fn flush_error(
    connection: &mut Connection,
    operation: &'static str,
    mapper: &Mapper,
    nodes: &[&dyn AnyNode],
    insert_one: Option<InsertOne<'_>>,
    source: rebis_core::Error,
) -> Error {
    let mut culprit = match nodes {
        [node] => Some(*node),
        _ => source
            .as_database()
            .and_then(|error| named(mapper, nodes, error)),
    };
    let retryable = source
        .as_database()
        .is_some_and(|error| error.kind.is_integrity_violation());
    if let (None, true, Some(insert_one)) = (culprit, retryable, insert_one) {
        culprit = first_refused(connection, nodes, insert_one).await;
    }
    let object = match culprit {
        Some(node) => mapper.describe(node),
        None => format!("{} objects of `{}`", nodes.len(), mapper.name()),
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
    nodes: &[&'n dyn AnyNode],
    error: &DatabaseError,
) -> Option<&'n dyn AnyNode> {
    let columns = mapper.table().columns();
    if error.kind == DatabaseErrorKind::NotNullViolation {
        let name = error.column.as_deref()?;
        let column = columns.iter().position(|column| column.name() == name)?;
        return nodes
            .iter()
            .copied()
            .find(|node| node.value(column).is_null());
    }
    let quoted = quoted_key(&error.message)?;
    // Of two objects with the value the later one was refused, if neither was there before.
    nodes.iter().copied().rev().find(|node| {
        (0..columns.len()).any(|column| match node.value(column) {
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
    nodes: &[&'n dyn AnyNode],
    insert_one: InsertOne<'_>,
) -> Option<&'n dyn AnyNode> {
    for (tried, node) in nodes.iter().copied().enumerate() {
        let statement = insert_one(node);
        let mut rows = ValueRows::default();
        let outcome = connection
            .run(StatementRef::Insert(&statement), &mut rows)
            .await;
        match outcome {
            Ok(_) => {}
            // The transaction takes no statements any more: every row would be refused.
            Err(error) if tried == 0 && !is_integrity(&error) => return None,
            Err(_) => return Some(node),
        }
    }
    None
}

fn is_integrity(error: &rebis_core::Error) -> bool {
    error
        .as_database()
        .is_some_and(|error| error.kind.is_integrity_violation())
}
