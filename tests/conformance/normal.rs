//! Text and values in the form in which both sides are compared.

use rebis::core::Value;
use serde_json::{Value as Json, json};

/// The text with single spaces outside quotes and `?` for numbered placeholders, and for each
/// placeholder its position among the parameters.
pub(crate) fn normal(sql: &str) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(sql.len());
    let mut order = Vec::new();
    let numbered = sql.contains("$1");
    let mut characters = sql.trim().chars().peekable();
    let mut quote = None;
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), character) => {
                text.push(character);
                if character == open {
                    quote = None;
                }
            }
            (None, '\'' | '"' | '`') => {
                quote = Some(character);
                text.push(character);
            }
            (None, '[') if starts_name(&text) => {
                quote = Some(']');
                text.push(character);
            }
            (None, character) if character.is_whitespace() => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            (None, '?') if !numbered && is_placeholder(&text, characters.peek()) => {
                order.push(order.len());
                text.push('?');
            }
            (None, '$' | '@' | ':') if is_numbered(character, &text, &mut characters.clone()) => {
                let digits =
                    std::iter::from_fn(|| characters.next_if(|c| c.is_ascii_digit() || *c == 'P'));
                let number: String = digits.filter(char::is_ascii_digit).collect();
                order.push(number.parse::<usize>().unwrap() - 1);
                text.push('?');
            }
            (None, character) => text.push(character),
        }
    }
    (text, order)
}

/// Whether a bracket opens a quoted name (of SQL Server), not a subscript or an array.
fn starts_name(text: &str) -> bool {
    text.is_empty() || text.ends_with([' ', '.', '(', ','])
}

/// Whether a `?` is a placeholder, not an operator of PostgreSQL.
fn is_placeholder(text: &str, next: Option<&char>) -> bool {
    !matches!(next, Some('|' | '&')) && !text.ends_with('@')
}

fn is_numbered(mark: char, text: &str, rest: &mut impl Iterator<Item = char>) -> bool {
    let first = rest.next();
    match mark {
        '@' => first == Some('P') && rest.next().is_some_and(|digit| digit.is_ascii_digit()),
        '$' => first.is_some_and(|digit| digit.is_ascii_digit()),
        _ => {
            !text.ends_with(|c: char| c == ':' || c.is_ascii_digit())
                && first.is_some_and(|digit| digit.is_ascii_digit())
        }
    }
}

/// A value as the JSON files have it: tagged where JSON lacks the type.
pub(crate) fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::Double(value) => json!(value),
        Value::Text(value) => json!(value),
        Value::Bytes(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "bytes": digits })
        }
        Value::Date(value) => json!({ "date": value.to_string() }),
        Value::Time(value) => json!({ "time": value.to_string() }),
        Value::DateTime(value) | Value::Timestamp(value) => {
            json!({ "datetime": value.to_string().replacen(' ', "T", 1) })
        }
        Value::Decimal(value) => json!({ "decimal": value.as_str() }),
        Value::Uuid(bytes) => json!({ "uuid": uuid::Uuid::from_bytes(*bytes).to_string() }),
        Value::Json(value) => {
            let document: Json = serde_json::from_str(value.as_str()).unwrap();
            json!({ "json": document })
        }
        Value::Array(values) => {
            let elements: Vec<Json> = values.iter().map(plain).collect();
            json!({ "array": elements })
        }
        Value::Range(range) => json!({ "range": range.to_string() }),
        Value::Multirange(ranges) => {
            let ranges: Vec<String> = ranges.iter().map(ToString::to_string).collect();
            json!({ "multirange": ranges })
        }
        Value::Hstore(pairs) => {
            let pairs: serde_json::Map<String, Json> = pairs
                .iter()
                .map(|(key, value)| (key.to_owned(), json!(value)))
                .collect();
            json!({ "hstore": pairs })
        }
        Value::Interval(interval) => {
            let days = f64::from(interval.whole_days()) * 86_400.0;
            json!({ "interval": days + interval.microseconds() as f64 / 1e6 })
        }
        other => panic!("no JSON form for {other:?}"),
    }
}
