//! The macro `scalar!`, which implements [`Scalar`](super::Scalar) for a Rust type.

/// Implements [`Scalar`](super::Scalar).
///
/// The arguments are the SQL type, the type's name in messages, the conversion to a value, and the
/// values that are read.
macro_rules! scalar {
    (
        $rust:ty: $sql:expr, $expected:literal, |$this:ident| $into:expr,
        $($accept:pat => $read:expr,)+
    ) => {
        scalar!($rust as Self: $sql, $expected, |$this| $into, $($accept => $read,)+);
    };
    (
        $rust:ty as $base:ty: $sql:expr, $expected:literal, |$this:ident| $into:expr,
        $($accept:pat => $read:expr,)+
    ) => {
        impl $crate::types::Scalar for $rust {
            type Base = $base;

            fn sql_type() -> $crate::types::SqlType {
                $sql
            }

            fn into_value(self) -> $crate::value::Value {
                let $this = self;
                $into
            }

            fn to_value(&self) -> $crate::value::Value {
                $crate::types::Scalar::into_value(self.clone())
            }

            #[inline]
            fn from_value(
                value: $crate::value::ValueRef<'_>,
            ) -> Result<Self, $crate::types::Mismatch> {
                #[allow(unreachable_patterns, reason = "a type may read all kinds its own way")]
                let read = || -> Option<Self> {
                    match &value {
                        $($accept => $read,)+
                        _ => None,
                    }
                };
                read().ok_or_else(|| $crate::types::Mismatch::new($expected, &value))
            }
        }
    };
}

pub(super) use scalar;
