//! The capabilities of PostgreSQL.

use crate::compile::{Capabilities, LikeBackslash, MergeForm, TextSyntax};
use crate::value::{BytesLiteral, DateLiteral, Literals};

/// PostgreSQL 17 and later. `MERGE` has `WHEN NOT MATCHED BY SOURCE`.
pub(super) static POSTGRES: Capabilities = Capabilities {
    merge: Some(MergeForm {
        not_matched_by_source: true,
        ..MergeForm::STANDARD
    }),
    ..POSTGRES_15
};

/// PostgreSQL 15 and 16, which have `MERGE`.
pub(super) const POSTGRES_15: Capabilities = Capabilities {
    merge: Some(MergeForm::STANDARD),
    ..POSTGRES_14
};

/// PostgreSQL 14, which has subscripts. The protocol has 16 bits for the number of binds.
pub(super) const POSTGRES_14: Capabilities = Capabilities {
    dialect: "postgresql",
    max_binds: 65_535,
    upsert_changes_once: true,
    cte_materialized: true,
    text_syntax: TextSyntax {
        escape_strings: true,
        dollar_quotes: true,
        nested_comments: true,
        ..TextSyntax::STANDARD
    },
    like_backslash: LikeBackslash::EmptyEscape,
    on_conflict_clauses: false,
    on_duplicate_key: None,
    merge: None,
    literals: Literals {
        hyphenated_uuid: true,
        instants: true,
        exponents: false,
        double_decimals: false,
        non_finite: true,
        eras: true,
        bits: true,
        bytes: BytesLiteral::Bytea,
        date: DateLiteral::Text,
    },
    numbered_placeholders: true,
    array_binds: true,
    built_in_types: super::types::BUILT_IN,
    longest_name: 63,
    offset_without_limit: Some("ALL"),
    arrays: true,
    postgres_operators: true,
    subscripts: true,
    ordinality: true,
    ilike: true,
    enums: true,
    named_enums: true,
    ..Capabilities::STANDARD
};

/// PostgreSQL 13.
pub(super) const POSTGRES_13: Capabilities = Capabilities {
    subscripts: false,
    ..POSTGRES_14
};
