//! [`KeyStart`]: whether a new row can be created without its key.

use super::{Set, Unset};
use crate::types::{ArrayElement, DecimalText, RangeElement, for_each_integer, for_each_scalar};
use crate::value::Range;

/// Whether a draft can leave out a key of this type.
///
/// A key starts as [`Set`] if databases generate keys of its type, and else as [`Unset`].
#[diagnostic::on_unimplemented(
    message = "it is unknown whether a database generates keys of the type `{Self}`",
    note = "use a type with `derive(Scalar)` or `derive(SqlEnum)`, or implement `KeyStart`"
)]
pub trait KeyStart {
    /// [`Set`] or [`Unset`].
    type Start;
}

macro_rules! counted {
    ($($rust:ty;)+) => {
        $(impl KeyStart for $rust {
            type Start = Set;
        })+
    };
}

macro_rules! given {
    ($($(#[$meta:meta])* $rust:ty;)+) => {
        $($(#[$meta])* impl KeyStart for $rust {
            type Start = Unset;
        })+
    };
}

impl<T: ArrayElement> KeyStart for Vec<T> {
    type Start = Unset;
}

impl<T: RangeElement + Clone> KeyStart for Range<T> {
    type Start = Unset;
}

impl<const PRECISION: u32, const SCALE: u32> KeyStart for DecimalText<PRECISION, SCALE> {
    type Start = Unset;
}

for_each_integer!(counted);
counted!(u8;);
for_each_scalar!(given);
