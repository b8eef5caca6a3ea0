//! [`CustomType`]: a Rust type of the user's own that is stored as another one.

use super::{Mismatch, Scalar, SqlType};
use crate::value::{ByDialect, Value, ValueRef};

/// Any error: why a value of a custom type cannot be stored, or read.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Converts a [`CustomType`] into the literal of a statement without parameters.
pub type LiteralForm<T> = fn(&T) -> Result<Value, BoxError>;

/// A Rust type of the user's own that columns hold in another form, as SQLAlchemy's
/// `TypeDecorator`.
///
/// `#[derive(Scalar)]` with `#[scalar(custom)]` makes it a type that columns have: in models, keys,
/// comparisons, defaults, `CASE`, functions, arrays and bulk statements. It compares with values of
/// its own type alone.
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
/// [`load`](Self::load) MUST give a value again that [`store`](Self::store) stored. Values that are
/// equal SHOULD be stored alike: they are compared, in `WHERE` and as keys, in the form that is
/// stored.
pub trait CustomType: Clone + 'static {
    /// The type that a column holds.
    type Stored: Scalar<Base = Self::Stored>;

    /// Databases that store the type in another form, as SQLAlchemy's `with_variant` and
    /// `load_dialect_impl`.
    const VARIANTS: &'static [Variant<Self>] = &[];

    /// The value that is written where a statement becomes text without parameters, if it is not
    /// the one that is stored: a secret may refuse it.
    const LITERAL: Option<LiteralForm<Self>> = None;

    /// Whether databases order what they store as the values are ordered. Without that, as of an
    /// encrypted text, `<`, `BETWEEN`, `min`, `max` and `ORDER BY` do not compile.
    const ORDERED: bool = true;

    /// The SQL type of a column, unless the model gives another one.
    fn sql_type() -> SqlType {
        Self::Stored::sql_type()
    }

    /// The form that is stored. `NULL` is not asked for: it stays `NULL`.
    ///
    /// # Errors
    /// When the value cannot be stored; the statement that binds it then fails.
    fn store(&self) -> Result<Self::Stored, BoxError>;

    /// Converts the stored value of a column to the custom type.
    ///
    /// # Errors
    /// When the database holds something else.
    fn load(stored: Self::Stored) -> Result<Self, BoxError>;
}

/// How one database stores a [`CustomType`].
#[derive(Debug)]
pub struct Variant<T> {
    /// The name of its dialect: `sqlite`, `postgresql`, `mysql`, `mariadb`.
    pub dialect: &'static str,
    /// The SQL type of a column.
    pub sql_type: fn() -> SqlType,
    /// The value that is stored.
    pub store: fn(&T) -> Result<Value, BoxError>,
    /// Converts the stored value of a column to the custom type.
    pub load: fn(ValueRef<'_>) -> Result<T, BoxError>,
}

/// The SQL type of a column of a custom type.
pub fn sql_type<T: CustomType>() -> SqlType {
    let variants = T::VARIANTS.iter();
    variants.fold(T::sql_type(), |sql_type, variant| {
        sql_type.with_variant(variant.dialect, (variant.sql_type)())
    })
}

/// The value that a statement binds for one of a custom type.
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

/// Reads a value of a custom type from a row of a dialect; the name is empty if it is not known.
///
/// # Errors
/// When the database holds something else.
pub fn read<T: CustomType>(value: ValueRef<'_>, dialect: &str) -> Result<T, Mismatch> {
    let kind = value.kind();
    let loaded = match value {
        ValueRef::ByDialect(forms) => return read_usual(forms.usual().as_ref(), kind),
        value if T::VARIANTS.is_empty() => return read_usual(value, kind),
        _ if dialect.is_empty() => Err("only the dialect tells what it means".into()),
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

/// The value itself may be a secret.
fn mismatch<T>(kind: &str, error: &BoxError) -> Mismatch {
    let name = std::any::type_name::<T>();
    let name = name.rsplit("::").next().unwrap_or(name);
    Mismatch {
        expected: format!("a value of `{name}`").into(),
        found: format!("{kind} ({error})").into(),
    }
}
