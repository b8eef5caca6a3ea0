//! Functions without arguments: the time, the user.

use super::super::node::Node;
use super::super::{Expr, Expression, IntoExpr};
use super::{FunctionNode, bare};
use crate::types::Scalar;
use crate::value::{Date, DateTime, Time};

/// The start of the transaction, or of the statement where the database has no such thing.
///
/// It fits any date-and-time column, as the database gives it: without a zone it is UTC on SQLite
/// and in the session's time zone elsewhere.
pub fn now() -> Now {
    Now("now")
}

/// The same, by the name of standard SQL: `CURRENT_TIMESTAMP`.
pub fn current_timestamp() -> Now {
    Now("current_timestamp")
}

/// Date and time without a zone: `LOCALTIMESTAMP`.
pub fn localtimestamp() -> Now {
    Now("localtimestamp")
}

/// The date of today: `CURRENT_DATE`.
pub fn current_date() -> Expr<Date> {
    bare("current_date")
}

/// The time of day: `CURRENT_TIME`.
pub fn current_time() -> Expr<Time> {
    bare("current_time")
}

/// The time of day without a zone: `LOCALTIME`.
pub fn localtime() -> Expr<Time> {
    bare("localtime")
}

/// The date and time of the machine: `sysdate`.
pub fn sysdate() -> Expr<DateTime> {
    bare("sysdate")
}

/// The user in whose name statements run: `CURRENT_USER`.
pub fn current_user() -> Expr<String> {
    bare("current_user")
}

/// The user who connected: `SESSION_USER`.
pub fn session_user() -> Expr<String> {
    bare("session_user")
}

/// What [`now`] returns: an expression that fits each date-and-time type.
#[derive(Clone, Copy, Debug)]
pub struct Now(&'static str);

/// A base type that [`now`] can fill.
pub trait Instant: Scalar<Base = Self> {}

impl Instant for DateTime {}
impl Instant for Date {}
#[cfg(feature = "chrono")]
impl Instant for chrono::NaiveDateTime {}
#[cfg(feature = "chrono")]
impl Instant for chrono::DateTime<chrono::Utc> {}

impl Expression for Now {
    type Type = DateTime;

    fn into_node(self) -> Node {
        let function = FunctionNode {
            bare: true,
            ..FunctionNode::new(self.0, Vec::new())
        };
        function.into()
    }
}

impl<T: Instant> IntoExpr<T> for Now {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}
