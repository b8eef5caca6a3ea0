//! What a database can do, as data.

use crate::stmt::TextSyntax;
use crate::value::{BytesLiteral, DateLiteral, Literals};

/// What a database can do. A driver may narrow its dialect's capabilities by the server's version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct Capabilities {
    /// The name of the dialect, by which values of custom types find their form.
    pub dialect: &'static str,
    /// `INSERT … RETURNING`.
    pub insert_returning: bool,
    /// `UPDATE … RETURNING`.
    pub update_returning: bool,
    /// `DELETE … RETURNING`.
    pub delete_returning: bool,
    /// How the rows of a write come back.
    pub returning: Returning,
    /// How a row of defaults is inserted.
    pub empty_insert: EmptyInsert,
    /// `VALUES` takes several rows.
    pub insert_rows: bool,
    /// `INSERT … ON CONFLICT`.
    pub on_conflict: bool,
    /// Several such clauses.
    pub on_conflict_clauses: bool,
    /// `DO UPDATE` without a target.
    pub on_conflict_update_any: bool,
    /// A target may be the name of a constraint.
    pub on_conflict_constraint: bool,
    /// `ON CONFLICT` after a select without `WHERE` would be read as part of a join.
    pub on_conflict_after_where: bool,
    /// An upsert refuses to change a row that it has inserted or changed itself.
    pub upsert_changes_once: bool,
    /// `INSERT … ON DUPLICATE KEY UPDATE`, and how it names the row that was to be inserted.
    pub on_duplicate_key: Option<NewRow>,
    /// Where the target of an `INSERT` has its alias.
    pub insert_alias: TargetAlias,
    /// Where the target of an `UPDATE` has its alias.
    pub update_alias: TargetAlias,
    /// Where the target of a `DELETE` has its alias.
    pub delete_alias: TargetAlias,
    /// How an `UPDATE` reads other tables.
    pub update_tables: UpdateTables,
    /// How a `DELETE` reads other tables.
    pub delete_tables: DeleteTables,
    /// `LIMIT` of an `UPDATE` or `DELETE`.
    pub write_limit: bool,
    /// `MERGE`, and how it is said.
    pub merge: Option<MergeForm>,
    /// How values are written as literals.
    pub literals: Literals,
    /// The most placeholders in one statement.
    pub max_binds: usize,
    /// Placeholders have numbers, so that one value may stand at two places.
    pub numbered_placeholders: bool,
    /// A value that occurs twice is written as a literal, since two placeholders are two expressions
    /// for `GROUP BY`.
    pub repeated_binds_as_literals: bool,
    /// How decimals are bound.
    pub decimal_binds: DecimalBinds,
    /// `= ANY(array)`, so that a list is one placeholder.
    pub array_binds: bool,
    /// Names that are types of values, so that they do not tell the type of a table's rows.
    pub built_in_types: &'static [&'static str],
    /// Executions of one statement with many sets of values travel together.
    pub batches: bool,
    /// Many rows, each with values of its own, are best updated by one statement of `CASE`.
    pub update_cases: bool,
    /// Arrays: literals, elements, columns.
    pub arrays: bool,
    /// The operators that PostgreSQL has: of arrays, ranges, JSONB, `hstore` and text search.
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
    /// The bounds of a window's frame are part of the text.
    pub inline_frames: bool,
    /// Paths into JSON documents are part of the text.
    pub inline_json_paths: bool,
    /// `ROLLUP` and its siblings.
    pub rollup: Rollup,
    /// `WITH ORDINALITY` after a function in `FROM`.
    pub ordinality: bool,
    /// `ILIKE`.
    pub ilike: bool,
    /// A `LIKE` that names no escape character takes a backslash for one, and how that is undone.
    pub like_backslash: LikeBackslash,
    /// How strings are joined.
    pub concat: Concat,
    /// How a division of whole numbers keeps its fraction.
    pub true_division: TrueDivision,
    /// `CHAR(n)` is filled up with spaces, which are no part of its value.
    pub char_padding: bool,
    /// `BINARY(n)` is filled up with zeros, which are part of its value.
    pub binary_padding: bool,
    /// Documents are text, which a function compares as documents.
    pub json_text: bool,
    /// Two columns are compared by the collation of the left one.
    pub left_collation: bool,
    /// A boolean is a condition: `WHERE is_active`.
    pub native_booleans: bool,
    /// `x IS TRUE`.
    pub boolean_tests: bool,
    /// A condition is a value: `SELECT a = b`.
    pub conditions_are_values: bool,
    /// What an empty list of `IN` is written as.
    pub empty_list: EmptyList,
    /// `(a, b) = (1, 2)`.
    pub row_values: bool,
    /// Rows right of `IN` stand behind `VALUES`.
    pub rows_are_values_clause: bool,
    /// `ANY (SELECT …)` and `ALL (SELECT …)`.
    pub quantifiers: bool,
    /// The same with an array.
    pub array_quantifiers: bool,
    /// `BETWEEN SYMMETRIC`.
    pub symmetric_between: bool,
    /// `+` and `-` of points in time count time, not digits.
    pub time_arithmetic: bool,
    /// `NULLS FIRST` and `NULLS LAST`.
    pub nulls_order: bool,
    /// `FULL OUTER JOIN`.
    pub full_join: bool,
    /// What stands for "no limit" where `OFFSET` needs a `LIMIT` before it.
    pub offset_without_limit: Option<&'static str>,
    /// Small limits are better literals than binds.
    pub inline_limits: bool,
    /// How many letters a name may have.
    pub longest_name: usize,
    /// `AS` stands before the alias of a table.
    pub table_alias_as: bool,
    /// Hints on tables stand after them.
    pub table_hints: bool,
    /// `LATERAL`
    pub lateral: bool,
    /// `TABLESAMPLE`
    pub table_sample: bool,
    /// `DISTINCT ON (…)`
    pub distinct_on: bool,
    /// A select list may be empty.
    pub empty_select_list: bool,
    /// `ORDER BY` may name a label.
    pub order_by_label: bool,
    /// `GROUP BY` may name an entry of the select list by its number.
    pub group_by_position: bool,
    /// `INTERSECT ALL` and `EXCEPT ALL`.
    pub intersect_all: bool,
    /// The parts of a compound may stand in parentheses.
    pub parenthesized_parts: bool,
    /// So may those that begin with a `WITH` of their own.
    pub parenthesized_with: bool,
    /// `RECURSIVE` stands after `WITH`.
    pub with_recursive: bool,
    /// `SEARCH` of a common table expression.
    pub cte_search: bool,
    /// `CYCLE` of a common table expression, without values for its mark.
    pub cte_cycle: bool,
    /// `MATERIALIZED` and `NOT MATERIALIZED` of a common table expression.
    pub cte_materialized: bool,
    /// `WITH` stands before an `UPDATE` or a `DELETE`.
    pub with_before_write: bool,
    /// In an `INSERT`, `WITH` stands before its `SELECT`.
    pub with_after_insert: bool,
    /// What opens a row of `VALUES`.
    pub values_row: &'static str,
    /// How rows of values stand in `FROM`.
    pub values_table: ValuesTable,
    /// `VALUES` is a query by itself.
    pub values_query: bool,
    /// Enumerations are types.
    pub enums: bool,
    /// Enumerations are types with names.
    pub named_enums: bool,
    /// What else holds no binds in SQL text.
    pub text_syntax: TextSyntax,
    /// What a table has names it without its schema: `REFERENCES` finds it in the same one, and an
    /// index has the schema in its own name.
    pub local_table_parts: bool,
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
    /// `(column) VALUES (DEFAULT)`
    FirstDefault,
}

/// How the rows of a write come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returning {
    /// `RETURNING`, with columns of the table's name.
    Qualified,
    /// `RETURNING`, with columns alone, which are those of the table that is written to.
    Bare,
    /// `OUTPUT`, with columns of `inserted` or `deleted`.
    Output,
    /// `RETURNING … INTO`, with a placeholder for each column.
    Into,
}

/// How `ON DUPLICATE KEY UPDATE` names the row that was to be inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRow {
    /// `new.column`, after `AS new`.
    Alias,
    /// `VALUES(column)`
    Values,
}

/// Where the table that a statement writes to has its alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetAlias {
    /// It has none.
    None,
    /// `UPDATE table AS alias`
    Beside,
    /// Among the tables that are read: `UPDATE alias … FROM table AS alias`
    InFrom,
}

/// How an `UPDATE` reads other tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateTables {
    /// Not at all.
    None,
    /// `SET … FROM others`
    From,
    /// `SET … FROM target, others`
    FromAll,
    /// `UPDATE target, others SET …`
    List,
}

/// How a `DELETE` reads other tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteTables {
    /// Not at all.
    None,
    /// `USING others`
    Using,
    /// `USING target, others`
    UsingAll,
    /// A second `FROM target, others`
    FromAll,
}

/// How `MERGE` is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct MergeForm {
    /// The condition of `ON` stands in parentheses.
    pub on_in_parentheses: bool,
    /// A clause's condition is a `WHERE` after its action, rather than an `AND` before it; its
    /// columns have the table's name.
    pub condition_in_action: bool,
    /// `WHEN NOT MATCHED BY SOURCE`.
    pub not_matched_by_source: bool,
    /// `THEN DELETE`.
    pub delete: bool,
    /// `THEN DO NOTHING`.
    pub nothing: bool,
    /// What ends the statement.
    pub end: &'static str,
}

impl MergeForm {
    /// As the standard has it.
    pub const STANDARD: Self = Self {
        on_in_parentheses: false,
        condition_in_action: false,
        not_matched_by_source: false,
        delete: true,
        nothing: true,
        end: "",
    };
}

/// What a backslash is in a `LIKE` that names no escape character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeBackslash {
    /// A character as any other.
    Plain,
    /// The escape character, unless `ESCAPE ''` says that there is none.
    EmptyEscape,
    /// The escape character, always: each is written twice.
    Doubled,
}

/// How strings are joined.
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
    /// What stands between two strings.
    pub(crate) fn separator(self) -> &'static str {
        match self {
            Self::Pipes => " || ",
            Self::Plus => " + ",
            Self::Function => ", ",
        }
    }
}

/// How decimals are bound, and what of a value the text depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalBinds {
    /// As they are.
    Plain,
    /// With a cast to a precision and a scale that have room for the value, as the protocol sends
    /// them as text.
    Cast,
    /// As numbers; results of arithmetic are rounded to the scale of the operands.
    Scale,
}

/// How a division of whole numbers keeps its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrueDivision {
    /// `/` keeps it.
    Native,
    /// `a / CAST(b AS NUMERIC)`
    Cast,
    /// `a / (b + 0.0)`
    AddFraction,
}

/// What an empty list of `IN` is written as, which no database takes as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyList {
    /// `IN (NULL) AND (1 != 1)`
    Null,
    /// `IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)`
    Select,
}

/// How totals of groups are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollup {
    /// `ROLLUP(…)`, `CUBE(…)` and `GROUPING SETS(…)`
    Function,
    /// Only `… WITH ROLLUP`
    Suffix,
    /// Not at all.
    None,
}

/// How rows of values stand in `FROM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesTable {
    /// `(VALUES …) AS name (columns)`
    Named,
    /// `(SELECT column1 AS name, … FROM (VALUES …))`, as the columns cannot be named beside it.
    Renamed,
    /// `(SELECT … UNION ALL SELECT …)`, as there is no `VALUES`, or one without names.
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
