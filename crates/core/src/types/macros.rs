//! The form of a scalar: how a Rust type becomes a value, and which values it reads.

/// Implements [`Scalar`](super::Scalar): the SQL type, the name in messages, the value of one that is
/// owned, and what is read.
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
