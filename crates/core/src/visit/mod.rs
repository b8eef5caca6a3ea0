//! Traversal and rewriting of statements.
//!
//! A [`Visitor`] visits each part of a statement. A [`Rewriter`] builds another statement from it.
//! Implement the methods for the parts that you need, and continue with `visit_parts` or
//! `rewrite_parts`. The design is that of `syn` and of SQLAlchemy's `sqlalchemy.sql.visitors`.
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

/// A traversal of a statement, part by part.
///
/// The default methods only continue with nested parts. Implement the methods for the parts that
/// you need.
pub trait Visitor<'a> {
    /// Visits an expression. Continues with [`Node::visit_parts`].
    fn node(&mut self, node: &'a Node) {
        node.visit_parts(self);
    }

    /// Enters a [`Shared`] part, which can contain others; returns `false` to skip it.
    ///
    /// [`leave`](Self::leave) is not called for a part that is skipped.
    fn enter(&mut self) -> bool {
        true
    }

    /// Leaves a [`Shared`] part after its content was visited.
    fn leave(&mut self) {}

    /// Returns whether to check the remaining stack before the next [`Shared`] part.
    ///
    /// A visitor that counts levels can check once in several levels.
    fn looks_at_stack(&self) -> bool {
        true
    }

    /// Visits a statement within the statement. Continues with [`Query::visit_parts`].
    fn query(&mut self, query: &'a Query) {
        query.visit_parts(self);
    }

    /// Visits a common table expression. Continues with [`CteNode::visit_parts`].
    fn cte(&mut self, cte: &'a CteNode) {
        cte.visit_parts(self);
    }

    /// Visits a `SELECT`. Continues with [`SelectNode::visit_parts`].
    fn select(&mut self, select: &'a SelectNode) {
        select.visit_parts(self);
    }

    /// Visits an `INSERT`. Continues with [`InsertNode::visit_parts`].
    fn insert(&mut self, insert: &'a InsertNode) {
        insert.visit_parts(self);
    }

    /// Visits an entry of a select list or of `RETURNING`.
    ///
    /// Continues with [`SelectItem::visit_parts`].
    fn select_item(&mut self, item: &'a SelectItem) {
        item.visit_parts(self);
    }

    /// Visits the number of rows of a `LIMIT` or `OFFSET`.
    fn row_count(&mut self, rows: &'a RowCount) {
        rows.0.visit(self);
    }

    /// Visits a value that some databases accept only as part of the SQL text.
    fn inlinable(&mut self, piece: &'a Inlinable) {
        self.values(std::slice::from_ref(&piece.value));
    }

    /// Visits a column.
    fn column(&mut self, column: &'a ColumnRef) {
        let _ = column;
    }

    /// Visits a table, an alias of a table, or a derived table.
    fn source(&mut self, source: &'a Source) {
        let _ = source;
    }

    /// Visits the table that a statement writes to.
    fn table(&mut self, table: &'a Arc<Table>) {
        let _ = table;
    }

    /// Visits values that are bound one after another.
    fn values(&mut self, values: &'a [Value]) {
        let _ = values;
    }

    /// Visits a type.
    fn sql_type(&mut self, sql_type: &'a SqlType) {
        let _ = sql_type;
    }

    /// Visits the type of a bind, a list of binds or a function.
    fn type_ref(&mut self, sql_type: TypeRef) {
        let _ = sql_type;
    }

    /// Visits the number of an enum variant, such as an operator, or a flag.
    fn tag(&mut self, tag: u8) {
        let _ = tag;
    }

    /// Visits the length of a list, or another number of the structure.
    fn number(&mut self, number: u64) {
        let _ = number;
    }

    /// Visits a name that is a `&'static str`.
    fn name(&mut self, name: &'static str) {
        let _ = name;
    }

    /// Visits other text of the structure.
    fn text(&mut self, text: &'a str) {
        let _ = text;
    }
}

/// A transformation of a statement into another statement.
///
/// The default methods only continue with nested parts. Implement the methods for the parts that
/// you need.
pub trait Rewriter {
    /// Rewrites an expression. Continues with [`Node::rewrite_parts`].
    fn node(&mut self, node: &Node) -> Node {
        node.rewrite_parts(self)
    }

    /// Rewrites a statement within the statement. Continues with [`Query::rewrite_parts`].
    fn query(&mut self, query: &Query) -> Query {
        query.rewrite_parts(self)
    }

    /// Rewrites a column.
    fn column(&mut self, column: ColumnRef) -> ColumnRef {
        column
    }

    /// Rewrites a table, an alias of a table, or a derived table.
    fn source(&mut self, source: Source) -> Source {
        source
    }

    /// Returns the new value of the parameters with this name; `None` keeps the present value.
    fn given(&mut self, name: &str) -> Option<&Given> {
        let _ = name;
        None
    }
}
