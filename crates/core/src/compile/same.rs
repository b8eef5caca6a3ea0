//! The comparison of expressions, which `GROUP BY`, `DISTINCT` and labels in `ORDER BY` require.

use std::sync::Arc;

use crate::expr::{ColumnRef, Node, Source};
use crate::schema::Table;
use crate::stmt::{CteNode, SelectNode};
use crate::types::SqlType;
use crate::value::Value;
use crate::visit::Visitor;

/// Returns whether two expressions have the same SQL and bind equal values.
///
/// The result depends on values, so it is part of the key of the compiled cache.
pub(super) fn is_same(left: &Node, right: &Node) -> bool {
    Pieces::new(left).is(right)
}

/// The pieces of an expression, for comparisons with other expressions.
pub(super) struct Pieces<'a>(Vec<Piece<'a>>);

#[derive(PartialEq)]
enum Piece<'a> {
    Tag(u8),
    Number(u64),
    Name(&'static str),
    Text(&'a str),
    Column(&'a ColumnRef),
    Source(&'a Source),
    Type(&'a SqlType),
    /// The table's address.
    Table(usize),
    Cte(u64),
    Values(&'a [Value]),
    Select(Start<'a>),
}

/// The start of a select, whose pieces follow. All starts are equal.
#[derive(Clone, Copy)]
struct Start<'a>(&'a SelectNode);

impl PartialEq for Start<'_> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<'a> Pieces<'a> {
    pub(super) fn new(node: &'a Node) -> Self {
        let mut pieces = Vec::new();
        pieces_of(node, |piece| {
            pieces.push(piece);
            true
        });
        Self(pieces)
    }

    /// Returns whether another expression has the same pieces. Stops at the first difference.
    pub(super) fn is(&self, other: &Node) -> bool {
        let mut rest = self.0.iter();
        let is_next = |piece| rest.next() == Some(&piece);
        pieces_of(other, is_next) && rest.next().is_none()
    }

    /// Returns the addresses of the expression's lists of values and of its selects, in order.
    pub(super) fn addresses(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Values(values) => values.first().map(|first| std::ptr::from_ref(first).addr()),
            Piece::Select(Start(select)) => Some(std::ptr::from_ref(*select).addr()),
            _ => None,
        })
    }
}

/// Passes the pieces of an expression to `take` until it returns `false`.
///
/// Returns whether `take` accepted all pieces.
fn pieces_of<'a>(node: &'a Node, take: impl FnMut(Piece<'a>) -> bool) -> bool {
    let mut walk = Walk {
        take,
        goes_on: true,
    };
    walk.node(node);
    walk.goes_on
}

struct Walk<F> {
    take: F,
    goes_on: bool,
}

impl<F> Walk<F> {
    fn take<'a>(&mut self, piece: Piece<'a>)
    where
        F: FnMut(Piece<'a>) -> bool,
    {
        self.goes_on = self.goes_on && (self.take)(piece);
    }
}

impl<'a, F: FnMut(Piece<'a>) -> bool> Visitor<'a> for Walk<F> {
    fn enter(&mut self) -> bool {
        self.goes_on
    }

    fn select(&mut self, select: &'a SelectNode) {
        self.take(Piece::Select(Start(select)));
        select.visit_parts(self);
    }

    fn cte(&mut self, cte: &'a CteNode) {
        self.take(Piece::Cte(cte.identity()));
    }

    fn column(&mut self, column: &'a ColumnRef) {
        self.take(Piece::Column(column));
    }

    fn source(&mut self, source: &'a Source) {
        self.take(Piece::Source(source));
    }

    fn table(&mut self, table: &'a Arc<Table>) {
        self.take(Piece::Table(Arc::as_ptr(table).addr()));
    }

    fn values(&mut self, values: &'a [Value]) {
        self.take(Piece::Values(values));
    }

    fn sql_type(&mut self, sql_type: &'a SqlType) {
        self.take(Piece::Type(sql_type));
    }

    fn tag(&mut self, tag: u8) {
        self.take(Piece::Tag(tag));
    }

    fn number(&mut self, number: u64) {
        self.take(Piece::Number(number));
    }

    fn name(&mut self, name: &'static str) {
        self.take(Piece::Name(name));
    }

    fn text(&mut self, text: &'a str) {
        self.take(Piece::Text(text));
    }
}
