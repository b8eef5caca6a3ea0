//! What a select can select: entities, columns, expressions, and tuples of them.

use std::sync::Arc;

use crate::decode::FromRow;
use crate::expr::func::Now;
use crate::expr::{Column, ComputedColumn, Expr, Expression, Labeled, Node, Source, TableName};
use crate::schema::Table;
use crate::types::Scalar;

/// One entry of a select list.
#[derive(Clone, Debug)]
pub struct SelectItem {
    /// The expression.
    pub node: Node,
    /// Its name, if the user gave one.
    pub label: Option<&'static str>,
}

/// A struct that is a row of one table; the derive macros implement it.
pub trait Record: FromRow + 'static {
    /// The type of the constant with the struct's name.
    type Fields: Fields<Record = Self>;

    /// The table's name.
    const TABLE: &'static TableName;

    /// The columns, qualified with a source.
    fn fields(source: Source) -> Self::Fields;

    /// The schema of the table.
    fn table() -> &'static Arc<Table>;
}

/// The constant of a table: a `Copy` struct with its columns.
pub trait Fields: Copy + Selection<Row = Self::Record> {
    /// The struct that a row becomes.
    type Record: Record<Fields = Self>;

    /// What the columns are qualified with.
    fn source(&self) -> Source;
}

/// The same table under another name: for self-joins, and for one table joined twice.
///
/// The name qualifies columns in SQL, so it must be unique within a statement.
pub fn aliased<F: Fields>(fields: F, alias: &'static str) -> F {
    F::Record::fields(fields.source().aliased(alias))
}

/// What a select can select, and what its rows become.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    note = "models, columns, expressions and tuples of up to twelve of them can"
)]
pub trait Selection {
    /// The type of a row.
    type Row: FromRow;

    /// Appends the entries of the select list.
    fn append_to(&self, items: &mut Vec<SelectItem>);
}

macro_rules! expression_selection {
    ($($shell:ident)+) => {
        $(impl<T: Scalar + FromRow> Selection for $shell<T> {
            type Row = T;

            fn append_to(&self, items: &mut Vec<SelectItem>) {
                items.push(SelectItem { node: self.clone().into_node(), label: None });
            }
        })+
    };
}

expression_selection!(Column ComputedColumn Expr);

impl Selection for Now {
    type Row = crate::value::DateTime;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(SelectItem { node: self.into_node(), label: None });
    }
}

impl<T: Scalar + FromRow> Selection for Labeled<T> {
    type Row = T;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(SelectItem { node: self.node.clone(), label: Some(self.name) });
    }
}

impl<S: Selection> Selection for &S {
    type Row = S::Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        (**self).append_to(items);
    }
}

macro_rules! selection_tuple {
    ($($name:ident)+) => {
        impl<$($name: Selection),+> Selection for ($($name,)+) {
            type Row = ($($name::Row,)+);

            fn append_to(&self, items: &mut Vec<SelectItem>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_to(items);)+
            }
        }
    };
}

selection_tuple!(A);
selection_tuple!(A B);
selection_tuple!(A B C);
selection_tuple!(A B C D);
selection_tuple!(A B C D E);
selection_tuple!(A B C D E F);
selection_tuple!(A B C D E F G);
selection_tuple!(A B C D E F G H);
selection_tuple!(A B C D E F G H I);
selection_tuple!(A B C D E F G H I J);
selection_tuple!(A B C D E F G H I J K);
selection_tuple!(A B C D E F G H I J K L);
