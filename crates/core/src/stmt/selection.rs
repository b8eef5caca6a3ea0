//! What a select can select: entities, columns, expressions, and tuples of them.

use std::sync::Arc;

use super::{FromItem, Text};
use crate::decode::{FromRow, Row};
use crate::expr::func::Now;
use crate::expr::{
    Column, ColumnRef, ComputedColumn, Expr, Expression, Labeled, Node, Over, Source, TableName,
};
use crate::schema::Table;
use crate::types::{Mismatch, Scalar};
use crate::value::{Value, ValueRef};
use crate::visit::{Part, Rewriter, Shared, Visitor};

/// One entry of a select list.
#[derive(Clone, Debug)]
pub struct SelectItem {
    /// The expression.
    pub node: Node,
    /// Its name, if the user gave one.
    pub label: Option<&'static str>,
}

impl SelectItem {
    /// Shows everything that it consists of.
    pub fn visit_parts<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self { node, label } = self;
        node.visit(visitor);
        label.visit(visitor);
    }
}

impl Part for SelectItem {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.select_item(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self {
            node: self.node.rewrite(rewriter),
            label: self.label,
        }
    }
}

/// A column of a new row that has its value, or needs none; see [`Columns::Draft`].
#[derive(Clone, Copy, Debug)]
pub struct Set;

/// A column of a new row that must be given a value; see [`Columns::Draft`].
#[derive(Clone, Copy, Debug)]
pub struct Unset;

/// A struct whose fields are columns: a whole row, or a mixin that tables embed.
///
/// `#[derive(Columns)]` implements it for mixins, `#[derive(Table)]` and `#[derive(Model)]` for
/// rows. Columns are numbered in order of declaration, those of a mixin in its place.
pub trait Columns: Sized {
    /// The typed columns, as a `Copy` struct with a field for each.
    type Fields: Copy;

    /// [`Unset`] when a new row must be given some of the columns, else [`Set`]: where a draft
    /// starts.
    type Draft;

    /// How many columns there are.
    const WIDTH: usize;

    /// The typed columns of a source that calls them otherwise: a derived table. A name that does
    /// not come is the column's own.
    fn named_fields(source: Source, names: &mut dyn Iterator<Item = &'static str>) -> Self::Fields;

    /// Adds the columns, and what they bring (keys, unique constraints), to a table.
    fn define(table: Table) -> Table;

    /// The value of a column; `NULL` past the end.
    fn value(&self, index: usize) -> Value;

    /// Replaces the value of a column.
    ///
    /// # Errors
    /// When the value is not what the field takes.
    fn set_value(&mut self, index: usize, value: ValueRef<'_>) -> Result<(), Mismatch>;
}

/// A struct that is a row of one table; the derive macros implement it.
pub trait Record: FromRow + Columns + 'static {
    /// The table's name.
    const TABLE: &'static TableName;

    /// The columns, qualified with the table's own name: the constant with the struct's name.
    const FIELDS: Self::Fields;

    /// The columns, qualified with a source.
    fn fields(source: Source) -> Self::Fields;

    /// The schema of the table.
    fn table() -> &'static Arc<Table>;
}

/// Appends all columns of a record, qualified with a source.
pub fn append_record<R: Record>(source: Source, items: &mut Vec<SelectItem>) {
    append_columns(R::table(), source, items);
}

/// Appends all columns of a table, qualified with a source.
pub fn append_columns(table: &Table, source: Source, items: &mut Vec<SelectItem>) {
    // In parts, which registers hold: a source is copied over memory that was just written.
    let Source { table: of, alias } = source;
    items.extend(table.columns().iter().map(|column| {
        let source = Source { table: of, alias };
        let name = column.interned_name();
        SelectItem {
            node: Node::Column(ColumnRef::new(source, name)),
            label: None,
        }
    }));
}

/// The constant of a table: a `Copy` struct with its columns.
pub trait Fields: Copy + Selection<Row = Self::Record> {
    /// The struct that a row becomes.
    type Record: Record + Columns<Fields = Self>;

    /// What the columns are qualified with.
    fn source(&self) -> Source;
}

/// The same table under another name: for self-joins, and for one table joined twice.
///
/// The name qualifies columns in SQL, so it must be unique within a statement.
pub fn aliased<F: Fields>(fields: F, alias: &'static str) -> F {
    F::Record::fields(fields.source().aliased(alias))
}

/// The same table under a name that the compiler makes up: `users_1`.
pub fn anonymous_alias<F: Fields>(fields: F) -> F {
    F::Record::fields(fields.source().aliased_anonymously())
}

/// A table in a select list that an outer join may not find a row of; see [`optional`].
#[derive(Clone, Copy, Debug)]
pub struct Optional<F>(F);

/// Selects a table as an `Option`: `None` where an outer join found no row.
///
/// ```text
/// select((Employee, optional(boss))).outer_join(boss, Employee.manager_id.eq(boss.id))
/// ```
pub fn optional<F: Fields>(fields: F) -> Optional<F> {
    Optional(fields)
}

impl<F: Fields> Selection for Optional<F> {
    type Row = Option<F::Record>;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        self.0.append_to(items);
    }
}

/// What a select can select, and what its rows become.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    note = "models, columns, expressions, `literal(value)` and tuples of up to twelve of them can"
)]
pub trait Selection {
    /// The type of a row.
    type Row: FromRow;

    /// Appends the entries of the select list.
    fn append_to(&self, items: &mut Vec<SelectItem>);

    /// Appends entries of `FROM` that the columns do not say.
    fn append_from(&self, from: &mut Vec<FromItem>) {
        let _ = from;
    }
}

/// No columns: for `SELECT FROM …`, which PostgreSQL has.
impl Selection for () {
    type Row = ();

    fn append_to(&self, _items: &mut Vec<SelectItem>) {}
}

/// An expression as an entry of a select list that is put together at run time.
impl<E: Expression> From<E> for SelectItem {
    fn from(expression: E) -> Self {
        Self {
            node: expression.into_node(),
            label: None,
        }
    }
}

/// The row is read by name or position.
impl Selection for SelectItem {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(self.clone());
    }
}

/// A list that is known at run time only; its row is read by name or position.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table};
/// use rebis_core::{Expression, SelectItem, named_column, select};
/// let wanted = ["name".to_owned(), "age".to_owned()];
/// let columns: Vec<SelectItem> = wanted
///     .iter()
///     .map(|name| named_column::<String>(name.as_str()).into())
///     .collect();
/// let users = Table::new("users").with_column(ColumnDef::of::<i64>("id"));
/// let order: Vec<_> = wanted.iter().map(|name| named_column::<String>(name.as_str()).desc()).collect();
/// assert_eq!(
///     select(columns).select_from(&users).order_by(order).to_string(),
///     "SELECT name, age FROM users ORDER BY name DESC, age DESC"
/// );
/// ```
impl<S: Selection> Selection for Vec<S> {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        self.iter().for_each(|entry| entry.append_to(items));
    }

    fn append_from(&self, from: &mut Vec<FromItem>) {
        self.iter().for_each(|entry| entry.append_from(from));
    }
}

/// All columns of a table that is known at run time; its row is read by name or position.
impl Selection for Table {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        append_columns(self, self.source(), items);
    }
}

/// SQL that the user wrote, without a name in the result.
impl<O: FromRow> Selection for Text<O> {
    type Row = O;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(SelectItem {
            node: Node::Text(Shared::new(self.node().clone())),
            label: None,
        });
    }
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

expression_selection!(Column ComputedColumn Expr Over);

impl Selection for Now {
    type Row = crate::value::DateTime;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(SelectItem {
            node: self.into_node(),
            label: None,
        });
    }
}

impl<T: Scalar + FromRow> Selection for Labeled<T> {
    type Row = T;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        let node = match self.name {
            Some(_) => self.node.clone(),
            None => self.node(),
        };
        items.push(SelectItem {
            node,
            label: self.name,
        });
    }
}

impl<S: Selection + ?Sized> Selection for &S {
    type Row = S::Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        (**self).append_to(items);
    }

    fn append_from(&self, from: &mut Vec<FromItem>) {
        (**self).append_from(from);
    }
}

macro_rules! selection_tuple {
    ($($name:ident)+) => {
        impl<$($name: Selection),+> Selection for ($($name,)+) {
            type Row = ($($name::Row,)+);

            fn append_to(&self, items: &mut Vec<SelectItem>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                items.reserve([$(stringify!($name)),+].len());
                $($name.append_to(items);)+
            }

            fn append_from(&self, from: &mut Vec<FromItem>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_from(from);)+
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
