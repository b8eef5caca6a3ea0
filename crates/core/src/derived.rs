//! Functions that the code of `#[derive(Scalar)]` and `#[derive(SqlEnum)]` calls.

/// Makes a type with [`Scalar`](crate::Scalar) what a scalar of Core also is: a row, an argument of
/// a function, an element of an array.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar_traits {
    ($rust:ty) => {
        #[automatically_derived]
        impl $crate::FromRow for $rust {
            type Kind = $crate::decode::kind::ScalarKind;

            fn from_row(
                row: &mut $crate::decode::RowReader<'_>,
            ) -> ::std::result::Result<Self, $crate::error::DecodeError> {
                row.read()
            }

            fn from_row_opt(
                row: &mut $crate::decode::RowReader<'_>,
            ) -> ::std::result::Result<::std::option::Option<Self>, $crate::error::DecodeError>
            {
                row.read()
            }
        }

        #[automatically_derived]
        impl $crate::ArrayElement for $rust {}

        #[automatically_derived]
        impl $crate::func::Argument for $rust {
            fn into_argument(self) -> $crate::Node {
                $crate::Node::value_of(self)
            }
        }
    };
}

/// Makes a [`CustomType`](crate::types::CustomType) a type that columns have.
#[doc(hidden)]
#[macro_export]
macro_rules! custom_scalar {
    ($rust:ty) => {
        #[automatically_derived]
        impl $crate::Scalar for $rust {
            type Base = Self;

            const ORDERED: bool = <$rust as $crate::types::CustomType>::ORDERED;

            const BY_DIALECT: bool = !<$rust as $crate::types::CustomType>::VARIANTS.is_empty();

            fn sql_type() -> $crate::SqlType {
                $crate::types::custom::sql_type::<$rust>()
            }

            fn into_value(self) -> $crate::Value {
                $crate::types::custom::value(&self)
            }

            fn to_value(&self) -> $crate::Value {
                $crate::types::custom::value(self)
            }

            fn from_value(
                value: $crate::value::ValueRef<'_>,
            ) -> ::std::result::Result<Self, $crate::types::Mismatch> {
                $crate::types::custom::read(value, "")
            }

            fn from_value_on(
                value: $crate::value::ValueRef<'_>,
                dialect: &str,
            ) -> ::std::result::Result<Self, $crate::types::Mismatch> {
                $crate::types::custom::read(value, dialect)
            }
        }

        #[automatically_derived]
        impl $crate::KeyStart for $rust {
            type Start = $crate::Unset;
        }

        $crate::scalar_traits!($rust);
    };
}
