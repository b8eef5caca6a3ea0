//! Random programs.

use super::{Aggregate, Derived, Function, Group, Program, SetOp, Sorted, is_constant};
use crate::dice::Dice;
use crate::expression::{Compare, Ex, Node, Scope, expression, value};
use crate::table::{COLUMNS, columns_of};
use crate::value::Type;

pub(super) fn program(dice: &mut Dice<'_>) -> Program {
    let depth = dice.pick(&[1, 1, 2, 2, 3]);
    let filter = |dice: &mut Dice<'_>| {
        let filtered = dice.chance(1, 2);
        filtered.then(|| expression(dice, Type::Bool, depth.min(2), Scope::TABLE))
    };
    match dice.below(20) {
        0..6 => {
            let of = dice.pick(&Type::ALL);
            let ex = expression(dice, of, depth, Scope::TABLE);
            Program::Select(vec![ex], filter(dice))
        }
        6 => {
            let count = 2 + dice.below(3);
            let exs = (0..count).map(|_| {
                let of = dice.pick(&Type::ALL);
                expression(dice, of, 1, Scope::TABLE)
            });
            Program::Select(exs.collect(), filter(dice))
        }
        7 | 8 => Program::Order(
            Sorted {
                key: key(dice, depth),
                descending: dice.chance(1, 2),
                nulls_first: dice.chance(1, 2).then(|| dice.chance(1, 2)),
                limit: dice.chance(1, 4).then_some(5),
            },
            filter(dice),
        ),
        9 => Program::Distinct(key(dice, depth), filter(dice)),
        10..13 => group(dice, depth),
        13 => {
            let of = dice.pick(&keys());
            let op = dice.pick(&[
                SetOp::Union,
                SetOp::UnionAll,
                SetOp::Intersect,
                SetOp::Except,
            ]);
            let side = |dice: &mut Dice<'_>| {
                let ex = expression(dice, of, depth.min(2), Scope::TABLE);
                let filter = filter(dice);
                Box::new((ex, filter))
            };
            Program::Sets(op, side(dice), side(dice))
        }
        14 => {
            let ex = key(dice, depth.min(2));
            let list = (0..=dice.below(3)).map(|_| value(dice, ex.of)).collect();
            Program::Values(ex, list)
        }
        15 | 16 => {
            let (inner_of, outer_of) = (dice.pick(&Type::ALL), dice.pick(&Type::ALL));
            let outer_of = if dice.chance(1, 2) {
                inner_of
            } else {
                outer_of
            };
            let scope = Scope {
                columns: false,
                derived: Some(inner_of),
                subqueries: false,
            };
            let inner = expression(dice, inner_of, depth.min(2), Scope::TABLE);
            let inner_filter = filter(dice);
            let outer = expression(dice, outer_of, depth.min(2), scope);
            let outer_filter = dice.chance(1, 2);
            let outer_filter = outer_filter.then(|| expression(dice, Type::Bool, 2, scope));
            Program::Derived(Box::new(Derived {
                inner,
                inner_filter,
                outer,
                outer_filter,
            }))
        }
        17 | 18 => {
            let column = dice.below(COLUMNS.len());
            // MySQL does not read the table that it changes (error 1093).
            let scope = Scope {
                subqueries: false,
                ..Scope::TABLE
            };
            let ex = expression(dice, COLUMNS[column].of, depth, scope);
            let filter = dice.chance(1, 2);
            let filter = filter.then(|| expression(dice, Type::Bool, depth.min(2), scope));
            if dice.chance(1, 6) {
                Program::Delete(
                    filter.unwrap_or_else(|| expression(dice, Type::Bool, depth, scope)),
                )
            } else {
                Program::Update(column, ex, filter)
            }
        }
        _ => {
            let scope = Scope {
                columns: false,
                derived: None,
                subqueries: false,
            };
            let mut columns: Vec<usize> = (0..=dice.below(3))
                .map(|_| dice.below(COLUMNS.len()))
                .collect();
            columns.sort_unstable();
            columns.dedup();
            let values = columns.into_iter().map(|column| {
                let ex = expression(dice, COLUMNS[column].of, depth.min(2), scope);
                (column, ex)
            });
            Program::Insert(values.collect())
        }
    }
}

/// Types that can be grouped and sorted by.
fn keys() -> Vec<Type> {
    let types = Type::ALL.iter().copied();
    types.filter(|of| of.has_equality()).collect()
}

/// An expression to group or to sort by: no constant, since `ORDER BY 1` is about a position.
fn key(dice: &mut Dice<'_>, depth: usize) -> Ex {
    let of = dice.pick(&keys());
    let mut key = expression(dice, of, depth, Scope::TABLE);
    if is_constant(&key) {
        key.node = Node::Column(columns_of(of)[0]);
    }
    key
}

fn group(dice: &mut Dice<'_>, depth: usize) -> Program {
    let having = dice.chance(1, 3).then(|| {
        let mut aggregate = aggregate(dice, 1);
        while !aggregate.of().has_order() || aggregate.function == Function::Avg {
            aggregate = self::aggregate(dice, 1);
        }
        let op = dice.pick(&[Compare::Eq, Compare::Ne, Compare::Lt, Compare::Ge]);
        let value = value(dice, aggregate.of());
        (aggregate, op, value)
    });
    let grouped = dice.chance(3, 4);
    let filtered = dice.chance(1, 3);
    Program::Group(Group {
        key: grouped.then(|| key(dice, depth.min(2))),
        aggregates: (0..=dice.below(2))
            .map(|_| aggregate(dice, depth.min(2)))
            .collect(),
        filter: filtered.then(|| expression(dice, Type::Bool, 1, Scope::TABLE)),
        having,
        ordered: dice.chance(1, 2),
    })
}

fn aggregate(dice: &mut Dice<'_>, depth: usize) -> Aggregate {
    use Function::{Avg, Count, CountDistinct, CountRows, Max, Min, Sum};
    let function = dice.pick(&[
        CountRows,
        Count,
        CountDistinct,
        Sum,
        Sum,
        Sum,
        Avg,
        Min,
        Max,
    ]);
    let types = Type::ALL.iter().copied();
    let fits = |of: &Type| match function {
        CountRows | Count => true,
        CountDistinct => of.has_equality(),
        Sum | Avg => of.is_integer() || matches!(of, Type::Decimal | Type::Double),
        Min | Max => of.has_extremes(),
    };
    let types: Vec<Type> = types.filter(fits).collect();
    // An aggregate that knows no column belongs to the query around it.
    let scope = Scope {
        subqueries: false,
        ..Scope::TABLE
    };
    let of = dice.pick(&types);
    Aggregate {
        function,
        of: expression(dice, of, depth, scope),
    }
}
