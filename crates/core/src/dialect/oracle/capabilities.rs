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
    numbered_placeholders: true,
    inline_limits: true,
    table_alias_as: false,
    table_sample: false,
    distinct_on: false,
    empty_select_list: false,
    order_by_label: false,
    intersect_all: false,
    with_recursive: false,
    with_after_insert: true,
    aggregate_filter: false,
    frame_groups: false,
    frame_exclude: false,
    inline_json_paths: true,
    ..Capabilities::STANDARD
};
