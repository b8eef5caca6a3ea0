//! What compiling gives: [`CompiledSql`] for the cache, [`Compiled`] with the values.

use std::fmt::{self, Write};

use super::{AssignedLimit, CartesianProduct};
use crate::types::ParameterType;
use crate::value::Value;

/// A statement's SQL in one dialect, without values: what the compiled cache keeps.
#[derive(Clone, Debug)]
pub struct CompiledSql {
    /// The text.
    pub sql: String,
    /// For each placeholder, which of the statement's binds it takes.
    pub params: Vec<u32>,
    /// For each placeholder, the type that a driver gives it at preparation.
    pub types: Vec<ParameterType>,
    /// For each placeholder, its name.
    pub names: Vec<PlaceholderName>,
    /// Entries of `FROM` that nothing brings together.
    pub cartesian_product: Option<CartesianProduct>,
    /// The first parameter that has no value, so that the statement cannot be executed.
    pub unset: Option<Box<str>>,
    /// The limits of columns that values are assigned to: a driver's caller MUST look at them.
    pub limits: Vec<AssignedLimit>,
}

/// The name of a placeholder, as SQLAlchemy makes it up. It becomes text where it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlaceholderName {
    /// What the value is compared with, and which of that name: `id_1`.
    Numbered(&'static str, u32),
    /// One of the values of a list: the list's name and number, and the value's place from 1.
    Element(&'static str, u32, u32),
    /// One of the values of a list of rows: the list's, the row's and the value's number.
    RowElement(&'static str, u32, u32, u32),
    /// A column that is inserted or updated, and its row, if there are many: `name`, `name_m0`.
    Column(&'static str, Option<usize>),
    /// As the user wrote it.
    Own(Box<str>),
    /// What the database gives back (Oracle's `RETURNING … INTO`), by number.
    Out(usize),
}

impl PlaceholderName {
    /// The column that the value is assigned to.
    #[cfg(feature = "engine")]
    pub(crate) fn column(&self) -> Option<&'static str> {
        match self {
            Self::Column(name, _) => Some(name),
            _ => None,
        }
    }

    /// The word that it is named after, or the name of the user's.
    pub(crate) fn stem(&self) -> Option<&str> {
        match self {
            Self::Numbered(stem, _) | Self::Element(stem, ..) | Self::RowElement(stem, ..) => {
                Some(stem)
            }
            Self::Own(name) => Some(name),
            Self::Column(..) | Self::Out(_) => None,
        }
    }
}

impl fmt::Display for PlaceholderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbered(stem, number) => write!(f, "{}_{number}", Word(stem)),
            Self::Element(stem, number, element) => {
                write!(f, "{}_{number}_{element}", Word(stem))
            }
            Self::RowElement(stem, number, row, element) => {
                write!(f, "{}_{number}_{row}_{element}", Word(stem))
            }
            Self::Column(column, None) => Word(column).fmt(f),
            Self::Column(column, Some(row)) => write!(f, "{}_m{row}", Word(column)),
            Self::Own(name) => f.write_str(name),
            Self::Out(number) => write!(f, "ret_{number}"),
        }
    }
}

/// A name with `_` for each character that would end it.
struct Word<'n>(&'n str);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |character: char| {
            if character.is_alphanumeric() {
                character
            } else {
                '_'
            }
        };
        self.0
            .chars()
            .try_for_each(|character| f.write_char(word(character)))
    }
}

/// A statement's SQL and binds in one dialect.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(super) sql: String,
    pub(super) params: Vec<(PlaceholderName, Value)>,
    pub(super) types: Vec<ParameterType>,
    pub(super) cartesian_product: Option<CartesianProduct>,
    pub(super) unset: Vec<usize>,
}

impl Compiled {
    /// The SQL.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The names and values of the placeholders, in order; `NULL` for one without a value.
    pub fn params(&self) -> &[(PlaceholderName, Value)] {
        &self.params
    }

    /// The types of the placeholders, in order, where the database cannot infer them.
    pub fn types(&self) -> &[ParameterType] {
        &self.types
    }

    /// Whether a placeholder has no value yet: a [`bindparam`](crate::bindparam), or a `:name` of a
    /// text.
    pub fn is_unset(&self, placeholder: usize) -> bool {
        self.unset.contains(&placeholder)
    }

    /// Entries of `FROM` that nothing brings together, if there are any.
    pub fn cartesian_product(&self) -> Option<&CartesianProduct> {
        self.cartesian_product.as_ref()
    }
}

impl fmt::Display for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}
