//! `hstore` in its binary form: `hstore_send` in `contrib/hstore/hstore_io.c`.

use rebis_core::value::Hstore;
use tokio_postgres::types::Type;

use crate::decode::{Cursor, text};
use crate::range::with_length;

/// Returns whether a type is `hstore`. The name is compared, because the object identifier of an
/// extension's type differs between databases.
pub(crate) fn is_hstore(ty: &Type) -> bool {
    ty.name() == "hstore"
}

pub(crate) fn encode(pairs: &Hstore, out: &mut Vec<u8>) -> Result<(), String> {
    let count = i32::try_from(pairs.iter().count()).map_err(|error| error.to_string())?;
    out.extend(count.to_be_bytes());
    for (key, value) in pairs.iter() {
        with_length(out, |out| {
            out.extend_from_slice(key.as_bytes());
            Ok(())
        })?;
        match value {
            None => out.extend((-1_i32).to_be_bytes()),
            Some(value) => with_length(out, |out| {
                out.extend_from_slice(value.as_bytes());
                Ok(())
            })?,
        }
    }
    Ok(())
}

pub(crate) fn read(raw: &[u8]) -> Result<Hstore, String> {
    let mut cursor = Cursor(raw);
    let mut pairs = Hstore::new();
    for _ in 0..cursor.int()? {
        let length = usize::try_from(cursor.int()?).map_err(|error| error.to_string())?;
        let key = text(cursor.take(length)?)?.to_owned();
        let value = match usize::try_from(cursor.int()?) {
            Err(_) => None,
            Ok(length) => Some(text(cursor.take(length)?)?.to_owned()),
        };
        pairs.insert(key, value);
    }
    Ok(pairs)
}
