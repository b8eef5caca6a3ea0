//! Types that only PostgreSQL has: text search, `hstore`, composite values.

use std::borrow::Cow;

use super::macros::scalar;
use super::{Mismatch, Scalar, SqlType};
use crate::value::{Hstore, Record, TsQuery, TsVector, Value, ValueRef};

scalar!(TsVector: SqlType::TsVector, "a text search vector",
    |this| Value::Text(this.as_str().to_owned().into()),
    ValueRef::Written(text) => Some(Self::new(text.clone())),
    ValueRef::Text(text) => Some(Self::new(*text)),
);

scalar!(TsQuery: SqlType::TsQuery, "a text search query",
    |this| Value::Text(this.as_str().to_owned().into()),
    ValueRef::Written(text) => Some(Self::new(text.clone())),
    ValueRef::Text(text) => Some(Self::new(*text)),
);

scalar!(Hstore: SqlType::Hstore, "an hstore", |this| Value::Hstore(Box::new(this)),
    ValueRef::Hstore(pairs) => Some((**pairs).clone()),
);

// A column's composite type has a name: `sql_type = SqlType::Custom("address".into())`.
scalar!(Record: SqlType::Custom(Cow::Borrowed("RECORD")), "a record",
    |this| Value::Record(Box::new(this)),
    ValueRef::Record(record) => Some((**record).clone()),
);

impl Record {
    /// Returns the field with this name, converted to a Rust type.
    ///
    /// # Errors
    /// Returns an error if the record has no such field, or if its value cannot be converted to
    /// `T`.
    pub fn get<T: Scalar>(&self, name: &str) -> Result<T, Mismatch> {
        let missing = || Mismatch {
            expected: format!("a record with a field `{name}`").into(),
            found: self
                .iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
                .join(", ")
                .into(),
        };
        T::from_value(self.value(name).ok_or_else(missing)?.as_ref())
    }
}
