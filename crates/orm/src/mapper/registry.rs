//! [`Registry`]: the models of a program.

use std::sync::Arc;

use rebis_core::schema::{MetaData, Table};
use rebis_core::{Fields, Record};

use super::configuration::configure;
use super::{Mapper, Model};
use crate::error::ConfigurationError;

/// The models of a program, checked together, and their tables.
///
/// A registry is not needed to use a session: a model is checked on first use. It reports every
/// mistake at the start, and knows the tables to create.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    mappers: Vec<&'static Mapper>,
    tables: Vec<Arc<Table>>,
}

impl Registry {
    /// Checks models: `Registry::new((User, Post, Tag))`.
    ///
    /// # Errors
    /// Every mistake in their relationships, each with its fix.
    pub fn new<M: Models>(models: M) -> Result<Self, ConfigurationError> {
        let mut registry = Self::default();
        models.register(&mut registry);
        configure(&registry.mappers)?;
        Ok(registry)
    }

    /// Adds a table that is no model, as an association table.
    #[must_use]
    pub fn with_table<F: Fields>(mut self, table: F) -> Self {
        let _ = table;
        self.tables.push(Arc::clone(<F::Record as Record>::table()));
        self
    }

    fn add(&mut self, mapper: &'static Mapper) {
        if !self.mappers.iter().any(|known| known.is(mapper)) {
            self.mappers.push(mapper);
        }
    }

    /// The mappers, as they were added.
    pub fn mappers(&self) -> &[&'static Mapper] {
        &self.mappers
    }

    /// The tables of the models, of the association tables between them, and those added.
    pub fn metadata(&self) -> MetaData {
        let mut metadata = MetaData::new();
        for mapper in &self.mappers {
            metadata = metadata.with_table(Arc::clone(mapper.table()));
        }
        let relationships = self
            .mappers
            .iter()
            .flat_map(|mapper| mapper.relationships());
        for table in relationships.filter_map(|relationship| relationship.secondary_table()) {
            metadata = metadata.with_table(Arc::clone(table));
        }
        self.tables
            .iter()
            .cloned()
            .fold(metadata, MetaData::with_table)
    }
}

/// A tuple of up to sixteen models' constants.
pub trait Models {
    /// Adds the models.
    fn register(self, registry: &mut Registry);
}

macro_rules! models_tuple {
    ($($name:ident)+) => {
        impl<$($name: Fields<Record: Model>),+> Models for ($($name,)+) {
            fn register(self, registry: &mut Registry) {
                $(registry.add($name::Record::mapper());)+
            }
        }
    };
}

rebis_core::for_each_tuple!(16, models_tuple);
