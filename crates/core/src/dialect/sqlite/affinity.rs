//! [`Affinity`]: how a column converts values.

/// How a column of a declared type converts values, by
/// <https://sqlite.org/datatype3.html#determination_of_column_affinity>. `INTEGER` and `NUMERIC` are one
/// here: they differ in casts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affinity {
    /// Text stays text, and numbers become text.
    Text,
    /// Text that looks like a number becomes one.
    Number,
    /// Numbers become doubles.
    Real,
    /// Values stay as they are.
    Blob,
}

impl Affinity {
    /// That of a declared type.
    pub(super) fn from_declared(declared: &str) -> Self {
        let declared = declared.to_ascii_uppercase();
        let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
        // The rules apply in this order.
        if has(&["INT"]) {
            Self::Number
        } else if has(&["CHAR", "CLOB", "TEXT"]) {
            Self::Text
        } else if has(&["BLOB"]) {
            Self::Blob
        } else if has(&["REAL", "FLOA", "DOUB"]) {
            Self::Real
        } else {
            Self::Number
        }
    }
}
