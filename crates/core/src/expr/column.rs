//! [`Column`]: a typed column that a `const` can hold.

use std::fmt;
use std::marker::PhantomData;

use super::name::{ColumnRef, Source};
use super::node::Node;
use super::{Expression, IntoExpr};
use crate::stmt::Assignment;
use crate::types::{Scalar, TypeRef};

/// A column of type `T`: a `Copy` name, no more.
///
/// The derive macros write one for each field; [`Table::column`](crate::schema::Table::column)
/// makes one at run time.
pub struct Column<T> {
    reference: ColumnRef,
    _type: PhantomData<fn() -> T>,
}

/// A column that the database computes: it reads like any other, and cannot be assigned.
pub struct ComputedColumn<T> {
    column: Column<T>,
}

impl<T: Scalar> Column<T> {
    /// A column of a source.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            reference: ColumnRef {
                source,
                name,
                sql_type: TypeRef::of::<T>(),
            },
            _type: PhantomData,
        }
    }

    /// A column of a reference, which may have a type of its own.
    pub(crate) const fn of(reference: ColumnRef) -> Self {
        Self {
            reference,
            _type: PhantomData,
        }
    }
}

impl<T> Column<T> {
    /// Source and name.
    pub const fn reference(&self) -> ColumnRef {
        self.reference
    }

    /// The name.
    pub const fn name(&self) -> &'static str {
        self.reference.name
    }
}

impl<T: Scalar> Column<T> {
    /// An assignment, for [`insert`](crate::insert) and [`update`](crate::update).
    ///
    /// ```
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::{Insert, Update};
    /// use std::sync::Arc;
    /// let users = Table::new("users").with_column(ColumnDef::of::<String>("name"));
    /// let (users, name) = (Arc::new(users.clone()), users.column::<String>("name").unwrap());
    /// let stmt = Update::of_table(&users).values(name.to("Alice"));
    /// assert_eq!(stmt.to_string(), "UPDATE users SET name=:name");
    /// let stmt = Insert::into_table(&users).values(name.to("Bob"));
    /// assert_eq!(stmt.to_string(), "INSERT INTO users (name) VALUES (:name)");
    /// ```
    pub fn to(self, value: impl IntoExpr<T::Base>) -> Assignment {
        Assignment {
            column: self.reference,
            value: value.into_operand(),
        }
    }
}

impl<T: Scalar> ComputedColumn<T> {
    /// A computed column of a source.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            column: Column::new(source, name),
        }
    }
}

impl<T> ComputedColumn<T> {
    /// Source and name.
    pub const fn reference(&self) -> ColumnRef {
        self.column.reference
    }

    /// Does not compile: the database computes the column.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the signature of `Column::to`"
    )]
    pub fn to<V>(self, _value: V) -> Assignment
    where
        Self: Assignable,
    {
        Assignment {
            column: self.column.reference,
            value: Node::Null,
        }
    }
}

/// A column that a statement may assign.
#[diagnostic::on_unimplemented(
    message = "a computed column cannot be assigned",
    label = "the database computes this column",
    note = "assign the columns that it is computed from"
)]
pub trait Assignable {}

impl<T> Assignable for Column<T> {}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Column<T> {}

impl<T> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{}",
            self.reference.source.name(),
            self.reference.name
        )
    }
}

impl<T: Scalar> Expression for Column<T> {
    type Type = T;

    fn into_node(self) -> Node {
        Node::Column(self.reference)
    }
}

impl<T> Clone for ComputedColumn<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ComputedColumn<T> {}

impl<T> fmt::Debug for ComputedColumn<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.column.fmt(f)
    }
}

impl<T: Scalar> Expression for ComputedColumn<T> {
    type Type = T;

    fn into_node(self) -> Node {
        Node::Column(self.column.reference)
    }
}
