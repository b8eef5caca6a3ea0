//! [`EntityQuery`]: a SELECT of one model for a loader strategy, without a type parameter.

use std::borrow::Cow;
use std::ops::ControlFlow;

use rebis_core::decode::{RowReader, RowSource};
use rebis_core::driver::RowSink;
use rebis_core::{SelectItem, SelectNode, Source, StatementRef, append_columns};
use rustc_hash::FxHashSet;

use super::joined::{JoinPlan, JoinedRows};
use crate::error::Error;
use crate::load::plan::{LoadTree, RootTree, load_tree};
use crate::load::{LoadContext, ObjectReader};
use crate::mapper::Mapper;
use crate::state::{AnyArrivals, Key, KeyColumns, ObjectId};

/// A SELECT of a model's objects, each with a key that identifies its owner.
pub(crate) struct EntityQuery<'t> {
    pub(crate) mapper: &'static Mapper,
    pub(crate) select: SelectNode,
    /// The number of columns before the model's columns.
    leading: usize,
    key: Cow<'static, KeyColumns>,
    tree: &'t LoadTree,
}

impl<'t> EntityQuery<'t> {
    /// Creates a query that selects `columns` before the model's columns.
    ///
    /// The key may be in either part.
    pub(crate) fn with_leading(
        mapper: &'static Mapper,
        columns: Vec<SelectItem>,
        key: Cow<'static, KeyColumns>,
        tree: &'t LoadTree,
    ) -> Self {
        let leading = columns.len();
        let mut select = SelectNode {
            columns,
            ..SelectNode::default()
        };
        append_columns(mapper.table(), mapper.source(), &mut select.columns);
        Self {
            mapper,
            select,
            leading,
            key,
            tree,
        }
    }

    pub(crate) fn source(&self) -> Source {
        self.mapper.source()
    }

    /// Executes the query and loads its tree. Returns each object with its key.
    pub(crate) async fn load(
        self,
        reader: &mut ObjectReader<'_>,
    ) -> Result<Vec<(Option<Key>, ObjectId)>, Error> {
        let graph = reader.graph;
        let mut select = self.select;
        let root = RootTree {
            position: 0,
            source: self.mapper.source(),
            tree: self.tree.clone(),
        };
        let plan = JoinPlan::build(&mut select, std::slice::from_ref(&root))?;
        let mut sink = EntityRows {
            context: reader.next_result(),
            arrivals: self.mapper.arrivals(graph),
            leading: self.leading,
            key: self.key,
            joined: plan.into_rows(graph),
            rows: Vec::new(),
            error: None,
        };
        let statement = StatementRef::Select(&select);
        reader.connection.execute_into(statement, &mut sink).await?;
        if let Some(error) = sink.error {
            return Err(error);
        }
        let mut rows = sink.rows;
        if sink.joined.repeats_rows() {
            let mut seen = FxHashSet::default();
            rows.retain(|row| seen.insert(row.clone()));
        }
        sink.arrivals.publish();
        sink.joined.finish(graph)?;
        let ids: Vec<ObjectId> = rows.iter().map(|(_, id)| *id).collect();
        Box::pin(load_tree(reader, self.tree, &ids)).await?;
        Ok(rows)
    }
}

struct EntityRows<'s> {
    context: LoadContext<'s>,
    arrivals: Box<dyn AnyArrivals>,
    leading: usize,
    key: Cow<'static, KeyColumns>,
    joined: JoinedRows,
    rows: Vec<(Option<Key>, ObjectId)>,
    error: Option<Error>,
}

impl EntityRows<'_> {
    fn load(&mut self, row: &dyn RowSource) -> Result<(), Error> {
        let mut reader = RowReader::new(row);
        let key = self
            .key
            .read(&mut reader, self.context.result.graph.key_rules())?;
        reader.skip(self.leading);
        let id = self.arrivals.load(&mut reader, self.context.result)?;
        self.joined.load(&mut reader, &[id], &self.context)?;
        if let Some(id) = id {
            self.rows.push((key, id));
        }
        Ok(())
    }
}

impl RowSink for EntityRows<'_> {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        match self.load(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}
