//! The check of the relationships of several models.

use super::{Mapper, RelationshipDef};
use crate::error::{ConfigurationError, RelationshipError};

/// Resolves the relationships of the models and of all models that are reachable from them.
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
    let failed = reached.iter().filter_map(|mapper| mapper.resolve().err());
    let errors: Vec<RelationshipError> = failed.flat_map(|error| error.errors.to_vec()).collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ConfigurationError {
            errors: errors.into(),
        })
    }
}
