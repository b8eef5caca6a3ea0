//! Rows that a write returns, as values.

use std::ops::ControlFlow;
use std::sync::Arc;

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::RowSink;
use rebis_core::error::DecodeError;
use rebis_core::schema::Table;
use rebis_core::value::ValueRef;

/// Keeps rows as values.
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

/// A table's row from values: what a model is read from after its INSERT.
pub(super) struct TableRow {
    pub(super) table: &'static Arc<Table>,
    pub(super) values: Vec<Value>,
}

impl RowSource for TableRow {
    fn width(&self) -> usize {
        self.values.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let width = self.values.len();
        self.values
            .get(index)
            .map(Value::as_ref)
            .ok_or(DecodeError::TooFewColumns { index, width })
    }

    fn name(&self, index: usize) -> &str {
        self.table
            .columns()
            .get(index)
            .map_or("?", |column| column.name())
    }
}
