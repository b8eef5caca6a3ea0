//! `EXTRACT` expressions.

use super::node::Node;
use super::{Expr, Expression};
use crate::visit::{Shared, parts};

/// `EXTRACT(field FROM operand)`.
#[derive(Clone, Debug)]
pub struct ExtractNode {
    /// The field, which is part of the SQL text and never bound.
    pub field: &'static str,
    /// The date or time.
    pub operand: Node,
}

parts!(ExtractNode { field, operand });

/// Extracts a field of a date or time as a whole number: `EXTRACT(field FROM operand)`.
///
/// Fields are `"year"`, `"month"`, `"day"`, `"hour"`, `"minute"`, `"second"`, and further ones of
/// the database. Compiling returns an error if `field` has other characters than letters, digits
/// and `_`.
///
/// ```
/// use rebis_core::value::DateTime;
/// use rebis_core::{Column, Source, Compile, TableName, dialect, extract, select};
/// const AT: Column<DateTime> = Column::new(Source::table(&TableName::new("events")), "at");
/// let stmt = select(extract("year", AT));
/// assert_eq!(stmt.to_string(), "SELECT EXTRACT(year FROM events.at) AS anon_1 FROM events");
/// assert_eq!(
///     stmt.compile(&dialect::Sqlite)?.sql(),
///     "SELECT CAST(STRFTIME('%Y', events.at) AS INTEGER) AS anon_1 FROM events"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
pub fn extract<E: Expression>(field: &'static str, operand: E) -> Expr<Option<i64>> {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    Expr::from_node(if field.bytes().all(word) && !field.is_empty() {
        Node::Extract(Shared::new(ExtractNode {
            field,
            operand: operand.into_node(),
        }))
    } else {
        Node::Invalid(format!("`{field}` is not a date field such as `year`").into())
    })
}
