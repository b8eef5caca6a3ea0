//! [`Shape`]: a statement without its values.
//!
//! The key is an exact encoding, not a hash of one: two statements have the same key if and only
//! if they differ in nothing but bound values (and not in the kind of a value that is cast), so a
//! cache hit can never run another statement's SQL. Names are encoded by address and length, as
//! they live as long as the program; equal names at two addresses merely cost a second entry.

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

/// The structure of a statement as words, and its values apart.
pub struct Shape<'s, 'c> {
    key: Key,
    binds: SmallVec<[&'s Value; 16]>,
    index: BindIndex,
    /// The labels of select lists.
    labels: SmallVec<[(&'static str, &'s Node); 2]>,
    /// What tells made-up names and common table expressions apart, in order of appearance.
    identities: SmallVec<[u64; 4]>,
    capabilities: &'c Capabilities,
    /// Whether values are written as literals: those of `count(DISTINCT …)`, where MySQL counts a
    /// parameter that is `NULL`.
    as_literals: bool,
    /// How deep the visit is, and how deep it was at most.
    depth: usize,
    deepest: usize,
}

/// The values of a statement, in the order of its placeholders.
#[cfg(feature = "engine")]
pub(crate) type Params<'s> = SmallVec<[&'s Value; 8]>;

/// Which value of a statement stands where, by address.
#[derive(Default)]
pub(super) struct BindIndex {
    /// Address and first index of each bind, and of each list of binds.
    groups: SmallVec<[(usize, u32); FEW_GROUPS]>,
    /// Number of each group by its address, once there are more than a few.
    numbers: FxHashMap<usize, usize>,
    /// Addresses of values and selects that are written twice.
    twins: Twins,
    /// The first index and the length of each group that is at two places.
    repeats: SmallVec<[(u32, u32); 4]>,
    /// Whether these are written as literals.
    literal_repeats: bool,
}

/// How deep a statement may be nested. No database takes more: SQLite allows 1,000 levels of
/// expressions, and the stacks of the others end at some thousands.
const MOST_LEVELS: usize = 5_000;

/// So many levels are visited between two looks at the stack: they take a fraction of the room that
/// is left after a look.
const LEVELS_UNSEEN: usize = 8;

/// The tags of columns, of columns of aliases and of binds, which no variant of an expression has.
const COLUMN: u8 = 250;
const COLUMN_OF_ALIAS: u8 = 251;
const BIND: u8 = 252;

/// So many groups are searched one by one.
const FEW_GROUPS: usize = 16;

/// Limits above this are bound even where a literal is faster, to bound the number of texts.
const LARGEST_INLINE_LIMIT: i64 = 1000;

impl<'s, 'c> Shape<'s, 'c> {
    /// The shape of a statement.
    pub fn new(statement: StatementRef<'s>, capabilities: &'c Capabilities) -> Self {
        let mut shape = Self::in_buffer(Vec::with_capacity(128), capabilities);
        shape.take(statement);
        shape
    }

    /// A shape of nothing yet, in a buffer that is kept between statements.
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

    /// Takes the shape of a statement.
    pub fn take(&mut self, statement: StatementRef<'s>) {
        self.key.tag(statement.tag());
        statement.visit(self);
        if self.index.literal_repeats {
            self.repeated_literals();
        }
        self.key.finish();
    }

    /// How deep the statement is nested.
    ///
    /// # Errors
    /// When that is deeper than statements may be; the key is not whole then.
    #[inline]
    pub(crate) fn depth(&self) -> Result<usize, CompileError> {
        match self.deepest <= MOST_LEVELS {
            true => Ok(self.deepest),
            false => Err(too_deep()),
        }
    }

    /// The structure.
    pub fn key(&self) -> &[u64] {
        self.key.words()
    }

    /// Gives the buffer back.
    pub fn into_buffer(self) -> Vec<u64> {
        self.key.into_words()
    }

    /// The values in the order of a statement's placeholders.
    #[cfg(feature = "engine")]
    pub(crate) fn in_order(&self, params: &[u32], values: &mut Params<'s>) {
        static NULL: Value = Value::Null;
        let value = |index: &u32| self.bind(*index).unwrap_or(&NULL);
        values.extend(params.iter().map(value));
    }

    /// One of the values.
    pub fn bind(&self, index: u32) -> Option<&'s Value> {
        self.binds.get(usize::try_from(index).ok()?).copied()
    }

    /// All values.
    pub(super) fn values(&self) -> &[&'s Value] {
        &self.binds
    }

    /// How many values there are.
    pub(super) fn value_count(&self) -> usize {
        self.binds.len()
    }

    pub(super) fn index(&self) -> &BindIndex {
        &self.index
    }

    /// Notes values, and gives the number of their group. A node that stands twice in a statement
    /// is one group, and the key says so: another statement may have two values there.
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

    /// An alias. One that the compiler makes up is written by order of appearance, so that the same
    /// statement built again has the same key.
    fn alias(&mut self, alias: Alias) {
        if let Some(name) = alias.name() {
            self.key.tag(1);
            return self.key.name(name);
        }
        self.key.tag(2);
        self.identity(alias.identity().unwrap_or_default());
    }

    /// Writes an identity by its order of appearance, and says whether it is new.
    fn identity(&mut self, identity: u64) -> bool {
        let known = self.identities.iter().position(|known| *known == identity);
        let number = known.unwrap_or(self.identities.len());
        self.key.count(number);
        if known.is_none() {
            self.identities.push(identity);
        }
        known.is_none()
    }

    /// The values that the text has as literals.
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

    /// The parts of decimals that the text depends on.
    fn decimal_forms(&mut self, values: &[Value]) {
        for value in values {
            if let Value::Decimal(decimal) = value.on(self.capabilities.dialect) {
                let (digits, scale) = self.capabilities.decimal_binds.form(decimal);
                self.key.number(u64::from(digits));
                self.key.number(u64::from(scale));
            }
        }
    }

    /// Notes which of the labels of that name are of the same expression: `ORDER BY` names those.
    fn label(&mut self, label: &LabelNode) {
        let (labels, key) = (&self.labels, &mut self.key);
        let alike = labels.iter().filter(|(name, _)| label.name == Some(name));
        alike.for_each(|(_, node)| key.tag(u8::from(is_same(node, &label.node))));
    }

    /// The values from here on are literals where that matters: those of `count(DISTINCT …)`.
    #[cold]
    fn start_literals(&mut self) {
        if self.capabilities.repeated_binds_as_literals {
            self.index.literal_repeats = true;
            self.as_literals = true;
        }
    }

    /// A column, without the alias of its table.
    #[inline]
    fn column_of_table(&mut self, column: &ColumnRef) {
        let table = column.source.table;
        self.key.table_and_name(table, column.name);
        // Two tables that are made at run time may have one name.
        if !table.is_defined() {
            self.key.word(column.sql_type.address());
        }
    }

    /// Notes the kind of a value that a dialect may cast, because nothing around it has a type.
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
            // Most expressions are these, and nothing is nested in them.
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
            // A position in a JSON document is told from a key.
            Node::Json(json) => self.kind(&json.key.value),
            Node::Label(label) => self.label(label),
            _ => {}
        }
    }

    /// Most entries are columns of tables without a label, which have a tag of their own.
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

    /// Once, however often it is named; then which one it is.
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
        match source.alias.is_none() {
            true => self.key.tag(0),
            false => self.alias(source.alias),
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

/// The rows of a limit that is written into the text.
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
    /// Which value this is: by identity, not by equality.
    pub(super) fn index_of(&self, value: &Value) -> Option<u32> {
        let group = self.group_at(self.first_of(address(value)))?;
        self.groups.get(group).map(|(_, index)| *index)
    }

    /// Whether a value is at two places.
    pub(super) fn is_repeated(&self, index: u32) -> bool {
        let mut repeats = self.repeats.iter();
        repeats.any(|(start, length)| (*start..start + length).contains(&index))
    }

    /// The address of the first of two equal things, or else the address.
    #[inline]
    fn first_of(&self, address: usize) -> usize {
        match self.twins.is_empty() {
            true => address,
            false => self.twins.get(&address).copied().unwrap_or(address),
        }
    }

    /// The address of a select that is written twice: that of the first of the two.
    pub(super) fn twin_select(&self, select: &SelectNode) -> Option<usize> {
        if self.twins.is_empty() {
            return None;
        }
        let first = self.first_of(std::ptr::from_ref(select).addr());
        let mut firsts = self.twins.values();
        firsts.any(|known| *known == first).then_some(first)
    }

    /// Whether values at two places are written as literals.
    pub(super) fn has_literal_repeats(&self) -> bool {
        self.literal_repeats
    }

    fn repeat(&mut self, group: usize, length: usize) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let start = self.groups.get(group).map(|(_, index)| (*index, length));
        self.repeats.extend(start);
    }

    fn group_at(&self, address: usize) -> Option<usize> {
        match self.groups.len() <= FEW_GROUPS {
            true => self.groups.iter().position(|(known, _)| *known == address),
            false => self.numbers.get(&address).copied(),
        }
    }

    /// Adds a group, and gives its number.
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
        "the statement is nested more than {MOST_LEVELS} levels deep; lists of conditions are flat \
         if they are joined one after the other, or by `and_(…)` and `or_(…)`"
    ))
}
