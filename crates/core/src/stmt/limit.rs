//! `LIMIT`, `OFFSET` and `FETCH`: how many rows.

use super::Select;
use crate::expr::{BindParam, Column, Expr, Expression, Integer, IntoExpr, Node};
use crate::types::Scalar;
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor, facts, parts};

/// How many rows: of `LIMIT`, `OFFSET` and `FETCH`.
#[derive(Clone, Debug)]
pub struct RowCount(pub Node);

impl Part for RowCount {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.row_count(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self(self.0.rewrite(rewriter))
    }
}

/// `FETCH FIRST … ROWS`.
#[derive(Clone, Debug)]
pub struct Fetch {
    /// How many rows, or how much of a hundred.
    pub rows: RowCount,
    /// What the number counts.
    pub unit: FetchUnit,
    /// What becomes of rows that are equal to the last one.
    pub ties: Ties,
}

/// What the number of a [`Fetch`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FetchUnit {
    /// `ROWS`
    Rows,
    /// `PERCENT ROWS`
    Percent,
}

/// What becomes of rows that are equal to the last one of a [`Fetch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ties {
    /// `ONLY`
    Cut,
    /// `WITH TIES`
    Keep,
}

facts!(FetchUnit Ties);
parts!(Fetch { rows, unit, ties });

/// A number of rows, an expression for it, or `None` for no limit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of rows",
    note = "an integer is one, an expression of an integer type, and `None` for no limit"
)]
pub trait IntoRowCount {
    /// The number.
    fn into_row_count(self) -> Option<RowCount>;
}

macro_rules! row_counts {
    ($($number:ty)+) => {$(
        /// No database takes a number that an `i64` does not hold, or one below 0.
        impl IntoRowCount for $number {
            fn into_row_count(self) -> Option<RowCount> {
                let rows = i64::try_from(self).ok().filter(|rows| *rows >= 0);
                Some(RowCount(match rows {
                    Some(rows) => Node::bind(Value::Int(rows)),
                    None => Node::Invalid(format!("{self} is not a number of rows").into()),
                }))
            }
        }
    )+};
}

row_counts!(i32 u32 i64 u64 usize);

impl IntoRowCount for Option<u32> {
    fn into_row_count(self) -> Option<RowCount> {
        self.and_then(IntoRowCount::into_row_count)
    }
}

impl<T: Scalar<Base: Integer>> IntoRowCount for Expr<T> {
    fn into_row_count(self) -> Option<RowCount> {
        Some(RowCount(self.into_node()))
    }
}

impl<T: Scalar<Base: Integer>> IntoRowCount for Column<T> {
    fn into_row_count(self) -> Option<RowCount> {
        self.expr().into_row_count()
    }
}

impl<B: Integer> IntoRowCount for BindParam<B> {
    fn into_row_count(self) -> Option<RowCount> {
        Some(RowCount(self.into_operand()))
    }
}

impl<O> Select<O> {
    /// At most so many rows.
    pub fn limit(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().limit = rows.into_row_count();
        self.remove_fetch();
        self
    }

    /// Not the first so many rows.
    pub fn offset(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().offset = rows.into_row_count();
        self
    }

    /// The rows from `start` up to, and without, `stop`.
    pub fn slice(self, start: u32, stop: u32) -> Self {
        self.limit(stop.saturating_sub(start)).offset(start)
    }

    /// `FETCH FIRST … ROWS ONLY`: at most so many rows, in standard SQL.
    pub fn fetch(self, rows: impl IntoRowCount) -> Self {
        self.fetch_rows(rows, FetchUnit::Rows, Ties::Cut)
    }

    /// The same, in a unit, and with what becomes of rows that are equal to the last one.
    ///
    /// ```
    /// use rebis_core::{Column, FetchUnit, Source, TableName, Ties, select};
    /// const USERS: TableName = TableName::new("users");
    /// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
    /// let stmt = select(ID).order_by(ID).fetch_rows(10, FetchUnit::Percent, Ties::Keep);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users ORDER BY users.id \
    ///      FETCH FIRST :param_1 PERCENT ROWS WITH TIES"
    /// );
    /// ```
    pub fn fetch_rows(mut self, rows: impl IntoRowCount, unit: FetchUnit, ties: Ties) -> Self {
        let fetch = rows.into_row_count().map(|rows| Fetch { rows, unit, ties });
        self.edit().limit = None;
        self.extras().fetch = fetch;
        self
    }

    fn remove_fetch(&mut self) {
        if self
            .node()
            .extras
            .as_ref()
            .is_some_and(|extras| extras.fetch.is_some())
        {
            self.extras().fetch = None;
        }
    }
}
