//! `ROLLUP`, `CUBE` and `GROUPING SETS`.

use super::node::Node;
use super::{Expression, OrderBy};
use crate::visit::{Shared, branches, facts, parts, variants};

/// `ROLLUP(…)`, `CUBE(…)` or `GROUPING SETS(…)`.
#[derive(Clone, Debug)]
pub struct GroupingNode {
    /// The kind of grouping.
    pub kind: GroupingKind,
    /// The entries.
    pub sets: Vec<GroupingSet>,
}

/// The kind of totals that a `GROUP BY` adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupingKind {
    /// Totals of all keys, shortened one by one from the right.
    Rollup,
    /// Totals of each combination of keys.
    Cube,
    /// Totals of the listed sets.
    Sets,
}

/// An entry of a grouping.
#[derive(Clone, Debug)]
pub enum GroupingSet {
    /// A key.
    Key(Node),
    /// Keys in parentheses; an empty list is the grand total.
    Keys(Vec<Node>),
}

facts!(GroupingKind);
variants!(GroupingSet { Key(key), Keys(keys) });
branches!(GroupingSet);
parts!(GroupingNode { kind, sets });

/// A key for `group_by`, as returned by [`rollup`], [`cube`] and [`grouping_sets`].
#[derive(Clone, Debug)]
pub struct Grouping(GroupingNode);

/// Groups with subtotals for all keys, all but the last key, and so on to the grand total.
///
/// The SQL is `ROLLUP(…)`, or `… WITH ROLLUP` on MySQL and MariaDB.
///
/// ```
/// use rebis_core::{Column, Expression, Source, Compile, TableName, dialect, func, rollup, select};
/// const ORDERS: TableName = TableName::new("orders");
/// const CITY: Column<String> = Column::new(Source::table(&ORDERS), "city");
/// const TOTAL: Column<i64> = Column::new(Source::table(&ORDERS), "total");
/// let stmt = select((CITY, func::sum(TOTAL).label("sum"))).group_by(rollup(CITY));
/// assert_eq!(
///     stmt.compile(&dialect::Postgres)?.sql(),
///     "SELECT orders.city, sum(orders.total) AS sum FROM orders GROUP BY ROLLUP(orders.city)"
/// );
/// assert_eq!(
///     stmt.compile(&dialect::MySql::default())?.sql(),
///     "SELECT orders.city, sum(orders.total) AS sum FROM orders GROUP BY orders.city WITH ROLLUP"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
pub fn rollup(keys: impl OrderBy) -> Grouping {
    of_keys(GroupingKind::Rollup, keys)
}

/// Groups with subtotals for each combination of keys: `CUBE(…)`.
pub fn cube(keys: impl OrderBy) -> Grouping {
    of_keys(GroupingKind::Cube, keys)
}

/// Groups by each of several sets: `GROUPING SETS(…)`.
///
/// A set is a key, a tuple of keys, or `()` for the grand total.
///
/// ```
/// use rebis_core::{Column, Source, TableName, func, grouping_sets, select};
/// const ORDERS: TableName = TableName::new("orders");
/// const CITY: Column<String> = Column::new(Source::table(&ORDERS), "city");
/// const YEAR: Column<i32> = Column::new(Source::table(&ORDERS), "year");
/// assert_eq!(
///     select((CITY, YEAR)).group_by(grouping_sets(((CITY, YEAR), CITY, ()))).to_string(),
///     "SELECT orders.city, orders.year FROM orders \
///      GROUP BY GROUPING SETS((orders.city, orders.year), orders.city, ())"
/// );
/// ```
pub fn grouping_sets(sets: impl IntoGroupingSets) -> Grouping {
    Grouping(GroupingNode {
        kind: GroupingKind::Sets,
        sets: sets.into_sets(),
    })
}

fn of_keys(kind: GroupingKind, keys: impl OrderBy) -> Grouping {
    let mut entries = Vec::new();
    keys.append_to(&mut entries);
    Grouping(GroupingNode {
        kind,
        sets: entries.into_iter().map(GroupingSet::Key).collect(),
    })
}

impl OrderBy for Grouping {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Grouping(Shared::new(self.0)));
    }
}

/// An entry of [`grouping_sets`]: a key, a tuple of keys, `()`, or another grouping.
pub trait IntoGroupingSet {
    /// Returns the untyped entry.
    fn into_set(self) -> GroupingSet;
}

/// The entries of [`grouping_sets`], as a tuple.
pub trait IntoGroupingSets {
    /// Returns the untyped entries.
    fn into_sets(self) -> Vec<GroupingSet>;
}

impl<E: Expression> IntoGroupingSet for E {
    fn into_set(self) -> GroupingSet {
        GroupingSet::Key(self.into_node())
    }
}

impl IntoGroupingSet for Grouping {
    fn into_set(self) -> GroupingSet {
        GroupingSet::Key(Node::Grouping(Shared::new(self.0)))
    }
}

impl IntoGroupingSet for () {
    fn into_set(self) -> GroupingSet {
        GroupingSet::Keys(Vec::new())
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: Expression),+> IntoGroupingSet for ($($name,)+) {
            fn into_set(self) -> GroupingSet {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                GroupingSet::Keys(vec![$($name.into_node()),+])
            }
        }

        impl<$($name: IntoGroupingSet),+> IntoGroupingSets for ($($name,)+) {
            fn into_sets(self) -> Vec<GroupingSet> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$($name.into_set()),+]
            }
        }
    };
}

crate::for_each_tuple!(6, tuples);
