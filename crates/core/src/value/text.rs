//! Text and bytes.

use super::fmt;
use super::literal::{LiteralWriter, NoLiteral};

pub(super) mod plain {
    use super::{LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{text}'")
    }

    pub(crate) fn literal(text: &str, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        out.text(text)
    }
}

pub(super) mod bytes {
    use super::{LiteralWriter, NoLiteral, fmt};
    use crate::value::BytesLiteral;

    /// Writes only the number of bytes, because logs are read by people.
    pub(crate) fn show(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", bytes.len())
    }

    pub(crate) fn literal(bytes: &[u8], out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        let (open, close) = match out.forms.bytes {
            BytesLiteral::Hex => ("X'", "'"),
            BytesLiteral::Bytea => ("'\\x", "'::bytea"),
            BytesLiteral::Number => ("0x", ""),
            BytesLiteral::HexToRaw => ("HEXTORAW('", "')"),
        };
        out.push(open);
        out.hex(bytes);
        out.push(close);
        Ok(())
    }
}
