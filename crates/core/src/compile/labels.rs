//! The names of a select's columns.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::expr::{Node, intern};
use crate::stmt::{Query, SelectItem};

/// How one entry of a select list is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputName {
    /// A column under its own name: no `AS`.
    Own(&'static str),
    /// With `AS`.
    Label(&'static str),
}

/// The names of a query's columns, in order: labels, column names, and names made up for other
/// expressions and for names that repeat (`id`, `id_1`; `count_1`; `anon_1`).
pub fn output_names(query: &Query) -> Vec<&'static str> {
    let items = match query {
        Query::Select(select) => &select.columns,
    };
    name_items(items)
        .into_iter()
        .map(|name| match name {
            OutputName::Own(name) | OutputName::Label(name) => name,
        })
        .collect()
}

pub(super) fn name_items(items: &[SelectItem]) -> Vec<OutputName> {
    let mut taken: FxHashMap<&'static str, u32> =
        FxHashMap::with_capacity_and_hasher(items.len(), FxBuildHasher);
    let labels = items.iter().filter_map(|item| item.label);
    let labels: Vec<&'static str> = labels.collect();
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        names.push(name_item(item, &labels, &mut taken));
    }
    names
}

fn name_item(
    item: &SelectItem,
    labels: &[&'static str],
    taken: &mut FxHashMap<&'static str, u32>,
) -> OutputName {
    if let Some(label) = item.label {
        taken.entry(label).or_insert(0);
        return OutputName::Label(label);
    }
    match &item.node {
        Node::Column(column) if !taken.contains_key(column.name) => {
            taken.insert(column.name, 0);
            OutputName::Own(column.name)
        }
        Node::Column(column) => OutputName::Label(numbered(column.name, labels, taken)),
        Node::Function(function) => OutputName::Label(numbered(function.name, labels, taken)),
        _ => OutputName::Label(numbered("anon", labels, taken)),
    }
}

/// `stem_1`, `stem_2` and so on: the first that is free, and no label of the user's.
fn numbered(
    stem: &'static str,
    labels: &[&'static str],
    taken: &mut FxHashMap<&'static str, u32>,
) -> &'static str {
    loop {
        let count = taken.entry(stem).or_insert(0);
        *count += 1;
        let name = intern(&format!("{stem}_{count}"));
        if !taken.contains_key(name) && !labels.contains(&name) {
            taken.insert(name, 0);
            return name;
        }
    }
}
