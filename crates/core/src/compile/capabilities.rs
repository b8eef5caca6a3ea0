//! [`Capabilities`]: the features and limits of a database.

use crate::stmt::TextSyntax;
use crate::value::{BytesLiteral, DateLiteral, Literals};

/// The features and limits of a database.
///
/// A `bool` field names a feature that the database supports. A driver can reduce the capabilities
/// of its dialect for the version of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct Capabilities {
    /// The name of the dialect, which selects the form of values of custom types.
    pub dialect: &'static str,
    /// `INSERT … RETURNING`.
    pub insert_returning: bool,
    /// `UPDATE … RETURNING`.
    pub update_returning: bool,
    /// `DELETE … RETURNING`.
    pub delete_returning: bool,
    /// The clause that returns the rows of a write.
    pub returning: Returning,
    /// The form of an `INSERT` of a row of defaults.
    pub empty_insert: EmptyInsert,
    /// `VALUES` with several rows in an `INSERT`.
    pub insert_rows: bool,
    /// `INSERT … ON CONFLICT`.
    pub on_conflict: bool,
    /// Several `ON CONFLICT` clauses in one statement.
    pub on_conflict_clauses: bool,
    /// `ON CONFLICT DO UPDATE` without a target.
    pub on_conflict_update_any: bool,
    /// `ON CONFLICT ON CONSTRAINT name`.
    pub on_conflict_constraint: bool,
    /// `ON CONFLICT` after a select requires a `WHERE`; else `ON` is parsed as a join condition.
    pub on_conflict_after_where: bool,
    /// An upsert fails if it would change a row that the same statement inserted or changed.
    pub upsert_changes_once: bool,
    /// `INSERT … ON DUPLICATE KEY UPDATE`, with its name for the new row.
    pub on_duplicate_key: Option<NewRow>,
    /// The place of the alias of the target of an `INSERT`.
    pub insert_alias: TargetAlias,
    /// The place of the alias of the target of an `UPDATE`.
    pub update_alias: TargetAlias,
    /// The place of the alias of the target of a `DELETE`.
    pub delete_alias: TargetAlias,
    /// The clause for other tables of an `UPDATE`.
    pub update_tables: UpdateTables,
    /// The clause for other tables of a `DELETE`.
    pub delete_tables: DeleteTables,
    /// `LIMIT` in an `UPDATE` or `DELETE`.
    pub write_limit: bool,
    /// `MERGE`, with its form.
    pub merge: Option<MergeForm>,
    /// The form of literals.
    pub literals: Literals,
    /// The maximum number of placeholders in one statement.
    pub max_binds: usize,
    /// Placeholders with numbers, so that one value can be used at several places.
    pub numbered_placeholders: bool,
    /// A value that occurs twice in a grouping select is written as a literal, because `GROUP BY`
    /// treats two placeholders as different expressions.
    pub repeated_binds_as_literals: bool,
    /// How decimals are bound.
    pub decimal_binds: DecimalBinds,
    /// Arrays as binds: `= ANY(array)` needs one placeholder for a list.
    pub array_binds: bool,
    /// The names of built-in types. A table of such a name does not name the type of its rows.
    pub built_in_types: &'static [&'static str],
    /// One round trip for executions of a statement with many sets of values.
    pub batches: bool,
    /// A statement with `CASE` is the fastest update of many rows, each with its own values.
    pub update_cases: bool,
    /// Arrays: literals, elements, columns.
    pub arrays: bool,
    /// PostgreSQL's operators for arrays, ranges, JSONB, `hstore` and text search.
    pub postgres_operators: bool,
    /// Elements of `JSONB` and `hstore` are written as subscripts.
    pub subscripts: bool,
    /// `FILTER (WHERE …)` after an aggregate.
    pub aggregate_filter: bool,
    /// `WITHIN GROUP (ORDER BY …)` after an aggregate.
    pub within_group: bool,
    /// `GROUPS` in a window's frame.
    pub frame_groups: bool,
    /// `WINDOW name AS (…)`.
    pub named_windows: bool,
    /// `EXCLUDE` in a window's frame.
    pub frame_exclude: bool,
    /// The bounds of a window's frame are written as literals, not as binds.
    pub inline_frames: bool,
    /// Paths into JSON documents are written as literals, not as binds.
    pub inline_json_paths: bool,
    /// The form of `ROLLUP`, `CUBE` and `GROUPING SETS`.
    pub rollup: Rollup,
    /// `WITH ORDINALITY` after a function in `FROM`.
    pub ordinality: bool,
    /// `ILIKE`.
    pub ilike: bool,
    /// The meaning of a backslash in a `LIKE` without `ESCAPE`.
    pub like_backslash: LikeBackslash,
    /// The form of string concatenation.
    pub concat: Concat,
    /// The form of a division of integers that keeps the fraction.
    pub true_division: TrueDivision,
    /// `CHAR(n)` is padded with spaces, which are not part of its value.
    pub char_padding: bool,
    /// `BINARY(n)` is padded with zeros, which are part of its value.
    pub binary_padding: bool,
    /// JSON documents are stored as text, and compared with `JSON_EQUALS`.
    pub json_text: bool,
    /// Two columns are compared by the collation of the left one.
    pub left_collation: bool,
    /// A boolean is a condition: `WHERE is_active`.
    pub native_booleans: bool,
    /// `x IS TRUE`.
    pub boolean_tests: bool,
    /// A condition is a value: `SELECT a = b`.
    pub conditions_are_values: bool,
    /// The form of an empty list of `IN`.
    pub empty_list: EmptyList,
    /// `(a, b) = (1, 2)`.
    pub row_values: bool,
    /// A list of rows after `IN` is written with `VALUES`.
    pub rows_are_values_clause: bool,
    /// `ANY (SELECT …)` and `ALL (SELECT …)`.
    pub quantifiers: bool,
    /// `ANY (array)` and `ALL (array)`.
    pub array_quantifiers: bool,
    /// `BETWEEN SYMMETRIC`.
    pub symmetric_between: bool,
    /// `+` and `-` of dates and times compute with time, not with their digits.
    pub time_arithmetic: bool,
    /// `NULLS FIRST` and `NULLS LAST`.
    pub nulls_order: bool,
    /// `FULL OUTER JOIN`.
    pub full_join: bool,
    /// The `LIMIT` for an `OFFSET` without a limit; `None` if `OFFSET` does not require a `LIMIT`.
    pub offset_without_limit: Option<&'static str>,
    /// Small limits are written as literals, not as binds.
    pub inline_limits: bool,
    /// The maximum length of a generated label in bytes.
    pub longest_name: usize,
    /// `AS` before the alias of a table.
    pub table_alias_as: bool,
    /// Hints for tables are written after the table.
    pub table_hints: bool,
    /// `LATERAL`
    pub lateral: bool,
    /// `TABLESAMPLE`
    pub table_sample: bool,
    /// `DISTINCT ON (…)`
    pub distinct_on: bool,
    /// An empty select list.
    pub empty_select_list: bool,
    /// Labels in `ORDER BY`.
    pub order_by_label: bool,
    /// Numbers of entries of the select list in `GROUP BY`.
    pub group_by_position: bool,
    /// `INTERSECT ALL` and `EXCEPT ALL`.
    pub intersect_all: bool,
    /// Parentheses around the parts of a compound.
    pub parenthesized_parts: bool,
    /// Parentheses around parts of a compound that start with their own `WITH`.
    pub parenthesized_with: bool,
    /// `RECURSIVE` after `WITH`.
    pub with_recursive: bool,
    /// `SEARCH` in a common table expression.
    pub cte_search: bool,
    /// `CYCLE` in a common table expression, without values for its mark.
    pub cte_cycle: bool,
    /// `MATERIALIZED` and `NOT MATERIALIZED` in a common table expression.
    pub cte_materialized: bool,
    /// `WITH` before an `UPDATE` or a `DELETE`.
    pub with_before_write: bool,
    /// `WITH` is written before the `SELECT` of an `INSERT`, not before the `INSERT`.
    pub with_after_insert: bool,
    /// The text that starts a row of `VALUES`.
    pub values_row: &'static str,
    /// The form of rows of values in `FROM`.
    pub values_table: ValuesTable,
    /// `VALUES` as a query.
    pub values_query: bool,
    /// Enumerations as types.
    pub enums: bool,
    /// Enumerations as named types, which are created separately.
    pub named_enums: bool,
    /// The quotes and comments in SQL text, which contain no binds.
    pub text_syntax: TextSyntax,
    /// `REFERENCES` and `CREATE INDEX … ON` name the table without its schema. A reference is to a
    /// table of the same schema, and the name of an index has the schema.
    pub local_table_parts: bool,
    /// A default that is an expression is written in parentheses.
    pub parenthesized_default: bool,
    /// `NOT NULL` on a computed column.
    pub computed_not_null: bool,
    /// DDL within transactions.
    pub transactional_ddl: bool,
}

/// The form of an `INSERT` of a row of defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyInsert {
    /// `DEFAULT VALUES`
    DefaultValues,
    /// `() VALUES ()`
    EmptyRow,
    /// `(column) VALUES (DEFAULT)`
    FirstDefault,
}

/// The clause that returns the rows of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returning {
    /// `RETURNING`, with columns that are qualified with their table.
    Qualified,
    /// `RETURNING`, with unqualified columns of the target table only.
    Bare,
    /// `OUTPUT`, with columns of `inserted` or `deleted`.
    Output,
    /// `RETURNING … INTO`, with a placeholder for each column.
    Into,
}

/// The name of the new row in `ON DUPLICATE KEY UPDATE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRow {
    /// `new.column`, after `AS new`.
    Alias,
    /// `VALUES(column)`
    Values,
}

/// The place of the alias of a statement's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetAlias {
    /// An alias is not supported.
    None,
    /// `UPDATE table AS alias`
    Beside,
    /// `UPDATE alias … FROM table AS alias`
    InFrom,
}

/// The clause for other tables of an `UPDATE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateTables {
    /// Other tables are not supported.
    None,
    /// `SET … FROM others`
    From,
    /// `SET … FROM target, others`
    FromAll,
    /// `UPDATE target, others SET …`
    List,
}

/// The clause for other tables of a `DELETE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteTables {
    /// Other tables are not supported.
    None,
    /// `USING others`
    Using,
    /// `USING target, others`
    UsingAll,
    /// A second `FROM target, others`
    FromAll,
}

/// The form of `MERGE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct MergeForm {
    /// The condition of `ON` is written in parentheses.
    pub on_in_parentheses: bool,
    /// The condition of a clause is a `WHERE` after its action, not an `AND` before it. Columns
    /// that are set are qualified with the table.
    pub condition_in_action: bool,
    /// `WHEN NOT MATCHED BY SOURCE`.
    pub not_matched_by_source: bool,
    /// `THEN DELETE`.
    pub delete: bool,
    /// `THEN DO NOTHING`.
    pub nothing: bool,
    /// The text at the end of the statement.
    pub end: &'static str,
}

impl MergeForm {
    /// The form of PostgreSQL 15.
    pub const STANDARD: Self = Self {
        on_in_parentheses: false,
        condition_in_action: false,
        not_matched_by_source: false,
        delete: true,
        nothing: true,
        end: "",
    };
}

/// The meaning of a backslash in a `LIKE` without `ESCAPE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeBackslash {
    /// A backslash is an ordinary character.
    Plain,
    /// A backslash is the escape character. `ESCAPE ''` turns it off.
    EmptyEscape,
    /// A backslash is the escape character, and nothing turns it off. Each one is doubled.
    Doubled,
}

/// The form of string concatenation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concat {
    /// `a || b`
    Pipes,
    /// `a + b`
    Plus,
    /// `concat(a, b)`
    Function,
}

impl Concat {
    /// Returns the text between two strings.
    pub(crate) fn separator(self) -> &'static str {
        match self {
            Self::Pipes => " || ",
            Self::Plus => " + ",
            Self::Function => ", ",
        }
    }
}

/// How decimals are bound, and which properties of a value the SQL depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalBinds {
    /// Without a cast.
    Plain,
    /// With a cast to a precision and a scale that fit the value, because the protocol sends
    /// decimals as text.
    Cast,
    /// As numbers. Results of arithmetic are rounded to their scale in SQL.
    Scale,
}

/// The form of a division of integers that keeps the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrueDivision {
    /// `a / b`
    Native,
    /// `a / CAST(b AS NUMERIC)`
    Cast,
    /// `a / (b + 0.0)`
    AddFraction,
}

/// The form of an empty list of `IN`, which standard SQL does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyList {
    /// `IN (NULL) AND (1 != 1)`
    Null,
    /// `IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)`
    Select,
}

/// The form of `ROLLUP`, `CUBE` and `GROUPING SETS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollup {
    /// `ROLLUP(…)`, `CUBE(…)` and `GROUPING SETS(…)`
    Function,
    /// `… WITH ROLLUP`; the others are not supported.
    Suffix,
    /// None of them is supported.
    None,
}

/// The form of rows of values in `FROM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesTable {
    /// `(VALUES …) AS name (columns)`
    Named,
    /// `(SELECT column1 AS name, … FROM (VALUES …))`, if an alias cannot name the columns.
    Renamed,
    /// `(SELECT … UNION ALL SELECT …)`, if there is no `VALUES` or its columns cannot be named.
    Selects,
}

impl Capabilities {
    /// Standard SQL.
    pub const STANDARD: Self = Self {
        dialect: "generic",
        insert_returning: true,
        update_returning: true,
        delete_returning: true,
        returning: Returning::Qualified,
        empty_insert: EmptyInsert::DefaultValues,
        insert_rows: true,
        on_conflict: true,
        on_conflict_clauses: true,
        on_conflict_update_any: false,
        on_conflict_constraint: true,
        on_conflict_after_where: false,
        upsert_changes_once: false,
        on_duplicate_key: Some(NewRow::Alias),
        insert_alias: TargetAlias::Beside,
        update_alias: TargetAlias::Beside,
        delete_alias: TargetAlias::Beside,
        update_tables: UpdateTables::From,
        delete_tables: DeleteTables::Using,
        write_limit: false,
        merge: Some(MergeForm::STANDARD),
        literals: Literals {
            hyphenated_uuid: false,
            instants: false,
            exponents: false,
            double_decimals: false,
            non_finite: false,
            eras: false,
            bits: false,
            bytes: BytesLiteral::Hex,
            date: DateLiteral::Text,
        },
        max_binds: 32_766,
        numbered_placeholders: false,
        repeated_binds_as_literals: false,
        decimal_binds: DecimalBinds::Plain,
        array_binds: false,
        built_in_types: &[],
        batches: false,
        update_cases: false,
        arrays: false,
        postgres_operators: false,
        subscripts: false,
        aggregate_filter: true,
        within_group: true,
        frame_groups: true,
        named_windows: true,
        frame_exclude: true,
        inline_frames: false,
        inline_json_paths: false,
        rollup: Rollup::Function,
        ordinality: false,
        ilike: false,
        like_backslash: LikeBackslash::Plain,
        concat: Concat::Pipes,
        true_division: TrueDivision::Cast,
        char_padding: true,
        binary_padding: false,
        json_text: false,
        left_collation: false,
        native_booleans: true,
        boolean_tests: true,
        conditions_are_values: true,
        empty_list: EmptyList::Null,
        row_values: true,
        rows_are_values_clause: false,
        quantifiers: true,
        array_quantifiers: true,
        symmetric_between: true,
        time_arithmetic: true,
        nulls_order: true,
        full_join: true,
        offset_without_limit: Some("-1"),
        inline_limits: false,
        longest_name: 9999,
        table_alias_as: true,
        table_hints: false,
        lateral: true,
        table_sample: true,
        distinct_on: true,
        empty_select_list: true,
        order_by_label: true,
        group_by_position: true,
        intersect_all: true,
        parenthesized_parts: true,
        parenthesized_with: true,
        with_recursive: true,
        cte_search: true,
        cte_cycle: true,
        cte_materialized: false,
        with_before_write: true,
        with_after_insert: false,
        values_row: "(",
        values_table: ValuesTable::Named,
        values_query: true,
        enums: false,
        named_enums: false,
        text_syntax: TextSyntax::STANDARD,
        local_table_parts: false,
        parenthesized_default: false,
        computed_not_null: true,
        transactional_ddl: true,
    };
}
