//! Smaller programs, and the outlines of programs.

use super::{Aggregate, Derived, Group, Program, Side, Sorted, is_constant};
use crate::expression::{Ex, Node};
use crate::table::COLUMNS;

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

fn smaller_side(side: &Side) -> Vec<Side> {
    let filters = smaller_filter(side.1.as_ref()).into_iter();
    let filters = filters.map(|filter| (side.0.clone(), filter));
    let exs = side.0.smaller().into_iter();
    filters.chain(exs.map(|ex| (ex, side.1.clone()))).collect()
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
                for left in smaller_side(left).into_iter().map(Box::new) {
                    add(Self::Sets(*op, left, right.clone()));
                }
                for right in smaller_side(right).into_iter().map(Box::new) {
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

    /// Words for the forms in it, without values, which group failures.
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
