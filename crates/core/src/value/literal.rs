//! [`LiteralWriter`]: values as SQL text, where nothing can be bound.

use std::fmt::{self, Write};

/// How a database writes values as literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct Literals {
    /// A UUID has hyphens.
    pub hyphenated_uuid: bool,
    /// An instant has its zone.
    pub instants: bool,
    /// A floating point number has an exponent.
    pub exponents: bool,
    /// A decimal is a double, which has 15 digits.
    pub double_decimals: bool,
    /// `NaN` and infinities are numbers, written as text with a cast.
    pub non_finite: bool,
    /// A year before the first is written with `BC`.
    pub eras: bool,
    /// Strings of bits are written `B'101'`.
    pub bits: bool,
    /// How bytes are written.
    pub bytes: BytesLiteral,
    /// How dates are written.
    pub date: DateLiteral,
}

/// How bytes are written.
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

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateLiteral {
    /// As text.
    Text,
    /// `TO_DATE('…', '…')`
    ToDate,
}

/// A value that cannot be written, in the words of a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be written as a literal")]
pub(crate) struct NoLiteral(pub(crate) String);

/// Writes literals into a statement.
pub(crate) struct LiteralWriter<'w> {
    /// The statement.
    pub(crate) sql: &'w mut String,
    pub(crate) forms: Literals,
    /// The name of the dialect.
    pub(crate) dialect: &'static str,
    /// The words for false and true.
    pub(crate) booleans: [&'static str; 2],
    /// Whether a backslash escapes within quotes.
    pub(crate) backslash_escapes: bool,
    /// Whether the database has arrays, ranges and what else PostgreSQL alone has.
    pub(crate) arrays: bool,
}

impl LiteralWriter<'_> {
    pub(super) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Appends a value as it reads.
    pub(super) fn plain(&mut self, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.sql, "{value}");
    }

    /// Appends text in quotes: quotes are doubled, and backslashes too where they escape.
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

    /// Appends text in quotes. No database has a zero byte in a literal.
    pub(super) fn text(&mut self, text: &str) -> Result<(), NoLiteral> {
        if text.contains('\0') {
            return Err(NoLiteral("text with a zero byte".to_owned()));
        }
        self.quote(text);
        Ok(())
    }

    /// Appends what a value reads as, in quotes, for databases with the types of PostgreSQL.
    pub(super) fn postgres(
        &mut self,
        value: impl fmt::Display,
        kind: &str,
    ) -> Result<(), NoLiteral> {
        match self.arrays {
            true => self.text(&value.to_string()),
            false => Err(NoLiteral(kind.to_owned())),
        }
    }

    /// Appends bytes as hexadecimal digits.
    pub(super) fn hex(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.plain(format_args!("{byte:02x}"));
        }
    }
}
