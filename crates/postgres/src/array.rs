//! Arrays, in binary format, or in text format if the elements are text for the server to parse.

use rebis_core::value::Value;
use tokio_postgres::types::{Format, Kind, Type};

use crate::decode::{Cursor, decode};
use crate::encode::{
    DIALECT, base_type, has_binary_values, is_json, is_textual, length, refusal, without_nul,
    write as write_value,
};

/// Appends an array. The server's `array_recv` in `src/backend/utils/adt/arrayfuncs.c` defines the
/// binary format.
///
/// # Errors
/// Returns an error if the type is not an array type, or an element does not fit.
pub(crate) fn write(values: &[Value], ty: &Type, out: &mut Vec<u8>) -> Result<Format, String> {
    let Kind::Array(declared) = ty.kind() else {
        return Err(format!("an array cannot be bound to {}", ty.name()));
    };
    let element = base_type(declared);
    let sizes = dimensions(values)?;
    if is_sent_as_text(values, element) {
        write_text(values, out)?;
        return Ok(Format::Text);
    }
    let rank = if values.is_empty() {
        0
    } else {
        length(sizes.len())?
    };
    out.extend(rank.to_be_bytes());
    out.extend(i32::from(has_null(values)).to_be_bytes());
    out.extend(declared.oid().to_be_bytes());
    if values.is_empty() {
        return Ok(Format::Binary);
    }
    for size in sizes {
        out.extend(length(size)?.to_be_bytes());
        // The index of the first element.
        out.extend(1_i32.to_be_bytes());
    }
    write_elements(values, element, out)?;
    Ok(Format::Binary)
}

/// Returns the number of elements in each dimension. Nested arrays must have the same length.
fn dimensions(values: &[Value]) -> Result<Vec<usize>, String> {
    let mut sizes = vec![values.len()];
    let Some(Value::Array(first)) = values.first() else {
        return Ok(sizes);
    };
    if first.is_empty() {
        return Err("a nested array has no elements; PostgreSQL requires at least one".to_owned());
    }
    let inner = dimensions(first)?;
    for value in values {
        match value {
            Value::Array(other) if dimensions(other)? == inner => {}
            _ => return Err("nested arrays must have the same length".to_owned()),
        }
    }
    sizes.extend(inner);
    Ok(sizes)
}

fn has_null(values: &[Value]) -> bool {
    values.iter().any(|value| match value {
        Value::Array(inner) => has_null(inner),
        other => other.is_null(),
    })
}

/// Returns whether the array is sent in text format, because an element is text that only the
/// server can parse.
fn is_sent_as_text(values: &[Value], element: &Type) -> bool {
    let is_text = |value: &Value| match value.on(DIALECT) {
        Value::Array(inner) => is_sent_as_text(inner, element),
        value => matches!(value, Value::Text(_)),
    };
    !is_textual(element)
        && !is_json(element)
        && !has_binary_values(element)
        && values.iter().any(is_text)
}

fn write_elements(values: &[Value], element: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    for (index, value) in values.iter().enumerate() {
        if let Value::Array(inner) = value {
            write_elements(inner, element, out)?;
            continue;
        }
        let written = write_field(value, element, out);
        written.map_err(|why| format!("element {index}: {why}"))?;
    }
    Ok(())
}

/// Appends a value with its length before it. The length of `NULL` is -1.
#[allow(
    clippy::inline_always,
    reason = "a call for each element adds a third to the cost of writing it"
)]
#[inline(always)]
pub(crate) fn write_field(value: &Value, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    let start = out.len();
    out.extend(NULL_LENGTH.to_be_bytes());
    if value.is_null() {
        return Ok(());
    }
    if matches!(write_value(value, ty, out)?, Format::Text) {
        return Err(refusal(value, ty));
    }
    let size = length(out.len() - start - 4)?;
    out[start..start + 4].copy_from_slice(&size.to_be_bytes());
    Ok(())
}

const NULL_LENGTH: i32 = -1;

/// Appends an array in text format, with quoted elements in braces:
/// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT>.
fn write_text(values: &[Value], out: &mut Vec<u8>) -> Result<(), String> {
    out.push(b'{');
    for (index, value) in values.iter().enumerate() {
        out.extend_from_slice(if index > 0 { b"," } else { b"" });
        match value.on(DIALECT) {
            Value::Null => out.extend_from_slice(b"NULL"),
            Value::Array(inner) => write_text(inner, out)?,
            Value::Text(text) => write_quoted(without_nul(text)?, out),
            other => {
                return Err(format!(
                    "element {index}: an array cannot contain both text and {}",
                    other.kind()
                ));
            }
        }
    }
    out.push(b'}');
    Ok(())
}

fn write_quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// Reads an array, as `array_send` in `src/backend/utils/adt/arrayfuncs.c` writes it.
///
/// # Errors
/// Returns an error if the bytes are malformed.
pub(crate) fn read(element: &Type, raw: &[u8]) -> Result<Vec<Value>, String> {
    let mut cursor = Cursor(raw);
    let dimensions = cursor.int()?;
    let _has_null = cursor.int()?;
    let _element_oid = cursor.int()?;
    let mut sizes = Vec::new();
    for _ in 0..dimensions {
        sizes.push(cursor.int()?);
        let _lower_bound = cursor.int()?;
    }
    match sizes.as_slice() {
        [] => Ok(Vec::new()),
        sizes => elements(element, sizes, &mut cursor),
    }
}

/// Reads the elements. An array of several dimensions becomes an array of arrays.
fn elements(element: &Type, sizes: &[i32], cursor: &mut Cursor<'_>) -> Result<Vec<Value>, String> {
    let [size, inner @ ..] = sizes else {
        return Ok(Vec::new());
    };
    let read = |_| match inner {
        [] => read_field(element, cursor),
        inner => elements(element, inner, cursor).map(Value::Array),
    };
    (0..*size).map(read).collect()
}

/// Reads a value with its length before it.
pub(crate) fn read_field(ty: &Type, cursor: &mut Cursor<'_>) -> Result<Value, String> {
    match usize::try_from(cursor.int()?) {
        Err(_) => Ok(Value::Null),
        Ok(length) => decode(ty, cursor.take(length)?).map(|value| value.to_value()),
    }
}
