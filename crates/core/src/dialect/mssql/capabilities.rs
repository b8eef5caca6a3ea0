//! What SQL Server can do.

use crate::dialect::Capabilities;

/// SQL Server 2016 and later, which takes 2100 parameters
/// (<https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server>).
pub(super) static MSSQL: Capabilities = Capabilities {
    max_binds: 2_099,
    nulls_order: false,
    ..Capabilities::STANDARD
};
