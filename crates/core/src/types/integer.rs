//! [`IntegerWidth`]: how large integers of MySQL are.

use super::SqlType;

/// How many bits an integer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// 8.
    Tiny,
    /// 16.
    Small,
    /// 24.
    Medium,
    /// 32.
    Normal,
    /// 64.
    Big,
}

impl IntegerWidth {
    /// The signed type of the same width.
    pub(crate) fn signed(self) -> SqlType {
        match self {
            Self::Tiny => SqlType::TinyInteger,
            Self::Small => SqlType::SmallInteger,
            Self::Medium => SqlType::MediumInteger,
            Self::Normal => SqlType::Integer,
            Self::Big => SqlType::BigInteger,
        }
    }

    /// The signed type that has room for the unsigned one, but for the largest.
    pub(crate) fn widened(self) -> SqlType {
        match self {
            Self::Tiny => SqlType::SmallInteger,
            Self::Small | Self::Medium => SqlType::Integer,
            Self::Normal | Self::Big => SqlType::BigInteger,
        }
    }
}
