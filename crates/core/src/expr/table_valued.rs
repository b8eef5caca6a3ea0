//! Functions in `FROM`.

use std::marker::PhantomData;

use super::node::Node;
use super::{Column, Expr, Source, intern_table};
use crate::stmt::{DerivedColumns, FromItem, JoinTarget};
use crate::types::{Scalar, SqlType};
use crate::visit::{Shared, facts, parts};

/// A function in `FROM`.
#[derive(Clone, Debug)]
pub struct TableFunctionNode {
    /// The source that qualifies the columns of the rows.
    pub source: Source,
    /// The function call.
    pub function: Node,
    /// Whether `WITH ORDINALITY` adds the number of the row as the last column.
    pub ordinality: bool,
    /// The list of columns after the name.
    pub derived: DerivedNames,
    /// The columns, with their types.
    pub columns: Vec<(&'static str, SqlType)>,
}

/// The list of columns after the name of a function in `FROM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DerivedNames {
    /// No list.
    None,
    /// Names of columns.
    Names,
    /// Names of columns with their types.
    Typed,
}

/// `(operand).name`: one column of a row.
#[derive(Clone, Debug)]
pub struct FieldNode {
    /// The row.
    pub operand: Node,
    /// The column.
    pub name: &'static str,
}

facts!(DerivedNames);
parts! {
    TableFunctionNode { source, function, ordinality, derived, columns }
    FieldNode { operand, name }
}

/// A function in `FROM` with rows of type `O`; see [`Expr::table_valued`].
#[derive(Clone, Debug)]
pub struct TableValued<O> {
    node: TableFunctionNode,
    _row: PhantomData<fn() -> O>,
}

/// A function in `FROM` with one column of type `T`; see [`Expr::column_valued`].
#[derive(Clone, Debug)]
pub struct ColumnValued<T> {
    node: TableFunctionNode,
    _type: PhantomData<fn() -> T>,
}

/// The row type of a function in `FROM`: a scalar, or a tuple of scalars.
pub trait TableRow {
    /// Returns the SQL types of the columns.
    fn sql_types() -> Vec<SqlType>;
}

impl<T: Scalar> TableRow for T {
    fn sql_types() -> Vec<SqlType> {
        vec![T::sql_type()]
    }
}

macro_rules! row_tuple {
    ($($name:ident)+) => {
        impl<$($name: Scalar),+> TableRow for ($($name,)+) {
            fn sql_types() -> Vec<SqlType> {
                vec![$($name::sql_type()),+]
            }
        }
    };
}

crate::for_each_tuple!(6, row_tuple);

impl<T> Expr<T> {
    /// Puts the function into `FROM`, under a name and with names for its columns.
    ///
    /// The row type `O` is not checked.
    ///
    /// ```
    /// use rebis_core::{Expression, func, select};
    /// let numbers = func::call::<i32>("generate_series", (1, 5))
    ///     .table_valued::<(i32,)>("numbers", ["n"])
    ///     .render_derived();
    /// let (n,) = numbers.columns();
    /// assert_eq!(
    ///     select(n).select_from(&numbers).filter(n.gt(2)).to_string(),
    ///     "SELECT numbers.n FROM generate_series(:generate_series_1, :generate_series_2) \
    ///      AS numbers(n) WHERE numbers.n > :n_1"
    /// );
    /// ```
    pub fn table_valued<O: TableRow>(
        self,
        name: &'static str,
        columns: impl IntoIterator<Item = &'static str>,
    ) -> TableValued<O> {
        TableValued {
            node: TableFunctionNode {
                source: Source::table(intern_table(None, name, true)),
                function: self.node().clone(),
                ordinality: false,
                derived: DerivedNames::None,
                columns: columns.into_iter().zip(O::sql_types()).collect(),
            },
            _row: PhantomData,
        }
    }

    /// Puts the function into `FROM` as one column with this name.
    ///
    /// ```
    /// use rebis_core::{Expression, func, select};
    /// let n = func::call::<i32>("generate_series", (1, 5)).column_valued("n");
    /// assert_eq!(
    ///     select(n.column()).select_from(&n).to_string(),
    ///     "SELECT n FROM generate_series(:generate_series_1, :generate_series_2) AS n"
    /// );
    /// ```
    pub fn column_valued(self, name: &'static str) -> ColumnValued<T> {
        ColumnValued {
            node: TableFunctionNode {
                source: Source::table(intern_table(None, name, true)),
                function: self.node().clone(),
                ordinality: false,
                derived: DerivedNames::None,
                columns: Vec::new(),
            },
            _type: PhantomData,
        }
    }

    /// Returns one column of the function's rows: `(function(…)).name`.
    ///
    /// `C` is not checked.
    pub fn scalar_table_valued<C: Scalar>(self, name: &'static str) -> Expr<C> {
        Expr::from_node(Node::Field(Shared::new(FieldNode {
            operand: self.node().clone(),
            name,
        })))
    }
}

impl<O> TableValued<O> {
    /// Adds `WITH ORDINALITY`: the last column is the number of the row, counted from 1.
    ///
    /// The names and types of the columns must include it.
    #[must_use]
    pub fn with_ordinality(mut self) -> Self {
        self.node.ordinality = true;
        self
    }

    /// Writes the names of the columns after the name: `AS numbers(n)`.
    #[must_use]
    pub fn render_derived(mut self) -> Self {
        self.node.derived = DerivedNames::Names;
        self
    }

    /// Writes the names and the types of the columns after the name: `AS rows(a INTEGER)`.
    #[must_use]
    pub fn render_derived_with_types(mut self) -> Self {
        self.node.derived = DerivedNames::Typed;
        self
    }

    /// Returns the function under another name.
    #[must_use]
    pub fn alias(mut self, name: &'static str) -> Self {
        self.node.source = Source::table(intern_table(None, name, true));
        self
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.node.columns.iter().map(|(name, _)| *name)
    }
}

impl<O: DerivedColumns> TableValued<O> {
    /// Returns the typed columns.
    pub fn columns(&self) -> O::Columns {
        O::columns(self.node.source, &mut self.names())
    }
}

impl<T: Scalar> TableValued<T> {
    /// Returns the only column.
    pub fn column(&self) -> Column<T> {
        Column::new(self.node.source, self.names().next().unwrap_or("?"))
    }
}

impl<T: Scalar> ColumnValued<T> {
    /// Returns the column.
    pub fn column(&self) -> Expr<T> {
        Expr::from_node(Node::Row(self.node.source))
    }
}

impl<O> JoinTarget for &TableValued<O> {
    fn into_from(self) -> FromItem {
        FromItem::Function(Shared::new(self.node.clone()))
    }
}

impl<T> JoinTarget for &ColumnValued<T> {
    fn into_from(self) -> FromItem {
        FromItem::Function(Shared::new(self.node.clone()))
    }
}
