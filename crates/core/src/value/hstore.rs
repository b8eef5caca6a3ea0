//! Keys with values, as PostgreSQL's extension `hstore` keeps them.

use std::collections::BTreeMap;
use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// Texts by key; a value may be `NULL`.
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
    /// No keys.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The value of a key, if there is one that is not `NULL`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_deref()
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Puts a value in, and gives the one that it replaces.
    pub fn insert(&mut self, key: impl Into<String>, value: Option<String>) -> Option<String> {
        self.0.insert(key.into(), value).flatten()
    }

    /// Keys and values, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.iter().map(|(key, value)| (&**key, value.as_deref()))
    }
}

/// A value of an [`Hstore`]: text, or an `Option` of it.
pub trait IntoHstoreValue {
    /// The text; `None` is `NULL`.
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

/// The form that PostgreSQL reads.
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

/// Text in double quotes; quotes and backslashes have a backslash before them.
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
