//! Whether two expressions are one: a label in `ORDER BY` is that of the select list only then.

use std::sync::Arc;

use crate::expr::{ColumnRef, Node, Source};
use crate::schema::Table;
use crate::stmt::CteNode;
use crate::types::SqlType;
use crate::value::Value;
use crate::visit::Visitor;

/// Whether two expressions are written alike and bind the same values.
///
/// The answer depends on values, so the key of the compiled cache has it too.
pub(super) fn is_same(left: &Node, right: &Node) -> bool {
    pieces(left) == pieces(right)
}

fn pieces(node: &Node) -> Vec<Piece<'_>> {
    let mut pieces = Pieces(Vec::new());
    pieces.node(node);
    pieces.0
}

#[derive(PartialEq)]
enum Piece<'a> {
    Tag(u8),
    Number(u64),
    Name(&'static str),
    Text(&'a str),
    Column(&'a ColumnRef),
    Source(&'a Source),
    Type(&'a SqlType),
    /// By address.
    Table(usize),
    Cte(u64),
    Values(&'a [Value]),
}

struct Pieces<'a>(Vec<Piece<'a>>);

impl<'a> Visitor<'a> for Pieces<'a> {
    fn cte(&mut self, cte: &'a CteNode) {
        self.0.push(Piece::Cte(cte.identity()));
    }

    fn column(&mut self, column: &'a ColumnRef) {
        self.0.push(Piece::Column(column));
    }

    fn source(&mut self, source: &'a Source) {
        self.0.push(Piece::Source(source));
    }

    fn table(&mut self, table: &'a Arc<Table>) {
        self.0.push(Piece::Table(Arc::as_ptr(table).addr()));
    }

    fn values(&mut self, values: &'a [Value]) {
        self.0.push(Piece::Values(values));
    }

    fn sql_type(&mut self, sql_type: &'a SqlType) {
        self.0.push(Piece::Type(sql_type));
    }

    fn tag(&mut self, tag: u8) {
        self.0.push(Piece::Tag(tag));
    }

    fn number(&mut self, number: u64) {
        self.0.push(Piece::Number(number));
    }

    fn name(&mut self, name: &'static str) {
        self.0.push(Piece::Name(name));
    }

    fn text(&mut self, text: &'a str) {
        self.0.push(Piece::Text(text));
    }
}
