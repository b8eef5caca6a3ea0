//! Rows by key, in `WHERE`.

use rebis_core::visit::Shared;
use rebis_core::{BinaryOp, ColumnRef, InList, InNode, Junction, Node, Value};

/// How many keys one statement takes. MariaDB joins a list of so many as a table, and looks those of
/// a shorter one up one by one (`in_predicate_conversion_threshold`). Keys of many columns become a
/// chain of `OR`, and SQLite takes expressions 1000 deep.
pub(crate) fn at_once(columns: usize) -> usize {
    if columns == 1 { 1000 } else { 250 }
}

/// The columns have one of the keys' values.
///
/// One column takes a list whose text does not depend on how many keys there are: an array, or one
/// of few lengths.
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

/// Repeats the last value up to a power of two, so that lists of any length need few texts.
fn padded(mut values: Vec<Value>) -> Vec<Value> {
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}
