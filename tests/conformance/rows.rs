//! Values in the form in which the rows of databases are compared, and rows that differ by right.

use std::collections::BTreeMap;

use rebis::core::Value;
use serde_json::Value as Json;
use toml::{Table, Value as Toml};

/// A value as text. Numbers of any type are alike to 12 digits, as are booleans and 0 and 1, UUIDs with and without hyphens, dates
/// and their texts, documents and their texts.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(value) => number(&u8::from(*value).to_string()),
        Value::Int(value) => number(&value.to_string()),
        Value::Unsigned(value) => number(&value.to_string()),
        Value::Double(value) => number(&value.to_string()),
        Value::Decimal(value) => number(value.as_str()),
        Value::Text(text) => of_text(text),
        Value::Json(json) => of_text(json.as_str()),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => of_text(text),
            Err(_) => format!("{bytes:02x?}"),
        },
        Value::Uuid(bytes) => uuid::Uuid::from_bytes(*bytes).simple().to_string(),
        other => of_text(other.to_string().trim_matches('\'')),
    }
}

fn number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) => format!("{:.11e}", number + 0.0),
        Err(_) => text.to_owned(),
    }
}

fn of_text(text: &str) -> String {
    if text.starts_with(['{', '[', '"'])
        && let Ok(document) = serde_json::from_str::<Json>(text)
    {
        return document.to_string();
    }
    if let Ok(uuid) = uuid::Uuid::parse_str(text) {
        return uuid.simple().to_string();
    }
    let text = text.strip_suffix("+00:00").unwrap_or(text);
    match text.split_once('.') {
        // The fraction of a second.
        Some((whole, fraction)) if whole.contains(':') => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{fraction}")
            }
        }
        _ => text.to_owned(),
    }
}

/// Rows that are not compared with others.
pub struct RowDifferences(BTreeMap<String, Vec<String>>);

impl RowDifferences {
    /// Those of databases, which are not compared with others: the entries `rows` of `differences.toml` have cases, the dialects
    /// whose rows are others, and the reason.
    pub fn of_databases() -> Self {
        Self::read("rows")
    }

    /// Those of texts with values written into them, which are not compared with those of parameters: the entries `literal`.
    pub fn of_literals() -> Self {
        let mut all = Self::read("literal");
        let varying = Self::read("rows").0.into_iter();
        let varying = varying.filter(|(_, dialects)| dialects.iter().any(|on| on == "all"));
        all.0.extend(varying);
        all
    }

    fn read(entries: &str) -> Self {
        let file = std::fs::read_to_string(crate::folder().join("differences.toml")).unwrap();
        let file: Table = file.parse().unwrap();
        let entries = file.get(entries).and_then(Toml::as_array);
        let entries = entries.into_iter().flatten().map(|entry| {
            assert!(entry["reason"].is_str(), "rows that differ have a reason");
            let dialects = entry["dialects"].as_array().unwrap().iter();
            let dialects = dialects.map(|dialect| dialect.as_str().unwrap().to_owned());
            let cases = entry["cases"].as_array().unwrap().iter();
            let cases: Vec<_> = cases
                .map(|case| case.as_str().unwrap().to_owned())
                .collect();
            (cases, dialects.collect::<Vec<_>>())
        });
        let mut all = BTreeMap::<String, Vec<String>>::new();
        for (cases, dialects) in entries {
            for case in cases {
                all.entry(case)
                    .or_default()
                    .extend(dialects.iter().cloned());
            }
        }
        Self(all)
    }

    /// Whether the rows of a case on a database are not compared.
    pub fn has(&self, case: &str, dialect: &str) -> bool {
        let dialects = self.0.get(case);
        dialects.is_some_and(|known| known.iter().any(|known| known == dialect || known == "all"))
    }

    /// Whether a case names this database.
    pub fn names(&self, case: &str, dialect: &str) -> bool {
        let dialects = self.0.get(case);
        dialects.is_some_and(|known| known.iter().any(|known| known == dialect))
    }

    /// The cases that are named.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
