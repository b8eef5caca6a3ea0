//! `TABLESAMPLE`: some rows of a table.

use super::{Fields, FromItem, JoinTarget, Record};
use crate::expr::{Expression, Node, Source};
use crate::visit::{Shared, parts};

/// Some rows of a table, as PostgreSQL and SQL Server pick them.
///
/// [`fields`](Self::fields) are the columns. The method is a function, as
/// `func::custom("bernoulli", …)`.
#[derive(Clone, Debug)]
#[must_use]
pub struct TableSample<F> {
    node: SampleNode,
    fields: F,
}

/// Some rows of a table.
#[derive(Clone, Debug)]
pub struct SampleNode {
    /// The table, under another name.
    pub source: Source,
    /// How rows are picked, and how many of a hundred.
    pub method: Node,
    /// `REPEATABLE (…)`
    pub seed: Option<Node>,
}

parts!(SampleNode {
    source,
    method,
    seed
});

/// Some rows of a table: those that the method picks, under this name.
pub fn tablesample<F: Fields>(
    table: F,
    name: &'static str,
    method: impl Expression,
) -> TableSample<F> {
    TableSample::of(table.source().aliased(name), method.into_node())
}

/// The same under a name that the compiler makes up.
pub fn anonymous_tablesample<F: Fields>(table: F, method: impl Expression) -> TableSample<F> {
    TableSample::of(table.source().aliased_anonymously(), method.into_node())
}

impl<F: Fields> TableSample<F> {
    fn of(source: Source, method: Node) -> Self {
        let fields = F::Record::fields(source);
        let node = SampleNode {
            source,
            method,
            seed: None,
        };
        Self { node, fields }
    }

    /// `REPEATABLE (…)`: the same seed picks the same rows.
    pub fn seed(mut self, seed: impl Expression) -> Self {
        self.node.seed = Some(seed.into_node());
        self
    }

    /// The columns of the table, qualified with the name here.
    pub fn fields(&self) -> F {
        self.fields
    }
}

impl<F: Fields> JoinTarget for &TableSample<F> {
    fn into_from(self) -> FromItem {
        FromItem::Sample(Shared::new(self.node.clone()))
    }
}
