//! What PostgreSQL can do.

use crate::dialect::Capabilities;

/// PostgreSQL 13 and later; its protocol counts binds in 16 bits.
pub(super) static POSTGRES: Capabilities = Capabilities {
    max_binds: 65_535,
    numbered_placeholders: true,
    array_binds: true,
    offset_without_limit: Some("ALL"),
    ilike: true,
    named_enums: true,
    ..Capabilities::STANDARD
};
