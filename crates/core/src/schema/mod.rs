//! Tables, columns, constraints, and [`MetaData`] over them.

mod column;
mod constraint;
mod decoder;
mod metadata;
mod table;
mod type_map;

pub use column::{ColumnDef, DefaultValue};
pub use constraint::{Check, ForeignKey, ForeignKeyAction, Index, Unique};
pub use decoder::{Decoder, ValueForm};
pub use metadata::MetaData;
pub use table::Table;
pub use type_map::TypeMap;
