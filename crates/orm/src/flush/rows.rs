//! Rows that a write returns, and rows of new objects.

use std::ops::ControlFlow;

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::RowSink;
use rebis_core::error::DecodeError;
use rebis_core::value::ValueRef;

use crate::mapper::Mapper;

/// A row sink that collects rows as values.
#[derive(Default)]
pub(super) struct ValueRows {
    rows: Vec<Vec<Value>>,
    error: Option<DecodeError>,
}

impl ValueRows {
    pub(super) fn finish(self) -> Result<Vec<Vec<Value>>, DecodeError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.rows),
        }
    }
}

impl RowSink for ValueRows {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        let values = (0..row.width()).map(|index| Ok(row.get(index)?.to_value()));
        match values.collect() {
            Ok(values) => self.rows.push(values),
            Err(error) => {
                self.error = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

/// The row of a new object: the values of the program and the generated values.
pub(super) struct InsertedRow<'r> {
    pub(super) mapper: &'static Mapper,
    pub(super) pending: &'r [Option<Value>],
    /// The generated columns. Their values are in `generated`.
    pub(super) columns: &'r [usize],
    pub(super) generated: &'r [Value],
    /// The name of the dialect of the database.
    pub(super) dialect: &'static str,
}

impl RowSource for InsertedRow<'_> {
    fn width(&self) -> usize {
        self.mapper.width()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let generated = self.columns.iter().position(|column| *column == index);
        let value = match generated {
            Some(position) => Some(&self.generated[position]),
            None => self.pending[index].as_ref(),
        };
        Ok(value.map_or(ValueRef::Null, Value::as_ref))
    }

    fn dialect(&self) -> &'static str {
        self.dialect
    }

    fn name(&self, index: usize) -> &str {
        self.mapper.table().columns()[index].name()
    }
}
