//! Ranges and multiranges in their binary form: `range_send` in
//! `src/backend/utils/adt/rangetypes.c`, `multirange_send` in `multirangetypes.c`.

use std::ops::Bound;

use rebis_core::value::{Range, Value};
use tokio_postgres::types::{Format, Kind, Type};

use crate::decode::{Cursor, decode};
use crate::encode::{base_type, refusal, write};

const EMPTY: u8 = 0x01;
const LOWER_INCLUDED: u8 = 0x02;
const UPPER_INCLUDED: u8 = 0x04;
const LOWER_UNBOUNDED: u8 = 0x08;
const UPPER_UNBOUNDED: u8 = 0x10;

pub(crate) fn encode(range: &Range<Value>, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    let Kind::Range(element) = ty.kind() else {
        return Err(format!("a range cannot be bound to {}", ty.name()));
    };
    encode_of(range, base_type(element), out)
}

fn encode_of(range: &Range<Value>, element: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    let (Some(lower), Some(upper)) = (range.lower(), range.upper()) else {
        out.push(EMPTY);
        return Ok(());
    };
    let lower_flag = match lower {
        Bound::Included(_) => LOWER_INCLUDED,
        Bound::Excluded(_) => 0,
        Bound::Unbounded => LOWER_UNBOUNDED,
    };
    let upper_flag = match upper {
        Bound::Included(_) => UPPER_INCLUDED,
        Bound::Excluded(_) => 0,
        Bound::Unbounded => UPPER_UNBOUNDED,
    };
    out.push(lower_flag | upper_flag);
    for bound in [lower, upper] {
        if let Bound::Included(value) | Bound::Excluded(value) = bound {
            encode_end(value, element, out)?;
        }
    }
    Ok(())
}

fn encode_end(value: &Value, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    with_length(out, |out| match write(value, ty, out)? {
        Format::Binary => Ok(()),
        Format::Text => Err(refusal(value, ty)),
    })
}

pub(crate) fn encode_many(
    ranges: &[Range<Value>],
    ty: &Type,
    out: &mut Vec<u8>,
) -> Result<(), String> {
    let Kind::Multirange(of) = ty.kind() else {
        return Err(format!("a multirange cannot be bound to {}", ty.name()));
    };
    let element = element_of(of);
    let count = i32::try_from(ranges.len()).map_err(|error| error.to_string())?;
    out.extend(count.to_be_bytes());
    for each in ranges {
        with_length(out, |out| encode_of(each, element, out))?;
    }
    Ok(())
}

/// Appends bytes with their length before them.
pub(crate) fn with_length(
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), String>,
) -> Result<(), String> {
    let start = out.len();
    out.extend([0; 4]);
    write(out)?;
    let length = i32::try_from(out.len() - start - 4).map_err(|error| error.to_string())?;
    out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    Ok(())
}

pub(crate) fn read(element: &Type, raw: &[u8]) -> Result<Range<Value>, String> {
    let mut cursor = Cursor(raw);
    let flags = cursor.take(1)?.first().copied().unwrap_or(EMPTY);
    if flags & EMPTY != 0 {
        return Ok(Range::empty());
    }
    let mut end = |unbounded: u8, included: u8| {
        if flags & unbounded != 0 {
            return Ok::<_, String>(Bound::Unbounded);
        }
        let length = usize::try_from(cursor.int()?).map_err(|error| error.to_string())?;
        let value = decode(element, cursor.take(length)?)?.to_value();
        Ok(match flags & included {
            0 => Bound::Excluded(value),
            _ => Bound::Included(value),
        })
    };
    let lower = end(LOWER_UNBOUNDED, LOWER_INCLUDED)?;
    let upper = end(UPPER_UNBOUNDED, UPPER_INCLUDED)?;
    Ok(Range::new(lower, upper))
}

pub(crate) fn read_many(of: &Type, raw: &[u8]) -> Result<Vec<Range<Value>>, String> {
    let element = element_of(of);
    let mut cursor = Cursor(raw);
    let count = cursor.int()?;
    let mut ranges = Vec::new();
    for _ in 0..count {
        let length = usize::try_from(cursor.int()?).map_err(|error| error.to_string())?;
        ranges.push(read(element, cursor.take(length)?)?);
    }
    Ok(ranges)
}

/// Returns the element type of a multirange.
///
/// The client reports the element type for built-in multiranges, and the range type for others.
fn element_of(of: &Type) -> &Type {
    match base_type(of).kind() {
        Kind::Range(element) => base_type(element),
        _ => base_type(of),
    }
}
