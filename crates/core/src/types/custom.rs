//! [`CustomType`]: a Rust type of the program that is stored as another type.

use super::{Mismatch, Scalar, SqlType};
use crate::value::{ByDialect, Value, ValueRef};

/// The error of a value of a custom type that cannot be stored or read.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Converts a [`CustomType`] to the value that is written as a literal.
pub type LiteralForm<T> = fn(&T) -> Result<Value, BoxError>;

/// A Rust type of the program that is stored as another type, like SQLAlchemy's `TypeDecorator`.
///
/// `#[derive(Scalar)]` with `#[scalar(custom)]` makes it a column type. It can then be used in
/// models, keys, comparisons, defaults, `CASE`, functions, arrays and bulk statements. It can be
/// compared only with values of its own type.
///
/// ```
/// use rebis_core::types::{BoxError, CustomType};
/// use rebis_core::value::{Decimal, Value};
/// use rebis_core::{Scalar, SqlType};
///
/// /// An amount of money in cents, which is a `NUMERIC` in the database.
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// struct Money(i64);
///
/// impl CustomType for Money {
///     type Stored = Decimal;
///
///     fn sql_type() -> SqlType {
///         SqlType::Numeric { precision: Some(12), scale: Some(2) }
///     }
///
///     fn store(&self) -> Result<Decimal, BoxError> {
///         Ok(Decimal::from(self.0) * "0.01".parse::<Decimal>()?)
///     }
///
///     fn load(stored: Decimal) -> Result<Self, BoxError> {
///         let cents = stored * Decimal::from(100_i64);
///         Ok(Self(cents.normalized().as_str().parse()?))
///     }
/// }
/// # rebis_core::custom_scalar!(Money);
///
/// assert_eq!(Money(1950).into_value(), Value::Decimal("19.50".parse()?));
/// # Ok::<(), BoxError>(())
/// ```
///
/// # Contract
/// [`load`](Self::load) MUST return the value that [`store`](Self::store) stored. Equal values
/// SHOULD have equal stored forms, because `WHERE` and keys compare the stored forms.
pub trait CustomType: Clone + 'static {
    /// The type that the value is stored as.
    type Stored: Scalar<Base = Self::Stored>;

    /// Other stored forms, for some databases. They correspond to SQLAlchemy's `with_variant` and
    /// `load_dialect_impl`.
    const VARIANTS: &'static [Variant<Self>] = &[];

    /// The conversion to a literal, for statements as text without parameters. By default, it is
    /// the stored value. For a secret, it can return an error.
    const LITERAL: Option<LiteralForm<Self>> = None;

    /// Whether the stored values have the order of the values. If not, as for encrypted text, `<`,
    /// `BETWEEN`, `min`, `max` and `ORDER BY` do not compile.
    const ORDERED: bool = true;

    /// Returns the SQL type of a column, unless the model sets another one.
    fn sql_type() -> SqlType {
        Self::Stored::sql_type()
    }

    /// Returns the stored form. It is not called for `NULL`, which stays `NULL`.
    ///
    /// # Errors
    /// Returns an error if the value cannot be stored. The statement that binds it then fails.
    fn store(&self) -> Result<Self::Stored, BoxError>;

    /// Converts a stored value to the custom type.
    ///
    /// # Errors
    /// Returns an error if the stored value is not valid.
    fn load(stored: Self::Stored) -> Result<Self, BoxError>;
}

/// The stored form of a [`CustomType`] on one database.
#[derive(Debug)]
pub struct Variant<T> {
    /// The name of the dialect: `sqlite`, `postgresql`, `mysql`, `mariadb`.
    pub dialect: &'static str,
    /// The SQL type of a column.
    pub sql_type: fn() -> SqlType,
    /// Converts the custom type to the stored value.
    pub store: fn(&T) -> Result<Value, BoxError>,
    /// Converts a stored value to the custom type.
    pub load: fn(ValueRef<'_>) -> Result<T, BoxError>,
}

/// Returns the SQL type of a column of a custom type.
pub fn sql_type<T: CustomType>() -> SqlType {
    let variants = T::VARIANTS.iter();
    variants.fold(T::sql_type(), |sql_type, variant| {
        sql_type.with_variant(variant.dialect, (variant.sql_type)())
    })
}

/// Returns the value that a statement binds for a value of a custom type.
pub fn value<T: CustomType>(this: &T) -> Value {
    let usual = bound(this.store().map(T::Stored::into_value));
    if T::VARIANTS.is_empty() && T::LITERAL.is_none() {
        return usual;
    }
    let variants = T::VARIANTS.iter();
    let forms = variants.fold(ByDialect::new(usual), |forms, variant| {
        forms.with(variant.dialect, bound((variant.store)(this)))
    });
    Value::ByDialect(Box::new(match T::LITERAL {
        Some(literal) => forms.with_literal(bound(literal(this))),
        None => forms,
    }))
}

fn bound(stored: Result<Value, BoxError>) -> Value {
    stored.unwrap_or_else(|error| Value::invalid("a custom value", error.to_string()))
}

/// Reads a value of a custom type from a row. `dialect` is empty if the dialect is not known.
///
/// # Errors
/// Returns an error if the database sent a value that cannot be converted.
pub fn read<T: CustomType>(value: ValueRef<'_>, dialect: &str) -> Result<T, Mismatch> {
    let kind = value.kind();
    let loaded = match value {
        ValueRef::ByDialect(forms) => return read_usual(forms.usual().as_ref(), kind),
        value if T::VARIANTS.is_empty() => return read_usual(value, kind),
        _ if dialect.is_empty() => Err("its form depends on the dialect, which is unknown".into()),
        value => match T::VARIANTS
            .iter()
            .find(|variant| variant.dialect == dialect)
        {
            Some(variant) => (variant.load)(value),
            None => return read_usual(value, kind),
        },
    };
    loaded.map_err(|error| mismatch::<T>(kind, &error))
}

fn read_usual<T: CustomType>(value: ValueRef<'_>, kind: &str) -> Result<T, Mismatch> {
    T::load(T::Stored::from_value(value)?).map_err(|error| mismatch::<T>(kind, &error))
}

/// Returns the error of a conversion. It omits the value, which may be a secret.
fn mismatch<T>(kind: &str, error: &BoxError) -> Mismatch {
    let name = std::any::type_name::<T>();
    let name = name.rsplit("::").next().unwrap_or(name);
    Mismatch {
        expected: format!("a value of `{name}`").into(),
        found: format!("{kind} ({error})").into(),
    }
}
