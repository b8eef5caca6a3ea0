//! `SELECT`.

use std::borrow::Cow;

use super::{Compiler, NameCounts, RowLimits};
use crate::error::CompileError;
use crate::expr::{ColumnRef, Node, OrderNode, Source};
use crate::stmt::{ColumnName, LabelStyle, Names, Query, SelectExtras, SelectItem, SelectNode};

use super::from::Trees;
use super::same::is_same;
use crate::visit::Shared;

/// The place of a query within a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The statement itself, or the query of an `INSERT`.
    Top,
    /// In an expression.
    Inner,
    /// In `FROM`, or in `WITH`.
    Derived,
    /// In `FROM`, after `LATERAL`.
    Lateral,
}

impl Place {
    /// Returns the place of the parts of a compound at this place.
    pub(super) fn part(self) -> Self {
        match self {
            Self::Top => Self::Inner,
            other => other,
        }
    }

    /// Returns whether the enclosing statement refers to the columns by name.
    fn names_columns(self) -> bool {
        matches!(self, Self::Derived | Self::Lateral)
    }
}

/// The scope in which a name of `ORDER BY` or `GROUP BY` is resolved.
#[derive(Clone, Copy)]
pub(super) enum OrderScope<'s> {
    /// The select list, and the `FROM` of the innermost select.
    Select(&'s [SelectItem]),
    /// The select list of the first part of a compound.
    Compound(&'s [SelectItem]),
}

impl Compiler<'_> {
    /// Appends a statement within an expression.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the statement.
    pub fn query(&mut self, query: &Query) -> Result<(), CompileError> {
        self.query_at(query, Place::Inner)
    }

    pub(super) fn query_at(&mut self, query: &Query, place: Place) -> Result<(), CompileError> {
        let bare_columns = std::mem::replace(&mut self.bare_columns, false);
        match query {
            Query::Select(select) => self.select(select, place)?,
            Query::Compound(compound) => self.compound(compound, place)?,
            Query::Values(values) => self.values_query(values)?,
            Query::Text(text) => self.text(text)?,
            Query::Insert(insert) => self.insert(insert)?,
            Query::Update(update) => self.update(update)?,
            Query::Delete(delete) => self.delete(delete)?,
        }
        self.bare_columns = bare_columns;
        Ok(())
    }

    /// Appends a select. A nested select leaves correlated tables out of its `FROM`.
    pub(super) fn select(&mut self, select: &SelectNode, place: Place) -> Result<(), CompileError> {
        let trees = self.trees(select, place)?;
        let numbers = self.numbers_of_twin(select);
        trees
            .iter()
            .for_each(|tree| tree.each(&mut |item| self.note_scales(item)));
        self.lint_select(&trees, select.filter.as_ref());
        let start = self.start();
        let sources = self.enclosing.open();
        trees.iter().for_each(|tree| tree.append_sources(sources));
        self.depth += 1;
        match &select.extras {
            None => self.select_clauses(select, &trees, place, None)?,
            Some(extras) => {
                self.added_ctes(&extras.ctes)?;
                self.select_clauses(select, &trees, place, Some(extras))?;
                self.end_words(extras)?;
            }
        }
        self.nested_with(start);
        self.depth -= 1;
        self.enclosing.close();
        if let Some(numbers) = numbers {
            numbers
                .iter()
                .for_each(|(stem, number)| self.reserve_number(stem, *number));
        }
        Ok(())
    }

    /// Resets the numbers of names for a select that is written a second time.
    ///
    /// Generated names in it are then those of the first occurrence. Returns the current numbers,
    /// which the caller restores.
    fn numbers_of_twin(&mut self, select: &SelectNode) -> Option<NameCounts> {
        let first = self.binds.twin_select(select)?;
        let known = self.twins.iter().find(|(known, _)| *known == first);
        match known {
            Some((_, numbers)) => Some(std::mem::replace(&mut self.name_counts, numbers.clone())),
            None => {
                self.twins.push((first, self.name_counts.clone()));
                None
            }
        }
    }

    fn select_clauses(
        &mut self,
        select: &SelectNode,
        trees: &Trees<'_>,
        place: Place,
        extras: Option<&SelectExtras>,
    ) -> Result<(), CompileError> {
        let limits = RowLimits {
            limit: select.limit.as_ref(),
            offset: select.offset.as_ref(),
            fetch: extras.and_then(|extras| extras.fetch.as_ref()),
            is_ordered: !select.order_by.is_empty(),
            is_compound: false,
        };
        let dialect = self.dialect;
        self.push("SELECT ");
        if let Some(extras) = extras {
            self.start_words(extras)?;
        }
        if select.distinct {
            self.push("DISTINCT ");
        }
        dialect.select_top(self, &limits)?;
        if select.columns.is_empty() && !dialect.capabilities().empty_select_list {
            return Err(CompileError::Invalid("SELECT has no columns".to_owned()));
        }
        let style = extras.map_or_else(LabelStyle::default, |extras| extras.label_style);
        self.select_list(&select.columns, style, place.names_columns())?;
        if trees.is_empty() {
            self.push(dialect.from_nothing(select.filter.is_some()));
        } else {
            self.push(if select.columns.is_empty() {
                "FROM "
            } else {
                " FROM "
            });
            let hints = extras
                .map(|extras| extras.table_hints.as_slice())
                .unwrap_or_default();
            self.from_clause(trees, hints)?;
        }
        if let Some(filter) = &select.filter {
            self.push(" WHERE ");
            self.condition(filter)?;
        }
        let scope = OrderScope::Select(&select.columns);
        if !select.group_by.is_empty() {
            self.push(" GROUP BY ");
            self.group_by(&select.group_by, scope)?;
        }
        if let Some(having) = &select.having {
            self.push(" HAVING ");
            self.condition(having)?;
        }
        if let Some(extras) = extras {
            self.window_clause(&extras.windows)?;
        }
        let keeps_order = place == Place::Top || dialect.keeps_order_inside(&limits);
        if !select.order_by.is_empty() && keeps_order {
            self.push(" ORDER BY ");
            self.order_list(&select.order_by, scope)?;
        }
        dialect.limit_clause(self, &limits)
    }

    /// Appends hints, prefixes and `DISTINCT ON`, which are between `SELECT` and the columns.
    fn start_words(&mut self, extras: &SelectExtras) -> Result<(), CompileError> {
        let dialect = self.dialect;
        dialect.select_hints(self, &extras.table_hints);
        for words in self.words_for(&extras.prefixes) {
            self.push(&words.sql);
            self.push(" ");
        }
        if !extras.distinct_on.is_empty() {
            if !dialect.capabilities().distinct_on {
                return Err(self.unsupported("DISTINCT ON"));
            }
            self.push("DISTINCT ON (");
            self.list(&extras.distinct_on, ", ", Self::node)?;
            self.push(") ");
        }
        Ok(())
    }

    /// Appends the lock, hints and suffixes, which are after all other clauses.
    fn end_words(&mut self, extras: &SelectExtras) -> Result<(), CompileError> {
        if let Some(lock) = &extras.lock {
            let dialect = self.dialect;
            dialect.for_update(self, lock)?;
        }
        let hints = self.words_for(&extras.statement_hints);
        for words in hints.chain(self.words_for(&extras.suffixes)) {
            self.push(" ");
            self.push(&words.sql);
        }
        Ok(())
    }

    /// Appends the list of `RETURNING`.
    pub(super) fn select_items(&mut self, items: &[SelectItem]) -> Result<(), CompileError> {
        self.select_list(items, LabelStyle::Disambiguate, false)
    }

    /// Appends a select list.
    ///
    /// If the enclosing statement refers to its columns, each column has a label, and numbers start
    /// at
    /// 1. The labels are then the names of `output_names`.
    fn select_list(
        &mut self,
        items: &[SelectItem],
        style: LabelStyle,
        names_columns: bool,
    ) -> Result<(), CompileError> {
        let mut names = Names::new(items, style, names_columns);
        let mut own: Vec<(&'static str, u32)> = Vec::new();
        let native_booleans = self.dialect.capabilities().native_booleans;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            if let Some(source) = names.needs_alias(item).filter(|_| !names_columns) {
                names.number_alias(source, self.made_up_number(source).1);
            }
            // The label gets its number before the values within the expression.
            let name = if names_columns {
                let mut next = |stem: &'static str| {
                    let known = own.iter().position(|(known, _)| *known == stem);
                    let known = known.unwrap_or_else(|| {
                        own.push((stem, 0));
                        own.len() - 1
                    });
                    own[known].1 += 1;
                    self.reserve_number(stem, own[known].1);
                    own[known].1
                };
                names.next(item, &mut next)
            } else {
                names.next(item, &mut |stem| self.next_number(stem))
            };
            self.dialect.select_item(self, &item.node)?;
            match &name {
                ColumnName::Own(_) if !names_columns => {}
                ColumnName::Opposite(_) if !names_columns && native_booleans => {}
                name => {
                    if let Some(text) = name.text() {
                        self.push(" AS ");
                        self.label(name, text, names_columns);
                    }
                }
            }
        }
        Ok(())
    }

    /// Appends a label.
    ///
    /// A generated label is shortened if the database would truncate it. If other parts of the
    /// statement refer to it, it stays, because the database truncates both alike.
    fn label(&mut self, name: &ColumnName, mut text: Cow<'_, str>, is_referred_to: bool) {
        let longest_name = self.dialect.capabilities().longest_name;
        let longest = self.label_length.unwrap_or(longest_name).min(longest_name);
        let longest = longest.saturating_sub(6);
        let is_made_up = matches!(name, ColumnName::Numbered(..) | ColumnName::Prefixed(_));
        if is_made_up && !is_referred_to && text.len() > longest {
            self.cut_names += 1;
            let end = (0..=longest).rev().find(|end| text.is_char_boundary(*end));
            let start = text.get(..end.unwrap_or(0)).unwrap_or_default();
            text = format!("{start}_{:x}", self.cut_names).into();
        }
        self.identifier(&text);
    }

    pub(super) fn group_list(
        &mut self,
        keys: &[Node],
        scope: OrderScope<'_>,
    ) -> Result<(), CompileError> {
        self.list(keys, ", ", |compiler, key| match key {
            Node::Output(name) => match (compiler.column_in_from(name), scope) {
                // Here, databases resolve the name to the column instead of the label.
                (true, OrderScope::Select(items)) => {
                    let is_it = |item: &SelectItem| item.label == Some(name);
                    let by_position = compiler.dialect.capabilities().group_by_position;
                    match items.iter().position(is_it) {
                        Some(at) if by_position => {
                            compiler.number(i64::try_from(at + 1).unwrap_or_default());
                            Ok(())
                        }
                        Some(at) => compiler.node(&items[at].node),
                        None => compiler.output(name, scope),
                    }
                }
                _ => compiler.output(name, scope),
            },
            key => compiler.node(key),
        })
    }

    /// Returns whether a table in `FROM` is known to have a column of this name.
    fn column_in_from(&self, name: &str) -> bool {
        let sources = self.enclosing.split().map_or(&[][..], |(inner, _)| inner);
        column_of(sources, name).is_some()
    }

    /// Appends the keys of an `ORDER BY`. Selected labels are written by their names.
    pub(super) fn order_list(
        &mut self,
        keys: &[Node],
        scope: OrderScope<'_>,
    ) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        // A label cannot be used within the expression that emulates `NULLS FIRST` and `NULLS
        // LAST`.
        let names_stand_alone = !capabilities.nulls_order && !capabilities.conditions_are_values;
        self.list(keys, ", ", |compiler, key| match key {
            Node::Ordered(order)
                if names_stand_alone
                    && order.nulls.is_some()
                    && matches!(order.operand, Node::Label(_)) =>
            {
                compiler.node(key)
            }
            Node::Ordered(order) => match compiler.order_name(&order.operand, scope)? {
                Some(operand) => compiler.node(&Node::Ordered(Shared::new(OrderNode {
                    operand,
                    ..(**order).clone()
                }))),
                None => compiler.node(key),
            },
            key => match compiler.order_name(key, scope)? {
                Some(name) => compiler.node(&name),
                None => compiler.node(key),
            },
        })
    }

    /// Returns the replacement of a key of `ORDER BY`, if it has one.
    fn order_name(&self, key: &Node, scope: OrderScope<'_>) -> Result<Option<Node>, CompileError> {
        let items = match scope {
            OrderScope::Select(items) | OrderScope::Compound(items) => items,
        };
        Ok(match (key, scope) {
            (Node::Output(name), _) => Some(self.resolve(name, scope)?),
            (Node::Label(label), _) => {
                let is_it = |item: &SelectItem| {
                    item.label == label.name && is_same(&item.node, &label.node)
                };
                let is_selected =
                    self.dialect.capabilities().order_by_label && items.iter().any(is_it);
                label
                    .name
                    .filter(|_| is_selected)
                    .map(|name| Node::Output(name.into()))
            }
            (Node::Column(column), OrderScope::Compound(items)) => {
                let is_it = |item: &&SelectItem| matches!(item.node, Node::Column(known) if known == *column);
                let item = items.iter().find(is_it);
                item.map(|item| Node::Output(item.label.unwrap_or(column.name).into()))
            }
            _ => None,
        })
    }

    fn output(&mut self, name: &str, scope: OrderScope<'_>) -> Result<(), CompileError> {
        let node = self.resolve(name, scope)?;
        self.node(&node)
    }

    /// Resolves a name in `ORDER BY` or `GROUP BY`.
    ///
    /// It is a label, else a selected column, else a column of a table in `FROM`.
    fn resolve(&self, name: &str, scope: OrderScope<'_>) -> Result<Node, CompileError> {
        let label = |items: &[SelectItem]| items.iter().any(|item| item.label == Some(name));
        let column = |items: &[SelectItem]| {
            items.iter().find_map(|item| match item.node {
                Node::Column(column) if item.label.is_none() && column.name == name => Some(column),
                _ => None,
            })
        };
        let found = match scope {
            OrderScope::Select(items) | OrderScope::Compound(items) if label(items) => {
                Some(Node::Output(name.into()))
            }
            OrderScope::Compound(items) => column(items).map(|_| Node::Output(name.into())),
            OrderScope::Select(items) => column(items)
                .or_else(|| column_of(self.enclosing.split()?.0, name))
                .map(Node::Column),
        };
        found.ok_or_else(|| {
            CompileError::Invalid(format!(
                "`{name}` in ORDER BY or GROUP BY is not a column of the select; for SQL text, use \
                 `text(\"{name}\")`"
            ))
        })
    }
}

/// Returns the first column of this name of a table in `FROM`.
fn column_of(sources: &[Source], name: &str) -> Option<ColumnRef> {
    sources.iter().find_map(|source| {
        let column = source.table.definition()?.column_def(name)?;
        Some(ColumnRef {
            source: *source,
            ..column.reference()
        })
    })
}
