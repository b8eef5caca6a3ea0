//! [`Shape`]: a statement without its values.
//!
//! The key is an exact encoding, not a hash of one: two statements have the same key if and only
//! if they differ in nothing but bound values (and not in the kind of a value that is cast), so a cache hit can never run another statement's
//! SQL. Names are encoded by address and length, as they live as long as the program; equal names
//! at two addresses merely cost a second entry.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::dialect::Capabilities;
use crate::expr::{Bind, ColumnRef, InList, Node, Source};
use crate::stmt::{
    Assignment, ColumnArray, DeleteNode, FromItem, InsertNode, Rows, SelectItem, SelectNode,
    StatementRef, TextNode, UpdateNode, UpdateRowsNode, elements,
};
use crate::types::SqlType;
use crate::value::Value;

/// The structure of a statement as bytes, and its values apart.
pub struct Shape<'s> {
    /// `None` where only the values are wanted.
    key: Option<Vec<u8>>,
    binds: SmallVec<[&'s Value; 16]>,
    index: BindIndex,
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
    inline_limits: bool,
    array_binds: bool,
}

/// So many groups are searched one by one.
const FEW_GROUPS: usize = 16;

/// Limits above this are bound even where a literal is faster, to bound the number of texts.
const LARGEST_INLINE_LIMIT: i64 = 1000;

impl<'s> Shape<'s> {
    /// The shape of a statement.
    pub fn of(statement: StatementRef<'s>, capabilities: &Capabilities) -> Self {
        Self::reusing(Vec::with_capacity(512), statement, capabilities)
    }

    /// The same, in a buffer that is kept between statements.
    #[inline]
    pub fn reusing(
        mut buffer: Vec<u8>,
        statement: StatementRef<'s>,
        capabilities: &Capabilities,
    ) -> Self {
        buffer.clear();
        let mut shape = Self::empty(Some(buffer), capabilities);
        shape.visit(statement);
        shape
    }

    /// The values of a statement, without a key.
    pub(super) fn of_values(statement: StatementRef<'s>, capabilities: &Capabilities) -> Self {
        let mut shape = Self::empty(None, capabilities);
        shape.visit(statement);
        shape
    }

    #[inline]
    fn empty(key: Option<Vec<u8>>, capabilities: &Capabilities) -> Self {
        Self {
            key,
            binds: SmallVec::new(),
            index: BindIndex {
                inline_limits: capabilities.inline_limits,
                array_binds: capabilities.array_binds,
                ..BindIndex::default()
            },
        }
    }

    fn visit(&mut self, statement: StatementRef<'s>) {
        match statement {
            StatementRef::Select(select) => self.select(select),
            StatementRef::Insert(insert) => self.insert(insert),
            StatementRef::Update(update) => self.update(update),
            StatementRef::UpdateRows(update) => self.update_rows(update),
            StatementRef::Delete(delete) => self.delete(delete),
            StatementRef::Text(text) => self.text(text),
        }
    }

    /// The structure.
    pub fn key(&self) -> &[u8] {
        self.key.as_deref().unwrap_or_default()
    }

    /// Gives the buffer back.
    pub fn into_buffer(self) -> Vec<u8> {
        self.key.unwrap_or_default()
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

    fn tag(&mut self, tag: u8) {
        if let Some(key) = &mut self.key {
            key.push(tag);
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if let Some(key) = &mut self.key {
            key.extend_from_slice(bytes);
        }
    }

    fn count(&mut self, count: usize) {
        self.bytes(&count.to_ne_bytes());
    }

    fn name(&mut self, name: &'static str) {
        self.count(name.as_ptr().addr());
        self.count(name.len());
    }

    fn content(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    fn sql_type(&mut self, sql_type: &SqlType) {
        self.content(&format!("{sql_type:?}"));
    }

    fn optional_name(&mut self, name: Option<&'static str>) {
        match name {
            Some(name) => self.name(name),
            None => self.count(0),
        }
    }

    /// Notes one value. A node that stands twice in a statement is one value, and the key says
    /// so: another statement may have two values there.
    fn value(&mut self, value: &'s Value) {
        self.values(std::slice::from_ref(value));
    }

    fn values(&mut self, values: &'s [Value]) {
        self.count(values.len());
        let Some(first) = values.first() else { return };
        let address = address(first);
        let group = match self.index.group_at(address) {
            Some(known) => {
                self.index.has_repeats = true;
                known
            }
            None => {
                let index = u32::try_from(self.binds.len()).unwrap_or(u32::MAX);
                self.binds.extend(values);
                self.index.add(address, index)
            }
        };
        self.count(group);
    }

    /// Notes the kind of a value that a dialect may cast, because nothing around it has a type.
    fn kind(&mut self, value: &Value) {
        self.name(value.kind());
    }

    fn source(&mut self, source: &Source) {
        self.count(std::ptr::from_ref(source.table).addr());
        self.optional_name(source.alias);
    }

    /// By far the most frequent node: one write.
    fn column(&mut self, column: &ColumnRef) {
        let Some(key) = &mut self.key else { return };
        let alias = column.source.alias.unwrap_or_default();
        let words = [
            std::ptr::from_ref(column.source.table).addr(),
            alias.as_ptr().addr(),
            alias.len(),
            column.name.as_ptr().addr(),
            column.name.len(),
        ];
        let mut bytes = [1; 1 + 5 * size_of::<usize>()];
        for (place, word) in bytes[1..].chunks_exact_mut(size_of::<usize>()).zip(words) {
            place.copy_from_slice(&word.to_ne_bytes());
        }
        key.extend_from_slice(&bytes);
    }

    fn nodes(&mut self, nodes: &'s [Node]) {
        self.count(nodes.len());
        for node in nodes {
            self.node(node);
        }
    }

    fn optional(&mut self, node: Option<&'s Node>) {
        match node {
            Some(node) => self.node(node),
            None => self.tag(0),
        }
    }

    fn node(&mut self, node: &'s Node) {
        match node {
            Node::Column(column) => self.column(column),
            Node::Bind(bind) => {
                self.tag(2);
                self.optional_name(bind.name);
                self.value(&bind.value);
            }
            Node::Null => self.tag(3),
            Node::Bool(value) => self.tag(if *value { 4 } else { 5 }),
            Node::Binary(op, operands) => {
                self.tag(6);
                self.tag(*op as u8);
                self.node(&operands.0);
                self.node(&operands.1);
                if let (Node::Bind(left), Node::Bind(_)) = &**operands {
                    self.kind(&left.value);
                }
            }
            Node::Unary(op, operand) => {
                self.tag(7);
                self.tag(*op as u8);
                self.node(operand);
            }
            Node::Junction(kind, parts) => {
                self.tag(8);
                self.tag(*kind as u8);
                self.nodes(parts);
            }
            Node::In(node) => {
                self.tag(if node.negated { 9 } else { 10 });
                self.node(&node.operand);
                match &node.list {
                    InList::Values(values) => {
                        self.tag(1);
                        self.values(values);
                    }
                    InList::Array(array) => {
                        self.tag(3);
                        self.value(array);
                    }
                    InList::Subquery(select) => {
                        self.tag(2);
                        self.select(select);
                    }
                }
            }
            Node::Between { negated, operands } => {
                self.tag(if *negated { 11 } else { 12 });
                self.node(&operands.0);
                self.node(&operands.1);
                self.node(&operands.2);
            }
            Node::Like(node) => {
                self.tag(13);
                self.tag(u8::from(node.negated) | u8::from(node.ignore_case) << 1);
                self.tag(node.anchor as u8);
                self.count(node.escape.map_or(0, |escape| escape as usize));
                self.node(&node.operand);
                self.node(&node.pattern);
            }
            Node::Function(node) => {
                self.tag(14);
                self.tag(u8::from(node.distinct) | u8::from(node.bare) << 1);
                self.name(node.name);
                self.nodes(&node.args);
            }
            Node::Star => self.tag(15),
            Node::Cast(cast) => {
                self.tag(16);
                self.sql_type(&cast.1);
                self.node(&cast.0);
            }
            Node::Subquery(select) => {
                self.tag(17);
                self.select(select);
            }
            Node::Exists { negated, select } => {
                self.tag(if *negated { 18 } else { 19 });
                self.select(select);
            }
            Node::Ordered(node) => {
                self.tag(20);
                self.tag(u8::from(node.descending));
                self.tag(node.nulls.map_or(2, |nulls| nulls as u8));
                self.node(&node.operand);
            }
            Node::Text(text) => {
                self.tag(21);
                self.text(text);
            }
            Node::Invalid(message) => {
                self.tag(22);
                self.content(message);
            }
        }
    }

    fn items(&mut self, items: &'s [SelectItem]) {
        self.count(items.len());
        for item in items {
            self.node(&item.node);
            self.optional_name(item.label);
            if let Node::Bind(bind) = &item.node {
                self.kind(&bind.value);
            }
        }
    }

    fn from_item(&mut self, item: &'s FromItem) {
        match item {
            FromItem::Table(source) => {
                self.tag(1);
                self.source(source);
            }
            FromItem::Derived { select, source } => {
                self.tag(2);
                self.source(source);
                self.select(select);
            }
        }
    }

    fn limit(&mut self, limit: Option<&'s Bind>) {
        let Some(limit) = limit else {
            return self.tag(0);
        };
        match self.index.is_inline(limit) {
            Some(rows) => {
                self.tag(1);
                self.bytes(&rows.to_ne_bytes());
            }
            None => {
                self.tag(2);
                self.value(&limit.value);
            }
        }
    }

    fn select(&mut self, select: &'s SelectNode) {
        self.tag(u8::from(select.distinct) | 0x80);
        self.items(&select.columns);
        self.count(select.from.len());
        for item in &select.from {
            self.from_item(item);
        }
        self.count(select.joins.len());
        for join in &select.joins {
            self.tag(join.kind as u8);
            self.from_item(&join.target);
            self.node(&join.on);
        }
        self.optional(select.filter.as_ref());
        self.nodes(&select.group_by);
        self.optional(select.having.as_ref());
        self.nodes(&select.order_by);
        self.limit(select.limit.as_ref());
        self.limit(select.offset.as_ref());
    }

    fn insert(&mut self, insert: &'s InsertNode) {
        self.tag(0x81);
        self.count(std::ptr::from_ref(insert.table.name()).addr());
        self.count(insert.columns.len());
        for column in &insert.columns {
            self.name(column);
        }
        match &insert.rows {
            Rows::Default => self.tag(0),
            Rows::Columns(arrays) if self.index.array_binds && insert.fits_arrays() => {
                self.tag(3);
                for (name, array) in insert.columns.iter().zip(arrays) {
                    // The text casts to it, and two tables may have one name.
                    if let Some(column) = insert.table.column_def(name) {
                        self.sql_type(column.sql_type());
                    }
                    self.value(array);
                }
            }
            Rows::Columns(columns) => {
                self.tag(1);
                self.count(insert.rows.len());
                columns
                    .iter()
                    .for_each(|column| self.values(elements(column)));
            }
            Rows::Nodes(rows) => {
                self.tag(2);
                self.count(rows.len());
                for row in rows {
                    self.nodes(row);
                }
            }
        }
        self.items(&insert.returning);
    }

    fn assignments(&mut self, assignments: &'s [Assignment]) {
        self.count(assignments.len());
        for assignment in assignments {
            self.name(assignment.column.name);
            self.node(&assignment.value);
        }
    }

    fn update(&mut self, update: &'s UpdateNode) {
        self.tag(0x82);
        self.count(std::ptr::from_ref(update.table.name()).addr());
        self.assignments(&update.assignments);
        self.optional(update.filter.as_ref());
        self.items(&update.returning);
    }

    fn arrays(&mut self, arrays: &'s [ColumnArray]) {
        self.count(arrays.len());
        for array in arrays {
            self.name(array.name);
            self.content(&array.type_name);
            self.value(&array.values);
        }
    }

    fn update_rows(&mut self, update: &'s UpdateRowsNode) {
        self.tag(0x85);
        self.count(std::ptr::from_ref(update.table.name()).addr());
        self.arrays(&update.key);
        self.arrays(&update.columns);
        self.assignments(&update.assignments);
        self.items(&update.returning);
    }

    fn delete(&mut self, delete: &'s DeleteNode) {
        self.tag(0x83);
        self.count(std::ptr::from_ref(delete.table.name()).addr());
        self.optional(delete.filter.as_ref());
        self.items(&delete.returning);
    }

    fn text(&mut self, text: &'s TextNode) {
        self.tag(0x84);
        self.content(&text.sql);
        self.count(text.binds.len());
        for (name, value) in &text.binds {
            self.content(name);
            self.value(value);
        }
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

    /// Whether a limit is written into the text.
    pub(super) fn is_inline(&self, limit: &Bind) -> Option<i64> {
        match limit.value {
            Value::Int(rows) if self.inline_limits && rows <= LARGEST_INLINE_LIMIT => Some(rows),
            _ => None,
        }
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}
