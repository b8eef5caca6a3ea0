//! [`LiteralWriter`]: writes values as SQL literals, where the database accepts no bind parameter.

use std::fmt::{self, Write};

/// The syntax of a database's literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct Literals {
    /// Whether a UUID is written with hyphens.
    pub hyphenated_uuid: bool,
    /// Whether an instant is written with its offset, `+00:00`.
    pub instants: bool,
    /// Whether a double needs an exponent, because the database reads other numbers as decimals.
    pub exponents: bool,
    /// Whether decimals are stored as doubles, which keep 15 digits.
    pub double_decimals: bool,
    /// Whether `NaN` and infinities are supported. They are written as text with a cast.
    pub non_finite: bool,
    /// Whether years before year 1 are supported. They are written with `BC`.
    pub eras: bool,
    /// Whether bit strings are supported. They are written `B'101'`.
    pub bits: bool,
    /// The syntax of bytes.
    pub bytes: BytesLiteral,
    /// The syntax of dates.
    pub date: DateLiteral,
}

/// The syntax of bytes in a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BytesLiteral {
    /// `X'00ff'`
    Hex,
    /// `'\x00ff'::bytea`
    Bytea,
    /// `0x00ff`
    Number,
    /// `HEXTORAW('00ff')`
    HexToRaw,
}

/// The syntax of dates in a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateLiteral {
    /// Text: `'2024-02-29'`
    Text,
    /// `TO_DATE('…', '…')`
    ToDate,
}

/// An error from a value that has no literal. It holds a description of the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be written as a literal")]
pub(crate) struct NoLiteral(pub(crate) String);

/// Writes literals into the SQL of a statement.
pub(crate) struct LiteralWriter<'w> {
    /// The SQL of the statement.
    pub(crate) sql: &'w mut String,
    pub(crate) forms: Literals,
    /// The name of the dialect.
    pub(crate) dialect: &'static str,
    /// The literals of false and true.
    pub(crate) booleans: [&'static str; 2],
    /// Whether a backslash is an escape character in quoted text.
    pub(crate) backslash_escapes: bool,
    /// Whether the database has PostgreSQL's types, such as arrays and ranges.
    pub(crate) arrays: bool,
}

impl LiteralWriter<'_> {
    pub(super) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Appends a value as its `Display` writes it.
    pub(super) fn plain(&mut self, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.sql, "{value}");
    }

    /// Appends text in quotes. Doubles quotes, and backslashes if they are escape characters.
    pub(crate) fn quote(&mut self, text: &str) {
        self.sql.push('\'');
        for character in text.chars() {
            let doubled = match character {
                '\'' => true,
                '\\' => self.backslash_escapes,
                _ => false,
            };
            if doubled {
                self.sql.push(character);
            }
            self.sql.push(character);
        }
        self.sql.push('\'');
    }

    /// Appends text in quotes. Returns an error for a zero byte, which no literal can contain.
    pub(super) fn text(&mut self, text: &str) -> Result<(), NoLiteral> {
        if text.contains('\0') {
            return Err(NoLiteral("text with a zero byte".to_owned()));
        }
        self.quote(text);
        Ok(())
    }

    /// Appends a value in quotes. Returns an error if the database lacks PostgreSQL's types.
    pub(super) fn postgres(
        &mut self,
        value: impl fmt::Display,
        kind: &str,
    ) -> Result<(), NoLiteral> {
        if self.arrays {
            self.text(&value.to_string())
        } else {
            Err(NoLiteral(kind.to_owned()))
        }
    }

    /// Appends bytes as hexadecimal digits.
    pub(super) fn hex(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.plain(format_args!("{byte:02x}"));
        }
    }
}
