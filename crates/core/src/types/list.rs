//! Lists of the scalar types of Core. Other files implement traits for each type of a list.

/// Calls a macro with the integer types, except `u8`, whose `Vec` is bytes.
macro_rules! for_each_integer {
    ($callback:ident) => {
        $callback! { i8; i16; i32; i64; u16; u32; u64; }
    };
}

/// Calls a macro with the other scalar types, each followed by a semicolon.
macro_rules! for_each_scalar {
    ($callback:ident) => {
        $callback! {
            bool; f32; f64; char;
            String;
            std::borrow::Cow<'static, str>;
            Box<str>;
            std::sync::Arc<str>;
            Vec<u8>;
            [u8; 16];
            $crate::value::Date;
            $crate::value::Time;
            $crate::value::TimeTz;
            $crate::value::DateTime;
            $crate::value::Interval;
            std::time::Duration;
            $crate::value::Decimal;
            $crate::value::Json;
            $crate::value::Jsonb;
            $crate::value::Hstore;
            $crate::value::Inet;
            $crate::value::MacAddr;
            $crate::value::MacAddr8;
            std::net::IpAddr;
            $crate::value::TsVector;
            $crate::value::TsQuery;
            $crate::value::Bits;
            $crate::value::Record;
            $crate::types::UuidText;
            $crate::types::UuidBytes;
            #[cfg(feature = "bytes")]
            bytes::Bytes;
            #[cfg(feature = "chrono")]
            chrono::NaiveDate;
            #[cfg(feature = "chrono")]
            chrono::NaiveTime;
            #[cfg(feature = "chrono")]
            chrono::NaiveDateTime;
            #[cfg(feature = "chrono")]
            chrono::DateTime<chrono::Utc>;
            #[cfg(feature = "chrono")]
            chrono::DateTime<chrono::FixedOffset>;
            #[cfg(feature = "chrono")]
            chrono::TimeDelta;
            #[cfg(feature = "time")]
            time::Date;
            #[cfg(feature = "time")]
            time::Time;
            #[cfg(feature = "time")]
            time::PrimitiveDateTime;
            #[cfg(feature = "time")]
            time::OffsetDateTime;
            #[cfg(feature = "time")]
            time::Duration;
            #[cfg(feature = "jiff")]
            jiff::civil::Date;
            #[cfg(feature = "jiff")]
            jiff::civil::Time;
            #[cfg(feature = "jiff")]
            jiff::civil::DateTime;
            #[cfg(feature = "jiff")]
            jiff::Timestamp;
            #[cfg(feature = "jiff")]
            jiff::SignedDuration;
            #[cfg(feature = "uuid")]
            uuid::Uuid;
            #[cfg(feature = "rust_decimal")]
            rust_decimal::Decimal;
            #[cfg(feature = "bigdecimal")]
            bigdecimal::BigDecimal;
            #[cfg(feature = "serde_json")]
            serde_json::Value;
            #[cfg(feature = "ipnetwork")]
            ipnetwork::IpNetwork;
        }
    };
}

/// Calls a macro with the types that compare with values of another type: `type => base`.
macro_rules! for_each_alias {
    ($callback:ident) => {
        $callback! {
            std::borrow::Cow<'static, str> => String;
            Box<str> => String;
            std::sync::Arc<str> => String;
            #[cfg(feature = "bytes")]
            bytes::Bytes => Vec<u8>;
            #[cfg(feature = "chrono")]
            chrono::DateTime<chrono::FixedOffset> => chrono::DateTime<chrono::Utc>;
        }
    };
}

/// Calls a macro with the types of durations that can be added to a date and time.
macro_rules! for_each_duration {
    ($callback:ident) => {
        $callback! {
            std::time::Duration;
            #[cfg(feature = "chrono")]
            chrono::TimeDelta;
            #[cfg(feature = "time")]
            time::Duration;
            #[cfg(feature = "jiff")]
            jiff::SignedDuration;
        }
    };
}

pub(crate) use {for_each_alias, for_each_duration, for_each_integer, for_each_scalar};
