//! `serde_json::Value` as a column.

use serde_json::Value as JsonValue;

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Json, Value, ValueRef};

impl Scalar for JsonValue {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::Json
    }

    fn into_value(self) -> Value {
        self.to_value()
    }

    fn to_value(&self) -> Value {
        Value::Json(Json::new(self.to_string()))
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        let text = Json::from_value(value.clone())?;
        serde_json::from_str(text.as_str()).map_err(|_| Mismatch::new("JSON", &value))
    }
}
