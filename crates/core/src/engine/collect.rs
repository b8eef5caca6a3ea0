//! Row sinks that decode a driver's rows and collect them.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::decode::{ColumnNames, FromRow, Row, RowReader};
use crate::driver::RowSink;
use crate::error::{DecodeError, Error};
use crate::value::RowSource;
use crate::value::Value;

/// A sink that decodes up to `limit` rows.
pub(super) struct Collect<O> {
    rows: Vec<O>,
    limit: usize,
    error: Option<DecodeError>,
}

impl<O: FromRow> Collect<O> {
    pub(super) fn all() -> Self {
        Self::at_most(usize::MAX)
    }

    pub(super) fn at_most(limit: usize) -> Self {
        Self {
            rows: Vec::new(),
            limit,
            error: None,
        }
    }

    pub(super) fn finish(self) -> Result<Vec<O>, Error> {
        match self.error {
            Some(error) => Err(error.into()),
            None => Ok(self.rows),
        }
    }
}

impl<O: FromRow> RowSink for Collect<O> {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        match O::from_row(&mut RowReader::new(row)) {
            Ok(decoded) => self.rows.push(decoded),
            Err(error) => {
                self.error = Some(error.in_row::<O>());
                return ControlFlow::Break(());
            }
        }
        if self.rows.len() < self.limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// A sink that decodes the first row.
pub(super) struct First<O> {
    row: Option<Result<O, DecodeError>>,
}

impl<O> First<O> {
    pub(super) fn finish(self) -> Result<Option<O>, Error> {
        match self.row {
            Some(Ok(row)) => Ok(Some(row)),
            Some(Err(error)) => Err(error.into()),
            None => Ok(None),
        }
    }
}

impl<O> Default for First<O> {
    fn default() -> Self {
        Self { row: None }
    }
}

impl<O: FromRow> RowSink for First<O> {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        let decoded = O::from_row(&mut RowReader::new(row));
        self.row = Some(decoded.map_err(DecodeError::in_row::<O>));
        ControlFlow::Break(())
    }
}

/// A sink that keeps rows readable by column name. All rows share the names.
#[derive(Default)]
pub(super) struct CollectNamed {
    names: Option<ColumnNames>,
    rows: Vec<Row>,
    error: Option<DecodeError>,
}

impl CollectNamed {
    pub(super) fn finish(self) -> Result<Vec<Row>, Error> {
        match self.error {
            Some(error) => Err(error.into()),
            None => Ok(self.rows),
        }
    }
}

impl RowSink for CollectNamed {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        let columns = 0..row.width();
        let names = self.names.get_or_insert_with(|| {
            columns
                .clone()
                .map(|index| row.name(index).into())
                .collect()
        });
        let values: Result<Vec<Value>, _> = columns
            .map(|index| Ok(row.get(index)?.to_value()))
            .collect();
        match values {
            Ok(values) => {
                let named = Row::new(Arc::clone(names), values);
                self.rows.push(named.with_dialect(row.dialect()));
                ControlFlow::Continue(())
            }
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}
