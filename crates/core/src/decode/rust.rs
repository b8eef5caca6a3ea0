//! [`FromRow`] for scalars, options and tuples.

use super::reader::{FromRow, RowReader, kind};
use crate::error::DecodeError;
use crate::types::{ArrayElement, DecimalText, RangeElement, for_each_integer, for_each_scalar};
#[cfg(feature = "serde_json")]
use crate::types::{Document, Json, Jsonb};
use crate::value::{Multirange, Range};

/// Implements [`FromRow`] for types of a single column.
macro_rules! scalar_from_row {
    ($($(#[$meta:meta])* $rust:ty;)+) => {
        $($(#[$meta])* impl FromRow for $rust {
            type Kind = kind::ScalarKind;

            #[inline]
            fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError> {
                row.read()
            }

            #[inline]
            fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
                row.read()
            }
        })+
    };
}

for_each_integer!(scalar_from_row);
for_each_scalar!(scalar_from_row);
scalar_from_row!(u8;);

/// Implements [`FromRow`] for generic types of a single column.
macro_rules! generic_from_row {
    ($($(#[$meta:meta])* [$($generics:tt)+] $rust:ty;)+) => {
        $($(#[$meta])* impl<$($generics)+> FromRow for $rust {
            type Kind = kind::ScalarKind;

            fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError> {
                row.read()
            }

            fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
                row.read()
            }
        })+
    };
}

generic_from_row! {
    [T: ArrayElement + Clone + Send] Vec<T>;
    [T: RangeElement + Clone + Send] Range<T>;
    [T: RangeElement + Clone + Send] Multirange<T>;
    [const PRECISION: u32, const SCALE: u32] DecimalText<PRECISION, SCALE>;
    #[cfg(feature = "serde_json")]
    [T: Document + Send] Json<T>;
    #[cfg(feature = "serde_json")]
    [T: Document + Send] Jsonb<T>;
}

impl<T: FromRow> FromRow for Option<T> {
    type Kind = kind::OptionKind<T::Kind>;

    #[inline]
    fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError> {
        T::from_row_opt(row)
    }

    fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
        T::from_row_opt(row).map(Some)
    }
}

/// The row type of statements without rows.
impl FromRow for () {
    type Kind = kind::TupleKind;

    fn from_row(_row: &mut RowReader<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn from_row_opt(_row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(Some(()))
    }
}

macro_rules! tuple_from_row {
    ($($name:ident)+) => {
        impl<$($name: FromRow),+> FromRow for ($($name,)+) {
            type Kind = kind::TupleKind;

            #[inline]
            fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError> {
                Ok(($($name::from_row(row)?,)+))
            }

            #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
            fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
                $(let $name = $name::from_row_opt(row)?;)+
                Ok((|| Some(($($name?,)+)))())
            }
        }
    };
}

crate::for_each_tuple!(12, tuple_from_row);
