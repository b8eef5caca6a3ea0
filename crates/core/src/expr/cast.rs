//! `CAST`, `TRY_CAST`, and changes of the Rust type.

use super::node::Node;
use super::{Expr, Expression};
use crate::types::{Scalar, SqlType};
use crate::visit::{Shared, parts};

/// `CAST(operand AS type)`.
#[derive(Clone, Debug)]
pub struct CastNode {
    /// The expression to cast.
    pub operand: Node,
    /// The target type.
    pub sql_type: SqlType,
    /// Whether the result is `NULL` if the cast fails (`TRY_CAST`).
    pub safe: bool,
}

parts!(CastNode {
    operand,
    sql_type,
    safe
});

/// Type conversions of expressions.
///
/// Choose the Rust type by the expression: `cast::<i32>()` if it is never `NULL`,
/// `cast::<Option<i32>>()` if it can be `NULL`.
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
    /// Returns `CAST(self AS …)`, with the SQL type of columns of `T`.
    ///
    /// The database decides what happens if the target type cannot hold the value. PostgreSQL
    /// returns an error. MySQL, MariaDB and SQLite convert text that is not a number to 0. MySQL
    /// and MariaDB convert a decimal that is too large to the largest number of the type.
    fn cast<T: Scalar>(self) -> Expr<T> {
        self.cast_as(T::sql_type())
    }

    /// Returns `CAST(self AS sql_type)`, which is decoded as a `T`.
    fn cast_as<T: Scalar>(self, sql_type: SqlType) -> Expr<T> {
        cast(self.into_node(), sql_type, false)
    }

    /// Returns `TRY_CAST(self AS …)`, which is `None` if the value cannot be cast.
    ///
    /// Only SQL Server supports it. Compiling for another dialect returns an error.
    fn try_cast<T: Scalar<Base = T>>(self) -> Expr<Option<T>> {
        self.try_cast_as(T::sql_type())
    }

    /// Returns `TRY_CAST(self AS sql_type)`, which is `None` if the value cannot be cast.
    ///
    /// Only SQL Server supports it. Compiling for another dialect returns an error.
    fn try_cast_as<T: Scalar<Base = T>>(self, sql_type: SqlType) -> Expr<Option<T>> {
        cast(self.into_node(), sql_type, true)
    }

    /// Changes the Rust type of the expression, but not its SQL.
    ///
    /// `T` is not checked. If it is wrong, decoding a row returns an error.
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
