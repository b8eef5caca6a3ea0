//! The capabilities of SQL Server.

use crate::compile::{
    Capabilities, Concat, DeleteTables, MergeForm, Returning, TargetAlias, TextSyntax,
    TrueDivision, UpdateTables,
};
use crate::value::{BytesLiteral, DateLiteral, Literals};

/// SQL Server 2016 and later, which accepts at most 2100 parameters
/// (<https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server>).
pub(super) static MSSQL: Capabilities = Capabilities {
    dialect: "mssql",
    max_binds: 2_099,
    text_syntax: TextSyntax {
        bracket_names: true,
        nested_comments: true,
        ..TextSyntax::STANDARD
    },
    concat: Concat::Plus,
    true_division: TrueDivision::AddFraction,
    // <https://learn.microsoft.com/sql/t-sql/data-types/binary-and-varbinary-transact-sql>
    binary_padding: true,
    native_booleans: false,
    boolean_tests: false,
    conditions_are_values: false,
    row_values: false,
    array_quantifiers: false,
    symmetric_between: false,
    time_arithmetic: false,
    returning: Returning::Output,
    on_conflict: false,
    on_duplicate_key: None,
    insert_alias: TargetAlias::None,
    update_alias: TargetAlias::InFrom,
    delete_alias: TargetAlias::InFrom,
    update_tables: UpdateTables::FromAll,
    delete_tables: DeleteTables::FromAll,
    merge: Some(MergeForm {
        not_matched_by_source: true,
        nothing: false,
        end: ";",
        ..MergeForm::STANDARD
    }),
    literals: Literals {
        hyphenated_uuid: true,
        exponents: false,
        double_decimals: false,
        instants: true,
        non_finite: false,
        eras: false,
        bits: false,
        bytes: BytesLiteral::Number,
        date: DateLiteral::Text,
    },
    nulls_order: false,
    numbered_placeholders: true,
    inline_limits: true,
    table_hints: true,
    longest_name: 128,
    lateral: false,
    distinct_on: false,
    cte_search: false,
    cte_cycle: false,
    empty_select_list: false,
    values_query: false,
    group_by_position: false,
    intersect_all: false,
    with_recursive: false,
    aggregate_filter: false,
    frame_groups: false,
    frame_exclude: false,
    inline_frames: true,
    ..Capabilities::STANDARD
};
