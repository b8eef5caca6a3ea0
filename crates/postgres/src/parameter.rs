//! The types of parameters with which a statement is prepared.

use rebis_core::types::{ParameterType, RangeKind, ValueType};
use tokio_postgres::types::Type;

/// Returns the types for the server, which infers a type that is [`Type::UNKNOWN`].
pub(crate) fn types(parameters: &[ParameterType]) -> Vec<Type> {
    parameters.iter().map(|parameter| of(*parameter)).collect()
}

fn of(parameter: ParameterType) -> Type {
    match parameter {
        ParameterType::Inferred => Type::UNKNOWN,
        ParameterType::One(of) => one(of),
        ParameterType::ArrayOf(of) => array_of(of),
    }
}

/// Maps each value type to its PostgreSQL type and array type.
macro_rules! value_types {
    ($($kind:pat => $one:ident $array:ident;)+) => {
        fn one(of: ValueType) -> Type {
            match of {
                $($kind => Type::$one,)+
                _ => Type::UNKNOWN,
            }
        }

        fn array_of(of: ValueType) -> Type {
            match of {
                $($kind => Type::$array,)+
                _ => Type::UNKNOWN,
            }
        }
    };
}

value_types! {
    ValueType::Boolean => BOOL BOOL_ARRAY;
    ValueType::SmallInteger => INT2 INT2_ARRAY;
    ValueType::Integer => INT4 INT4_ARRAY;
    ValueType::BigInteger => INT8 INT8_ARRAY;
    ValueType::Float => FLOAT4 FLOAT4_ARRAY;
    ValueType::Double => FLOAT8 FLOAT8_ARRAY;
    ValueType::Numeric => NUMERIC NUMERIC_ARRAY;
    ValueType::Text => TEXT TEXT_ARRAY;
    ValueType::Bytes => BYTEA BYTEA_ARRAY;
    ValueType::Date => DATE DATE_ARRAY;
    ValueType::Time => TIME TIME_ARRAY;
    ValueType::DateTime => TIMESTAMP TIMESTAMP_ARRAY;
    ValueType::Timestamp => TIMESTAMPTZ TIMESTAMPTZ_ARRAY;
    ValueType::Interval => INTERVAL INTERVAL_ARRAY;
    ValueType::Uuid => UUID UUID_ARRAY;
    ValueType::Json => JSON JSON_ARRAY;
    ValueType::Jsonb => JSONB JSONB_ARRAY;
    ValueType::Range(RangeKind::Int4) => INT4_RANGE INT4_RANGE_ARRAY;
    ValueType::Range(RangeKind::Int8) => INT8_RANGE INT8_RANGE_ARRAY;
    ValueType::Range(RangeKind::Num) => NUM_RANGE NUM_RANGE_ARRAY;
    ValueType::Range(RangeKind::Date) => DATE_RANGE DATE_RANGE_ARRAY;
    ValueType::Range(RangeKind::Ts) => TS_RANGE TS_RANGE_ARRAY;
    ValueType::Range(RangeKind::Tstz) => TSTZ_RANGE TSTZ_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Int4) => INT4MULTI_RANGE INT4MULTI_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Int8) => INT8MULTI_RANGE INT8MULTI_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Num) => NUMMULTI_RANGE NUMMULTI_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Date) => DATEMULTI_RANGE DATEMULTI_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Ts) => TSMULTI_RANGE TSMULTI_RANGE_ARRAY;
    ValueType::Multirange(RangeKind::Tstz) => TSTZMULTI_RANGE TSTZMULTI_RANGE_ARRAY;
    ValueType::TsVector => TS_VECTOR TS_VECTOR_ARRAY;
    ValueType::TsQuery => TSQUERY TSQUERY_ARRAY;
    ValueType::Inet => INET INET_ARRAY;
    ValueType::Cidr => CIDR CIDR_ARRAY;
    ValueType::JsonPath => JSONPATH JSONPATH_ARRAY;
}
