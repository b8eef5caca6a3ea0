//! [`Type`]: a column of some type, written and read in each way there is.
//!
//! One function for each Rust type turns its values into untyped ones, and reads them back; the
//! ways themselves are compiled once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rebis::core::schema::{ColumnDef, MetaData, Table};
use rebis::core::types::{Mismatch, TypeRef};
use rebis::core::value::ValueRef;
use rebis::core::visit::Shared;
use rebis::core::{
    ColumnRef, Insert, InsertNode, Node, Row, Rows, Scalar, Select, SelectItem, SelectNode,
    SqlType, Value,
};
use rebis::prelude::*;
use rebis_tests::Database;

/// A column of a type, with values for it.
#[derive(Clone)]
pub struct Type {
    name: String,
    sql_type: SqlType,
    rust_type: TypeRef,
    array_type: Option<SqlType>,
    values: Vec<Value>,
    read: fn(ValueRef<'_>, &str) -> Result<Value, Mismatch>,
    is_key: bool,
    is_compared: bool,
    is_literal: bool,
    is_default: bool,
    is_alone: bool,
}

fn read<T: Scalar>(value: ValueRef<'_>, dialect: &str) -> Result<Value, Mismatch> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        value => T::from_value_on(value, dialect).map(T::into_value),
    }
}

impl Type {
    /// The column that a Rust type has by itself.
    pub fn of<T: Scalar>(values: impl IntoIterator<Item = T>) -> Self {
        Self {
            name: std::any::type_name::<T>().to_owned(),
            sql_type: T::sql_type(),
            rust_type: TypeRef::for_type::<T>(),
            array_type: None,
            values: values.into_iter().map(T::into_value).collect(),
            read: read::<T>,
            is_key: true,
            is_compared: true,
            is_literal: true,
            is_default: true,
            is_alone: true,
        }
    }

    /// Another SQL type.
    pub fn with_type(mut self, sql_type: SqlType) -> Self {
        self.sql_type = sql_type;
        self
    }

    /// Not as a literal, nor as a default.
    pub fn no_literal(mut self) -> Self {
        self.is_literal = false;
        self.no_default()
    }

    /// Not as a default: the database takes none for a column of this type.
    pub fn no_default(mut self) -> Self {
        self.is_default = false;
        self
    }

    /// Not as a parameter without a column beside it, which the database gives back as something
    /// else.
    pub fn not_alone(mut self) -> Self {
        self.is_alone = false;
        self
    }

    /// Not as a key: the database indexes no column of this type.
    pub fn no_key(mut self) -> Self {
        self.is_key = false;
        self
    }

    /// Not in comparisons: the database has no equality of this type.
    pub fn not_compared(mut self) -> Self {
        self.is_compared = false;
        self.no_key()
    }

    /// Goes through all ways.
    pub async fn check(&self, db: &Database) {
        let mut ways = Ways {
            of: self,
            connection: db.engine.connect().await.unwrap(),
            db,
            tables: Vec::new(),
        };
        ways.rows().await;
        if self.is_alone {
            ways.alone().await;
        }
        if self.is_default {
            ways.defaults().await;
        }
        if self.is_key {
            ways.keys().await;
        }
        if ways.connection.dialect().capabilities().arrays {
            ways.arrays().await;
        }
        ways.clear().await;
    }
}

/// One type on one database.
struct Ways<'d> {
    of: &'d Type,
    connection: Connection,
    db: &'d Database,
    /// The tables that were created. Each has a name of its own, since prepared statements remember
    /// the types of a table.
    tables: Vec<String>,
}

impl Ways<'_> {
    /// Creates a table with columns `id` and `v`.
    async fn table(&mut self, value: ColumnDef) -> Arc<Table> {
        self.create([ColumnDef::for_type::<i64>("id").primary_key(), value])
            .await
    }

    async fn create(&mut self, columns: impl IntoIterator<Item = ColumnDef>) -> Arc<Table> {
        static NUMBERS: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}", NUMBERS.fetch_add(1, Ordering::Relaxed));
        let table = columns
            .into_iter()
            .fold(Table::new(&name), Table::with_column);
        self.tables.push(name);
        let table = Arc::new(table);
        let metadata = MetaData::new().with_table(Arc::clone(&table));
        self.connection.commit().await.unwrap();
        let created = metadata.create_all(&self.db.engine).await;
        created.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        table
    }

    /// Drops the tables.
    async fn clear(mut self) {
        for table in &self.tables {
            let sql = format!("DROP TABLE {table}");
            self.connection.execute_raw(&sql).await.unwrap();
        }
        self.connection.commit().await.unwrap();
    }

    fn value_column(&self) -> ColumnDef {
        ColumnDef::new("v", self.of.sql_type.clone()).nullable(true)
    }

    /// All values, and `NULL` between them.
    fn values(&self) -> Vec<Value> {
        let mut values = self.of.values.clone();
        values.insert(values.len() / 2, Value::Null);
        values
    }

    async fn insert(
        &mut self,
        table: &Arc<Table>,
        columns: &[&'static str],
        rows: Vec<Vec<Value>>,
    ) {
        let column = |number: usize| rows.iter().map(|row| row[number].clone()).collect();
        let node = InsertNode {
            columns: columns.to_vec(),
            rows: Rows::Columns(
                (0..columns.len())
                    .map(|number| Value::Array(column(number)))
                    .collect(),
            ),
            ..InsertNode::new(table)
        };
        let inserted = self.connection.execute(Insert::<()>::from_node(node)).await;
        inserted.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
    }

    /// What a statement gives, as the Rust type has it.
    async fn read(&mut self, node: SelectNode) -> Vec<Value> {
        let dialect = self.connection.dialect().name();
        let rows = self.connection.all(Select::<Row>::from_node(node)).await;
        let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        let read = |row: Row| {
            let value = row.values()[0].clone();
            let read = (self.of.read)(value.as_ref(), dialect);
            read.unwrap_or_else(|error| panic!("{}: {error}", self.of.name))
        };
        rows.into_iter().map(read).collect()
    }

    async fn column(&mut self, table: &Arc<Table>) -> Vec<Value> {
        let node = SelectNode {
            order_by: vec![column(table, "id")],
            ..select_of(column(table, "v"))
        };
        self.read(node).await
    }

    /// One row by one, all in one statement, and each as text.
    async fn rows(&mut self) {
        let values = self.values();
        let value_column = self.value_column();
        let table = self.table(value_column).await;
        for row in numbered(&values, 0) {
            self.insert(&table, &["id", "v"], vec![row]).await;
        }
        let name = &self.of.name;
        assert_eq!(self.column(&table).await, values, "{name}: rows one by one");
        self.insert(&table, &["id", "v"], numbered(&values, 100))
            .await;
        let twice = [&values[..], &values].concat();
        assert_eq!(self.column(&table).await, twice, "{name}: many rows");
        if self.of.is_compared {
            self.compared(&table).await;
        }
        if self.of.is_literal {
            for row in numbered(&values, 200) {
                self.insert_as_text(&table, row).await;
            }
            let thrice = [&twice[..], &values].concat();
            assert_eq!(self.column(&table).await, thrice, "{name}: literals");
        }
    }

    /// `SELECT ?`
    async fn alone(&mut self) {
        for value in self.values() {
            let node = select_of(self.bind(value.clone()));
            let name = &self.of.name;
            assert_eq!(self.read(node).await, [value], "{name}: a parameter alone");
        }
    }

    fn bind(&self, value: Value) -> Node {
        Node::typed_bind(value, self.of.rust_type)
    }

    /// `WHERE v = ?`, `WHERE v IN (?, ?)`.
    async fn compared(&mut self, table: &Arc<Table>) {
        use rebis::core::{BinaryOp, InList, InNode};
        for value in self.of.values.clone() {
            let is_equal = Node::binary(BinaryOp::Eq, column(table, "v"), self.bind(value.clone()));
            let is_in = Node::In(Shared::new(InNode {
                negated: false,
                operand: column(table, "v"),
                list: InList::Values(vec![Value::Null, value.clone()]),
                sql_type: self.of.rust_type,
            }));
            for filter in [is_equal, is_in] {
                let how = format!("{filter:?}");
                let node = SelectNode {
                    filter: Some(filter),
                    ..select_of(column(table, "v"))
                };
                let found = self.read(node).await;
                assert!(
                    found.contains(&value),
                    "{}: {value} in {found:?} by {how}",
                    self.of.name
                );
            }
        }
    }

    /// An INSERT with literals.
    async fn insert_as_text(&mut self, table: &Arc<Table>, row: Vec<Value>) {
        let node = InsertNode {
            columns: vec!["id", "v"],
            rows: Rows::Columns(
                row.into_iter()
                    .map(|value| Value::Array(vec![value]))
                    .collect(),
            ),
            ..InsertNode::new(table)
        };
        let statement = Insert::<()>::from_node(node);
        let compiled = statement.compile_literal(self.connection.dialect());
        let compiled = compiled.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        let executed = self.connection.execute_raw(compiled.sql()).await;
        executed.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
    }

    /// `DEFAULT`
    async fn defaults(&mut self) {
        let values = self.of.values.clone();
        let names: Vec<String> = (0..values.len())
            .map(|number| format!("v{number}"))
            .collect();
        let columns = names.iter().zip(&values).map(|(name, value)| {
            ColumnDef::new(name, self.of.sql_type.clone()).server_default(value.clone())
        });
        let columns: Vec<ColumnDef> = columns.collect();
        let id = ColumnDef::for_type::<i64>("id").primary_key();
        let table = self.create([id].into_iter().chain(columns)).await;
        self.insert(&table, &["id"], vec![vec![Value::Int(0)]])
            .await;
        for (name, value) in names.iter().zip(values) {
            let read = self.read(select_of(column(&table, name))).await;
            assert_eq!(read, [value], "{}: a default", self.of.name);
        }
    }

    /// `v … PRIMARY KEY`
    async fn keys(&mut self) {
        let key = ColumnDef::new("v", self.of.sql_type.clone())
            .primary_key()
            .autoincrement(false);
        let table = self.create([ColumnDef::for_type::<i64>("id"), key]).await;
        let rows = numbered(&self.of.values, 0);
        self.insert(&table, &["id", "v"], rows).await;
        assert_eq!(
            self.column(&table).await,
            self.of.values,
            "{}: keys",
            self.of.name
        );
    }

    /// A column of arrays, in one row.
    async fn arrays(&mut self) {
        let array_type = self.of.array_type.clone();
        let array_type =
            array_type.unwrap_or_else(|| SqlType::Array(Box::new(self.of.sql_type.clone())));
        let table = self
            .table(ColumnDef::new("v", array_type).nullable(true))
            .await;
        let values = self.values();
        let rows = [
            Value::Array(values.clone()),
            Value::Array(Vec::new()),
            Value::Null,
        ];
        let rows = (0..)
            .zip(rows)
            .map(|(id, row)| vec![Value::Int(id), row])
            .collect();
        self.insert(&table, &["id", "v"], rows).await;
        let node = SelectNode {
            order_by: vec![column(&table, "id")],
            ..select_of(column(&table, "v"))
        };
        let rows = self.connection.all(Select::<Row>::from_node(node)).await;
        let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        let Value::Array(found) = &rows[0].values()[0] else {
            panic!("{}: {:?} is no array", self.of.name, rows[0])
        };
        let read = |value: &Value| (self.of.read)(value.as_ref(), "postgresql");
        let found: Result<Vec<Value>, Mismatch> = found.iter().map(read).collect();
        assert_eq!(found, Ok(values), "{}: an array", self.of.name);
        assert_eq!(rows[1].values()[0], Value::Array(Vec::new()));
        assert_eq!(rows[2].values()[0], Value::Null);
    }
}

/// Rows of a number and a value.
fn numbered(values: &[Value], first: i64) -> Vec<Vec<Value>> {
    let rows = (first..).zip(values);
    rows.map(|(id, value)| vec![Value::Int(id), value.clone()])
        .collect()
}

fn column(table: &Arc<Table>, name: &str) -> Node {
    let reference: ColumnRef = table.column_def(name).unwrap().reference();
    Node::Column(reference)
}

fn select_of(node: Node) -> SelectNode {
    SelectNode {
        columns: vec![SelectItem { node, label: None }],
        ..SelectNode::default()
    }
}

impl Type {
    /// Why a database does not take the first value, in an INSERT.
    pub async fn refusal(&self, db: &Database) -> String {
        let mut ways = Ways {
            of: self,
            connection: db.engine.connect().await.unwrap(),
            db,
            tables: Vec::new(),
        };
        let value_column = ways.value_column();
        let table = ways.table(value_column).await;
        for value in &self.values {
            let node = InsertNode {
                columns: vec!["id", "v"],
                rows: Rows::Columns(vec![
                    Value::Array(vec![Value::Int(0)]),
                    Value::Array(vec![value.clone()]),
                ]),
                ..InsertNode::new(&table)
            };
            if let Err(error) = ways.connection.execute(Insert::<()>::from_node(node)).await {
                ways.connection.rollback().await.unwrap();
                ways.clear().await;
                return error.to_string();
            }
            ways.connection.rollback().await.unwrap();
        }
        panic!("{}: nothing was refused", self.name)
    }
}
