//! Network and hardware addresses as columns.

use std::net::IpAddr;

use super::SqlType;
use super::macros::scalar;
use crate::value::{Inet, MacAddr, MacAddr8, Value, ValueRef};

scalar!(Inet: SqlType::Inet, "a network address",
    |this| Value::Text(this.as_str().to_owned().into()),
    other => text(other).map(Self::new),
);

scalar!(IpAddr: SqlType::Inet, "a host address",
    |this| Value::Text(this.to_string().into()),
    other => text(other)?.parse().ok(),
);

#[cfg(feature = "ipnetwork")]
scalar!(ipnetwork::IpNetwork: SqlType::Inet, "a network address",
    |this| Value::Text(this.to_string().into()),
    other => text(other)?.parse().ok(),
);

scalar!(MacAddr: SqlType::MacAddr, "a hardware address of 6 bytes",
    |this| Value::Text(this.to_string().into()),
    other => text(other)?.parse().ok(),
);

scalar!(MacAddr8: SqlType::MacAddr8, "a hardware address of 8 bytes",
    |this| Value::Text(this.to_string().into()),
    other => text(other)?.parse().ok(),
);

fn text<'v>(value: &'v ValueRef<'_>) -> Option<&'v str> {
    match value {
        ValueRef::Written(text) => Some(text),
        ValueRef::Text(text) => Some(text),
        _ => None,
    }
}
