//! [`Row`]: a row whose columns are read by name or position.

use std::sync::Arc;

use super::reader::{FromRow, RowReader, kind};
use crate::error::DecodeError;
use crate::types::Scalar;
use crate::value::RowSource;
use crate::value::{Value, ValueRef};

/// The names of a row's columns.
pub type ColumnNames = Arc<[Box<str>]>;

/// An owned row of a statement whose columns are known only at run time.
#[derive(Clone, Debug)]
pub struct Row {
    names: ColumnNames,
    values: Vec<Value>,
    /// The name of the dialect of the row's database.
    dialect: &'static str,
}

impl Row {
    /// Creates a row from column names and an equal number of values.
    pub fn new(names: ColumnNames, values: Vec<Value>) -> Self {
        Self {
            names,
            values,
            dialect: "",
        }
    }

    /// Sets the name of the dialect of the row's database.
    #[cfg(feature = "engine")]
    #[must_use]
    pub(crate) fn with_dialect(mut self, dialect: &'static str) -> Self {
        self.dialect = dialect;
        self
    }

    /// Returns an iterator over the names of the columns.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Returns the values, in order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Returns the value of the column with this name.
    ///
    /// # Errors
    /// Returns an error if no column or several columns have the name, or if the value cannot be
    /// decoded to `T`.
    pub fn get<T: Scalar>(&self, name: &str) -> Result<T, DecodeError> {
        let mut found = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, key)| ***key == *name);
        match (found.next(), found.next()) {
            (Some((index, _)), None) => self.at(index),
            (Some(_), Some(_)) => Err(DecodeError::AmbiguousColumn {
                name: name.to_owned(),
            }),
            (None, _) => Err(DecodeError::NoSuchColumn {
                name: name.to_owned(),
                columns: self.keys().collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// Returns the value of the column at this position, from 0.
    ///
    /// # Errors
    /// Returns an error if the row has no such column, or if the value cannot be decoded to `T`.
    pub fn at<T: Scalar>(&self, index: usize) -> Result<T, DecodeError> {
        let mut reader = RowReader::new(self);
        reader.skip(index);
        reader.read()
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names && self.values == other.values
    }
}

impl RowSource for Row {
    fn width(&self) -> usize {
        self.values.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let width = self.values.len();
        self.values
            .get(index)
            .map(Value::as_ref)
            .ok_or(DecodeError::TooFewColumns { index, width })
    }

    fn dialect(&self) -> &'static str {
        self.dialect
    }

    fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("?", |name| name)
    }
}

impl FromRow for Row {
    type Kind = kind::RowKind;

    fn from_row(reader: &mut RowReader<'_>) -> Result<Self, DecodeError> {
        let source = reader.row();
        let columns = reader.position()..source.width();
        let names = columns
            .clone()
            .map(|index| source.name(index).into())
            .collect();
        let values = columns.map(|index| Ok(source.get(index)?.to_value()));
        let values = values.collect::<Result<_, DecodeError>>()?;
        reader.skip(source.width() - reader.position());
        Ok(Self {
            names,
            values,
            dialect: source.dialect(),
        })
    }

    fn from_row_opt(reader: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError> {
        Self::from_row(reader).map(Some)
    }
}
