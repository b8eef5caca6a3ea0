//! [`Taken`]: the names of a select list that are in use.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

use crate::expr::ColumnRef;

/// The names in use, each with its column; `None` is another expression. A short list is searched
/// one by one.
#[allow(
    clippy::large_enum_variant,
    reason = "it lives on the stack, and a short list must not be allocated"
)]
pub(super) enum Taken {
    Few(SmallVec<[(&'static str, Option<ColumnRef>); FEW]>),
    Many(FxHashMap<&'static str, Option<ColumnRef>>),
}

const FEW: usize = 8;

impl Taken {
    /// Creates an empty list with room for this number of names.
    pub(super) fn new(names: usize) -> Self {
        if names <= FEW {
            Self::Few(SmallVec::new())
        } else {
            Self::Many(FxHashMap::with_capacity_and_hasher(names, FxBuildHasher))
        }
    }

    /// Returns the current user of the name; if there is none, adds the name.
    pub(super) fn add(
        &mut self,
        name: &'static str,
        column: Option<ColumnRef>,
    ) -> Option<Option<ColumnRef>> {
        match self {
            Self::Few(taken) => {
                let known = taken.iter().find(|(known, _)| *known == name);
                let known = known.map(|(_, column)| *column);
                if known.is_none() {
                    taken.push((name, column));
                }
                known
            }
            Self::Many(taken) => {
                let known = taken.get(name).copied();
                if known.is_none() {
                    taken.insert(name, column);
                }
                known
            }
        }
    }
}
