//! Types that are read as the text that PostgreSQL writes: addresses and `tsvector`.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::decode::{Cursor, text};

/// The family of an IPv4 address, `PGSQL_AF_INET` in `src/include/utils/inet.h`. The next number
/// is the family of IPv6.
const FAMILY_V4: u8 = 2;

/// Reads an address with the length of its network prefix, as `network_send` in
/// `src/backend/utils/adt/network.c` writes it.
pub(crate) fn inet(raw: &[u8]) -> Result<Box<str>, String> {
    let malformed = || "the address is malformed".to_owned();
    let (&[family, bits, is_network, _length], address) =
        raw.split_first_chunk::<4>().ok_or_else(malformed)?;
    let (text, all_bits) = if family == FAMILY_V4 {
        let address: [u8; 4] = address.try_into().map_err(|_| malformed())?;
        (Ipv4Addr::from(address).to_string(), 32)
    } else {
        let address: [u8; 16] = address.try_into().map_err(|_| malformed())?;
        (Ipv6Addr::from(address).to_string(), 128)
    };
    Ok(if bits == all_bits && is_network == 0 {
        text.into()
    } else {
        format!("{text}/{bits}").into()
    })
}

/// Reads words with their positions, as `tsvectorsend` in `src/backend/utils/adt/tsvector.c` writes
/// them. The first two bits of a position are its weight.
pub(crate) fn tsvector(raw: &[u8]) -> Result<Box<str>, String> {
    let mut cursor = Cursor(raw);
    let mut out = String::new();
    for index in 0..cursor.int()? {
        let end = cursor.0.iter().position(|byte| *byte == 0);
        let word = text(cursor.take(end.ok_or("the tsvector is malformed")?)?)?;
        cursor.take(1)?;
        out.push_str(if index == 0 { "'" } else { " '" });
        out.push_str(&word.replace('\\', "\\\\").replace('\'', "''"));
        out.push('\'');
        for place in 0..short(&mut cursor)? {
            let place_and_weight = short(&mut cursor)?;
            out.push(if place == 0 { ':' } else { ',' });
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", place_and_weight & 0x3fff);
            out.push_str(["", "C", "B", "A"][usize::from(place_and_weight >> 14)]);
        }
    }
    Ok(out.into())
}

fn short(cursor: &mut Cursor<'_>) -> Result<u16, String> {
    let bytes = cursor.take(2)?;
    let bytes = bytes.try_into().map_err(|_| "the tsvector is malformed")?;
    Ok(u16::from_be_bytes(bytes))
}
