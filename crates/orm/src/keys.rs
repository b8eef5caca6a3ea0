//! Conditions of `WHERE` that select rows by key.

use rebis_core::visit::Shared;
use rebis_core::{BinaryOp, ColumnRef, InList, InNode, Junction, Node, Value};

/// Returns the maximum number of keys in one statement.
///
/// MariaDB joins a list of 1000 or more keys as a table. It looks up the keys of a shorter list one
/// by one (`in_predicate_conversion_threshold`). Keys of several columns become a chain of `OR`,
/// and SQLite limits the depth of an expression to 1000.
pub(crate) fn at_once(columns: usize) -> usize {
    if columns == 1 { 1000 } else { 250 }
}

/// Returns the condition that the columns have the values of one of the keys.
///
/// Several keys of one column are compared with an array, if `arrays` is set, or with a padded
/// list. The SQL text then depends little on the number of keys.
pub(crate) fn one_of(
    columns: &[ColumnRef],
    keys: impl Iterator<Item = Vec<Value>>,
    arrays: bool,
) -> Node {
    if let [column] = columns {
        let mut values: Vec<Value> = keys.flatten().collect();
        if let [_] = *values {
            let value = values.pop().unwrap_or_default();
            return Node::binary(BinaryOp::Eq, Node::Column(*column), Node::bind(value));
        }
        let list = if arrays {
            InList::Array(Value::Array(values))
        } else {
            InList::Values(padded(values))
        };
        let operand = Node::Column(*column);
        return Node::In(Shared::new(InNode {
            negated: false,
            operand,
            list,
            sql_type: rebis_core::TypeRef::UNKNOWN,
        }));
    }
    let one_key = |values: Vec<Value>| {
        let pairs = columns.iter().zip(values);
        let equal = pairs.map(|(column, value)| {
            Node::binary(BinaryOp::Eq, Node::Column(*column), Node::bind(value))
        });
        Node::all(equal).unwrap_or(Node::Bool(true))
    };
    let any = keys
        .map(one_key)
        .reduce(|left, right| Node::join(Junction::Or, left, right));
    any.unwrap_or(Node::Bool(false))
}

/// Repeats the last value until the length is a power of two.
///
/// Lists of all lengths then need only a few SQL texts.
fn padded(mut values: Vec<Value>) -> Vec<Value> {
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}
