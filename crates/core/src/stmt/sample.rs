//! `TABLESAMPLE`: a sample of the rows of a table.

use super::{Fields, FromItem, JoinTarget, Record};
use crate::expr::{Expression, Node, Source};
use crate::visit::{Shared, parts};

/// A sample of the rows of a table: `TABLESAMPLE`, on PostgreSQL and SQL Server.
///
/// [`fields`](Self::fields) returns its columns. The sampling method is a function, for example
/// `func::custom("bernoulli", …)`.
#[derive(Clone, Debug)]
#[must_use]
pub struct TableSample<F> {
    node: SampleNode,
    fields: F,
}

/// The untyped parts of a [`TableSample`].
#[derive(Clone, Debug)]
pub struct SampleNode {
    /// The table, under another name.
    pub source: Source,
    /// The sampling method, with the percentage of rows as its argument.
    pub method: Node,
    /// `REPEATABLE (…)`
    pub seed: Option<Node>,
}

parts!(SampleNode {
    source,
    method,
    seed
});

/// Creates a sample of a table, under this name.
pub fn tablesample<F: Fields>(
    table: F,
    name: &'static str,
    method: impl Expression,
) -> TableSample<F> {
    TableSample::new(table.source().aliased(name), method.into_node())
}

/// Creates a sample of a table, under a generated name.
pub fn anonymous_tablesample<F: Fields>(table: F, method: impl Expression) -> TableSample<F> {
    TableSample::new(table.source().aliased_anonymously(), method.into_node())
}

impl<F: Fields> TableSample<F> {
    fn new(source: Source, method: Node) -> Self {
        let fields = F::Record::fields(source);
        let node = SampleNode {
            source,
            method,
            seed: None,
        };
        Self { node, fields }
    }

    /// Adds `REPEATABLE (seed)`: the same seed selects the same rows.
    pub fn seed(mut self, seed: impl Expression) -> Self {
        self.node.seed = Some(seed.into_node());
        self
    }

    /// Returns the columns of the table, qualified with the name of the sample.
    pub fn fields(&self) -> F {
        self.fields
    }
}

impl<F: Fields> JoinTarget for &TableSample<F> {
    fn into_from(self) -> FromItem {
        FromItem::Sample(Shared::new(self.node.clone()))
    }
}
