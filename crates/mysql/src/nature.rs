//! [`Nature`]: the classification of a statement by its text.

use rebis_core::dialect;

/// The properties of a statement that are read from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nature {
    /// How its rows are counted.
    pub(crate) counting: Counting,
    /// Whether it only reads and writes rows. Others may set variables or create triggers.
    pub(crate) is_ordinary: bool,
}

/// How the rows of a statement are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    /// The statement only reads.
    Read,
    /// The server's count, or the number of returned rows, for which the server's count is 0.
    Write,
    /// Each row once. The server counts an updated row as two.
    Upsert,
    /// Without kept rows, which an upsert leaves unchanged. The server reports their number.
    Kept,
    /// Without kept rows. A session variable has their number.
    KeptInVariable,
    /// Without kept rows. Each returned row has the number of kept rows up to itself.
    KeptReturned,
}

impl Counting {
    /// Returns whether the session variable must be set to 0 before the statement.
    pub(crate) fn needs_variable(self) -> bool {
        matches!(self, Self::KeptInVariable | Self::KeptReturned)
    }
}

/// The first words of statements that set no variable and create no trigger.
const ORDINARY: [&str; 14] = [
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "REPLACE",
    "WITH",
    "VALUES",
    "TABLE",
    "SHOW",
    "EXPLAIN",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "COMMIT",
];

impl Nature {
    /// Classifies one statement.
    pub(crate) fn from_sql(sql: &str) -> Self {
        let sql = sql.trim_start();
        let end = sql.find(|c: char| !c.is_ascii_alphabetic());
        let word = end.and_then(|end| sql.get(..end)).unwrap_or(sql);
        let is = |keyword: &&str| keyword.eq_ignore_ascii_case(word);
        let counting = if is(&"INSERT") {
            counting_of_insert(sql)
        } else if ["DELETE", "REPLACE", "UPDATE"].iter().any(is) {
            Counting::Write
        } else {
            Counting::Read
        };
        Self {
            counting,
            is_ordinary: ORDINARY.iter().any(is),
        }
    }

    /// Classifies SQL that may contain several statements.
    pub(crate) fn from_script(sql: &str) -> Self {
        let mut nature = Self::from_sql(sql);
        nature.is_ordinary &= !sql.trim_end_matches([';', ' ', '\n']).contains(';');
        nature
    }
}

fn counting_of_insert(sql: &str) -> Counting {
    const UPSERT: &str = "ON DUPLICATE KEY UPDATE";
    let Some(at) = position_ignoring_case(sql, UPSERT) else {
        return Counting::Write;
    };
    // The marks of kept rows are written after it.
    let rest = sql.get(at..).unwrap_or_default();
    if rest.contains(dialect::MySql::KEPT_ROWS) {
        return if rest.ends_with(dialect::MySql::KEPT_COLUMN)
            && position_ignoring_case(rest, "RETURNING").is_some()
        {
            Counting::KeptReturned
        } else {
            Counting::KeptInVariable
        };
    }
    if rest.contains(&format!("LAST_INSERT_ID({})", dialect::MySql::KEPT_ID)) {
        Counting::Kept
    } else {
        Counting::Upsert
    }
}

fn position_ignoring_case(text: &str, words: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(words.len());
    windows.position(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

#[cfg(test)]
mod tests;
