//! [`UrlError`]: a database URL that cannot be used.

/// A database URL that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// The text is not a URL.
    #[error(
        "the database URL is malformed: {reason}; expected `scheme://user:password@host:port/database`"
    )]
    Malformed {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No driver answers to the scheme.
    #[error("no driver for `{scheme}://`; {available}")]
    UnknownScheme {
        /// The scheme.
        scheme: String,
        /// What there is, and how to get more.
        available: String,
    },
}

impl UrlError {
    /// The stable code, with a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed-url",
            Self::UnknownScheme { .. } => "unknown-scheme",
        }
    }
}
