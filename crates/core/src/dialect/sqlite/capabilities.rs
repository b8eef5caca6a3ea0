//! The capabilities of SQLite.

use crate::compile::{
    Capabilities, DecimalBinds, DeleteTables, EmptyList, Returning, Rollup, TextSyntax,
    TrueDivision, ValuesTable,
};
use crate::value::Literals;

/// SQLite 3.38 and later, with its default limits (<https://sqlite.org/limits.html>).
pub(super) static SQLITE: Capabilities = Capabilities {
    dialect: "sqlite",
    // A decimal without a fraction is stored as an integer, and would divide as one.
    true_division: TrueDivision::AddFraction,
    // SQLite ignores the length of a type: <https://sqlite.org/datatype3.html>.
    char_padding: false,
    // <https://sqlite.org/datatype3.html#collation>. A foreign key uses the collation of the
    // referenced column: <https://sqlite.org/foreignkeys.html#fk_indexes>.
    left_collation: true,
    native_booleans: false,
    decimal_binds: DecimalBinds::Scale,
    literals: Literals {
        double_decimals: true,
        ..Capabilities::STANDARD.literals
    },
    empty_list: EmptyList::Select,
    rows_are_values_clause: true,
    quantifiers: false,
    array_quantifiers: false,
    symmetric_between: false,
    time_arithmetic: false,
    returning: Returning::Bare,
    on_conflict_update_any: true,
    on_conflict_constraint: false,
    on_conflict_after_where: true,
    on_duplicate_key: None,
    delete_tables: DeleteTables::None,
    merge: None,
    offset_without_limit: Some("-1"),
    // SQLite prepares a statement again each time its LIMIT is bound.
    inline_limits: true,
    lateral: false,
    table_sample: false,
    distinct_on: false,
    cte_search: false,
    cte_cycle: false,
    empty_select_list: false,
    values_table: ValuesTable::Renamed,
    intersect_all: false,
    parenthesized_parts: false,
    parenthesized_with: false,
    // Since 3.35.
    cte_materialized: true,
    text_syntax: TextSyntax {
        bracket_names: true,
        ..TextSyntax::STANDARD
    },
    // https://sqlite.org/foreignkeys.html, https://sqlite.org/lang_createindex.html
    local_table_parts: true,
    parenthesized_default: true,
    within_group: false,
    rollup: Rollup::None,
    ..Capabilities::STANDARD
};
