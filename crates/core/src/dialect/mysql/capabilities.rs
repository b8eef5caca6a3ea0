//! The capabilities of MySQL and MariaDB.

use super::MySqlVariant;
use crate::compile::{
    Capabilities, Concat, DecimalBinds, DeleteTables, EmptyInsert, LikeBackslash, NewRow, Rollup,
    TargetAlias, TextSyntax, TrueDivision, UpdateTables, ValuesTable,
};
use crate::value::Literals;

/// MySQL 8. Its protocol has 16 bits for the number of binds.
const MYSQL: Capabilities = Capabilities {
    dialect: "mysql",
    insert_returning: false,
    update_returning: false,
    delete_returning: false,
    empty_insert: EmptyInsert::EmptyRow,
    on_conflict: false,
    on_duplicate_key: Some(NewRow::Alias),
    insert_alias: TargetAlias::None,
    update_tables: UpdateTables::List,
    delete_tables: DeleteTables::UsingAll,
    write_limit: true,
    merge: None,
    max_binds: 65_535,
    repeated_binds_as_literals: true,
    decimal_binds: DecimalBinds::Cast,
    literals: Literals {
        exponents: true,
        bits: true,
        ..Capabilities::STANDARD.literals
    },
    update_cases: true,
    like_backslash: LikeBackslash::EmptyEscape,
    concat: Concat::Function,
    true_division: TrueDivision::Native,
    // <https://dev.mysql.com/doc/refman/8.4/en/binary-varbinary.html>
    binary_padding: true,
    native_booleans: false,
    array_quantifiers: false,
    symmetric_between: false,
    time_arithmetic: false,
    aggregate_filter: false,
    within_group: false,
    frame_groups: false,
    frame_exclude: false,
    rollup: Rollup::Suffix,
    nulls_order: false,
    full_join: false,
    offset_without_limit: Some("18446744073709551615"),
    enums: true,
    text_syntax: TextSyntax {
        backslash_escapes: true,
        hash_comments: true,
        dashes_need_space: true,
        ..TextSyntax::STANDARD
    },
    table_hints: true,
    // For column aliases: <https://dev.mysql.com/doc/refman/8.0/en/identifier-length.html>.
    longest_name: 256,
    table_sample: false,
    distinct_on: false,
    cte_search: false,
    cte_cycle: false,
    empty_select_list: false,
    with_after_insert: true,
    values_row: "ROW(",
    parenthesized_default: true,
    transactional_ddl: false,
    ..Capabilities::STANDARD
};

/// The version of a server: major, minor, patch.
pub(super) type Version = (u32, u32, u32);

/// Returns the capabilities of a version of a variant.
///
/// - MySQL has an alias for the new row of an upsert since 8.0.19
///   (<https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html>).
/// - MariaDB has `RETURNING` for INSERT since 10.5 and for DELETE, but not for UPDATE
///   (<https://mariadb.com/kb/en/insertreturning/>).
/// - MariaDB has no `NOT NULL` on a computed column
///   (<https://mariadb.com/kb/en/generated-columns/>).
/// - MariaDB has a command for batches since 10.2
///   (<https://mariadb.com/kb/en/com_stmt_bulk_execute/>).
/// - MariaDB supports no binds in a window's frame.
pub(super) fn for_version(variant: MySqlVariant, version: Version) -> Capabilities {
    match variant {
        MySqlVariant::MySql if version < (8, 0, 19) => Capabilities {
            on_duplicate_key: Some(NewRow::Values),
            // The alias is beside the table since 8.0.16.
            delete_alias: TargetAlias::InFrom,
            ..MYSQL
        },
        MySqlVariant::MySql => MYSQL,
        MySqlVariant::MariaDb => Capabilities {
            dialect: "mariadb",
            insert_returning: version >= (10, 5, 0),
            delete_returning: true,
            // https://jira.mariadb.org/browse/MDEV-33988
            delete_alias: if version >= (11, 6, 0) {
                TargetAlias::Beside
            } else {
                TargetAlias::InFrom
            },
            batches: true,
            update_cases: false,
            on_duplicate_key: Some(NewRow::Values),
            computed_not_null: false,
            // `ESCAPE ''` means a backslash on MariaDB.
            like_backslash: LikeBackslash::Doubled,
            parenthesized_with: false,
            with_before_write: false,
            lateral: false,
            values_row: "(",
            values_table: ValuesTable::Selects,
            // Parameters within VALUES are empty on MariaDB (seen on 10.11).
            values_query: false,
            inline_frames: true,
            // <https://mariadb.com/kb/en/json_equals/>
            json_text: version >= (10, 7, 0),
            ..MYSQL
        },
    }
}
