//! Functions without arguments: the current time and the user.

use super::super::node::Node;
use super::super::{Expr, Expression, IntoExpr};
use super::{FunctionNode, bare};
use crate::types::Scalar;
use crate::value::{Date, DateTime, Time};

/// Returns the current date and time: `now()` or `CURRENT_TIMESTAMP`.
///
/// It is the start of the transaction, or the start of the statement on databases that do not
/// support this. It fits any date-and-time column. Without a time zone, it is in UTC on SQLite and
/// in the session's time zone on other databases.
pub fn now() -> Now {
    Now("now")
}

/// Returns the current date and time, by the name of standard SQL: `CURRENT_TIMESTAMP`.
pub fn current_timestamp() -> Now {
    Now("current_timestamp")
}

/// Returns the current date and time without a time zone: `LOCALTIMESTAMP`.
pub fn localtimestamp() -> Now {
    Now("localtimestamp")
}

/// Returns the current date: `CURRENT_DATE`.
pub fn current_date() -> Expr<Date> {
    bare("current_date")
}

/// Returns the current time of day: `CURRENT_TIME`.
pub fn current_time() -> Expr<Time> {
    bare("current_time")
}

/// Returns the current time of day without a time zone: `LOCALTIME`.
pub fn localtime() -> Expr<Time> {
    bare("localtime")
}

/// Returns the date and time of the server's clock: `sysdate`.
pub fn sysdate() -> Expr<DateTime> {
    bare("sysdate")
}

/// Returns the user whose privileges apply to statements: `CURRENT_USER`.
pub fn current_user() -> Expr<String> {
    bare("current_user")
}

/// Returns the user who connected: `SESSION_USER`.
pub fn session_user() -> Expr<String> {
    bare("session_user")
}

/// The current date and time, as returned by [`now`]. It fits each date-and-time type.
#[derive(Clone, Copy, Debug)]
pub struct Now(&'static str);

/// A base type that accepts the value of [`now`].
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
