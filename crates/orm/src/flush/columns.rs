//! References to columns of a mapper's table, for statements.

use rebis_core::{BinaryOp, ColumnRef, Node, SelectItem, Value};

use crate::mapper::Mapper;

/// Returns `column = value AND …` for columns of a mapper's table.
pub(super) fn equal_values(mapper: &Mapper, columns: &[usize], values: Vec<Value>) -> Node {
    let pairs = columns.iter().zip(values).map(|(column, value)| {
        let column = column_ref(mapper, *column);
        Node::binary(BinaryOp::Eq, Node::Column(column), Node::bind(value))
    });
    Node::all(pairs).unwrap_or(Node::Bool(false))
}

/// Returns columns of a mapper's table for a select list or `RETURNING`.
pub(super) fn items<'c>(
    mapper: &Mapper,
    columns: impl IntoIterator<Item = &'c usize>,
) -> Vec<SelectItem> {
    let item = |column: &usize| SelectItem {
        node: Node::Column(column_ref(mapper, *column)),
        label: None,
    };
    columns.into_iter().map(item).collect()
}

pub(super) fn column_ref(mapper: &Mapper, column: usize) -> ColumnRef {
    mapper.table().columns()[column].reference()
}
