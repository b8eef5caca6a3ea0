//! [`Shape`]: a statement without its values.
//!
//! The key is an exact encoding, not a hash of one: two statements have the same key if and only
//! if they differ in nothing but bound values (and not in the kind of a value that is cast), so a
//! cache hit can never run another statement's SQL. Names are encoded by address and length, as
//! they live as long as the program; equal names at two addresses merely cost a second entry.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::key::{Key, Tag};
use crate::dialect::Capabilities;
use crate::expr::{Bind, ColumnRef, InList, Node, Source};
use crate::stmt::{
    Assignment, ColumnArray, DeleteNode, FromItem, InsertNode, Rows, SelectItem, SelectNode,
    StatementRef, TextNode, UpdateNode, UpdateRowsNode, elements,
};
use crate::value::Value;

/// The structure of a statement as words, and its values apart.
pub struct Shape<'s> {
    key: Key,
    binds: SmallVec<[&'s Value; 16]>,
    index: BindIndex,
    inline_limits: bool,
    array_binds: bool,
}

/// The values of a statement, in the order of its placeholders.
pub(crate) type Params<'s> = SmallVec<[&'s Value; 8]>;

/// Which value of a statement stands where, by address.
#[derive(Default)]
pub(super) struct BindIndex {
    /// Address and first index of each bind, and of each list of binds.
    groups: SmallVec<[(usize, u32); FEW_GROUPS]>,
    /// Number of each group by its address, once there are more than a few.
    numbers: FxHashMap<usize, usize>,
    /// Whether a group stands at two places.
    has_repeats: bool,
}

/// So many groups are searched one by one.
const FEW_GROUPS: usize = 16;

/// Limits above this are bound even where a literal is faster, to bound the number of texts.
const LARGEST_INLINE_LIMIT: i64 = 1000;

impl<'s> Shape<'s> {
    /// The shape of a statement.
    pub fn of(statement: StatementRef<'s>, capabilities: &Capabilities) -> Self {
        Self::reusing(Vec::with_capacity(64), statement, capabilities)
    }

    /// The same, in a buffer that is kept between statements.
    #[inline]
    pub fn reusing(
        buffer: Vec<u64>,
        statement: StatementRef<'s>,
        capabilities: &Capabilities,
    ) -> Self {
        let mut shape = Self {
            key: Key::reusing(buffer),
            binds: SmallVec::new(),
            index: BindIndex::default(),
            inline_limits: capabilities.inline_limits,
            array_binds: capabilities.array_binds,
        };
        match statement {
            StatementRef::Select(select) => shape.select(select),
            StatementRef::Insert(insert) => shape.insert(insert),
            StatementRef::Update(update) => shape.update(update),
            StatementRef::UpdateRows(update) => shape.update_rows(update),
            StatementRef::Delete(delete) => shape.delete(delete),
            StatementRef::Text(text) => shape.text(text),
        }
        shape
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
    pub(crate) fn in_order(&self, params: &[u32]) -> Params<'s> {
        static NULL: Value = Value::Null;
        let value = |index: &u32| self.bind(*index).unwrap_or(&NULL);
        params.iter().map(value).collect()
    }

    /// One of the values.
    pub fn bind(&self, index: u32) -> Option<&'s Value> {
        self.binds.get(usize::try_from(index).ok()?).copied()
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
        let address = address(first);
        if let Some(known) = self.index.group_at(address) {
            self.index.has_repeats = true;
            return known;
        }
        let index = u32::try_from(self.binds.len()).unwrap_or(u32::MAX);
        self.binds.extend(values);
        self.index.add(address, index)
    }

    fn value(&mut self, value: &'s Value) {
        self.values(std::slice::from_ref(value));
    }

    fn values(&mut self, values: &'s [Value]) {
        let group = self.group(values);
        self.key.tag(Tag::Values, 0, values.len());
        self.key.count(group);
    }

    fn bind_node(&mut self, bind: &'s Bind) {
        let group = self.group(std::slice::from_ref(&bind.value));
        let named = u8::from(bind.name.is_some());
        self.key.tag(Tag::Bind, named, group);
        if let Some(name) = bind.name {
            self.key.name(name);
        }
    }

    /// Notes the kind of a value that a dialect may cast, because nothing around it has a type.
    fn kind(&mut self, value: &Value) {
        self.key.tag(Tag::Kind, 0, 0);
        self.key.name(value.kind());
    }

    fn source(&mut self, tag: Tag, source: &Source) {
        self.key.tag(tag, u8::from(source.alias.is_some()), 0);
        self.key.address(source.table);
        if let Some(alias) = source.alias {
            self.key.name(alias);
        }
    }

    /// By far the most frequent node: one write, or two.
    #[inline]
    fn column(&mut self, column: &ColumnRef) {
        let alias = column.source.alias;
        let table = std::ptr::from_ref(column.source.table).addr();
        let addresses = [table, column.name.as_ptr().addr()];
        let (aliased, length) = (u8::from(alias.is_some()), column.name.len());
        self.key.tag_of(Tag::Column, aliased, length, addresses);
        if let Some(alias) = alias {
            self.key.name(alias);
        }
    }

    fn each(&mut self, nodes: &'s [Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    /// A clause that is a list of expressions; the statement says whether it has it.
    fn clause(&mut self, nodes: &'s [Node]) {
        if !nodes.is_empty() {
            self.key.count(nodes.len());
            self.each(nodes);
        }
    }

    fn node(&mut self, node: &'s Node) {
        match node {
            Node::Column(column) => self.column(column),
            Node::Bind(bind) => self.bind_node(bind),
            Node::Null => self.key.tag(Tag::Null, 0, 0),
            Node::Bool(value) => self.key.tag(Tag::Bool, u8::from(*value), 0),
            Node::Binary(op, operands) => {
                self.key.tag(Tag::Binary, *op as u8, 0);
                self.node(&operands.0);
                self.node(&operands.1);
                if let (Node::Bind(left), Node::Bind(_)) = &**operands {
                    self.kind(&left.value);
                }
            }
            Node::Unary(op, operand) => {
                self.key.tag(Tag::Unary, *op as u8, 0);
                self.node(operand);
            }
            Node::Junction(kind, parts) => {
                self.key.tag(Tag::Junction, *kind as u8, parts.len());
                self.each(parts);
            }
            Node::In(node) => {
                self.key.tag(Tag::In, u8::from(node.negated), 0);
                self.node(&node.operand);
                match &node.list {
                    InList::Values(values) => self.values(values),
                    InList::Array(array) => {
                        self.key.tag(Tag::Array, 0, 0);
                        self.value(array);
                    }
                    InList::Subquery(select) => self.select(select),
                }
            }
            Node::Between { negated, operands } => {
                self.key.tag(Tag::Between, u8::from(*negated), 0);
                self.node(&operands.0);
                self.node(&operands.1);
                self.node(&operands.2);
            }
            Node::Like(node) => {
                let flags = u8::from(node.negated) | u8::from(node.ignore_case) << 1;
                let escape = node.escape.map_or(0, |escape| 1 + escape as usize);
                self.key
                    .tag(Tag::Like, flags | (node.anchor as u8) << 2, escape);
                self.node(&node.operand);
                self.node(&node.pattern);
            }
            Node::Function(node) => {
                let flags = u8::from(node.distinct) | u8::from(node.bare) << 1;
                self.key.tag(Tag::Function, flags, node.args.len());
                self.key.name(node.name);
                self.each(&node.args);
            }
            Node::Star => self.key.tag(Tag::Star, 0, 0),
            Node::Cast(cast) => {
                self.key.tag(Tag::Cast, 0, 0);
                self.key.sql_type(&cast.1);
                self.node(&cast.0);
            }
            Node::Subquery(select) => {
                self.key.tag(Tag::Subquery, 0, 0);
                self.select(select);
            }
            Node::Exists { negated, select } => {
                self.key.tag(Tag::Exists, u8::from(*negated), 0);
                self.select(select);
            }
            Node::Ordered(node) => {
                let nulls = node.nulls.map_or(0, |nulls| 1 + nulls as u8);
                let flags = u8::from(node.descending) | nulls << 1;
                self.key.tag(Tag::Ordered, flags, 0);
                self.node(&node.operand);
            }
            Node::Text(text) => self.text(text),
            Node::Invalid(message) => {
                self.key.tag(Tag::Invalid, 0, 0);
                self.key.content(message);
            }
        }
    }

    fn items(&mut self, items: &'s [SelectItem]) {
        for item in items {
            if let Some(label) = item.label {
                self.key.tag(Tag::Label, 0, 0);
                self.key.name(label);
            }
            self.node(&item.node);
            if let Node::Bind(bind) = &item.node {
                self.kind(&bind.value);
            }
        }
    }

    fn returning(&mut self, items: &'s [SelectItem]) {
        self.key.count(items.len());
        self.items(items);
    }

    fn from_item(&mut self, item: &'s FromItem) {
        match item {
            FromItem::Table(source) => self.source(Tag::Table, source),
            FromItem::Derived { select, source } => {
                self.source(Tag::Derived, source);
                self.select(select);
            }
        }
    }

    fn limit(&mut self, limit: Option<&'s Bind>) {
        let Some(limit) = limit else { return };
        match inline_limit(limit, self.inline_limits) {
            Some(rows) => {
                self.key.tag(Tag::Limit, 0, 0);
                self.key.number(rows.cast_unsigned());
            }
            None => self.value(&limit.value),
        }
    }

    /// The second word tells which clauses follow.
    fn select(&mut self, select: &'s SelectNode) {
        let clauses = [
            select.distinct,
            select.filter.is_some(),
            !select.group_by.is_empty(),
            select.having.is_some(),
            !select.order_by.is_empty(),
            select.limit.is_some(),
            select.offset.is_some(),
            !select.from.is_empty() || !select.joins.is_empty(),
        ];
        let clauses = clauses
            .iter()
            .fold(0, |bits, clause| bits << 1 | u64::from(*clause));
        self.key.tag(Tag::Select, 0, select.columns.len());
        self.key.number(clauses);
        self.items(&select.columns);
        if !select.from.is_empty() || !select.joins.is_empty() {
            self.from_clause(select);
        }
        if let Some(filter) = &select.filter {
            self.node(filter);
        }
        self.clause(&select.group_by);
        if let Some(having) = &select.having {
            self.node(having);
        }
        self.clause(&select.order_by);
        self.limit(select.limit.as_ref());
        self.limit(select.offset.as_ref());
    }

    fn from_clause(&mut self, select: &'s SelectNode) {
        self.key.count(select.from.len());
        for item in &select.from {
            self.from_item(item);
        }
        self.key.count(select.joins.len());
        for join in &select.joins {
            self.key.tag(Tag::Join, join.kind as u8, 0);
            self.from_item(&join.target);
            self.node(&join.on);
        }
    }

    fn insert(&mut self, insert: &'s InsertNode) {
        self.key.tag(Tag::Insert, 0, insert.columns.len());
        self.key.address(insert.table.name());
        for column in &insert.columns {
            self.key.name(column);
        }
        match &insert.rows {
            Rows::Default => self.key.tag(Tag::Rows, 0, 0),
            Rows::Columns(arrays) if self.array_binds && insert.fits_arrays() => {
                self.key.tag(Tag::Rows, 1, arrays.len());
                for (name, array) in insert.columns.iter().zip(arrays) {
                    // The text casts to it, and two tables may have one name.
                    if let Some(column) = insert.table.column_def(name) {
                        self.key.sql_type(column.sql_type());
                    }
                    self.value(array);
                }
            }
            Rows::Columns(columns) => {
                self.key.tag(Tag::Rows, 2, insert.rows.len());
                for column in columns {
                    self.values(elements(column));
                }
            }
            Rows::Nodes(rows) => {
                self.key.tag(Tag::Rows, 3, rows.len());
                for row in rows {
                    self.key.count(row.len());
                    self.each(row);
                }
            }
        }
        self.returning(&insert.returning);
    }

    fn assignments(&mut self, assignments: &'s [Assignment]) {
        self.key.tag(Tag::Assignment, 0, assignments.len());
        for assignment in assignments {
            self.key.name(assignment.column.name);
            self.node(&assignment.value);
        }
    }

    fn update(&mut self, update: &'s UpdateNode) {
        let filtered = u8::from(update.filter.is_some());
        self.key.tag(Tag::Update, filtered, 0);
        self.key.address(update.table.name());
        self.assignments(&update.assignments);
        if let Some(filter) = &update.filter {
            self.node(filter);
        }
        self.returning(&update.returning);
    }

    fn arrays(&mut self, arrays: &'s [ColumnArray]) {
        self.key.tag(Tag::Array, 0, arrays.len());
        for array in arrays {
            self.key.name(array.name);
            self.key.content(&array.type_name);
            self.value(&array.values);
        }
    }

    fn update_rows(&mut self, update: &'s UpdateRowsNode) {
        self.key.tag(Tag::UpdateRows, 0, 0);
        self.key.address(update.table.name());
        self.arrays(&update.key);
        self.arrays(&update.columns);
        self.assignments(&update.assignments);
        self.returning(&update.returning);
    }

    fn delete(&mut self, delete: &'s DeleteNode) {
        let filtered = u8::from(delete.filter.is_some());
        self.key.tag(Tag::Delete, filtered, 0);
        self.key.address(delete.table.name());
        if let Some(filter) = &delete.filter {
            self.node(filter);
        }
        self.returning(&delete.returning);
    }

    fn text(&mut self, text: &'s TextNode) {
        self.key.tag(Tag::Text, 0, text.binds.len());
        self.key.content(&text.sql);
        for (name, value) in &text.binds {
            self.key.content(name);
            self.value(value);
        }
    }
}

/// The rows of a limit that is written into the text.
pub(super) fn inline_limit(limit: &Bind, inline_limits: bool) -> Option<i64> {
    match limit.value {
        Value::Int(rows) if inline_limits && rows <= LARGEST_INLINE_LIMIT => Some(rows),
        _ => None,
    }
}

impl BindIndex {
    /// Which value this is: by identity, not by equality.
    pub(super) fn index_of(&self, value: &Value) -> Option<u32> {
        let group = self.group_at(address(value))?;
        self.groups.get(group).map(|(_, index)| *index)
    }

    /// Whether a value, or a list of values, stands at two places.
    pub(super) fn has_repeats(&self) -> bool {
        self.has_repeats
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
