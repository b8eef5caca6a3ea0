//! `uuid::Uuid` as a column.

use uuid::Uuid;

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Value, ValueRef};

impl Scalar for Uuid {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::Uuid
    }

    fn into_value(self) -> Value {
        Value::Uuid(self.into_bytes())
    }

    fn to_value(&self) -> Value {
        Value::Uuid(self.into_bytes())
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        <[u8; 16]>::from_value(value).map(Self::from_bytes)
    }
}
