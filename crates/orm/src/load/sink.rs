//! [`LoadRows`]: the row sink of a session's queries.

use std::ops::ControlFlow;

use rebis_core::decode::{RowReader, RowSource};
use rebis_core::driver::RowSink;
use rustc_hash::FxHashSet;

use super::LoadContext;
use super::element::{Load, LoadAs, Loaded};
use super::strategy::JoinedRows;
use crate::error::Error;
use crate::state::ObjectId;

/// A row sink that loads objects, at most `limit` results.
pub(crate) struct LoadRows<'s, O: Load> {
    context: LoadContext<'s>,
    joined: JoinedRows,
    loader: <O as LoadAs<O::Kind>>::Loader,
    found: Vec<<O as LoadAs<O::Kind>>::Found>,
    limit: usize,
    /// Whether the objects are collected as roots of loader options.
    wants_roots: bool,
    /// The objects that were already returned, if joined collections repeat them.
    seen: FxHashSet<ObjectId>,
    /// The objects of each model in the select list, in order and without duplicates.
    roots: Vec<Roots>,
    error: Option<Error>,
}

/// The objects of one model in the select list.
#[derive(Default)]
pub(crate) struct Roots {
    pub(crate) ids: Vec<ObjectId>,
    seen: FxHashSet<ObjectId>,
}

/// The rows of a query, and the objects at which loader options start.
pub(crate) struct LoadedRows<O: Load> {
    pub(crate) rows: Vec<Loaded<O>>,
    pub(crate) roots: Vec<Roots>,
}

impl<'s, O: Load> LoadRows<'s, O> {
    pub(crate) fn new(
        mut context: LoadContext<'s>,
        joined: JoinedRows,
        limit: usize,
        wants_roots: bool,
    ) -> Self {
        context.notes_row = wants_roots;
        Self {
            loader: O::loader(&context),
            context,
            joined,
            found: Vec::new(),
            limit,
            wants_roots,
            seen: FxHashSet::default(),
            roots: Vec::new(),
            error: None,
        }
    }

    pub(crate) fn finish(mut self) -> Result<LoadedRows<O>, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        O::publish(&mut self.loader);
        self.joined.finish(self.context.result.graph)?;
        let mut rows = Vec::with_capacity(self.found.len());
        for found in self.found {
            rows.push(O::finish(found, &self.loader)?);
        }
        Ok(LoadedRows {
            rows,
            roots: self.roots,
        })
    }

    fn load(&mut self, row: &dyn RowSource) -> Result<(), Error> {
        let mut reader = RowReader::new(row);
        if !self.wants_roots {
            let found = O::load(&mut reader, &mut self.loader, &mut self.context)?;
            self.found.push(found);
            return Ok(());
        }
        self.context.row.clear();
        let found = O::load(&mut reader, &mut self.loader, &mut self.context)?;
        if self.note_elements(&mut reader)? {
            self.found.push(found);
        }
        Ok(())
    }

    /// Reads the joined objects of a row, and collects its models as roots of loader options.
    ///
    /// Returns whether the row is a new result, not a repeated one.
    fn note_elements(&mut self, reader: &mut RowReader<'_>) -> Result<bool, Error> {
        let elements = std::mem::take(&mut self.context.row);
        self.joined.load(reader, &elements, &self.context)?;
        let is_new = !self.is_repeated(&elements);
        if is_new {
            self.note_roots(&elements);
        }
        self.context.row = elements;
        Ok(is_new)
    }

    /// Returns whether a joined collection repeated the row's model.
    fn is_repeated(&mut self, elements: &[Option<ObjectId>]) -> bool {
        match elements.first() {
            Some(Some(root)) if self.joined.repeats_rows() => !self.seen.insert(*root),
            _ => false,
        }
    }

    fn note_roots(&mut self, elements: &[Option<ObjectId>]) {
        self.roots
            .resize_with(elements.len().max(self.roots.len()), Roots::default);
        for (roots, id) in self.roots.iter_mut().zip(elements) {
            if let Some(id) = id
                && roots.seen.insert(*id)
            {
                roots.ids.push(*id);
            }
        }
    }
}

impl<O: Load> RowSink for LoadRows<'_, O> {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        if let Err(error) = self.load(row) {
            self.error = Some(error);
            return ControlFlow::Break(());
        }
        // Later rows may belong to results that were found, if a collection is joined. The result
        // is then read to its end.
        if self.found.len() >= self.limit && !self.joined.repeats_rows() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
