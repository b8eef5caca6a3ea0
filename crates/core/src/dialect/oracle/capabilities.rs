//! What Oracle can do.

use crate::dialect::{Capabilities, TrueDivision};

/// Oracle Database 19c and later.
pub(super) static ORACLE: Capabilities = Capabilities {
    max_binds: 32_766,
    true_division: TrueDivision::Native,
    native_booleans: false,
    boolean_tests: false,
    conditions_are_values: false,
    array_quantifiers: false,
    symmetric_between: false,
    ..Capabilities::STANDARD
};
