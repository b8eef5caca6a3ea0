//! The names of a select's columns.

use std::collections::hash_map::Entry;
use std::fmt::Write;

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
    let mut names = Names::of(items);
    items.iter().map(|item| names.next(item)).collect()
}

/// The names that are taken so far.
struct Names<'i> {
    items: &'i [SelectItem],
    /// For each name, the last number that was given to it.
    taken: FxHashMap<&'static str, u32>,
    /// Whether the user gave names, which come first.
    has_labels: bool,
}

impl<'i> Names<'i> {
    fn of(items: &'i [SelectItem]) -> Self {
        Self {
            items,
            taken: FxHashMap::with_capacity_and_hasher(items.len(), FxBuildHasher),
            has_labels: items.iter().any(|item| item.label.is_some()),
        }
    }

    fn next(&mut self, item: &SelectItem) -> OutputName {
        if let Some(label) = item.label {
            self.taken.entry(label).or_insert(0);
            return OutputName::Label(label);
        }
        match &item.node {
            Node::Column(column) => match self.taken.entry(column.name) {
                Entry::Vacant(entry) => {
                    entry.insert(0);
                    OutputName::Own(column.name)
                }
                Entry::Occupied(_) => OutputName::Label(self.numbered(column.name)),
            },
            Node::Function(function) => OutputName::Label(self.numbered(function.name)),
            _ => OutputName::Label(self.numbered("anon")),
        }
    }

    /// `stem_1`, `stem_2` and so on: the first that is free, and no label of the user's.
    fn numbered(&mut self, stem: &'static str) -> &'static str {
        let mut name = String::with_capacity(stem.len() + 4);
        loop {
            let count = self.taken.entry(stem).or_insert(0);
            *count += 1;
            name.clear();
            name.push_str(stem);
            name.push('_');
            push_number(&mut name, *count);
            let name = intern(&name);
            if !self.is_label(name)
                && let Entry::Vacant(entry) = self.taken.entry(name)
            {
                entry.insert(0);
                return name;
            }
        }
    }

    fn is_label(&self, name: &str) -> bool {
        self.has_labels && self.items.iter().any(|item| item.label == Some(name))
    }
}

/// Appends a number, which is small most of the time.
fn push_number(text: &mut String, number: u32) {
    match char::from_digit(number, 10) {
        Some(digit) => text.push(digit),
        // Writing to a string cannot fail.
        None => drop(write!(text, "{number}")),
    }
}
