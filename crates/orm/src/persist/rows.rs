//! Rows that a write returns, as values.

use std::ops::ControlFlow;

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::RowSink;
use rebis_core::error::DecodeError;

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
