//! From a driver's row to Rust values, by position.

mod reader;
mod row;
mod rust;

pub use reader::{Cell, FromRow, RowReader, RowSource, kind};
pub use row::{ColumnNames, Row};
