//! `CAST`, `TRY_CAST`, and types that are only said.

use super::node::Node;
use super::{Expr, Expression};
use crate::types::{Scalar, SqlType};
use crate::visit::{Shared, parts};

/// `CAST(operand AS type)`.
#[derive(Clone, Debug)]
pub struct CastNode {
    /// What is cast.
    pub operand: Node,
    /// To which type.
    pub sql_type: SqlType,
    /// Whether what cannot be cast is `NULL` (`TRY_CAST`).
    pub safe: bool,
}

parts!(CastNode {
    operand,
    sql_type,
    safe
});

/// Conversions of every expression.
///
/// The type that the value has in Rust follows the expression: `cast::<i32>()` for one that is
/// never `NULL`, `cast::<Option<i32>>()` for one that can be.
///
/// ```
/// use rebis_core::{CastExpression, Column, Source, SqlType, TableName, select};
/// const AGE: Column<i32> = Column::new(Source::table(&TableName::new("users")), "age");
/// assert_eq!(
///     select(AGE.cast::<String>()).to_string(),
///     "SELECT CAST(users.age AS VARCHAR) AS age FROM users"
/// );
/// let short = AGE.cast_as::<String>(SqlType::String { length: Some(10) });
/// assert_eq!(
///     select(short).to_string(),
///     "SELECT CAST(users.age AS VARCHAR(10)) AS age FROM users"
/// );
/// ```
pub trait CastExpression: Expression {
    /// `CAST(self AS …)`, to the type that columns of `T` have.
    ///
    /// The database decides what it does with a value that has no such form: PostgreSQL refuses it, while
    /// MySQL, MariaDB and SQLite make 0 of a text that is no number, and MySQL and MariaDB the largest
    /// number of a decimal that is too large.
    fn cast<T: Scalar>(self) -> Expr<T> {
        self.cast_as(T::sql_type())
    }

    /// `CAST(self AS sql_type)`, read as a `T`.
    fn cast_as<T: Scalar>(self, sql_type: SqlType) -> Expr<T> {
        cast(self.into_node(), sql_type, false)
    }

    /// `TRY_CAST(self AS …)`: `None` where the value cannot be cast.
    fn try_cast<T: Scalar<Base = T>>(self) -> Expr<Option<T>> {
        self.try_cast_as(T::sql_type())
    }

    /// `TRY_CAST(self AS sql_type)`: `None` where the value cannot be cast.
    fn try_cast_as<T: Scalar<Base = T>>(self, sql_type: SqlType) -> Expr<Option<T>> {
        cast(self.into_node(), sql_type, true)
    }

    /// The same SQL, said to have another type. Nothing checks it; a wrong claim is a decode
    /// error when rows arrive.
    fn type_coerce<T: Scalar>(self) -> Expr<T> {
        Expr::from_node(Node::Coerced(Shared::new(self.into_node())))
    }
}

impl<E: Expression> CastExpression for E {}

fn cast<T>(operand: Node, sql_type: SqlType, safe: bool) -> Expr<T> {
    Expr::from_node(Node::Cast(Shared::new(CastNode {
        operand,
        sql_type,
        safe,
    })))
}
