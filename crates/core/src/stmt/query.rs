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
    /// `UNION`, `INTERSECT` or `EXCEPT`.
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
    /// Returns whether both are the same statement in memory; queries that write never are.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Select(one), Self::Select(other)) => Shared::ptr_eq(one, other),
            (Self::Compound(one), Self::Compound(other)) => Shared::ptr_eq(one, other),
            (Self::Values(one), Self::Values(other)) => Shared::ptr_eq(one, other),
            (Self::Text(one), Self::Text(other)) => Shared::ptr_eq(one, other),
            _ => false,
        }
    }

    /// Returns the entries of the select list or of `RETURNING`; for a compound, of its first part.
    pub(crate) fn items(&self) -> &[SelectItem] {
        match self.first_part() {
            Self::Select(select) => &select.columns,
            Self::Insert(insert) => &insert.returning,
            Self::Update(update) => &update.returning,
            Self::Delete(delete) => &delete.returning,
            Self::Compound(_) | Self::Values(_) | Self::Text(_) => &[],
        }
    }

    /// Returns the innermost first part of a compound, or a query of another kind as it is.
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

/// A statement that can be used inside another statement.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used inside a statement",
    note = "use a select, a compound, `values(…)` or `text(…)`"
)]
pub trait IntoQuery {
    /// The type of each row.
    type Row;

    /// Returns the untyped statement.
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
