//! [`load_rows`]: a statement of a session, from its loader options to its objects.

use rebis_core::StatementRef;

use super::plan::{load_tree, load_trees};
use super::reader::ObjectReader;
use super::sink::LoadRows;
use super::strategy::JoinPlan;
use super::{Load, Loaded};
use crate::error::Error;

/// How many rows a query returns, and how it treats objects that are in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueryOptions {
    /// The most results that are read.
    pub(crate) limit: usize,
    /// Whether objects are read again although they are current and unchanged.
    pub(crate) populate_existing: bool,
}

impl QueryOptions {
    /// Reads at most `limit` results.
    pub(crate) fn limit(limit: usize) -> Self {
        Self {
            limit,
            populate_existing: false,
        }
    }
}

/// Executes a statement, and loads its rows and the relationships that its options name.
pub(crate) async fn load_rows<O: Load>(
    reader: &mut ObjectReader<'_>,
    statement: StatementRef<'_>,
    options: QueryOptions,
) -> Result<Vec<Loaded<O>>, Error> {
    let trees = load_trees(statement)?;
    let mut joins = JoinPlan::default();
    let planned = match statement {
        StatementRef::Select(select) if !trees.is_empty() => {
            let mut select = select.clone();
            joins = JoinPlan::build(&mut select, &trees)?;
            Some(select)
        }
        _ => None,
    };
    let statement = planned.as_ref().map_or(statement, StatementRef::Select);
    let mut context = reader.next_result();
    context.result.populate_existing = options.populate_existing;
    let joined = joins.into_rows(reader.graph);
    let mut sink = LoadRows::<O>::new(context, joined, options.limit, !trees.is_empty());
    reader.connection.execute_into(statement, &mut sink).await?;
    let loaded = sink
        .finish()
        .map_err(|error| error.with_sql(reader.connection, statement))?;
    for root in &trees {
        // Without rows there are no roots.
        if let Some(roots) = loaded.roots.get(root.position) {
            load_tree(reader, &root.tree, &roots.ids).await?;
        }
    }
    Ok(loaded.rows)
}
