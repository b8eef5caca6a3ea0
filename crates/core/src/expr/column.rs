//! [`Column`]: a typed column that a `const` can hold.

use std::fmt;
use std::marker::PhantomData;

use super::name::{ColumnRef, Source};
use super::node::Node;
use super::{Expression, IntoExpr};
use crate::stmt::Assignment;
use crate::types::{Scalar, TypeRef};

/// A column of type `T`.
///
/// It is a `Copy` value that holds only names. The derive macros write a column for each field.
/// [`Table::column`](crate::schema::Table::column) returns a column at run time.
pub struct Column<T> {
    reference: ColumnRef,
    _type: PhantomData<fn() -> T>,
}

/// A column that the database computes. It can be selected, but not assigned.
pub struct ComputedColumn<T> {
    column: Column<T>,
}

impl<T: Scalar> Column<T> {
    /// Creates a column of a source.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            reference: ColumnRef {
                source,
                name,
                sql_type: TypeRef::for_type::<T>(),
            },
            _type: PhantomData,
        }
    }

    /// Creates a column from a reference, which can have its own SQL type.
    pub(crate) const fn from_reference(reference: ColumnRef) -> Self {
        Self {
            reference,
            _type: PhantomData,
        }
    }
}

impl<T> Column<T> {
    /// Returns the source and the name.
    pub const fn reference(&self) -> ColumnRef {
        self.reference
    }

    /// Returns the name.
    pub const fn name(&self) -> &'static str {
        self.reference.name
    }
}

impl<T: Scalar> Column<T> {
    /// Assigns a value, for [`insert`](crate::insert) and [`update`](crate::update).
    ///
    /// ```
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::{Insert, Update};
    /// use std::sync::Arc;
    /// let users = Table::new("users").with_column(ColumnDef::for_type::<String>("name"));
    /// let (users, name) = (Arc::new(users.clone()), users.column::<String>("name").unwrap());
    /// let stmt = Update::for_table(&users).values(name.set("Alice"));
    /// assert_eq!(stmt.to_string(), "UPDATE users SET name=:name");
    /// let stmt = Insert::for_table(&users).values(name.set("Bob"));
    /// assert_eq!(stmt.to_string(), "INSERT INTO users (name) VALUES (:name)");
    /// ```
    pub fn set(self, value: impl IntoExpr<T::Base>) -> Assignment {
        Assignment {
            column: self.reference,
            value: value.into_operand(),
        }
    }
}

impl<T: Scalar> ComputedColumn<T> {
    /// Creates a computed column of a source.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            column: Column::new(source, name),
        }
    }
}

impl<T> ComputedColumn<T> {
    /// Returns the source and the name.
    pub const fn reference(&self) -> ColumnRef {
        self.column.reference
    }

    /// Does not compile: the database computes the column.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the signature of `Column::set`"
    )]
    pub fn set<V>(self, _value: V) -> Assignment
    where
        Self: Assignable,
    {
        Assignment {
            column: self.column.reference,
            value: Node::Null,
        }
    }
}

/// A column that a statement can assign.
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
