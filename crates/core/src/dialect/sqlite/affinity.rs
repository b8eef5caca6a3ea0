//! [`Affinity`]: how a column converts values.

/// How a column of a declared type converts values, by
/// <https://sqlite.org/datatype3.html#determination_of_column_affinity>. The three affinities of
/// numbers are one here: they keep what Rebis stores in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affinity {
    /// Text stays text, and numbers become text.
    Text,
    /// Text that looks like a number becomes one.
    Number,
    /// Values stay as they are.
    Blob,
}

impl Affinity {
    /// That of a declared type.
    pub(super) fn of(declared: &str) -> Self {
        let declared = declared.to_ascii_uppercase();
        let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
        if has(&["INT"]) {
            Self::Number
        } else if has(&["CHAR", "CLOB", "TEXT"]) {
            Self::Text
        } else if has(&["BLOB"]) {
            Self::Blob
        } else {
            Self::Number
        }
    }
}
