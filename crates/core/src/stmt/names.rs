//! The names of a select's columns.

mod taken;

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use self::taken::Taken;
use super::{LabelStyle, Query, SelectItem};
use crate::expr::{CastNode, ColumnRef, Node, Source, TableName, UnaryOp, intern};

/// The name of an entry of a select list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ColumnName {
    /// The column's own name.
    Own(&'static str),
    /// A label.
    Label(&'static str),
    /// A generated name: `count_1`, `id__1`.
    Numbered(Stem, &'static str, u32),
    /// The column's name with the table's name in front: `users_id`.
    Prefixed(String),
    /// The column's own name, for the negation of a boolean column. With native booleans, only a
    /// derived table needs it as a label.
    Opposite(&'static str),
    /// No name: SQL text from the user, and columns with a sign.
    None,
}

/// The form of a generated name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stem {
    /// `stem_1`
    Single,
    /// `stem__1`, for a column that is selected again.
    Double,
}

impl ColumnName {
    /// Returns the name as text, if there is one.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Own(name) | Self::Label(name) | Self::Opposite(name) => (*name).into(),
            Self::Numbered(Stem::Single, stem, number) => numbered(stem, "_", *number).into(),
            Self::Numbered(Stem::Double, stem, number) => numbered(stem, "__", *number).into(),
            Self::Prefixed(name) => name.into(),
            Self::None => return None,
        })
    }

    /// Returns the name as an interned string, or `?` if there is none.
    fn interned(&self) -> &'static str {
        match self {
            Self::Own(name) | Self::Label(name) | Self::Opposite(name) => name,
            other => other.text().map_or("?", |name| intern(&name)),
        }
    }
}

/// Returns the names that a query's columns have in a derived table, in order.
///
/// They are labels, names of columns, and generated names. Names are generated for duplicate names
/// (`id`, `id_1`) and for other expressions (`count_1`, `anon_1`). The numbers start at 1 in each
/// derived table.
pub fn output_names(query: &Query) -> Vec<&'static str> {
    match query {
        Query::Values(values) => return values.columns.clone(),
        Query::Text(text) => return text.columns.clone(),
        _ => {}
    }
    let items = query.items();
    let mut own = FxHashMap::<&'static str, u32>::default();
    let mut next = |stem| {
        let count = own.entry(stem).or_insert(0);
        *count += 1;
        *count
    };
    let mut names = Names::new(items, style_of(query), true);
    items
        .iter()
        .map(|item| names.next(item, &mut next).interned())
        .collect()
}

/// Returns how the columns of a query are named.
pub(crate) fn style_of(query: &Query) -> LabelStyle {
    match query.first_part() {
        Query::Select(select) => select
            .extras
            .as_ref()
            .map_or_else(LabelStyle::default, |extras| extras.label_style),
        _ => LabelStyle::default(),
    }
}

/// Computes the names of a select list, entry by entry.
pub(crate) struct Names<'i> {
    items: &'i [SelectItem],
    style: LabelStyle,
    /// Whether an enclosing statement refers to the names.
    referred: bool,
    taken: Taken,
    /// The columns with a numbered name, because their own name was in use.
    numbered: SmallVec<[ColumnRef; 4]>,
    /// The columns whose name a cast or a negation has.
    casts: Vec<ColumnRef>,
    /// The number of repetitions of columns so far.
    repeats: u32,
    /// The anonymous aliases: identity, table, and number.
    aliases: SmallVec<[(u64, &'static TableName, u32); 2]>,
}

impl<'i> Names<'i> {
    pub(crate) fn new(items: &'i [SelectItem], style: LabelStyle, referred: bool) -> Self {
        Self {
            items,
            style,
            referred,
            taken: Taken::new(items.len()),
            numbered: SmallVec::new(),
            casts: Vec::new(),
            repeats: 0,
            aliases: SmallVec::new(),
        }
    }

    /// Returns the source of a column whose name starts with a generated alias.
    pub(crate) fn needs_alias(&self, item: &SelectItem) -> Option<Source> {
        match &item.node {
            Node::Column(column)
                if self.style == LabelStyle::TablePrefix && item.label.is_none() =>
            {
                column.source.alias.identity().map(|_| column.source)
            }
            _ => None,
        }
    }

    /// Sets the number that the statement uses for an anonymous alias.
    pub(crate) fn number_alias(&mut self, source: Source, number: u32) {
        let identity = source.alias.identity().unwrap_or_default();
        if !self.aliases.iter().any(|(known, ..)| *known == identity) {
            self.aliases.push((identity, source.table, number));
        }
    }

    /// Returns the number of an anonymous alias.
    ///
    /// It is the number in the statement, or else the next one for aliases of the table in this
    /// list.
    fn alias_number(&mut self, identity: u64, table: &'static TableName) -> u32 {
        let known = self.aliases.iter().find(|(known, ..)| *known == identity);
        if let Some((_, _, number)) = known {
            return *number;
        }
        let before = self.aliases.iter().filter(|(_, of, _)| *of == table);
        let number = before.map(|(_, _, number)| *number).max().unwrap_or(0) + 1;
        self.aliases.push((identity, table, number));
        number
    }

    /// Returns the name of the next entry. `next` returns the next number for a stem.
    pub(crate) fn next(
        &mut self,
        item: &SelectItem,
        next: &mut dyn FnMut(&'static str) -> u32,
    ) -> ColumnName {
        if let Some(label) = item.label {
            self.taken.add(label, None);
            return ColumnName::Label(label);
        }
        match &item.node {
            Node::Column(column) => self.column(*column, next),
            Node::Text(_)
            | Node::Star
            | Node::LiteralColumn(_)
            | Node::Field(_)
            | Node::Name(_) => ColumnName::None,
            Node::Row(source) => ColumnName::Own(source.name()),
            Node::Identifier(name) => ColumnName::Own(name),
            Node::Label(label) => match (label.name, &label.node) {
                (Some(name), _) => ColumnName::Label(name),
                (None, Node::Column(column)) => self.numbered(column.name, next),
                (None, Node::Function(function)) => self.numbered(stem_of(function.name), next),
                (None, _) => self.numbered("anon", next),
            },
            Node::Coerced(operand) => match &**operand {
                Node::Column(column) => self.like_column(*column, next),
                _ => self.numbered("anon", next),
            },
            Node::Cast(cast) if self.style != LabelStyle::None => self.cast(cast, next),
            Node::Collate(collate) => match &collate.operand {
                Node::Cast(cast) => self.cast(cast, next),
                _ => self.numbered("anon", next),
            },
            Node::Unary(op, operand) => match (&**operand, op) {
                (Node::Column(column), UnaryOp::IsFalse) => match self.like_column(*column, next) {
                    ColumnName::Label(name) => ColumnName::Opposite(name),
                    other => other,
                },
                (Node::Column(_), UnaryOp::Neg | UnaryOp::BitNot | UnaryOp::Distinct)
                    if !self.referred =>
                {
                    ColumnName::None
                }
                _ => self.numbered("anon", next),
            },
            Node::Function(function) => self.numbered(stem_of(function.name), next),
            Node::WithinGroup(node) => match &node.function {
                Node::Function(function) => self.numbered(stem_of(function.name), next),
                _ => self.numbered("anon", next),
            },
            _ => self.numbered("anon", next),
        }
    }

    fn column(
        &mut self,
        column: ColumnRef,
        next: &mut dyn FnMut(&'static str) -> u32,
    ) -> ColumnName {
        // The name of a single column cannot be a duplicate.
        if self.items.len() == 1 && self.style == LabelStyle::Disambiguate {
            return ColumnName::Own(column.name);
        }
        match self.style {
            LabelStyle::None => ColumnName::Own(column.name),
            LabelStyle::Disambiguate => {
                let name = column.name;
                self.named(column, name, ColumnName::Own(name), next)
            }
            LabelStyle::TablePrefix => {
                let name = match column.source.alias.identity() {
                    Some(identity) if !column.source.table.derived => {
                        let number = self.alias_number(identity, column.source.table);
                        format!("{}_{number}_{}", column.source.table.name, column.name)
                    }
                    _ => prefixed(column),
                };
                self.named(column, intern(&name), ColumnName::Prefixed(name), next)
            }
        }
    }

    fn cast(&mut self, cast: &CastNode, next: &mut dyn FnMut(&'static str) -> u32) -> ColumnName {
        match cast_column(cast) {
            Some(column) => self.like_column(column, next),
            None => self.numbered("anon", next),
        }
    }

    /// Returns the name of a cast or a negation, which is the name of its column.
    fn like_column(
        &mut self,
        column: ColumnRef,
        next: &mut dyn FnMut(&'static str) -> u32,
    ) -> ColumnName {
        if self.casts.contains(&column) {
            self.repeats += 1;
            return ColumnName::Numbered(Stem::Double, column.name, self.repeats);
        }
        self.casts.push(column);
        match self.taken.add(column.name, None) {
            Some(_) => self.numbered(column.name, next),
            None => ColumnName::Label(column.name),
        }
    }

    fn named(
        &mut self,
        column: ColumnRef,
        name: &'static str,
        free: ColumnName,
        next: &mut dyn FnMut(&'static str) -> u32,
    ) -> ColumnName {
        match self.taken.add(name, Some(column)) {
            None => free,
            Some(known) if known == Some(column) || self.numbered.contains(&column) => {
                self.repeats += 1;
                ColumnName::Numbered(Stem::Double, name, self.repeats)
            }
            Some(_) => {
                self.numbered.push(column);
                self.numbered(name, next)
            }
        }
    }

    /// Returns `stem_1`, `stem_2` and so on: the next one that is no label or column of the list.
    fn numbered(
        &self,
        stem: &'static str,
        next: &mut dyn FnMut(&'static str) -> u32,
    ) -> ColumnName {
        loop {
            let number = next(stem);
            let is_free = |item: &SelectItem| {
                let name = match (&item.label, &item.node) {
                    (Some(label), _) => label,
                    (None, Node::Column(column)) => column.name,
                    _ => return true,
                };
                if !name.ends_with(|last: char| last.is_ascii_digit()) {
                    return true;
                }
                let rest = name
                    .strip_prefix(stem)
                    .and_then(|rest| rest.strip_prefix('_'));
                rest.and_then(|rest| rest.parse().ok()) != Some(number)
            };
            if self.items.iter().all(is_free) {
                return ColumnName::Numbered(Stem::Single, stem, number);
            }
        }
    }
}

/// Joins a stem and a number.
fn numbered(stem: &str, between: &str, number: u32) -> String {
    let mut name = String::with_capacity(stem.len() + between.len() + 4);
    name.push_str(stem);
    name.push_str(between);
    push_number(&mut name, number);
    name
}

/// Returns the column that a cast has its name from.
fn cast_column(cast: &CastNode) -> Option<ColumnRef> {
    match &cast.operand {
        Node::Column(column) => Some(*column),
        Node::Cast(inner) => cast_column(inner),
        _ => None,
    }
}

/// Returns the start of the generated name of a function: its name, with underscores for spaces.
fn stem_of(name: &'static str) -> &'static str {
    if name.contains(' ') {
        intern(&name.replace(' ', "_"))
    } else {
        name
    }
}

/// Returns the names of schema, table and column as one name.
fn prefixed(column: ColumnRef) -> String {
    let source = column.source;
    match (source.alias.name(), source.table.schema) {
        (None, Some(schema)) => format!("{schema}_{}_{}", source.table.name, column.name),
        _ => format!("{}_{}", source.name(), column.name),
    }
}

/// Appends a number. It is faster than `write!`, which would dominate the time for a short name.
pub(crate) fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.extend(char::from_digit(number % 10, 10));
}
