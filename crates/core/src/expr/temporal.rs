//! `+`, `-` and `*` of points in time and intervals.
//!
//! ```
//! use rebis_core::value::{DateTime, Interval};
//! use rebis_core::{Column, Expression, Source, TableName, select};
//! const JOBS: TableName = TableName::new("jobs");
//! const STARTED: Column<DateTime> = Column::new(Source::table(&JOBS), "started");
//! const ENDED: Column<DateTime> = Column::new(Source::table(&JOBS), "ended");
//! let long = select(STARTED).filter((ENDED - STARTED).gt(Interval::hours(1)));
//! assert_eq!(
//!     long.to_string(),
//!     "SELECT jobs.started FROM jobs WHERE jobs.ended - jobs.started > :param_1"
//! );
//! let late = select(STARTED + std::time::Duration::from_secs(60));
//! let due = select(STARTED + Interval::days(7));
//! assert_eq!(due.to_string(), "SELECT jobs.started + :started_1 AS anon_1 FROM jobs");
//! assert_eq!(late.to_string(), due.to_string());
//! ```

use super::IntoExpr;
use super::node::{BinaryOp, Node};
use super::operators::{Addable, Multipliable, Subtractable};
use crate::types::{Scalar, for_each_duration};
use crate::value::{Date, DateTime, Interval};

macro_rules! instants {
    ($($rust:ty)+) => {$(
        impl Addable for $rust {
            type Addend = Interval;

            const ADD: BinaryOp = BinaryOp::TimeAdd;
        }

        impl Subtractable for $rust {
            type Difference<T: Scalar<Base = Self>> = Option<Interval>;

            const SUB: BinaryOp = BinaryOp::TimeSub;
        }
    )+};
}

macro_rules! dates {
    ($($rust:ty)+) => {$(
        impl Subtractable for $rust {
            /// The number of days between both dates.
            type Difference<T: Scalar<Base = Self>> = Option<i32>;

            const SUB: BinaryOp = BinaryOp::TimeSub;
        }
    )+};
}

instants!(DateTime);
dates!(Date);
#[cfg(feature = "chrono")]
instants!(chrono::NaiveDateTime chrono::DateTime<chrono::Utc>);
#[cfg(feature = "chrono")]
dates!(chrono::NaiveDate);
#[cfg(feature = "time")]
instants!(time::PrimitiveDateTime time::OffsetDateTime);
#[cfg(feature = "time")]
dates!(time::Date);
#[cfg(feature = "jiff")]
instants!(jiff::civil::DateTime jiff::Timestamp);
#[cfg(feature = "jiff")]
dates!(jiff::civil::Date);

macro_rules! durations {
    ($($(#[$meta:meta])* $rust:ty;)+) => {$(
        $(#[$meta])*
        impl IntoExpr<Interval> for $rust {
            fn into_operand(self) -> Node {
                Node::value_of(self)
            }
        }
    )+};
}

for_each_duration!(durations);

impl Addable for Interval {
    type Addend = Self;

    const ADD: BinaryOp = BinaryOp::TimeAdd;
}

impl Subtractable for Interval {
    type Difference<T: Scalar<Base = Self>> = T;

    const SUB: BinaryOp = BinaryOp::TimeSub;
}

impl Multipliable for Interval {
    type Factor = i32;

    const MUL: BinaryOp = BinaryOp::TimeMul;
}
