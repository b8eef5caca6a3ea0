//! The dialects: one folder for each database.
//!
//! They implement the trait [`Dialect`] of [`compile`](crate::compile), which calls it.

mod mssql;
mod mysql;
mod oracle;
mod postgres;
mod sqlite;

pub use crate::compile::{
    Capabilities, Concat, DecimalBinds, DeleteTables, Dialect, EmptyInsert, EmptyList, Generic,
    LikeBackslash, MergeForm, NewRow, Returning, Rollup, TargetAlias, TextSyntax, TrueDivision,
    UpdateTables, ValuesTable,
};
pub use crate::value::{BytesLiteral, DateLiteral, Literals};
pub use mssql::Mssql;
pub use mysql::{MySql, MySqlVariant};
pub use oracle::Oracle;
pub use postgres::Postgres;
pub use sqlite::Sqlite;

#[cfg(test)]
mod tests;
