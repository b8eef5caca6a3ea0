//! Decoding of a driver's row to Rust values, by position.

mod reader;
mod row;
mod rust;

pub use crate::value::{Cell, RowSource};
pub use reader::{FromRow, RowReader, kind};
pub use row::{ColumnNames, Row};
