//! Values of PostgreSQL's types that are kept as text in PostgreSQL's syntax.

use std::fmt;

macro_rules! written {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Wraps the text.
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

written! {
    /// The lexemes of a document with their positions, for text search: `TSVECTOR`.
    TsVector
    /// A text search query: `TSQUERY`.
    TsQuery
    /// A host address with an optional netmask: `INET`.
    Inet
}
