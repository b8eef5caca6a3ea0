//! [`Hstore`]: keys with values, the type of PostgreSQL's extension `hstore`.

use std::collections::BTreeMap;
use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// Keys with text values, which may be `NULL`.
///
/// ```
/// use rebis_core::value::Hstore;
/// let pairs = Hstore::from([("size", "m"), ("note", "a \"b\"")]);
/// assert_eq!(pairs.to_string(), r#""note"=>"a \"b\"", "size"=>"m""#);
/// assert_eq!(pairs.get("size"), Some("m"));
/// let pairs = Hstore::from([("size", Some("m")), ("note", None)]);
/// assert_eq!(pairs.to_string(), r#""note"=>NULL, "size"=>"m""#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hstore(BTreeMap<String, Option<String>>);

impl Hstore {
    /// Creates an hstore without keys.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Returns the value of a key, or `None` if the key is absent or its value is `NULL`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_deref()
    }

    /// Returns whether the key is present.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Sets the value of a key, and returns the value that it replaces.
    pub fn insert(&mut self, key: impl Into<String>, value: Option<String>) -> Option<String> {
        self.0.insert(key.into(), value).flatten()
    }

    /// Returns an iterator over keys and values, ordered by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.iter().map(|(key, value)| (&**key, value.as_deref()))
    }
}

/// A value of an [`Hstore`]: text, or an `Option` of text.
pub trait IntoHstoreValue {
    /// Returns the text, or `None` for `NULL`.
    fn into_hstore_value(self) -> Option<String>;
}

macro_rules! hstore_values {
    ($($text:ty)+) => {$(
        impl IntoHstoreValue for $text {
            fn into_hstore_value(self) -> Option<String> {
                Some(self.into())
            }
        }

        impl IntoHstoreValue for Option<$text> {
            fn into_hstore_value(self) -> Option<String> {
                self.map(Into::into)
            }
        }
    )+};
}

hstore_values!(&str String Box<str> std::borrow::Cow<'_, str>);

impl<K: Into<String>, V: IntoHstoreValue, const N: usize> From<[(K, V); N]> for Hstore {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K: Into<String>, V: IntoHstoreValue> FromIterator<(K, V)> for Hstore {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self(
            pairs
                .map(|(key, value)| (key.into(), value.into_hstore_value()))
                .collect(),
        )
    }
}

/// Writes PostgreSQL's input syntax.
impl fmt::Display for Hstore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, value)) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            quoted(f, key)?;
            f.write_str("=>")?;
            match value {
                Some(value) => quoted(f, value)?,
                None => f.write_str("NULL")?,
            }
        }
        Ok(())
    }
}

/// Writes text in double quotes. Quotes and backslashes are escaped with a backslash.
pub(super) fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            f.write_str("\\")?;
        }
        write!(f, "{character}")?;
    }
    f.write_str("\"")
}

pub(super) fn show(pairs: &Hstore, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{pairs}'")
}

pub(super) fn literal(pairs: &Hstore, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    out.postgres(pairs, "an hstore")
}
