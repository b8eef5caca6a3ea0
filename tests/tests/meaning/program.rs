//! Statements over the table: how they are generated, made smaller, and shown.

use std::fmt;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::dice::Dice;
use crate::expression::{Compare, Ex, Node, Scope, expression, value};
use crate::table::{COLUMNS, columns_of};
use crate::value::{Type, Val};

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Program {
    /// Expressions of any types, each with the key.
    Select(Vec<Ex>, Option<Ex>),
    Order(Sorted, Option<Ex>),
    /// `SELECT DISTINCT`, ordered by what is selected.
    Distinct(Ex, Option<Ex>),
    Group(Group),
    Sets(SetOp, Box<(Ex, Option<Ex>)>, Box<(Ex, Option<Ex>)>),
    /// The table joined with `VALUES`.
    Values(Ex, Vec<Val>),
    /// An expression over a subquery of an expression.
    Derived(Box<Derived>),
    /// `UPDATE` of a column.
    Update(usize, Ex, Option<Ex>),
    Delete(Ex),
    /// `INSERT` of expressions that know no column.
    Insert(Vec<(usize, Ex)>),
}

/// An order, and how many rows of it are taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted {
    pub key: Ex,
    pub descending: bool,
    pub nulls_first: Option<bool>,
    pub limit: Option<u32>,
}

/// `GROUP BY`, or all rows as one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub key: Option<Ex>,
    pub aggregates: Vec<Aggregate>,
    pub filter: Option<Ex>,
    pub having: Option<(Aggregate, Compare, Val)>,
    /// Whether the groups are ordered by their key.
    pub ordered: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    pub function: Function,
    pub of: Ex,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    CountRows,
    Count,
    CountDistinct,
    Sum,
    Avg,
    Min,
    Max,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SetOp {
    Union,
    UnionAll,
    Intersect,
    Except,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    pub inner: Ex,
    pub inner_filter: Option<Ex>,
    pub outer: Ex,
    pub outer_filter: Option<Ex>,
}

impl Aggregate {
    /// The type of its value: a sum of small whole numbers is one of 64 bits, a sum of those is a
    /// decimal.
    pub fn of(&self) -> Type {
        match self.function {
            Function::CountRows | Function::Count | Function::CountDistinct => Type::Big,
            Function::Min | Function::Max => self.of.of,
            Function::Sum if self.of.of == Type::Big => Type::Decimal,
            Function::Sum if self.of.of.is_integer() => Type::Big,
            Function::Sum => self.of.of,
            Function::Avg => Type::Double,
        }
    }
}

/// All programs.
#[derive(Debug)]
pub struct Programs;

impl Strategy for Programs {
    type Tree = Tree;
    type Value = Program;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let program = program(&mut Dice(runner.rng()));
        Ok(Tree::new(program))
    }
}

/// A program on the way to a smaller one: each of the smaller programs is tried, and what still
/// fails is where it goes on from.
pub struct Tree {
    current: Program,
    kept: Program,
    smaller: std::vec::IntoIter<Program>,
}

impl Tree {
    fn new(program: Program) -> Self {
        Self {
            smaller: program.smaller().into_iter(),
            kept: program.clone(),
            current: program,
        }
    }
}

impl ValueTree for Tree {
    type Value = Program;

    fn current(&self) -> Program {
        self.current.clone()
    }

    /// The current program fails: it is kept, and the first smaller one is next.
    fn simplify(&mut self) -> bool {
        if self.kept != self.current {
            *self = Self::new(self.current.clone());
        }
        self.next()
    }

    /// The current program does not fail: back to the kept one, and on to the next smaller.
    fn complicate(&mut self) -> bool {
        self.current = self.kept.clone();
        self.next()
    }
}

impl Tree {
    fn next(&mut self) -> bool {
        match self.smaller.next() {
            Some(next) => {
                self.current = next;
                true
            }
            None => false,
        }
    }
}

fn program(dice: &mut Dice<'_>) -> Program {
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
            match dice.chance(1, 6) {
                true => Program::Delete(
                    filter.unwrap_or_else(|| expression(dice, Type::Bool, depth, scope)),
                ),
                false => Program::Update(column, ex, filter),
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

/// Whether it has no column in it.
pub fn is_constant(ex: &Ex) -> bool {
    !matches!(ex.node, Node::Column(_) | Node::Derived) && ex.parts().into_iter().all(is_constant)
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

impl Aggregate {
    fn smaller(&self) -> Vec<Self> {
        let smaller = self.of.smaller().into_iter();
        smaller.map(|of| Self { of, ..self.clone() }).collect()
    }
}

/// Each way to make an optional filter smaller: first without it.
fn smaller_filter(filter: Option<&Ex>) -> Vec<Option<Ex>> {
    let Some(filter) = filter else {
        return Vec::new();
    };
    let smaller = filter.smaller().into_iter().map(Some);
    std::iter::once(None).chain(smaller).collect()
}

fn smaller_side(side: &(Ex, Option<Ex>)) -> Vec<Box<(Ex, Option<Ex>)>> {
    let filters = smaller_filter(side.1.as_ref()).into_iter();
    let filters = filters.map(|filter| Box::new((side.0.clone(), filter)));
    let exs = side.0.smaller().into_iter();
    filters
        .chain(exs.map(|ex| Box::new((ex, side.1.clone()))))
        .collect()
}

impl Program {
    /// Smaller programs, the smallest first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut smaller = Vec::new();
        let mut add = |program| smaller.push(program);
        match self {
            Self::Select(exs, filter) => {
                if exs.len() > 1 {
                    for index in 0..exs.len() {
                        let mut fewer = exs.clone();
                        fewer.remove(index);
                        add(Self::Select(fewer, filter.clone()));
                    }
                }
                for filter in smaller_filter(filter.as_ref()) {
                    add(Self::Select(exs.clone(), filter));
                }
                for (index, ex) in exs.iter().enumerate() {
                    for ex in ex.smaller() {
                        let mut changed = exs.clone();
                        changed[index] = ex;
                        add(Self::Select(changed, filter.clone()));
                    }
                }
                if let Some(filter) = filter {
                    add(Self::Select(vec![filter.clone()], None));
                }
                for part in exs.iter().flat_map(Ex::parts) {
                    add(Self::Select(vec![part.clone()], filter.clone()));
                }
            }
            Self::Order(sorted, filter) => {
                add(Self::Select(vec![sorted.key.clone()], filter.clone()));
                for filter in smaller_filter(filter.as_ref()) {
                    add(Self::Order(sorted.clone(), filter));
                }
                let plain = Sorted {
                    descending: false,
                    nulls_first: None,
                    limit: None,
                    ..sorted.clone()
                };
                if plain != *sorted {
                    add(Self::Order(plain, filter.clone()));
                }
                for key in sorted.key.smaller() {
                    if !is_constant(&key) {
                        let sorted = Sorted {
                            key,
                            ..sorted.clone()
                        };
                        add(Self::Order(sorted, filter.clone()));
                    }
                }
            }
            Self::Distinct(ex, filter) => {
                add(Self::Select(vec![ex.clone()], filter.clone()));
                for filter in smaller_filter(filter.as_ref()) {
                    add(Self::Distinct(ex.clone(), filter));
                }
                for ex in ex.smaller() {
                    if !is_constant(&ex) {
                        add(Self::Distinct(ex, filter.clone()));
                    }
                }
            }
            Self::Group(group) => {
                for group in group.smaller() {
                    add(Self::Group(group));
                }
            }
            Self::Sets(op, left, right) => {
                add(Self::Select(vec![left.0.clone()], left.1.clone()));
                add(Self::Select(vec![right.0.clone()], right.1.clone()));
                for left in smaller_side(left) {
                    add(Self::Sets(*op, left, right.clone()));
                }
                for right in smaller_side(right) {
                    add(Self::Sets(*op, left.clone(), right));
                }
            }
            Self::Values(ex, list) => {
                add(Self::Select(vec![ex.clone()], None));
                if list.len() > 1 {
                    for index in 0..list.len() {
                        let mut fewer = list.clone();
                        fewer.remove(index);
                        add(Self::Values(ex.clone(), fewer));
                    }
                }
                for ex in ex.smaller() {
                    add(Self::Values(ex, list.clone()));
                }
            }
            Self::Derived(derived) => {
                add(Self::Select(
                    vec![derived.inner.clone()],
                    derived.inner_filter.clone(),
                ));
                let with = |change: fn(&mut Derived, Option<Ex>), filter| {
                    let mut derived = derived.clone();
                    change(&mut derived, filter);
                    Self::Derived(derived)
                };
                for filter in smaller_filter(derived.inner_filter.as_ref()) {
                    add(with(
                        |derived, filter| derived.inner_filter = filter,
                        filter,
                    ));
                }
                for filter in smaller_filter(derived.outer_filter.as_ref()) {
                    add(with(
                        |derived, filter| derived.outer_filter = filter,
                        filter,
                    ));
                }
                for inner in derived.inner.smaller() {
                    let derived = Derived {
                        inner,
                        ..(**derived).clone()
                    };
                    add(Self::Derived(Box::new(derived)));
                }
                for outer in derived.outer.smaller() {
                    let derived = Derived {
                        outer,
                        ..(**derived).clone()
                    };
                    if !has_column(&derived.outer) {
                        add(Self::Derived(Box::new(derived)));
                    }
                }
            }
            Self::Update(column, ex, filter) => {
                add(Self::Select(vec![ex.clone()], filter.clone()));
                for filter in smaller_filter(filter.as_ref()) {
                    add(Self::Update(*column, ex.clone(), filter));
                }
                for ex in ex.smaller() {
                    add(Self::Update(*column, ex, filter.clone()));
                }
            }
            Self::Delete(filter) => {
                add(Self::Select(vec![filter.clone()], None));
                for filter in filter.smaller() {
                    add(Self::Delete(filter));
                }
            }
            Self::Insert(values) => {
                if values.len() > 1 {
                    for index in 0..values.len() {
                        let mut fewer = values.clone();
                        fewer.remove(index);
                        add(Self::Insert(fewer));
                    }
                }
                for (index, (_, ex)) in values.iter().enumerate() {
                    for ex in ex.smaller() {
                        if is_constant(&ex) {
                            let mut changed = values.clone();
                            changed[index].1 = ex;
                            add(Self::Insert(changed));
                        }
                    }
                }
            }
        }
        // In a statement over a subquery the table has no columns.
        smaller.retain(|program| match program {
            Self::Derived(derived) => {
                !has_column(&derived.outer)
                    && !derived.outer_filter.as_ref().is_some_and(has_column)
            }
            _ => true,
        });
        smaller
    }

    /// Words for the forms in it, without values: what failures have in common.
    pub fn outline(&self) -> String {
        let filter = |filter: &Option<Ex>| match filter {
            Some(filter) => format!(" where {}", filter.outline()),
            None => String::new(),
        };
        match self {
            Self::Select(exs, of) => {
                let exs: Vec<String> = exs.iter().map(Ex::outline).collect();
                format!("select {}{}", exs.join(" + "), filter(of))
            }
            Self::Order(sorted, of) => format!("order {}{}", sorted.key.outline(), filter(of)),
            Self::Distinct(ex, of) => format!("distinct {}{}", ex.outline(), filter(of)),
            Self::Group(group) => {
                let key = group.key.as_ref().map(Ex::outline).unwrap_or_default();
                let aggregates = group
                    .aggregates
                    .iter()
                    .chain(group.having.iter().map(|having| &having.0));
                let aggregates = aggregates.map(|aggregate| {
                    format!(
                        "{:?}({:?} {})",
                        aggregate.function,
                        aggregate.of.of,
                        aggregate.of.outline()
                    )
                });
                let aggregates: Vec<String> = aggregates.collect();
                let having = if group.having.is_some() {
                    " having"
                } else {
                    ""
                };
                format!(
                    "group {key} {}{having}{}",
                    aggregates.join(" + "),
                    filter(&group.filter)
                )
            }
            Self::Sets(op, left, right) => format!(
                "{op:?} {}{} {}{}",
                left.0.outline(),
                filter(&left.1),
                right.0.outline(),
                filter(&right.1)
            ),
            Self::Values(ex, _) => format!("values {:?} {}", ex.of, ex.outline()),
            Self::Derived(derived) => format!(
                "derived ({}{}) {}{}",
                derived.inner.outline(),
                filter(&derived.inner_filter),
                derived.outer.outline(),
                filter(&derived.outer_filter)
            ),
            Self::Update(column, ex, of) => {
                format!(
                    "update {:?} {}{}",
                    COLUMNS[*column].of,
                    ex.outline(),
                    filter(of)
                )
            }
            Self::Delete(of) => format!("delete {}", of.outline()),
            Self::Insert(values) => {
                let values: Vec<String> = values.iter().map(|(_, ex)| ex.outline()).collect();
                format!("insert {}", values.join(" + "))
            }
        }
    }
}

fn has_column(ex: &Ex) -> bool {
    matches!(ex.node, Node::Column(_)) || ex.parts().into_iter().any(has_column)
}

impl Group {
    fn smaller(&self) -> Vec<Self> {
        let mut smaller = Vec::new();
        let mut add = |change: &dyn Fn(&mut Self)| {
            let mut group = self.clone();
            change(&mut group);
            smaller.push(group);
        };
        if self.having.is_some() {
            add(&|group| group.having = None);
        }
        if self.key.is_some() {
            add(&|group| group.key = None);
        }
        if self.ordered {
            add(&|group| group.ordered = false);
        }
        for index in 0..self.aggregates.len() {
            if self.aggregates.len() > 1 {
                add(&|group| drop(group.aggregates.remove(index)));
            }
            for aggregate in self.aggregates[index].smaller() {
                add(&|group| group.aggregates[index] = aggregate.clone());
            }
        }
        for filter in smaller_filter(self.filter.as_ref()) {
            add(&|group| group.filter.clone_from(&filter));
        }
        for key in self.key.iter().flat_map(Ex::smaller) {
            if !is_constant(&key) {
                add(&|group| group.key = Some(key.clone()));
            }
        }
        for aggregate in self.having.iter().flat_map(|having| having.0.smaller()) {
            add(&|group| {
                if let Some(having) = &mut group.having {
                    having.0 = aggregate.clone();
                }
            });
        }
        smaller
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = &self.of;
        match self.function {
            Function::CountRows => f.write_str("func::count_star()"),
            Function::Count => write!(f, "func::count({of})"),
            Function::CountDistinct => write!(f, "func::count_distinct({of})"),
            Function::Sum => write!(f, "func::sum({of})"),
            Function::Avg => write!(f, "func::avg({of})"),
            Function::Min => write!(f, "func::min({of})"),
            Function::Max => write!(f, "func::max({of})"),
        }
    }
}

/// As it is written in Rust.
impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filter = |filter: &Option<Ex>| match filter {
            Some(filter) => format!(".filter({filter})"),
            None => String::new(),
        };
        match self {
            Self::Select(exs, of) => {
                let exs: Vec<String> = exs.iter().map(Ex::to_string).collect();
                write!(f, "select((T.id, {})){}", exs.join(", "), filter(of))
            }
            Self::Order(sorted, of) => {
                let key = &sorted.key;
                write!(f, "select((T.id, {key})){}.order_by(({key}", filter(of))?;
                f.write_str(if sorted.descending {
                    ".desc()"
                } else {
                    ".asc()"
                })?;
                f.write_str(match sorted.nulls_first {
                    None => "",
                    Some(true) => ".nulls_first()",
                    Some(false) => ".nulls_last()",
                })?;
                f.write_str(", T.id))")?;
                match sorted.limit {
                    Some(limit) => write!(f, ".limit({limit})"),
                    None => Ok(()),
                }
            }
            Self::Distinct(ex, of) => {
                write!(f, "select({ex}){}.distinct().order_by({ex})", filter(of))
            }
            Self::Group(group) => {
                let key = group.key.iter().map(Ex::to_string);
                let aggregates = group.aggregates.iter().map(Aggregate::to_string);
                let selected: Vec<String> = key.chain(aggregates).collect();
                write!(
                    f,
                    "select(({})){}",
                    selected.join(", "),
                    filter(&group.filter)
                )?;
                if let Some(key) = &group.key {
                    write!(f, ".group_by({key})")?;
                }
                if let Some((aggregate, op, value)) = &group.having {
                    let op = format!("{op:?}").to_lowercase();
                    write!(f, ".having({aggregate}.{op}({value}))")?;
                }
                match &group.key {
                    Some(key) if group.ordered => write!(f, ".order_by({key})"),
                    _ => Ok(()),
                }
            }
            Self::Sets(op, left, right) => {
                let name = match op {
                    SetOp::Union => "union",
                    SetOp::UnionAll => "union_all",
                    SetOp::Intersect => "intersect",
                    SetOp::Except => "except",
                };
                let side =
                    |side: &(Ex, Option<Ex>)| format!("select({}){}", side.0, filter(&side.1));
                write!(f, "{name}({}, {})", side(left), side(right))
            }
            Self::Values(ex, list) => {
                let list: Vec<String> = list.iter().map(Val::to_string).collect();
                write!(
                    f,
                    "select((T.id, v.x)).join(values([{}]) as v(x), {ex}.eq(v.x))",
                    list.join(", ")
                )
            }
            Self::Derived(derived) => write!(
                f,
                "sub = select((T.id, {} as x)){}; select((sub.id, {})){}",
                derived.inner,
                filter(&derived.inner_filter),
                derived.outer,
                filter(&derived.outer_filter)
            ),
            Self::Update(column, ex, of) => write!(
                f,
                "update(T).values(T.{}.to({ex})){}",
                COLUMNS[*column].name,
                filter(of)
            ),
            Self::Delete(of) => write!(f, "delete(T).filter({of})"),
            Self::Insert(values) => {
                let values = values
                    .iter()
                    .map(|(column, ex)| format!("T.{}.to({ex})", COLUMNS[*column].name));
                let values: Vec<String> = values.collect();
                write!(
                    f,
                    "insert(T).values((T.id.to(1000), {}))",
                    values.join(", ")
                )
            }
        }
    }
}
