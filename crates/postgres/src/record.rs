//! Composite values: `record_send` and `record_recv` in `src/backend/utils/adt/rowtypes.c`.

use rebis_core::value::{Record, Value};
use tokio_postgres::types::{Field, Kind, Type};

use crate::array::{read_field, write_field};
use crate::decode::Cursor;
use crate::encode::{base_type, length};

/// Appends a record. Its fields must have the order of the type's fields.
///
/// # Errors
/// Returns an error if the type is not composite, or the fields do not match the type.
pub(crate) fn write(record: &Record, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    let Kind::Composite(fields) = ty.kind() else {
        return Err(format!("a record cannot be bound to {}", ty.name()));
    };
    if fields.len() != record.iter().len() {
        return Err(format!(
            "the record has another number of fields than {}, which has {}",
            ty.name(),
            fields.len()
        ));
    }
    out.extend(length(fields.len())?.to_be_bytes());
    for (field, (name, value)) in fields.iter().zip(record.iter()) {
        if field.name() != name {
            let expected = field.name();
            return Err(format!(
                "the record has the field `{name}` where the type has `{expected}`"
            ));
        }
        out.extend(field.type_().oid().to_be_bytes());
        let written = write_field(value, base_type(field.type_()), out);
        written.map_err(|why| format!("field `{name}`: {why}"))?;
    }
    Ok(())
}

/// Reads a record. Without `fields` it is an anonymous row, whose fields are named `f1`, `f2` and
/// so on, as in PostgreSQL.
///
/// # Errors
/// Returns an error if the bytes are malformed, or if an anonymous row has a value whose type is
/// not built in.
pub(crate) fn read(fields: &[Field], raw: &[u8]) -> Result<Record, String> {
    let mut cursor = Cursor(raw);
    let count = cursor.int()?;
    let mut values: Vec<(String, Value)> = Vec::new();
    for number in 1..=count {
        let oid = u32::from_be_bytes(cursor.int()?.to_be_bytes());
        let known = values.len();
        let (name, ty) = match fields.get(known) {
            Some(field) => (field.name().to_owned(), field.type_().clone()),
            None => (format!("f{number}"), built_in(oid)?),
        };
        let value = read_field(base_type(&ty), &mut cursor);
        let value = value.map_err(|why| format!("field `{name}`: {why}"))?;
        values.push((name, value));
    }
    Ok(values.into_iter().collect())
}

fn built_in(oid: u32) -> Result<Type, String> {
    let unknown =
        || format!("the type {oid} of a value in a row is not built in; cast the value to text");
    Type::from_oid(oid).ok_or_else(unknown)
}
