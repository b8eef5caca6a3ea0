//! The results of compiling: [`CompiledSql`] for the cache, and [`Compiled`] with the values.

use std::fmt::{self, Write};

use super::{AssignedLimit, CartesianProduct};
use crate::types::ParameterType;
use crate::value::Value;

/// A statement's SQL in one dialect, without values: an entry of the compiled cache.
#[derive(Clone, Debug)]
pub struct CompiledSql {
    /// The text.
    pub sql: String,
    /// For each placeholder, the index of its value among the statement's values.
    pub params: Vec<u32>,
    /// For each placeholder, the type that the driver declares when it prepares the statement.
    pub types: Vec<ParameterType>,
    /// For each placeholder, its name.
    pub names: Vec<PlaceholderName>,
    /// A cartesian product in the statement, if there is one.
    pub cartesian_product: Option<CartesianProduct>,
    /// The first parameter without a value, which prevents execution of the statement.
    pub unset: Option<Box<str>>,
    /// The limits of columns that values are assigned to. The caller of a driver MUST check them.
    pub limits: Vec<AssignedLimit>,
}

/// The name of a placeholder, in the form of SQLAlchemy. The text is written when it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlaceholderName {
    /// The name of the expression that the value is compared with, and a number: `id_1`.
    Numbered(&'static str, u32),
    /// A value of a list: the name and the number of the list, and the position from 1: `id_1_1`.
    Element(&'static str, u32, u32),
    /// A value of a list of rows: the name and the number of the list, the position of the row and
    /// the position in the row: `param_1_1_1`.
    RowElement(&'static str, u32, u32, u32),
    /// A column that is inserted or updated, and its row from 0 if there are several: `name`,
    /// `name_m0`.
    Column(&'static str, Option<usize>),
    /// A name that the user chose.
    Own(Box<str>),
    /// An output placeholder of Oracle's `RETURNING … INTO`, by number: `ret_0`.
    Out(usize),
}

impl PlaceholderName {
    /// Returns the column that the value is assigned to, if there is one.
    #[cfg(feature = "engine")]
    pub(crate) fn column(&self) -> Option<&'static str> {
        match self {
            Self::Column(name, _) => Some(name),
            _ => None,
        }
    }

    /// Returns the name without its numbers, or the name that the user chose.
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

/// A name that is displayed with `_` for each character that is not alphanumeric.
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
    /// Returns the SQL.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// Returns the names and values of the placeholders, in order. Missing values are `NULL`.
    pub fn params(&self) -> &[(PlaceholderName, Value)] {
        &self.params
    }

    /// Returns the types of the placeholders, in order; `Inferred` if the database infers the type.
    pub fn types(&self) -> &[ParameterType] {
        &self.types
    }

    /// Returns whether a placeholder, by its position from 0, has no value yet.
    ///
    /// It is a [`bindparam`](crate::bindparam), or a `:name` in SQL text.
    pub fn is_unset(&self, placeholder: usize) -> bool {
        self.unset.contains(&placeholder)
    }

    /// Returns a cartesian product in the statement, if there is one.
    pub fn cartesian_product(&self) -> Option<&CartesianProduct> {
        self.cartesian_product.as_ref()
    }
}

impl fmt::Display for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}
