//! Errors of turning a statement into SQL.

/// A statement could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The dialect has no way to say this.
    #[error("{dialect} does not support {feature}")]
    Unsupported {
        /// What was asked for.
        feature: &'static str,
        /// The dialect.
        dialect: &'static str,
    },
    /// A `:name` in SQL text has no value.
    #[error("the statement has no value for the bind `:{name}`; add `.bind(\"{name}\", …)`: {sql}")]
    MissingBind {
        /// The name.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A value was bound to a name that the SQL text does not have.
    #[error("the statement has no bind `:{name}`: {sql}")]
    UnknownBind {
        /// The name.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A statement lacks what its kind needs, or contradicts itself.
    #[error("{0}")]
    Invalid(String),
}

impl CompileError {
    /// The stable code, with a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsupported { .. } => "unsupported",
            Self::MissingBind { .. } => "missing-bind",
            Self::UnknownBind { .. } => "unknown-bind",
            Self::Invalid(_) => "invalid-statement",
        }
    }
}
