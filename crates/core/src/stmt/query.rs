//! [`Query`]: a statement inside a statement.

use super::{
    CompoundNode, Delete, DeleteNode, Insert, InsertNode, Select, SelectItem, SelectNode, Text,
    TextNode, Update, UpdateNode, Values, ValuesNode,
};
use crate::visit::{Shared, variants};

/// A statement inside a statement: a subquery, an entry of `FROM`, the rows of an `INSERT`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Query {
    /// `SELECT`
    Select(Shared<SelectNode>),
    /// `UNION` and its siblings.
    Compound(Shared<CompoundNode>),
    /// `VALUES`
    Values(Shared<ValuesNode>),
    /// SQL that the user wrote.
    Text(Shared<TextNode>),
    /// `INSERT`, in a common table expression.
    Insert(Shared<InsertNode>),
    /// `UPDATE`, in a common table expression.
    Update(Shared<UpdateNode>),
    /// `DELETE`, in a common table expression.
    Delete(Shared<DeleteNode>),
}

variants!(Query {
    Select(select),
    Compound(compound),
    Values(values),
    Text(text),
    Insert(insert),
    Update(update),
    Delete(delete),
});

impl Query {
    /// Whether both are one and the same statement.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Select(one), Self::Select(other)) => Shared::ptr_eq(one, other),
            (Self::Compound(one), Self::Compound(other)) => Shared::ptr_eq(one, other),
            (Self::Values(one), Self::Values(other)) => Shared::ptr_eq(one, other),
            (Self::Text(one), Self::Text(other)) => Shared::ptr_eq(one, other),
            _ => false,
        }
    }

    /// The entries of the select list, or of `RETURNING`; of a compound those of its first part.
    pub(crate) fn items(&self) -> &[SelectItem] {
        match self.first_part() {
            Self::Select(select) => &select.columns,
            Self::Insert(insert) => &insert.returning,
            Self::Update(update) => &update.returning,
            Self::Delete(delete) => &delete.returning,
            Self::Compound(_) | Self::Values(_) | Self::Text(_) => &[],
        }
    }

    /// The first part of a compound, and of the compounds that are first in it.
    pub(crate) fn first_part(&self) -> &Self {
        let mut query = self;
        while let Self::Compound(compound) = query
            && let Some(first) = compound.parts.first()
        {
            query = first;
        }
        query
    }
}

/// A statement that can stand inside another one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand inside a statement",
    note = "selects, compounds, `values(…)` and `text(…)` can, and in `.cte(…)` all statements"
)]
pub trait IntoQuery {
    /// What each row is.
    type Row;

    /// The untyped statement.
    fn into_query(self) -> Query;
}

impl<O> IntoQuery for Select<O> {
    type Row = O;

    fn into_query(self) -> Query {
        Self::into_query(self)
    }
}

impl<O> IntoQuery for Values<O> {
    type Row = O;

    fn into_query(self) -> Query {
        Query::Values(self.node)
    }
}

impl<Q: IntoQuery + Clone> IntoQuery for &Q {
    type Row = Q::Row;

    fn into_query(self) -> Query {
        self.clone().into_query()
    }
}

macro_rules! statements_as_queries {
    ($($statement:ident)+) => {
        $(impl<O> IntoQuery for $statement<O> {
            type Row = O;

            fn into_query(self) -> Query {
                Query::$statement(Shared::new(self.node().clone()))
            }
        })+
    };
}

statements_as_queries!(Text Insert Update Delete);
