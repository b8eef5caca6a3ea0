//! From objects to rows: INSERT, UPDATE, DELETE and association rows.

mod association;
mod culprit;
mod delete;
mod insert;
mod rows;
mod update;
mod update_batch;
mod update_cases;
mod update_many;

pub(crate) use association::write_associations;
pub(crate) use delete::delete;
pub(crate) use insert::insert;
pub(crate) use update::update;

use rebis_core::{BinaryOp, ColumnRef, Node, SelectItem, Value};

use crate::mapper::Mapper;

/// `column = value AND …`, for columns of a mapper's table.
fn equal_values(mapper: &Mapper, columns: &[usize], values: Vec<Value>) -> Node {
    let pairs = columns.iter().zip(values).map(|(column, value)| {
        let column = column_ref(mapper, *column);
        Node::binary(BinaryOp::Eq, Node::Column(column), Node::bind(value))
    });
    Node::all(pairs).unwrap_or(Node::Bool(false))
}

/// Columns of a mapper's table, to select or return.
fn items<'c>(mapper: &Mapper, columns: impl IntoIterator<Item = &'c usize>) -> Vec<SelectItem> {
    let item = |column: &usize| SelectItem {
        node: Node::Column(column_ref(mapper, *column)),
        label: None,
    };
    columns.into_iter().map(item).collect()
}

fn column_ref(mapper: &Mapper, column: usize) -> ColumnRef {
    mapper.table().columns()[column].reference()
}
