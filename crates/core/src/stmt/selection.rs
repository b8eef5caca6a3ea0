//! [`Selection`]: the entries of a select list, and the traits of models and their columns.

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
    /// The label, if the user set one.
    pub label: Option<&'static str>,
}

impl SelectItem {
    /// Visits every part of the entry.
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

/// A column of a new row that has a value or does not need one; see [`Columns::Draft`].
#[derive(Clone, Copy, Debug)]
pub struct Set;

/// A column of a new row that still needs a value; see [`Columns::Draft`].
#[derive(Clone, Copy, Debug)]
pub struct Unset;

/// A struct whose fields are columns: a whole row, or a mixin that tables embed.
///
/// `#[derive(Columns)]` implements it for mixins, `#[derive(Table)]` and `#[derive(Model)]` for
/// rows. Columns are numbered in the order of declaration. The columns of a mixin are at its place.
pub trait Columns: Sized {
    /// The typed columns, as a `Copy` struct with a field for each.
    type Fields: Copy;

    /// The initial state of a draft: [`Unset`] if a new row needs values for some columns, else
    /// [`Set`].
    type Draft;

    /// The number of columns.
    const WIDTH: usize;

    /// Returns the typed columns of a derived table, and takes their names from `names` in order.
    ///
    /// If `names` ends, the other columns have their own names.
    fn named_fields(source: Source, names: &mut dyn Iterator<Item = &'static str>) -> Self::Fields;

    /// Adds the columns to a table, with their keys and unique constraints.
    fn define(table: Table) -> Table;

    /// Returns the value of a column, or `NULL` if there is no column with this number.
    fn value(&self, index: usize) -> Value;

    /// Replaces the value of a column.
    ///
    /// # Errors
    /// Returns an error if the value cannot be converted to the type of the field.
    fn set_value(&mut self, index: usize, value: ValueRef<'_>) -> Result<(), Mismatch>;
}

/// A struct that is a row of one table; the derive macros implement it.
pub trait Record: FromRow + Columns + 'static {
    /// The table's name.
    const TABLE: &'static TableName;

    /// The columns, qualified with the table's own name. The constant with the struct's name has
    /// the same value.
    const FIELDS: Self::Fields;

    /// Returns the columns, qualified with a source.
    fn fields(source: Source) -> Self::Fields;

    /// Returns the definition of the table.
    fn table() -> &'static Arc<Table>;
}

/// Appends all columns of a record, qualified with a source.
pub fn append_record<R: Record>(source: Source, items: &mut Vec<SelectItem>) {
    append_columns(R::table(), source, items);
}

/// Appends all columns of a table, qualified with a source.
pub fn append_columns(table: &Table, source: Source, items: &mut Vec<SelectItem>) {
    // Split into its parts, so that they stay in registers instead of being copied through memory.
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
    /// The struct that a row is decoded to.
    type Record: Record + Columns<Fields = Self>;

    /// Returns the name that qualifies the columns.
    fn source(&self) -> Source;
}

/// Returns the table under another name, for self-joins and for a table that is joined twice.
///
/// The name qualifies columns in the SQL, so it must be unique within a statement.
///
/// ```
/// # use rebis_doc::*;
/// let other = aliased(Post, "other");
/// let stmt = select(Post.title).join(other, Post.views.lt(other.views));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT posts.title FROM posts JOIN posts AS other ON posts.views < other.views"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["SQL"]);
/// # Ok(())
/// # });
/// ```
pub fn aliased<F: Fields>(fields: F, alias: &'static str) -> F {
    F::Record::fields(fields.source().aliased(alias))
}

/// Returns the table under a generated name, such as `users_1`.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::anonymous_alias;
/// let other = anonymous_alias(Post);
/// let stmt = select(Post.title).join(other, Post.views.lt(other.views));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT posts.title FROM posts JOIN posts AS posts_1 ON posts.views < posts_1.views"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["SQL"]);
/// # Ok(())
/// # });
/// ```
pub fn anonymous_alias<F: Fields>(fields: F) -> F {
    F::Record::fields(fields.source().aliased_anonymously())
}

/// A table in a select list for which an outer join may have no row; see [`optional`].
#[derive(Clone, Copy, Debug)]
pub struct Optional<F>(F);

/// Selects a table as an `Option`: `None` if an outer join has no matching row.
///
/// ```text
/// select((Employee, optional(boss))).outer_join(boss, Employee.manager_id.eq(boss.id))
/// ```
///
/// ```
/// # use rebis_doc::*;
/// let stmt = select((User.name, optional(Post))).outer_join(Post, OnForeignKey);
/// # run(async |connection| {
/// let rows = connection.all(stmt.filter(User.name.eq("bob"))).await?;
/// assert!(matches!(&rows[..], [(name, None)] if name == "bob"));
/// # Ok(())
/// # });
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

/// An argument of [`select`](crate::select), which determines the type of the rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    note = "use models, columns, expressions, `literal(value)`, or tuples of up to twelve of them"
)]
pub trait Selection {
    /// The type of a row.
    type Row: FromRow;

    /// Appends the entries of the select list.
    fn append_to(&self, items: &mut Vec<SelectItem>);

    /// Appends the entries of `FROM` that cannot be inferred from the columns.
    fn append_from(&self, from: &mut Vec<FromItem>) {
        let _ = from;
    }
}

/// No columns: `SELECT FROM …`, which PostgreSQL supports.
impl Selection for () {
    type Row = ();

    fn append_to(&self, _items: &mut Vec<SelectItem>) {}
}

/// Converts an expression to an entry of a select list that is built at run time.
impl<E: Expression> From<E> for SelectItem {
    fn from(expression: E) -> Self {
        Self {
            node: expression.into_node(),
            label: None,
        }
    }
}

/// The rows are [`Row`]s, read by name or position.
impl Selection for SelectItem {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.push(self.clone());
    }
}

/// A select list that is known only at run time. Its rows are [`Row`]s, read by name or position.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table};
/// use rebis_core::{Expression, SelectItem, named_column, select};
/// let wanted = ["name".to_owned(), "age".to_owned()];
/// let columns: Vec<SelectItem> = wanted
///     .iter()
///     .map(|name| named_column::<String>(name.as_str()).into())
///     .collect();
/// let users = Table::new("users").with_column(ColumnDef::for_type::<i64>("id"));
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

/// All columns of a table that is known only at run time. Its rows are [`Row`]s, read by name or
/// position.
impl Selection for Table {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        append_columns(self, self.source(), items);
    }
}

/// SQL text from the user, without a label.
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

crate::for_each_tuple!(12, selection_tuple);
