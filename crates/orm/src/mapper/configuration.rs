//! Checking relationships, all at once.

use std::fmt;
use std::sync::Arc;

use super::Mapper;
use crate::relationship::RelationshipDef;

/// A mistake in a relationship, with its fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationshipError {
    /// `Model.relationship`
    pub relationship: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

/// All mistakes in the relationships of the models that were configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationError {
    /// The mistakes, in order of the models.
    pub errors: Arc<[RelationshipError]>,
}

impl fmt::Display for RelationshipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}; {}", self.relationship, self.problem, self.fix)
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.errors.len();
        write!(
            f,
            "{count} relationship{} cannot be configured:",
            if count == 1 { "" } else { "s" }
        )?;
        self.errors
            .iter()
            .try_for_each(|error| write!(f, "\n  {error}"))
    }
}

impl std::error::Error for ConfigurationError {}

/// Resolves the relationships of the models and of all that they reach.
pub(super) fn configure(mappers: &[&'static Mapper]) -> Result<(), ConfigurationError> {
    let mut reached: Vec<&'static Mapper> = Vec::new();
    let mut waiting: Vec<&'static Mapper> = mappers.iter().rev().copied().collect();
    while let Some(mapper) = waiting.pop() {
        if reached.iter().any(|known| known.is(mapper)) {
            continue;
        }
        reached.push(mapper);
        waiting.extend(
            mapper
                .relationships()
                .iter()
                .rev()
                .map(RelationshipDef::target),
        );
    }
    let check = |mapper: &&'static Mapper| {
        let mapper = *mapper;
        let relationships = mapper.relationships().iter();
        relationships.filter_map(move |relationship| relationship.resolve(mapper).err())
    };
    let errors: Vec<RelationshipError> = reached.iter().flat_map(check).collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(ConfigurationError {
            errors: errors.into(),
        }),
    }
}
