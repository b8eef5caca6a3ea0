//! From objects to rows: INSERT, UPDATE, DELETE and association rows.

mod association;
mod culprit;
mod delete;
mod insert;
mod rows;
mod update;
mod update_many;

pub(crate) use association::write_associations;
pub(crate) use delete::delete;
pub(crate) use insert::insert;
pub(crate) use update::update;

use rebis_core::{BinaryOp, ColumnRef, Node, Value};

use crate::mapper::Mapper;

/// `column = value AND …`, for columns of a mapper's table.
fn equal_values(mapper: &Mapper, columns: &[usize], values: Vec<Value>) -> Node {
    let pairs = columns.iter().zip(values).map(|(column, value)| {
        let column = column_ref(mapper, *column);
        Node::binary(BinaryOp::Eq, Node::Column(column), Node::bind(value))
    });
    Node::all(pairs).unwrap_or(Node::Bool(false))
}

fn column_ref(mapper: &Mapper, column: usize) -> ColumnRef {
    mapper.table().columns()[column].reference()
}
