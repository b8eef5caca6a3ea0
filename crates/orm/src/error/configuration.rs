//! [`ConfigurationError`]: mistakes in the relationships of models.

use std::fmt;
use std::sync::Arc;

/// A mistake in a relationship, with its fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationshipError {
    /// The relationship, as `Model.field`.
    pub relationship: String,
    /// The mistake.
    pub problem: String,
    /// The way to correct the mistake.
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
