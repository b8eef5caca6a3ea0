//! [`TypeRef`]: the SQL type of a column, a bind parameter or an expression, as a `Copy` value.

use std::fmt;

use rustc_hash::FxHashSet;
use std::sync::{Mutex, PoisonError};

use super::{Scalar, SqlType};
use crate::value::{Bits, Date, DateTime, Decimal, Interval, Json, Time, TimeTz, Value};

/// The SQL type of a column, a bind parameter or an expression.
///
/// It is `Copy` and can be part of a `const`. It is resolved only when a statement is compiled, not
/// when one is built or found in the cache.
#[derive(Clone, Copy)]
pub struct TypeRef(&'static Definition);

enum Definition {
    Unknown,
    Of(fn() -> SqlType),
    Known(SqlType),
}

impl TypeRef {
    /// An unknown type, which the database infers.
    pub const UNKNOWN: Self = Self(&Definition::Unknown);

    /// Returns the SQL type of a Rust type.
    pub const fn for_type<T: Scalar>() -> Self {
        const { Self(&Definition::Of(T::sql_type)) }
    }

    /// Returns a reference to a type that is known only at run time.
    ///
    /// Each distinct type is leaked once, and lives until the program ends.
    pub fn known(sql_type: &SqlType) -> Self {
        static TYPES: Mutex<Option<FxHashSet<Interned>>> = Mutex::new(None);
        let mut types = TYPES.lock().unwrap_or_else(PoisonError::into_inner);
        let types = types.get_or_insert_default();
        if let Some(Interned(known)) = types.get(sql_type) {
            return Self(known);
        }
        let kept: &'static Definition = Box::leak(Box::new(Definition::Known(sql_type.clone())));
        types.insert(Interned(kept));
        Self(kept)
    }

    /// Returns the type of a value that has no Rust type.
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Bool(_) => Self::for_type::<bool>(),
            Value::Int(_) => Self::for_type::<i64>(),
            Value::Double(_) => Self::for_type::<f64>(),
            Value::Text(_) => Self::for_type::<String>(),
            Value::Bytes(_) => Self::for_type::<Vec<u8>>(),
            Value::Date(_) => Self::for_type::<Date>(),
            Value::Time(_) => Self::for_type::<Time>(),
            Value::DateTime(_) => Self::for_type::<DateTime>(),
            Value::Decimal(_) => Self::for_type::<Decimal>(),
            Value::Uuid(_) => Self::for_type::<[u8; 16]>(),
            Value::Json(_) => Self::for_type::<Json>(),
            Value::Interval(_) => Self::for_type::<Interval>(),
            Value::Unsigned(_) => Self::for_type::<u64>(),
            Value::TimeTz(_) => Self::for_type::<TimeTz>(),
            Value::Bits(_) => Self::for_type::<Bits>(),
            _ => Self::UNKNOWN,
        }
    }

    /// Returns the SQL type, or `None` if it is unknown.
    pub fn resolve(self) -> Option<SqlType> {
        match self.0 {
            Definition::Unknown => None,
            Definition::Of(sql_type) => Some(sql_type()),
            Definition::Known(sql_type) => Some(sql_type.clone()),
        }
    }

    /// Returns the SQL type on a dialect, given the dialect's name.
    pub(crate) fn on(self, dialect: &str) -> Option<SqlType> {
        match self.resolve()? {
            variant @ SqlType::Variant(_) => Some(variant.in_dialect(dialect).clone()),
            other => Some(other),
        }
    }

    /// Returns whether the type is known.
    pub fn is_known(self) -> bool {
        !matches!(self.0, Definition::Unknown)
    }

    /// Returns a number for the cache key. Equal numbers mean equal types.
    ///
    /// A type may have several numbers. The cache then has more than one entry for a statement.
    pub(crate) fn address(self) -> u64 {
        std::ptr::from_ref(self.0).addr() as u64
    }
}

/// Returns the unknown type.
impl Default for TypeRef {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl fmt::Debug for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.resolve().fmt(f)
    }
}

/// A leaked definition, which is compared and hashed by its type.
struct Interned(&'static Definition);

impl Interned {
    fn sql_type(&self) -> Option<&SqlType> {
        match self.0 {
            Definition::Known(sql_type) => Some(sql_type),
            _ => None,
        }
    }
}

impl PartialEq for Interned {
    fn eq(&self, other: &Self) -> bool {
        self.sql_type() == other.sql_type()
    }
}

impl Eq for Interned {}

impl std::hash::Hash for Interned {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        if let Some(sql_type) = self.sql_type() {
            sql_type.hash(state);
        }
    }
}

impl std::borrow::Borrow<SqlType> for Interned {
    fn borrow(&self) -> &SqlType {
        static NONE: SqlType = SqlType::Text;
        self.sql_type().unwrap_or(&NONE)
    }
}
