//! [`load_rows`]: execution of a statement of a session, with its loader options.

use rebis_core::StatementRef;

use super::plan::{load_tree, load_trees};
use super::reader::ObjectReader;
use super::sink::LoadRows;
use super::strategy::JoinPlan;
use super::{Load, Loaded};
use crate::error::Error;

/// The number of results that a query reads, and its treatment of objects in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueryOptions {
    /// The maximum number of results that are read.
    pub(crate) limit: usize,
    /// Whether objects are refreshed even if they are current and unchanged.
    pub(crate) populate_existing: bool,
}

impl QueryOptions {
    /// Returns options that read at most `limit` results.
    pub(crate) fn limit(limit: usize) -> Self {
        Self {
            limit,
            populate_existing: false,
        }
    }
}

/// Executes a statement, and loads its rows and the relationships of its loader options.
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
            select.attachments.remove_refused();
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
        // There are no roots if the result has no rows.
        if let Some(roots) = loaded.roots.get(root.position) {
            load_tree(reader, &root.tree, &roots.ids).await?;
        }
    }
    Ok(loaded.rows)
}
