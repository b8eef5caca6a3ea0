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
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::tablesample;
/// let part = tablesample(Post, "part", func::call::<f64>("bernoulli", 20));
/// let stmt = select(part.fields().title).select_from(&part);
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "SELECT part.title FROM posts AS part TABLESAMPLE bernoulli($1)"
/// );
/// # Ok::<(), core::error::CompileError>(())
/// ```
pub fn tablesample<F: Fields>(
    table: F,
    name: &'static str,
    method: impl Expression,
) -> TableSample<F> {
    TableSample::new(table.source().aliased(name), method.into_node())
}

/// Creates a sample of a table, under a generated name.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::anonymous_tablesample;
/// let part = anonymous_tablesample(Post, func::call::<f64>("system", 20));
/// let stmt = select(part.fields().title).select_from(&part);
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "SELECT posts_1.title FROM posts AS posts_1 TABLESAMPLE system($1)"
/// );
/// # Ok::<(), core::error::CompileError>(())
/// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::tablesample;
    /// let part = tablesample(Post, "part", func::call::<f64>("bernoulli", 20)).seed(literal(7));
    /// let stmt = select(part.fields().title).select_from(&part);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT part.title FROM posts AS part TABLESAMPLE bernoulli($1) REPEATABLE ($2)"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn seed(mut self, seed: impl Expression) -> Self {
        self.node.seed = Some(seed.into_node());
        self
    }

    /// Returns the columns of the table, qualified with the name of the sample.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::tablesample;
    /// let part = tablesample(Post, "part", func::call::<f64>("system", 20));
    /// let stmt = select(part.fields().title).select_from(&part).filter(part.fields().views.gt(5));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT part.title FROM posts AS part TABLESAMPLE system($1) WHERE part.views > $2"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn fields(&self) -> F {
        self.fields
    }
}

impl<F: Fields> JoinTarget for &TableSample<F> {
    fn into_from(self) -> FromItem {
        FromItem::Sample(Shared::new(self.node.clone()))
    }
}
