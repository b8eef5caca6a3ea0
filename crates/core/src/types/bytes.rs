//! Bytes and bit strings as columns.

use super::SqlType;
use super::macros::scalar;
use crate::value::{Bits, Value, ValueRef};

scalar!(Vec<u8>: SqlType::LargeBinary, "bytes", |this| Value::Bytes(this),
    ValueRef::Bytes(bytes) => Some(bytes.to_vec()),
);

#[cfg(feature = "bytes")]
scalar!(bytes::Bytes as Vec<u8>: SqlType::LargeBinary, "bytes",
    |this| Value::Bytes(this.into()),
    ValueRef::Bytes(bytes) => Some(Self::copy_from_slice(bytes)),
);

scalar!(Bits: SqlType::VarBit { length: None }, "a bit string",
    |this| Value::Bits(Box::new(this)),
    ValueRef::Bits(bits) => Some((**bits).clone()),
);
