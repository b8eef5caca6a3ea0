//! [`Type`]: a column of some type, written and read in each way there is.
//!
//! One function for each Rust type turns its values into untyped ones, and reads them back; the
//! ways themselves are compiled once.

use std::sync::Arc;

use rebis::core::Row;
use rebis::core::schema::{ColumnDef, MetaData, Table};
use rebis::core::types::{Mismatch, TypeRef};
use rebis::core::value::ValueRef;
use rebis::core::{
    ColumnRef, Insert, InsertNode, Node, Rows, Scalar, Select, SelectItem, SelectNode, SqlType,
    Statement, Value,
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
            rust_type: TypeRef::of::<T>(),
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

    /// Not as a key: the database has none of this type.
    pub fn no_key(mut self) -> Self {
        self.is_key = false;
        self
    }

    /// Not in comparisons: the database has no equality for the type. Nor as a key.
    pub fn not_compared(mut self) -> Self {
        self.is_compared = false;
        self.no_key()
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

    /// Goes through all ways.
    pub async fn check(&self, db: &Database) {
        let mut ways = Ways {
            of: self,
            connection: db.engine.connect().await.unwrap(),
            db,
        };
        ways.rows().await;
        if self.is_alone {
            ways.alone().await;
        }
        if self.is_compared {
            ways.compared().await;
        }
        if self.is_literal {
            ways.literals().await;
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
        ways.drop("t").await;
    }
}

/// One type on one database.
struct Ways<'d> {
    of: &'d Type,
    connection: Connection,
    db: &'d Database,
}

impl Ways<'_> {
    /// Creates a table with columns `id` and `v`, dropping an older one.
    async fn table(&mut self, value: ColumnDef) -> Arc<Table> {
        self.drop("t").await;
        let table = Table::new("t")
            .with_column(ColumnDef::of::<i64>("id").primary_key())
            .with_column(value);
        self.create(table).await
    }

    async fn create(&mut self, table: Table) -> Arc<Table> {
        let table = Arc::new(table);
        let metadata = MetaData::new().with_table(Arc::clone(&table));
        self.connection.commit().await.unwrap();
        let created = metadata.create_all(&self.db.engine).await;
        created.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        table
    }

    async fn drop(&mut self, table: &str) {
        let sql = format!("DROP TABLE IF EXISTS {table}");
        self.connection.execute_simple(&sql).await.unwrap();
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

    /// One row by one, then all in one statement.
    async fn rows(&mut self) {
        let values = self.values();
        let value_column = self.value_column();
        let table = self.table(value_column).await;
        for (id, value) in (0..).zip(&values) {
            let row = vec![Value::Int(id), value.clone()];
            self.insert(&table, &["id", "v"], vec![row]).await;
        }
        assert_eq!(
            self.column(&table).await,
            values,
            "{}: rows one by one",
            self.of.name
        );
        let value_column = self.value_column();
        let table = self.table(value_column).await;
        let rows = (0..).zip(&values);
        let rows = rows
            .map(|(id, value)| vec![Value::Int(id), value.clone()])
            .collect();
        self.insert(&table, &["id", "v"], rows).await;
        assert_eq!(
            self.column(&table).await,
            values,
            "{}: many rows",
            self.of.name
        );
    }

    /// `SELECT ?`
    async fn alone(&mut self) {
        for value in self.values() {
            let node = select_of(self.bind(value.clone()));
            assert_eq!(
                self.read(node).await,
                [value],
                "{}: a parameter alone",
                self.of.name
            );
        }
    }

    fn bind(&self, value: Value) -> Node {
        Node::typed_bind(value, self.of.rust_type)
    }

    /// `WHERE v = ?`, `WHERE v IN (?, ?)`, in the table that [`rows`](Self::rows) left behind.
    async fn compared(&mut self) {
        use rebis::core::{BinaryOp, InList, InNode};
        let values = self.values();
        let value_column = self.value_column();
        let table = self.table(value_column).await;
        let rows = (0..).zip(&values);
        let rows = rows
            .map(|(id, value)| vec![Value::Int(id), value.clone()])
            .collect();
        self.insert(&table, &["id", "v"], rows).await;
        for value in self.of.values.clone() {
            let found = |found: Vec<Value>| found.contains(&value);
            let is_equal =
                Node::binary(BinaryOp::Eq, column(&table, "v"), self.bind(value.clone()));
            let node = SelectNode {
                filter: Some(is_equal),
                ..select_of(column(&table, "v"))
            };
            assert!(
                found(self.read(node).await),
                "{}: {value} by `=`",
                self.of.name
            );
            let list = InNode {
                negated: false,
                operand: column(&table, "v"),
                list: InList::Values(vec![Value::Null, value.clone()]),
                sql_type: self.of.rust_type,
            };
            let node = SelectNode {
                filter: Some(Node::In(Arc::new(list))),
                ..select_of(column(&table, "v"))
            };
            assert!(
                found(self.read(node).await),
                "{}: {value} by `IN`",
                self.of.name
            );
        }
    }

    /// The INSERT as text.
    async fn literals(&mut self) {
        let values = self.values();
        let value_column = self.value_column();
        let table = self.table(value_column).await;
        for (id, value) in (0..).zip(&values) {
            let node = InsertNode {
                columns: vec!["id", "v"],
                rows: Rows::Columns(vec![
                    Value::Array(vec![Value::Int(id)]),
                    Value::Array(vec![value.clone()]),
                ]),
                ..InsertNode::new(&table)
            };
            let statement = Insert::<()>::from_node(node);
            let compiled = statement
                .compile_literal(self.connection.dialect())
                .unwrap();
            let executed = self.connection.execute_simple(compiled.sql()).await;
            executed.unwrap_or_else(|error| panic!("{}: {error}", self.of.name));
        }
        assert_eq!(
            self.column(&table).await,
            values,
            "{}: literals",
            self.of.name
        );
    }

    /// `DEFAULT`
    async fn defaults(&mut self) {
        for value in self.of.values.clone() {
            let with_default = self.value_column().server_default(value.clone());
            let table = self.table(with_default).await;
            self.insert(&table, &["id"], vec![vec![Value::Int(0)]])
                .await;
            assert_eq!(
                self.column(&table).await,
                [value],
                "{}: a default",
                self.of.name
            );
        }
    }

    /// `v … PRIMARY KEY`
    async fn keys(&mut self) {
        self.drop("t").await;
        let key = ColumnDef::new("v", self.of.sql_type.clone())
            .primary_key()
            .autoincrement(false);
        let table = Table::new("t")
            .with_column(ColumnDef::of::<i64>("id"))
            .with_column(key);
        let table = self.create(table).await;
        let rows = (0..).zip(&self.of.values);
        let rows = rows
            .map(|(id, value)| vec![Value::Int(id), value.clone()])
            .collect();
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
                return error.to_string();
            }
            ways.connection.rollback().await.unwrap();
        }
        panic!("{}: nothing was refused", self.name)
    }
}
