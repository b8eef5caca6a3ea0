//! [`VariantType`]: a type that is another type on some databases.

use super::SqlType;

/// A type, and the types that replace it on some dialects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VariantType {
    base: SqlType,
    others: Vec<(&'static str, SqlType)>,
}

impl VariantType {
    /// Returns the type on all other dialects.
    pub fn base(&self) -> &SqlType {
        &self.base
    }

    /// Returns the type on a dialect, given the dialect's name.
    pub fn of(&self, dialect: &str) -> &SqlType {
        let found = self.others.iter().find(|(name, _)| *name == dialect);
        found.map_or(&self.base, |(_, sql_type)| sql_type)
    }
}

impl SqlType {
    /// Replaces the type with another one on a dialect.
    ///
    /// The dialect is given by [its name](crate::dialect::Dialect::name). `mysql` and `mariadb` are
    /// two dialects.
    ///
    /// ```
    /// use rebis_core::SqlType;
    /// use rebis_core::dialect::{Dialect, Postgres, Sqlite};
    /// let document = SqlType::Json.with_variant("postgresql", SqlType::Jsonb);
    /// assert_eq!(Postgres.type_name(&document)?, "JSONB");
    /// assert_eq!(Sqlite.type_name(&document)?, "JSON");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    #[must_use]
    pub fn with_variant(self, dialect: &'static str, sql_type: Self) -> Self {
        let mut variant = match self {
            Self::Variant(variant) => *variant,
            base => VariantType {
                base,
                others: Vec::new(),
            },
        };
        variant.others.retain(|(name, _)| *name != dialect);
        variant.others.push((dialect, sql_type));
        Self::Variant(Box::new(variant))
    }

    /// Returns the type on a dialect, given the dialect's name.
    pub fn in_dialect(&self, dialect: &str) -> &Self {
        match self {
            Self::Variant(variant) => variant.of(dialect).in_dialect(dialect),
            other => other,
        }
    }
}
