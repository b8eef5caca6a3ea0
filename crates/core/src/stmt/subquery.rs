//! Derived tables: a query with a name, in `FROM`.

use std::marker::PhantomData;

use super::{DerivedTable, FromItem, JoinTarget, Query, Record};
use crate::decode::FromRow;
use crate::expr::{Column, ColumnRef, Node, Source};
use crate::stmt::{SelectItem, Selection};
use crate::types::Scalar;

/// A derived table: a query with a name, for `FROM`.
#[derive(Debug)]
pub struct Subquery<O> {
    pub(crate) derived: DerivedTable,
    _row: PhantomData<fn() -> O>,
}

impl<O> Subquery<O> {
    pub(crate) fn new(query: Query, source: Source) -> Self {
        Self::from_derived(DerivedTable {
            query,
            source,
            lateral: false,
        })
    }

    pub(crate) fn from_derived(derived: DerivedTable) -> Self {
        Self {
            derived,
            _row: PhantomData,
        }
    }

    /// Returns the name that qualifies its columns.
    pub fn source(&self) -> Source {
        self.derived.source
    }

    /// Returns the same subquery under another name, to join it twice.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let views = select(Post.views).subquery("v");
    /// let other = views.alias("other");
    /// let stmt = select(views.column()).select_from(&views);
    /// let stmt = stmt.join(&other, views.column().lt(other.column()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT v.views FROM (SELECT posts.views AS views FROM posts) AS v \
    ///      JOIN (SELECT posts.views AS views FROM posts) AS other ON v.views < other.views"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [3]);
    /// # Ok(())
    /// # });
    /// ```
    #[must_use]
    pub fn alias(&self, name: &'static str) -> Self {
        let source = self.derived.source.aliased(name);
        Self::from_derived(DerivedTable {
            source,
            ..self.derived.clone()
        })
    }
}

impl<O> Clone for Subquery<O> {
    fn clone(&self) -> Self {
        Self::from_derived(self.derived.clone())
    }
}

impl<O> JoinTarget for &Subquery<O> {
    fn into_from(self) -> FromItem {
        FromItem::Derived(self.derived.clone())
    }
}

/// Implements typed columns, and `Selection` as a whole, for named queries with rows of `O`.
///
/// `method` is the method in the examples that creates the named query.
macro_rules! derived_columns {
    ($($name:ident $method:ident)+) => {$(
        impl<O: DerivedColumns> $name<O> {
            /// Returns the typed columns.
            ///
            /// They are a column for a scalar row, the fields for a model, and a tuple of these for
            /// a tuple.
            ///
            /// ```
            /// # use rebis_doc::*;
            /// let query = select((Post.title, Post.views));
            #[doc = concat!(" let found = query.", stringify!($method), "(\"found\");")]
            /// let (title, views) = found.columns();
            /// let stmt = select(title).select_from(&found).filter(views.gt(5));
            /// assert!(stmt.to_string().contains("SELECT found.title FROM "));
            /// # run(async |connection| {
            /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
            /// # Ok(())
            /// # });
            /// ```
            pub fn columns(&self) -> O::Columns {
                let names = self.names();
                O::columns(self.source(), &mut names.into_iter())
            }
        }

        impl<O: Scalar> $name<O> {
            /// Returns the only column.
            ///
            /// ```
            /// # use rebis_doc::*;
            /// let query = select(Post.title);
            #[doc = concat!(" let titles = query.", stringify!($method), "(\"titles\");")]
            /// let title = titles.column();
            /// let stmt = select(title).select_from(&titles).order_by(title.desc());
            /// assert!(stmt.to_string().ends_with(" ORDER BY titles.title DESC"));
            /// # run(async |connection| {
            /// assert_eq!(connection.all(stmt).await?, ["SQL", "Rust"]);
            /// # Ok(())
            /// # });
            /// ```
            pub fn column(&self) -> Column<O> {
                Column::new(self.source(), self.names().first().copied().unwrap_or("?"))
            }
        }

        impl<R: Record> $name<R> {
            /// Returns the columns of the model, qualified with this name.
            ///
            /// ```
            /// # use rebis_doc::*;
            /// let query = select(Post).filter(Post.views.gt(5));
            #[doc = concat!(" let popular = query.", stringify!($method), "(\"popular\");")]
            /// let stmt = select(popular.fields().title).select_from(&popular);
            /// assert!(stmt.to_string().contains("SELECT popular.title FROM "));
            /// # run(async |connection| {
            /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
            /// # Ok(())
            /// # });
            /// ```
            pub fn fields(&self) -> R::Fields {
                R::named_fields(self.source(), &mut self.names().into_iter())
            }
        }

        /// Selects all columns, and adds the entry to `FROM`.
        impl<O: FromRow> Selection for $name<O> {
            type Row = O;

            fn append_to(&self, items: &mut Vec<SelectItem>) {
                let source = self.source();
                items.extend(self.names().into_iter().map(|name| SelectItem {
                    node: Node::Column(ColumnRef::new(source, name)),
                    label: None,
                }));
            }

            fn append_from(&self, from: &mut Vec<FromItem>) {
                from.push(self.into_from());
            }
        }
    )+};
}

pub(super) use derived_columns;

derived_columns!(Subquery subquery);

impl<O> Subquery<O> {
    fn names(&self) -> Vec<&'static str> {
        crate::stmt::output_names(&self.derived.query)
    }
}

/// A row type that gives a derived table typed columns.
pub trait DerivedColumns {
    /// The typed columns.
    type Columns;

    /// Returns the columns of a source, and takes their names from `names` in order.
    fn columns(source: Source, names: &mut dyn Iterator<Item = &'static str>) -> Self::Columns;
}

/// A scalar has one column. The derive macros implement the trait for models.
impl<T: Scalar> DerivedColumns for T {
    type Columns = Column<T>;

    fn columns(source: Source, names: &mut dyn Iterator<Item = &'static str>) -> Self::Columns {
        Column::new(source, names.next().unwrap_or("?"))
    }
}

macro_rules! derived_tuple {
    ($($name:ident)+) => {
        impl<$($name: DerivedColumns),+> DerivedColumns for ($($name,)+) {
            type Columns = ($($name::Columns,)+);

            fn columns(
                source: Source,
                names: &mut dyn Iterator<Item = &'static str>,
            ) -> Self::Columns {
                ($($name::columns(source, names),)+)
            }
        }
    };
}

crate::for_each_tuple!(12, derived_tuple);

/// Implements the conversions of a statement to a part of another statement, with examples.
macro_rules! query_methods {
    ($(
        $statement:ident
        $(#[$subquery:meta])+ subquery
        $(#[$anonymous:meta])+ anonymous_subquery
        $(#[$lateral:meta])+ lateral
        $(#[$exists:meta])+ exists
        $(#[$scalar:meta])+ scalar_subquery
        $(#[$label:meta])+ label
    )+) => {$(
        impl<O> $statement<O> {
            /// Converts the statement to a derived table of this name, for `FROM`.
            ///
            $(#[$subquery])+
            pub fn subquery(self, name: &'static str) -> $crate::stmt::Subquery<O> {
                $crate::stmt::Subquery::new(
                    $crate::stmt::IntoQuery::into_query(self),
                    $crate::expr::Source::table($crate::expr::intern_table(None, name, true)),
                )
            }

            /// Converts the statement to a derived table with a generated name, for `FROM`.
            ///
            $(#[$anonymous])+
            pub fn anonymous_subquery(self) -> $crate::stmt::Subquery<O> {
                $crate::stmt::Subquery::new(
                    $crate::stmt::IntoQuery::into_query(self),
                    $crate::expr::Source::anonymous(),
                )
            }

            /// Converts the statement to a derived table of this name: `LATERAL (…)`.
            ///
            /// It can use the tables before it in `FROM`. SQLite, MariaDB and SQL Server do not
            /// support it.
            ///
            $(#[$lateral])+
            pub fn lateral(self, name: &'static str) -> $crate::stmt::Subquery<O> {
                let mut subquery = self.subquery(name);
                subquery.derived.lateral = true;
                subquery
            }

            /// Returns the condition `EXISTS (…)`, which is true if there is a row.
            ///
            $(#[$exists])+
            pub fn exists(self) -> $crate::expr::Expr<bool> {
                $crate::stmt::exists(self)
            }
        }

        impl<O: $crate::types::Scalar> $statement<O> {
            /// Converts the statement to an expression: its only value, or `None` without a row.
            ///
            $(#[$scalar])+
            pub fn scalar_subquery(self) -> $crate::expr::Expr<Option<O::Base>>
            where
                O::Base: $crate::types::Scalar<Base = O::Base>,
            {
                let query = $crate::stmt::IntoQuery::into_query(self);
                $crate::expr::Expr::from_node($crate::expr::Node::Subquery(query))
            }

            /// Converts the statement to an expression with a label.
            ///
            /// It is the only value of the statement, or `None` without a row.
            ///
            $(#[$label])+
            pub fn label(self, name: &'static str) -> $crate::expr::Labeled<Option<O::Base>>
            where
                O::Base: $crate::types::Scalar<Base = O::Base>,
            {
                $crate::expr::Expression::label(self.scalar_subquery(), name)
            }
        }

        impl<T: $crate::types::Scalar> $crate::expr::InOperand<T::Base> for $statement<T> {
            fn into_list(self) -> $crate::expr::InList {
                $crate::expr::InList::Subquery($crate::stmt::IntoQuery::into_query(self))
            }
        }

        impl<T: $crate::types::Scalar> $crate::expr::InOperand<T::Base> for &$statement<T> {
            fn into_list(self) -> $crate::expr::InList {
                self.clone().into_list()
            }
        }

        /// The statement as a scalar subquery.
        impl<T: $crate::types::Scalar> $crate::expr::IntoExpr<T::Base> for $statement<T> {
            fn into_operand(self) -> $crate::expr::Node {
                $crate::expr::Node::Subquery($crate::stmt::IntoQuery::into_query(self))
            }
        }
    )+};
}

pub(super) use query_methods;
