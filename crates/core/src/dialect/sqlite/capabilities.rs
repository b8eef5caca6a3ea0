//! What SQLite can do.

use crate::dialect::Capabilities;

/// SQLite 3.35 and later, with its default limits (<https://sqlite.org/limits.html>).
pub(super) static SQLITE: Capabilities = Capabilities {
    offset_without_limit: Some("-1"),
    // SQLite prepares a statement anew each time a bound LIMIT is bound again.
    inline_limits: true,
    parenthesized_default: true,
    ..Capabilities::STANDARD
};
