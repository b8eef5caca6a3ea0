//! Programs as they are written in Rust.

use std::fmt;

use super::{Aggregate, Function, Program, SetOp};
use crate::expression::Ex;
use crate::table::COLUMNS;
use crate::value::Val;

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
                "update(T).values(T.{}.set({ex})){}",
                COLUMNS[*column].name,
                filter(of)
            ),
            Self::Delete(of) => write!(f, "delete(T).filter({of})"),
            Self::Insert(values) => {
                let values = values
                    .iter()
                    .map(|(column, ex)| format!("T.{}.set({ex})", COLUMNS[*column].name));
                let values: Vec<String> = values.collect();
                write!(
                    f,
                    "insert(T).values((T.id.set(1000), {}))",
                    values.join(", ")
                )
            }
        }
    }
}
