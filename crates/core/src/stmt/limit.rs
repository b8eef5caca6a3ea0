//! `LIMIT`, `OFFSET` and `FETCH`.

use super::Select;
use crate::expr::{BindParam, Column, Expr, Expression, Integer, IntoExpr, Node};
use crate::types::Scalar;
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor, facts, parts};

/// The number of rows of a `LIMIT`, `OFFSET` or `FETCH`.
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
    /// The number of rows, or the percentage.
    pub rows: RowCount,
    /// The unit of the number.
    pub unit: FetchUnit,
    /// Whether rows that are equal to the last one are included.
    pub ties: Ties,
}

/// The unit of the number of a [`Fetch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FetchUnit {
    /// `ROWS`
    Rows,
    /// `PERCENT ROWS`
    Percent,
}

/// Whether a [`Fetch`] includes rows that are equal to its last one in the keys of `ORDER BY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ties {
    /// `ONLY`: it does not.
    Cut,
    /// `WITH TIES`: it does.
    Keep,
}

facts!(FetchUnit Ties);
parts!(Fetch { rows, unit, ties });

/// A number of rows, an expression for it, or `None` for no limit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of rows",
    note = "use an integer, an expression of an integer type, or `None` for no limit"
)]
pub trait IntoRowCount {
    /// Returns the number; `None` for no limit.
    fn into_row_count(self) -> Option<RowCount>;
}

macro_rules! row_counts {
    ($($number:ty)+) => {$(
        /// Compiling fails if the number is negative or above `i64::MAX`.
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
    /// Sets `LIMIT`, the maximum number of rows. `None` removes it.
    ///
    /// It replaces an earlier `limit` or `fetch`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by(Post.id).limit(1);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts ORDER BY posts.id LIMIT :param_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn limit(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().limit = rows.into_row_count();
        self.remove_fetch();
        self
    }

    /// Sets `OFFSET`, the number of rows to skip. `None` removes it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by(Post.id).limit(10).offset(1);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts ORDER BY posts.id LIMIT :param_1 OFFSET :param_2"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn offset(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().offset = rows.into_row_count();
        self
    }

    /// Returns the rows from `start` up to `stop`, without `stop`, counted from 0.
    ///
    /// The SQL is `LIMIT stop - start OFFSET start`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by(Post.id).slice(1, 3);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts ORDER BY posts.id LIMIT :param_1 OFFSET :param_2"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn slice(self, start: u32, stop: u32) -> Self {
        self.limit(stop.saturating_sub(start)).offset(start)
    }

    /// Sets `FETCH FIRST … ROWS ONLY`, the maximum number of rows in standard SQL.
    ///
    /// It replaces an earlier `limit` or `fetch`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by(Post.id).fetch(1);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts ORDER BY posts.id FETCH FIRST :param_1 ROWS ONLY"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn fetch(self, rows: impl IntoRowCount) -> Self {
        self.fetch_rows(rows, FetchUnit::Rows, Ties::Cut)
    }

    /// Sets `FETCH FIRST`, with its unit and its treatment of ties.
    ///
    /// It replaces an earlier `limit` or `fetch`. Compiling fails if the dialect does not support
    /// `PERCENT` or `WITH TIES`.
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
