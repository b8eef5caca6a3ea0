//! What PostgreSQL can do.

use crate::dialect::Capabilities;

/// PostgreSQL 14 and later, which has subscripts; its protocol counts binds in 16 bits.
pub(super) static POSTGRES: Capabilities = Capabilities {
    max_binds: 65_535,
    numbered_placeholders: true,
    array_binds: true,
    offset_without_limit: Some("ALL"),
    arrays: true,
    postgres_operators: true,
    subscripts: true,
    ordinality: true,
    ilike: true,
    named_enums: true,
    ..Capabilities::STANDARD
};
