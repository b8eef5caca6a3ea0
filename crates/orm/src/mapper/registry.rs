//! [`Registry`]: the models of a program.

use std::sync::Arc;

use rebis_core::schema::{MetaData, Table};
use rebis_core::{Fields, Record};

use super::configuration::configure;
use super::{Mapper, Model};
use crate::error::ConfigurationError;

/// The models of a program, which are checked together, and their tables.
///
/// A session does not need a registry: a model is checked when it is first used. Create a registry
/// to detect all mistakes at the start of the program, and to create the tables.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    mappers: Vec<&'static Mapper>,
    tables: Vec<Arc<Table>>,
}

impl Registry {
    /// Creates a registry of models and checks them: `Registry::new((User, Post, Tag))`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// # let engine = create_engine("sqlite://")?;
    /// let registry = Registry::new((User, Post, Tag))?;
    /// registry.metadata().create_all(&engine).await?;
    /// assert!(engine.connect().await?.all(select(User)).await?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error that contains all mistakes in the relationships, each with its fix.
    pub fn new<M: Models>(models: M) -> Result<Self, ConfigurationError> {
        let mut registry = Self::default();
        models.register(&mut registry);
        configure(&registry.mappers)?;
        Ok(registry)
    }

    /// Adds a table that does not belong to a model, such as an association table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let metadata = Registry::new((User,))?.with_table(PostTag).metadata();
    /// let names: Vec<&str> = metadata.tables().iter().map(|table| table.name().name).collect();
    /// assert_eq!(names, ["users", "post_tags"]);
    /// # Ok::<(), Error>(())
    /// ```
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

    /// Returns the mappers of the models, in the order of registration.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let registry = Registry::new((User, Post, Tag))?;
    /// let names: Vec<&str> = registry.mappers().iter().map(|mapper| mapper.name()).collect();
    /// assert_eq!(names, ["User", "Post", "Tag"]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn mappers(&self) -> &[&'static Mapper] {
        &self.mappers
    }

    /// Returns the tables: of the models, of association tables between them, and the added ones.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let metadata = Registry::new((User, Post, Tag))?.metadata();
    /// let names: Vec<&str> = metadata.tables().iter().map(|table| table.name().name).collect();
    /// assert_eq!(names, ["users", "posts", "tags", "post_tags"]);
    /// # Ok::<(), Error>(())
    /// ```
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

/// A tuple of the constants of up to sixteen models.
pub trait Models {
    /// Adds the models to a registry.
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
