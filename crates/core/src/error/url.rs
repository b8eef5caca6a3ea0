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
        /// The reason.
        reason: &'static str,
    },
    /// No registered driver supports the scheme.
    #[error("no driver for `{scheme}://`; {available}")]
    UnknownScheme {
        /// The scheme of the URL.
        scheme: String,
        /// The registered schemes, and how to register more.
        available: String,
    },
}

impl UrlError {
    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed-url",
            Self::UnknownScheme { .. } => "unknown-scheme",
        }
    }
}
