//! Going through statements, and rewriting them.
//!
//! A [`Visitor`] sees each piece of a statement, a [`Rewriter`] makes another statement of it.
//! Both say what they do with the pieces that they care about, and go on with `visit_parts` or
//! `rewrite_parts`, as `syn` and SQLAlchemy's `sqlalchemy.sql.visitors` do.
//!
//! ```
//! use rebis_core::visit::{Part, Visitor};
//! use rebis_core::{Column, ColumnRef, Expression, Node, Source, TableName, select};
//!
//! /// Names of the columns that a statement reads.
//! #[derive(Default)]
//! struct Names(Vec<&'static str>);
//!
//! impl<'a> Visitor<'a> for Names {
//!     fn column(&mut self, column: &'a ColumnRef) {
//!         self.0.push(column.name);
//!     }
//! }
//!
//! const USERS: TableName = TableName::new("users");
//! const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
//! const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
//! let stmt = select(ID).filter(NAME.eq("alice"));
//! let mut names = Names::default();
//! stmt.node().visit(&mut names);
//! assert_eq!(names.0, ["id", "name"]);
//! ```

mod part;
mod shared;
mod stack;
mod walk;

use std::sync::Arc;

use crate::expr::{ColumnRef, Given, Inlinable, Node, Source};
use crate::schema::Table;
use crate::stmt::{CteNode, InsertNode, Query, RowCount, SelectItem, SelectNode};
use crate::types::{SqlType, TypeRef};
use crate::value::Value;

pub use part::Part;
pub(crate) use part::{branches, facts, parts, variants};
pub use shared::Shared;
pub(crate) use stack::with_room;
pub use walk::{map_columns, walk};

/// Something that looks at each piece of a statement.
///
/// All methods do nothing but go on, so a visitor implements those that it cares about.
pub trait Visitor<'a> {
    /// An expression. Goes on with [`Node::visit_parts`].
    fn node(&mut self, node: &'a Node) {
        node.visit_parts(self);
    }

    /// Called before each [`Shared`] piece of the statement, which may be nested; `false` leaves it
    /// out, and there is no [`leave`](Self::leave) then.
    fn enter(&mut self) -> bool {
        true
    }

    /// Called after it.
    fn leave(&mut self) {}

    /// Whether the stack is looked at before the next [`Shared`] piece. A visitor that counts levels
    /// may look at every few.
    fn looks_at_stack(&self) -> bool {
        true
    }

    /// A statement within the statement. Goes on with [`Query::visit_parts`].
    fn query(&mut self, query: &'a Query) {
        query.visit_parts(self);
    }

    /// A common table expression. Goes on with [`CteNode::visit_parts`].
    fn cte(&mut self, cte: &'a CteNode) {
        cte.visit_parts(self);
    }

    /// A `SELECT`. Goes on with [`SelectNode::visit_parts`].
    fn select(&mut self, select: &'a SelectNode) {
        select.visit_parts(self);
    }

    /// An `INSERT`. Goes on with [`InsertNode::visit_parts`].
    fn insert(&mut self, insert: &'a InsertNode) {
        insert.visit_parts(self);
    }

    /// An entry of a select list or of `RETURNING`. Goes on with [`SelectItem::visit_parts`].
    fn select_item(&mut self, item: &'a SelectItem) {
        item.visit_parts(self);
    }

    /// The number of rows of a `LIMIT` or `OFFSET`.
    fn row_count(&mut self, rows: &'a RowCount) {
        rows.0.visit(self);
    }

    /// A value that some databases take only as part of the text.
    fn inlinable(&mut self, piece: &'a Inlinable) {
        self.values(std::slice::from_ref(&piece.value));
    }

    /// A column.
    fn column(&mut self, column: &'a ColumnRef) {
        let _ = column;
    }

    /// A table, an alias of one, or a derived table.
    fn source(&mut self, source: &'a Source) {
        let _ = source;
    }

    /// The table that a statement writes to.
    fn table(&mut self, table: &'a Arc<Table>) {
        let _ = table;
    }

    /// Values that are bound one after the other.
    fn values(&mut self, values: &'a [Value]) {
        let _ = values;
    }

    /// A type.
    fn sql_type(&mut self, sql_type: &'a SqlType) {
        let _ = sql_type;
    }

    /// The type of a bind, a list of binds or a function.
    fn type_ref(&mut self, sql_type: TypeRef) {
        let _ = sql_type;
    }

    /// A variant, an operator, a flag.
    fn tag(&mut self, tag: u8) {
        let _ = tag;
    }

    /// The length of a list, or another number of the structure.
    fn number(&mut self, number: u64) {
        let _ = number;
    }

    /// A name that lives as long as the program.
    fn name(&mut self, name: &'static str) {
        let _ = name;
    }

    /// Other text of the structure.
    fn text(&mut self, text: &'a str) {
        let _ = text;
    }
}

/// Something that makes another statement out of a statement.
///
/// All methods do nothing but go on, so a rewriter implements those that it cares about.
pub trait Rewriter {
    /// An expression. Goes on with [`Node::rewrite_parts`].
    fn node(&mut self, node: &Node) -> Node {
        node.rewrite_parts(self)
    }

    /// A statement within the statement. Goes on with [`Query::rewrite_parts`].
    fn query(&mut self, query: &Query) -> Query {
        query.rewrite_parts(self)
    }

    /// A column.
    fn column(&mut self, column: ColumnRef) -> ColumnRef {
        column
    }

    /// A table, an alias of one, or a derived table.
    fn source(&mut self, source: Source) -> Source {
        source
    }

    /// What the parameters of a name are given; `None` leaves them as they are.
    fn given(&mut self, name: &str) -> Option<&Given> {
        let _ = name;
        None
    }
}
