//! The capabilities of Oracle.

use crate::compile::{
    Capabilities, DeleteTables, EmptyInsert, MergeForm, Returning, TextSyntax, TrueDivision,
    UpdateTables, ValuesTable,
};
use crate::value::{BytesLiteral, DateLiteral, Literals};

/// Oracle Database 19c and later.
pub(super) static ORACLE: Capabilities = Capabilities {
    dialect: "oracle",
    max_binds: 32_766,
    text_syntax: TextSyntax {
        q_strings: true,
        ..TextSyntax::STANDARD
    },
    true_division: TrueDivision::Native,
    native_booleans: false,
    boolean_tests: false,
    conditions_are_values: false,
    array_quantifiers: false,
    symmetric_between: false,
    numbered_placeholders: true,
    inline_limits: true,
    table_alias_as: false,
    longest_name: 128,
    table_sample: false,
    distinct_on: false,
    cte_cycle: false,
    empty_select_list: false,
    order_by_label: false,
    values_table: ValuesTable::Selects,
    values_query: false,
    group_by_position: false,
    intersect_all: false,
    with_recursive: false,
    with_before_write: false,
    with_after_insert: true,
    aggregate_filter: false,
    frame_groups: false,
    // Oracle has the clause since version 21.
    named_windows: false,
    frame_exclude: false,
    inline_json_paths: true,
    returning: Returning::Into,
    empty_insert: EmptyInsert::FirstDefault,
    insert_rows: false,
    on_conflict: false,
    on_duplicate_key: None,
    update_tables: UpdateTables::None,
    delete_tables: DeleteTables::None,
    merge: Some(MergeForm {
        on_in_parentheses: true,
        condition_in_action: true,
        delete: false,
        nothing: false,
        ..MergeForm::STANDARD
    }),
    literals: Literals {
        hyphenated_uuid: false,
        exponents: false,
        double_decimals: false,
        instants: true,
        non_finite: false,
        eras: false,
        bits: false,
        bytes: BytesLiteral::HexToRaw,
        date: DateLiteral::ToDate,
    },
    ..Capabilities::STANDARD
};
