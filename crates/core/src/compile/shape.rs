//! [`Shape`]: a statement without its values, the key of the compiled cache.
//!
//! The key is an exact encoding, not a hash. Two statements with the same key differ only in bound
//! values, so a cache hit cannot execute another statement's SQL. If the SQL depends on a property
//! of a value, such as its kind, the key has this property. Names are encoded by address and
//! length, because they are static. Equal names at two addresses only cost a second entry.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::key::Key;
use super::same::is_same;
use super::twins::{Twins, add_twins};
use super::{Capabilities, DecimalBinds};
use crate::error::CompileError;
use crate::expr::{
    Alias, Bind, ColumnRef, Inlinable, InlinePlace, LabelNode, Node, Source, UnaryOp,
};
use crate::schema::Table;
use crate::stmt::{CteNode, InsertNode, RowCount, Rows, SelectItem, SelectNode, StatementRef};
use crate::types::{SqlType, TypeRef};
use crate::value::Value;
use crate::visit::{Part, Visitor};

/// The structure of a statement as words, and its values separately.
pub struct Shape<'s, 'c> {
    key: Key,
    binds: SmallVec<[&'s Value; 16]>,
    index: BindIndex,
    /// The labels of select lists.
    labels: SmallVec<[(&'static str, &'s Node); 2]>,
    /// The identities of anonymous names and common table expressions, in order of appearance.
    identities: SmallVec<[u64; 4]>,
    capabilities: &'c Capabilities,
    /// Whether values are written as literals. Within `count(DISTINCT …)`, MySQL would count a
    /// parameter that is `NULL`.
    as_literals: bool,
    /// The current level of nesting, and the deepest so far.
    depth: usize,
    deepest: usize,
}

/// The values of a statement, in the order of its placeholders.
#[cfg(feature = "engine")]
pub(crate) type Params<'s> = SmallVec<[&'s Value; 8]>;

/// The index of each value of a statement, by its address.
#[derive(Default)]
pub(super) struct BindIndex {
    /// The address and the first index of each group: a bind, or a list of binds.
    groups: SmallVec<[(usize, u32); FEW_GROUPS]>,
    /// The number of each group by its address, if there are more than a few.
    numbers: FxHashMap<usize, usize>,
    /// The addresses of values and selects that are written twice.
    twins: Twins,
    /// The first index and the length of each group that occurs twice.
    repeats: SmallVec<[(u32, u32); 4]>,
    /// Whether these groups are written as literals.
    literal_repeats: bool,
}

/// The maximum level of nesting. No database supports more: SQLite allows 1,000 levels of
/// expressions, and the stacks of the others overflow at some thousands.
const MOST_LEVELS: usize = 5_000;

/// The number of levels between two checks of the stack. They need only a fraction of the stack
/// that a check guarantees.
const LEVELS_UNSEEN: usize = 8;

/// The tags of columns, of columns of aliases and of binds. No variant of an expression has them.
const COLUMN: u8 = 250;
const COLUMN_OF_ALIAS: u8 = 251;
const BIND: u8 = 252;

/// The maximum number of groups that are searched one by one.
const FEW_GROUPS: usize = 16;

/// The largest limit that is written as a literal. Larger ones are bound, so that there are not too
/// many different texts.
const LARGEST_INLINE_LIMIT: i64 = 1000;

impl<'s, 'c> Shape<'s, 'c> {
    /// Computes the shape of a statement.
    pub fn new(statement: StatementRef<'s>, capabilities: &'c Capabilities) -> Self {
        let mut shape = Self::in_buffer(Vec::with_capacity(128), capabilities);
        shape.take(statement);
        shape
    }

    /// Creates an empty shape in a buffer that is reused between statements.
    #[inline]
    pub fn in_buffer(buffer: Vec<u64>, capabilities: &'c Capabilities) -> Self {
        Self {
            key: Key::reusing(buffer),
            binds: SmallVec::new(),
            labels: SmallVec::new(),
            index: BindIndex::default(),
            identities: SmallVec::new(),
            capabilities,
            as_literals: false,
            depth: 0,
            deepest: 0,
        }
    }

    /// Computes the shape of a statement.
    pub fn take(&mut self, statement: StatementRef<'s>) {
        self.key.tag(statement.tag());
        statement.visit(self);
        if self.index.literal_repeats {
            self.repeated_literals();
        }
        self.key.finish();
    }

    /// Returns the level of nesting of the statement.
    ///
    /// # Errors
    /// Returns an error if the statement is nested too deep. The key is not complete then.
    #[inline]
    pub(crate) fn depth(&self) -> Result<usize, CompileError> {
        if self.deepest <= MOST_LEVELS {
            Ok(self.deepest)
        } else {
            Err(too_deep())
        }
    }

    /// Returns the encoded structure.
    pub fn key(&self) -> &[u64] {
        self.key.words()
    }

    /// Returns the buffer for the next statement.
    pub fn into_buffer(self) -> Vec<u64> {
        self.key.into_words()
    }

    /// Appends the values in the order of a statement's placeholders, with `NULL` for missing ones.
    #[cfg(feature = "engine")]
    pub(crate) fn in_order(&self, params: &[u32], values: &mut Params<'s>) {
        static NULL: Value = Value::Null;
        let value = |index: &u32| self.bind(*index).unwrap_or(&NULL);
        values.extend(params.iter().map(value));
    }

    /// Returns the value with this index.
    pub fn bind(&self, index: u32) -> Option<&'s Value> {
        self.binds.get(usize::try_from(index).ok()?).copied()
    }

    /// Returns all values.
    pub(super) fn values(&self) -> &[&'s Value] {
        &self.binds
    }

    /// Returns the number of values.
    pub(super) fn value_count(&self) -> usize {
        self.binds.len()
    }

    pub(super) fn index(&self) -> &BindIndex {
        &self.index
    }

    /// Adds a group of values, and returns its number.
    ///
    /// A node that occurs twice in a statement is one group. The key has the number, because
    /// another statement may have two different values at these places.
    fn group(&mut self, values: &'s [Value]) -> usize {
        let Some(first) = values.first() else {
            return 0;
        };
        let address = self.index.first_of(address(first));
        if let Some(known) = self.index.group_at(address) {
            self.index.repeat(known, values.len());
            return known;
        }
        let index = u32::try_from(self.binds.len()).unwrap_or(u32::MAX);
        let dialect = self.capabilities.dialect;
        match values {
            [value] => self.binds.push(value.on(dialect)),
            values => self
                .binds
                .extend(values.iter().map(|value| value.on(dialect))),
        }
        let number = self.index.add(address, index);
        if self.as_literals {
            self.index.repeat(number, values.len());
        }
        number
    }

    /// Appends an alias.
    ///
    /// An anonymous alias is encoded by its order of appearance, so that the same statement has the
    /// same key when it is built again.
    fn alias(&mut self, alias: Alias) {
        if let Some(name) = alias.name() {
            self.key.tag(1);
            return self.key.name(name);
        }
        self.key.tag(2);
        self.identity(alias.identity().unwrap_or_default());
    }

    /// Appends an identity by its order of appearance. Returns whether it is new.
    fn identity(&mut self, identity: u64) -> bool {
        let known = self.identities.iter().position(|known| *known == identity);
        let number = known.unwrap_or(self.identities.len());
        self.key.count(number);
        if known.is_none() {
            self.identities.push(identity);
        }
        known.is_none()
    }

    /// Appends the values that the SQL has as literals.
    #[cold]
    fn repeated_literals(&mut self) {
        self.index.literal_repeats = self.capabilities.repeated_binds_as_literals;
        if !self.index.literal_repeats {
            return;
        }
        for number in 0..self.index.repeats.len() {
            let (start, count) = self.index.repeats[number];
            for index in start..start + count {
                if let Some(value) = self.bind(index) {
                    self.key.content(&format!("{value:?}"));
                }
            }
        }
    }

    /// Appends the properties of decimals that the SQL depends on.
    fn decimal_forms(&mut self, values: &[Value]) {
        for value in values {
            if let Value::Decimal(decimal) = value.on(self.capabilities.dialect) {
                let (digits, scale) = self.capabilities.decimal_binds.form(decimal);
                self.key.number(u64::from(digits));
                self.key.number(u64::from(scale));
            }
        }
    }

    /// Appends which select-list labels of this name have the same expression.
    ///
    /// For the same expression, `ORDER BY` is written with the label's name.
    fn label(&mut self, label: &LabelNode) {
        let (labels, key) = (&self.labels, &mut self.key);
        let alike = labels.iter().filter(|(name, _)| label.name == Some(name));
        alike.for_each(|(_, node)| key.tag(u8::from(is_same(node, &label.node))));
    }

    /// Marks the following values as literals, if the dialect writes repeated values as literals.
    #[cold]
    fn start_literals(&mut self) {
        if self.capabilities.repeated_binds_as_literals {
            self.index.literal_repeats = true;
            self.as_literals = true;
        }
    }

    /// Appends a column, without the alias of its table.
    #[inline]
    fn column_of_table(&mut self, column: &ColumnRef) {
        let table = column.source.table;
        self.key.table_and_name(table, column.name);
        // Two tables that are created at run time can have the same name.
        if !table.is_defined() {
            self.key.word(column.sql_type.address());
        }
    }

    /// Appends the kind of a value, if the SQL depends on it.
    fn kind(&mut self, value: &Value) {
        self.key.name(value.kind());
    }
}

impl<'s> Visitor<'s> for Shape<'s, '_> {
    fn select(&mut self, select: &'s SelectNode) {
        if select.groups() {
            self.index.literal_repeats = true;
            add_twins(select, &mut self.index.twins);
        }
        select.visit_parts(self);
    }

    #[inline]
    fn enter(&mut self) -> bool {
        let level = self.depth + 1;
        self.deepest = self.deepest.max(level);
        if level > MOST_LEVELS {
            return false;
        }
        self.depth = level;
        true
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
    }

    #[inline]
    fn looks_at_stack(&self) -> bool {
        self.depth % LEVELS_UNSEEN == LEVELS_UNSEEN - 1
    }

    fn node(&mut self, node: &'s Node) {
        let as_literals = self.as_literals;
        match node {
            // Most expressions are of these kinds, and they contain no other expression.
            Node::Column(column) if column.source.alias.is_none() => {
                self.key.tag(COLUMN);
                return self.column_of_table(column);
            }
            Node::Column(column) => {
                self.key.tag(COLUMN_OF_ALIAS);
                return self.column(column);
            }
            Node::Bind(bind) => {
                self.key.tag(BIND);
                return bind.visit(self);
            }
            Node::Unary(UnaryOp::Distinct, _) => self.start_literals(),
            Node::Function(function) if function.distinct => self.start_literals(),
            _ => {}
        }
        node.visit_parts(self);
        self.as_literals = as_literals;
        match node {
            // Positions in a JSON array and keys have different SQL.
            Node::Json(json) => self.kind(&json.key.value),
            Node::Label(label) => self.label(label),
            _ => {}
        }
    }

    /// Most entries are columns of tables without a label, so these have their own tag.
    #[inline]
    fn select_item(&mut self, item: &'s SelectItem) {
        if let SelectItem {
            node: Node::Column(column),
            label: None,
        } = item
            && column.source.alias.is_none()
        {
            self.key.tag(1);
            return self.column_of_table(column);
        }
        self.key.tag(0);
        item.visit_parts(self);
        if let Some(label) = item.label {
            self.labels.push((label, &item.node));
        }
    }

    /// Visits the parts of an expression at its first use. Later uses only encode its number.
    fn cte(&mut self, cte: &'s CteNode) {
        if self.identity(cte.identity()) {
            cte.visit_parts(self);
        }
    }

    #[inline]
    fn row_count(&mut self, rows: &'s RowCount) {
        match inline_limit(rows, self.capabilities.inline_limits) {
            Some(rows) => {
                self.key.tag(1);
                self.key.number(rows.cast_unsigned());
            }
            None => {
                self.key.tag(0);
                rows.0.visit(self);
            }
        }
    }

    fn inlinable(&mut self, piece: &'s Inlinable) {
        let inline = match piece.place {
            InlinePlace::Frame => self.capabilities.inline_frames,
            InlinePlace::JsonPath => self.capabilities.inline_json_paths,
        };
        match &piece.value {
            Value::Int(number) if inline => {
                self.key.tag(1);
                self.key.number(number.cast_unsigned());
            }
            Value::Text(text) if inline => {
                self.key.tag(2);
                self.key.content(text);
            }
            value => {
                self.key.tag(0);
                self.kind(value);
                self.values(std::slice::from_ref(value));
            }
        }
    }

    fn insert(&mut self, insert: &'s InsertNode) {
        let arrays = match &insert.rows {
            Rows::Columns(arrays) if insert.fits_arrays(self.capabilities) => arrays,
            _ => {
                self.key.tag(0);
                return insert.visit_parts(self);
            }
        };
        let InsertNode {
            table,
            target,
            columns,
            rows: _,
            conflicts,
            words,
            returning,
        } = insert;
        self.key.tag(1);
        table.visit(self);
        target.visit(self);
        columns.visit(self);
        arrays.iter().for_each(|array| array.visit(self));
        conflicts.visit(self);
        words.visit(self);
        returning.visit(self);
    }

    #[inline]
    fn column(&mut self, column: &'s ColumnRef) {
        let alias = column.source.alias;
        if alias.is_none() {
            self.key.tag(0);
        } else {
            self.alias(alias);
        }
        self.column_of_table(column);
    }

    #[inline]
    fn source(&mut self, source: &'s Source) {
        self.key.address(source.table);
        if source.alias.is_none() {
            self.key.tag(0)
        } else {
            self.alias(source.alias)
        }
    }

    fn table(&mut self, table: &'s Arc<Table>) {
        self.key.address(table.name());
    }

    fn values(&mut self, values: &'s [Value]) {
        let group = self.group(values);
        self.key.count(values.len());
        self.key.count(group);
        let may_be_decimal =
            |value: &Value| matches!(value, Value::Decimal(_) | Value::ByDialect(_));
        if self.capabilities.decimal_binds != DecimalBinds::Plain
            && values.iter().any(may_be_decimal)
        {
            self.decimal_forms(values);
        }
    }

    fn type_ref(&mut self, sql_type: TypeRef) {
        self.key.word(sql_type.address());
    }

    fn sql_type(&mut self, sql_type: &'s SqlType) {
        self.key.sql_type(sql_type);
    }

    #[inline]
    fn tag(&mut self, tag: u8) {
        self.key.tag(tag);
    }

    #[inline]
    fn number(&mut self, number: u64) {
        self.key.number(number);
    }

    #[inline]
    fn name(&mut self, name: &'static str) {
        self.key.name(name);
    }

    fn text(&mut self, text: &'s str) {
        self.key.content(text);
    }
}

/// Returns the number of rows of a limit that is written as a literal.
pub(super) fn inline_limit(rows: &RowCount, inline_limits: bool) -> Option<i64> {
    let Node::Bind(Bind {
        name: None,
        value: Value::Int(rows),
        ..
    }) = rows.0
    else {
        return None;
    };
    (inline_limits && rows <= LARGEST_INLINE_LIMIT).then_some(rows)
}

impl BindIndex {
    /// Returns the index of a value, by its address and not by equality.
    pub(super) fn index_of(&self, value: &Value) -> Option<u32> {
        let group = self.group_at(self.first_of(address(value)))?;
        self.groups.get(group).map(|(_, index)| *index)
    }

    /// Returns whether a value occurs at two places.
    pub(super) fn is_repeated(&self, index: u32) -> bool {
        let mut repeats = self.repeats.iter();
        repeats.any(|(start, length)| (*start..start + length).contains(&index))
    }

    /// Returns the address of the first of two equal objects, or this address if there is only one.
    #[inline]
    fn first_of(&self, address: usize) -> usize {
        if self.twins.is_empty() {
            address
        } else {
            self.twins.get(&address).copied().unwrap_or(address)
        }
    }

    /// Returns the address of the first occurrence of a select that is written twice.
    pub(super) fn twin_select(&self, select: &SelectNode) -> Option<usize> {
        if self.twins.is_empty() {
            return None;
        }
        let first = self.first_of(std::ptr::from_ref(select).addr());
        let mut firsts = self.twins.values();
        firsts.any(|known| *known == first).then_some(first)
    }

    /// Returns whether values that occur at two places are written as literals.
    pub(super) fn has_literal_repeats(&self) -> bool {
        self.literal_repeats
    }

    fn repeat(&mut self, group: usize, length: usize) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let start = self.groups.get(group).map(|(_, index)| (*index, length));
        self.repeats.extend(start);
    }

    fn group_at(&self, address: usize) -> Option<usize> {
        if self.groups.len() <= FEW_GROUPS {
            self.groups.iter().position(|(known, _)| *known == address)
        } else {
            self.numbers.get(&address).copied()
        }
    }

    /// Adds a group, and returns its number.
    fn add(&mut self, address: usize, index: u32) -> usize {
        let number = self.groups.len();
        self.groups.push((address, index));
        if number == FEW_GROUPS {
            let known = self.groups.iter().enumerate();
            self.numbers = known
                .map(|(number, (address, _))| (*address, number))
                .collect();
        } else if number > FEW_GROUPS {
            self.numbers.insert(address, number);
        }
        number
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

#[cold]
fn too_deep() -> CompileError {
    CompileError::Invalid(format!(
        "the statement is nested more than {MOST_LEVELS} levels deep; join many conditions with \
         `and(…)` or `or(…)`, which do not nest them"
    ))
}

impl std::fmt::Debug for Shape<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shape")
            .field("key", &self.key())
            .field("binds", &self.binds.len())
            .finish_non_exhaustive()
    }
}
