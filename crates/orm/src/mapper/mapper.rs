//! [`Mapper`]: a model as data, without its type.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rebis_core::schema::{ColumnDef, Table};
use rebis_core::{Source, Value};

use super::RelationshipDef;
use super::configuration::configure;
use super::model::Model;
use super::resolve::{Resolved, resolve};
use crate::error::{ConfigurationError, Error, RelationshipError, excerpt};
use crate::state::{
    AnyArrivals, AnyState, Graph, Key, KeyColumns, KeyMismatch, KeyRules, arrivals,
};

type ArrivalsFn = fn(&Arc<Graph>) -> Box<dyn AnyArrivals>;

/// The description of a model: its table, keys, relationships, and the loading of its objects.
///
/// The derive macro creates one for each model, when it is first used.
pub struct Mapper {
    name: &'static str,
    table: &'static Arc<Table>,
    relationships: Vec<RelationshipDef>,
    primary_key: Vec<usize>,
    key_columns: KeyColumns,
    arrivals: ArrivalsFn,
    /// The relationships of this model, with their columns.
    resolved: OnceLock<Result<Vec<Resolved>, Arc<[RelationshipError]>>>,
    /// The result of checking the relationships of this model and of all reachable models.
    configured: OnceLock<Result<(), ConfigurationError>>,
}

impl Mapper {
    /// Creates a mapper of a model, without relationships.
    pub fn new<M: Model>(name: &'static str) -> Self {
        let table = M::table();
        let columns = table.columns().iter().enumerate();
        let primary_key = columns.filter(|(_, column)| column.is_primary_key());
        let primary_key: Vec<(usize, &ColumnDef)> = primary_key.collect();
        Self {
            name,
            table,
            relationships: Vec::new(),
            primary_key: primary_key.iter().map(|(index, _)| *index).collect(),
            key_columns: KeyColumns::new(primary_key.into_iter()),
            arrivals: arrivals::<M>,
            resolved: OnceLock::new(),
            configured: OnceLock::new(),
        }
    }

    /// Adds a relationship. Call it in the order of the fields.
    #[must_use]
    pub fn with_relationship(mut self, relationship: RelationshipDef) -> Self {
        self.relationships.push(relationship);
        self
    }

    /// Returns the name of the model.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the table.
    pub fn table(&self) -> &'static Arc<Table> {
        self.table
    }

    /// Returns the table as a source of columns.
    pub fn source(&self) -> Source {
        self.table.source()
    }

    /// Returns the relationships, in the order of their fields.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// let relationships = Post::mapper().relationships();
    /// assert_eq!((relationships[0].name(), relationships[1].name()), ("author", "tags"));
    /// ```
    pub fn relationships(&self) -> &[RelationshipDef] {
        &self.relationships
    }

    /// Returns the position of a relationship, by name.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// assert_eq!(Post::mapper().relationship_index("tags"), Some(1));
    /// assert_eq!(Post::mapper().relationship_index("title"), None);
    /// ```
    pub fn relationship_index(&self, name: &str) -> Option<usize> {
        self.relationships
            .iter()
            .position(|relationship| relationship.name() == name)
    }

    /// Returns the positions of the primary key columns.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// assert_eq!(User::mapper().primary_key(), [0]);
    /// ```
    pub fn primary_key(&self) -> &[usize] {
        &self.primary_key
    }

    /// Returns the number of columns of the table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// assert_eq!(User::mapper().width(), 3);
    /// ```
    pub fn width(&self) -> usize {
        self.table.columns().len()
    }

    /// Checks the relationships of this model and of all reachable models. The result is cached.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// assert_eq!(User::mapper().configure(), Ok(()));
    /// ```
    ///
    /// # Errors
    /// Returns an error that contains all mistakes, each with its fix.
    pub fn configure(&'static self) -> Result<(), ConfigurationError> {
        self.configured.get_or_init(|| configure(&[self])).clone()
    }

    /// Resolves the relationships of this model. The result is cached.
    pub(super) fn resolve(&'static self) -> Result<&'static [Resolved], ConfigurationError> {
        let resolved = self.resolved.get_or_init(|| {
            let all = (0..self.relationships.len()).map(|index| resolve(self, index));
            let (resolved, failed): (Vec<_>, Vec<_>) = all.partition(Result::is_ok);
            if failed.is_empty() {
                Ok(resolved.into_iter().flatten().collect())
            } else {
                Err(failed.into_iter().filter_map(Result::err).collect())
            }
        });
        match resolved {
            Ok(resolved) => Ok(resolved),
            Err(errors) => Err(ConfigurationError {
                errors: Arc::clone(errors),
            }),
        }
    }

    /// Returns the relationships with their columns, in the order of their fields.
    pub(crate) fn resolved(&'static self) -> Result<&'static [Resolved], ConfigurationError> {
        self.configure()?;
        self.resolve()
    }

    /// Returns whether two mappers are the same.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// let posts = &User::mapper().relationships()[0];
    /// assert!(posts.target().is(Post::mapper()));
    /// ```
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }

    /// Returns a collector for the objects of a result.
    pub(crate) fn arrivals(&self, graph: &Arc<Graph>) -> Box<dyn AnyArrivals> {
        (self.arrivals)(graph)
    }

    /// Returns the columns of the primary key.
    pub(crate) fn key_columns(&self) -> &KeyColumns {
        &self.key_columns
    }

    /// Returns the key of an object, or `None` if a value is missing.
    pub(crate) fn key_of(&self, object: &dyn AnyState, rules: KeyRules) -> Option<Key> {
        self.key_columns.key(rules, |column| object.value(column))
    }

    /// Returns the key that the row of an object has in the database.
    pub(crate) fn committed_key_of(&self, object: &dyn AnyState, rules: KeyRules) -> Option<Key> {
        let value = |column| object.committed_value(column);
        self.key_columns.key(rules, value)
    }

    /// Returns the key for values from the program, or for the first values of a driver's row.
    pub(crate) fn decode_key(&self, row: &[Value], rules: KeyRules) -> Result<Option<Key>, Error> {
        let key = self.key_columns.decode(row, rules);
        key.map_err(|mismatch| self.key_mismatch(mismatch))
    }

    /// Returns the values of the key that an object has in the database, for use in a statement.
    pub(crate) fn committed_key_values(
        &self,
        object: &dyn AnyState,
        rules: KeyRules,
    ) -> Vec<Value> {
        let value = |(number, column): (usize, &usize)| {
            let value = object.committed_value(*column);
            self.key_columns.canonical(number, value, rules)
        };
        self.primary_key.iter().enumerate().map(value).collect()
    }

    /// Returns the error for a key with a value that does not fit the type of its column.
    fn key_mismatch(&self, (number, mismatch): KeyMismatch) -> Error {
        let column = &self.table.columns()[self.primary_key[number]];
        Error::Value {
            model: self.name,
            column: column.name().to_owned(),
            mismatch,
        }
    }

    /// Returns the name of an object for messages: the model, and its key or its first values.
    pub(crate) fn describe(&self, object: &dyn AnyState) -> String {
        match self.key_of(object, KeyRules::default()) {
            Some(key) => format!("{}({})", self.name, excerpt(&key.to_string(), 100)),
            None => format!("{}({})", self.name, self.first_values(object)),
        }
    }

    fn first_values(&self, object: &dyn AnyState) -> String {
        let columns = self.table.columns().iter().enumerate();
        let values = columns.filter_map(|(index, column)| match object.value(index) {
            Value::Null => None,
            value => Some(format!(
                "{}={}",
                column.name(),
                excerpt(&value.to_string(), 40)
            )),
        });
        values.take(3).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Debug for Mapper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mapper({})", self.name)
    }
}
