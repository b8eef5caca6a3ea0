//! [`Affinity`]: the conversion of values by a column.

/// The conversion of values by a column of a declared type.
///
/// See <https://sqlite.org/datatype3.html#determination_of_column_affinity>. `INTEGER` and
/// `NUMERIC` are the same here, because they differ only in casts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affinity {
    /// Numbers are converted to text.
    Text,
    /// Text in the form of a number is converted to a number.
    Number,
    /// Numbers are converted to doubles.
    Real,
    /// Values are not converted.
    Blob,
}

impl Affinity {
    /// Returns the affinity of a declared type.
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
