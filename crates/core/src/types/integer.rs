//! Integers as columns, and [`IntegerWidth`], the number of bits of an integer.

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Cell, RowSource};
use crate::value::{Value, ValueRef};

/// The number of bits of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// 8 bits.
    Tiny,
    /// 16 bits.
    Small,
    /// 24 bits.
    Medium,
    /// 32 bits.
    Normal,
    /// 64 bits.
    Big,
}

impl IntegerWidth {
    /// Returns the signed type of the same width.
    pub(crate) fn signed(self) -> SqlType {
        match self {
            Self::Tiny => SqlType::TinyInteger,
            Self::Small => SqlType::SmallInteger,
            Self::Medium => SqlType::MediumInteger,
            Self::Normal => SqlType::Integer,
            Self::Big => SqlType::BigInteger,
        }
    }

    /// Returns a signed type that holds all unsigned numbers of the width; for 64 bits, `BIGINT`.
    pub(crate) fn widened(self) -> SqlType {
        match self {
            Self::Tiny => SqlType::SmallInteger,
            Self::Small | Self::Medium => SqlType::Integer,
            Self::Normal | Self::Big => SqlType::BigInteger,
        }
    }
}

macro_rules! integer {
    ($rust:ty: $sql:expr, $expected:literal) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                $sql
            }

            fn into_value(self) -> Value {
                Value::from(self)
            }

            fn to_value(&self) -> Value {
                Value::from(*self)
            }

            #[inline]
            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                match value {
                    ValueRef::Int(int) => {
                        Self::try_from(int).map_err(|_| Mismatch::new($expected, &value))
                    }
                    other => number(&other).ok_or_else(|| Mismatch::new($expected, &other)),
                }
            }

            #[inline]
            fn from_int(int: i64) -> Cell<Self> {
                Self::try_from(int).map_or(Cell::Other, Cell::Value)
            }

            #[inline]
            fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
                row.int(index).and_then(|int| Self::try_from(int).ok())
            }
        }
    };
}

integer!(i8: SqlType::TinyInteger, "an 8-bit integer");
integer!(i16: SqlType::SmallInteger, "a 16-bit integer");
integer!(i32: SqlType::Integer, "a 32-bit integer");
integer!(i64: SqlType::BigInteger, "a 64-bit integer");
integer!(u8: SqlType::SmallInteger, "an unsigned 8-bit integer");
integer!(u16: SqlType::Integer, "an unsigned 16-bit integer");
integer!(u32: SqlType::BigInteger, "an unsigned 32-bit integer");
integer!(u64: SqlType::Unsigned(IntegerWidth::Big), "an unsigned 64-bit integer");

/// Converts another kind of value to an integer.
#[cold]
fn number<N: TryFrom<u64> + std::str::FromStr>(value: &ValueRef<'_>) -> Option<N> {
    match value {
        ValueRef::Unsigned(number) => N::try_from(*number).ok(),
        ValueRef::Bits(bits) => N::try_from(bits.to_number()?).ok(),
        // `EXTRACT` returns a decimal whose fraction is zero.
        ValueRef::Decimal(decimal) => decimal.whole().parse().ok(),
        _ => None,
    }
}
