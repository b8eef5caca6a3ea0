//! Values that only PostgreSQL knows, kept as the text that it writes and reads.

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

            /// The text.
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
    /// The words of a text with their places, for text search: `TSVECTOR`.
    TsVector
    /// What a text search asks for: `TSQUERY`.
    TsQuery
    /// An address of a network, or a network: `INET`.
    Inet
}
