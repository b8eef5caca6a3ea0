//! What a database can do, as data.

/// What a database can do. A driver may narrow its dialect's capabilities by the server's version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct Capabilities {
    /// `INSERT … RETURNING`.
    pub insert_returning: bool,
    /// `UPDATE … RETURNING`.
    pub update_returning: bool,
    /// `DELETE … RETURNING`.
    pub delete_returning: bool,
    /// How a row of defaults is inserted.
    pub empty_insert: EmptyInsert,
    /// The most placeholders in one statement.
    pub max_binds: usize,
    /// Placeholders have numbers, so that one value may stand at two places.
    pub numbered_placeholders: bool,
    /// `= ANY(array)`, so that a list is one placeholder.
    pub array_binds: bool,
    /// Executions of one statement with many sets of values travel together.
    pub batches: bool,
    /// `ILIKE`.
    pub ilike: bool,
    /// Strings are joined by `concat(…)` rather than `||`.
    pub concat_function: bool,
    /// `NULLS FIRST` and `NULLS LAST`.
    pub nulls_order: bool,
    /// `FULL OUTER JOIN`.
    pub full_join: bool,
    /// What stands for "no limit" where `OFFSET` needs a `LIMIT` before it.
    pub offset_without_limit: Option<&'static str>,
    /// Small limits are better literals than binds.
    pub inline_limits: bool,
    /// Enumerations are types with names.
    pub named_enums: bool,
    /// A backslash escapes within quotes.
    pub backslash_escapes: bool,
    /// A default that is an expression stands in parentheses.
    pub parenthesized_default: bool,
    /// A computed column may be declared `NOT NULL`.
    pub computed_not_null: bool,
    /// DDL is part of transactions.
    pub transactional_ddl: bool,
}

/// How a row of defaults is inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyInsert {
    /// `DEFAULT VALUES`
    DefaultValues,
    /// `() VALUES ()`
    EmptyRow,
}

impl Capabilities {
    /// Standard SQL.
    pub const STANDARD: Self = Self {
        insert_returning: true,
        update_returning: true,
        delete_returning: true,
        empty_insert: EmptyInsert::DefaultValues,
        max_binds: 32_766,
        numbered_placeholders: false,
        array_binds: false,
        batches: false,
        ilike: false,
        concat_function: false,
        nulls_order: true,
        full_join: true,
        offset_without_limit: None,
        inline_limits: false,
        named_enums: false,
        backslash_escapes: false,
        parenthesized_default: false,
        computed_not_null: true,
        transactional_ddl: true,
    };
}
