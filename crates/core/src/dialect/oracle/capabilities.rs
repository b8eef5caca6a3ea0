//! What Oracle can do.

use crate::dialect::Capabilities;

/// Oracle Database 19c and later.
pub(super) static ORACLE: Capabilities = Capabilities {
    max_binds: 32_766,
    ..Capabilities::STANDARD
};
