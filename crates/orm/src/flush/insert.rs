//! INSERT of many rows in one statement, and the reading of keys and server defaults.

use std::sync::Arc;

use rebis_core::error::CompileError;
use rebis_core::schema::ColumnDef;
use rebis_core::{ColumnRef, Connection, InsertNode, Rows, SelectNode, StatementRef, Value};
use rustc_hash::FxHashMap;

use super::columns::{column_ref, items};
use super::culprit::retry_one_by_one;
use super::rows::{InsertedRow, ValueRows};
use crate::error::Error;
use crate::keys::{at_once, one_of};
use crate::mapper::Mapper;
use crate::state::{AnyState, Graph, Key, KeyRules, ObjectState};

/// The maximum number of rows in one statement, as in SQLAlchemy's `insertmanyvalues`.
const PAGE_ROWS: usize = 1000;

/// The new objects of one INSERT. All have values for the same columns.
struct Page<'n> {
    mapper: &'static Mapper,
    /// The columns with values.
    columns: Vec<usize>,
    /// The columns that the database generates.
    generated: Vec<usize>,
    /// The maximum number of objects.
    most: usize,
    objects: Vec<&'n dyn AnyState>,
}

/// Inserts new objects of one model, in order.
pub(crate) async fn insert(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    mapper: &'static Mapper,
    objects: &[&dyn AnyState],
) -> Result<(), Error> {
    let max_binds = connection.dialect().capabilities().max_binds;
    for page in pages(mapper, objects, max_binds) {
        let rows = page.write(connection, graph.key_rules()).await?;
        page.take_rows(graph, rows)?;
    }
    Ok(())
}

/// Groups consecutive objects with values for the same columns into pages.
fn pages<'n>(
    mapper: &'static Mapper,
    objects: &[&'n dyn AnyState],
    max_binds: usize,
) -> Vec<Page<'n>> {
    let left_out = left_out(mapper);
    let mut pages: Vec<Page<'n>> = Vec::new();
    for object in objects {
        let pending = object.pending_values();
        let is_given =
            |column: usize| pending.get(column).is_some_and(Option::is_some) || !left_out[column];
        if let Some(page) = pages.last_mut()
            && page.objects.len() < page.most
            && page.columns.iter().all(|column| is_given(*column))
            && !page.generated.iter().any(|column| is_given(*column))
        {
            page.objects.push(*object);
            continue;
        }
        let (columns, generated): (Vec<usize>, Vec<usize>) =
            (0..mapper.width()).partition(|column| is_given(*column));
        let most = match columns.len() {
            // `DEFAULT VALUES` inserts one row. Generated keys that are not auto-increment keys do
            // not identify the object of a row.
            0 => 1,
            _ if makes_up_key(mapper, &generated) => 1,
            width => PAGE_ROWS.min(max_binds / width).max(1),
        };
        pages.push(Page {
            mapper,
            columns,
            generated,
            most,
            objects: vec![*object],
        });
    }
    pages
}

/// Returns for each column whether an INSERT omits it if an object has no value for it.
///
/// These are the columns that the database generates.
fn left_out(mapper: &Mapper) -> Vec<bool> {
    let counted = mapper.table().autoincrement_column().map(ColumnDef::name);
    let columns = mapper.table().columns().iter();
    columns
        .map(|column| Some(column.name()) == counted || column.is_server_generated())
        .collect()
}

/// Returns whether the database generates a key column that is not auto-increment.
fn makes_up_key(mapper: &Mapper, generated: &[usize]) -> bool {
    let counted = mapper.table().autoincrement_column().map(ColumnDef::name);
    let mut key = mapper
        .primary_key()
        .iter()
        .filter(|column| generated.contains(column));
    key.any(|column| Some(column_ref(mapper, *column).name) != counted)
}

impl Page<'_> {
    /// Inserts the rows. Returns the values of the generated columns for each object, in order.
    async fn write(
        &self,
        connection: &mut Connection,
        rules: KeyRules,
    ) -> Result<Vec<Vec<Value>>, Error> {
        let returning = connection.dialect().capabilities().insert_returning;
        if self.generated.is_empty() {
            self.execute(connection, &[]).await?;
            return Ok(vec![Vec::new(); self.objects.len()]);
        }
        if returning {
            self.write_returning(connection, rules).await
        } else {
            self.write_and_read_back(connection, rules).await
        }
    }

    fn statement(&self, objects: &[&dyn AnyState], returning: &[usize]) -> InsertNode {
        let values = |column: &usize| {
            Value::Array(objects.iter().map(|object| object.value(*column)).collect())
        };
        let name = |column: &usize| column_ref(self.mapper, *column).name;
        InsertNode {
            columns: self.columns.iter().map(name).collect(),
            rows: if self.columns.is_empty() {
                Rows::Default
            } else {
                Rows::Columns(self.columns.iter().map(values).collect())
            },
            returning: items(self.mapper, returning),
            ..InsertNode::new(self.mapper.table())
        }
    }

    /// Executes the INSERT. Returns the rows of `RETURNING`, and the first auto-increment key.
    async fn execute(
        &self,
        connection: &mut Connection,
        returning: &[usize],
    ) -> Result<(Vec<Vec<Value>>, Option<i64>), Error> {
        let statement = self.statement(&self.objects, returning);
        let mut rows = ValueRows::default();
        match connection
            .execute_into(StatementRef::Insert(&statement), &mut rows)
            .await
        {
            Ok(done) => Ok((rows.finish()?, done.last_insert_id)),
            Err(error) => {
                let one = |object: &dyn AnyState| self.statement(&[object], &[]);
                Err(retry_one_by_one(connection, self.mapper, &self.objects, &one, error).await)
            }
        }
    }

    /// Inserts the rows on a database with `RETURNING`.
    ///
    /// Databases do not guarantee the order of returned rows. A row is identified by its key, if
    /// the program set it. Otherwise the auto-increment keys have the order of the objects.
    async fn write_returning(
        &self,
        connection: &mut Connection,
        rules: KeyRules,
    ) -> Result<Vec<Vec<Value>>, Error> {
        let key = self.mapper.primary_key();
        let given = key.iter().all(|column| self.columns.contains(column));
        let mut wanted: Vec<usize> = if given { key.to_vec() } else { Vec::new() };
        wanted.extend(&self.generated);
        let (mut rows, _) = self.execute(connection, &wanted).await?;
        if rows.len() != self.objects.len() {
            return Err(self.lost_rows(rows.len()));
        }
        if !given {
            let position = self
                .generated
                .iter()
                .position(|column| key.contains(column));
            if let Some(position) = position
                && rows.len() > 1
            {
                rows.sort_by_key(|row| integer(&row[position]));
                // Values that are not integers sort first.
                if rows
                    .first()
                    .is_some_and(|row| integer(&row[position]).is_none())
                {
                    return Err(self.lost_rows(0));
                }
            }
            return Ok(rows);
        }
        self.in_order(rows, rules)
    }

    /// Returns rows in the order of the objects. Each row starts with its key, which is removed.
    fn in_order(&self, rows: Vec<Vec<Value>>, rules: KeyRules) -> Result<Vec<Vec<Value>>, Error> {
        let mut by_key = self.by_key(rows, rules)?;
        let row_of = |object: &&dyn AnyState| {
            let key = self.mapper.key_of(*object, rules);
            let row = key.and_then(|key| by_key.remove(&key));
            row.ok_or_else(|| self.lost_row(*object))
        };
        self.objects.iter().map(row_of).collect()
    }

    /// Returns rows that start with their key as a map by key.
    fn by_key(
        &self,
        rows: Vec<Vec<Value>>,
        rules: KeyRules,
    ) -> Result<FxHashMap<Key, Vec<Value>>, Error> {
        let width = self.mapper.primary_key().len();
        let mut by_key = FxHashMap::default();
        for mut row in rows {
            let rest = row.split_off(width.min(row.len()));
            if let Some(key) = self.mapper.decode_key(&row, rules)? {
                by_key.insert(key, rest);
            }
        }
        Ok(by_key)
    }

    /// Inserts the rows on a database without `RETURNING`.
    ///
    /// The database returns the first auto-increment key. The other keys follow in steps of a known
    /// size. Other generated columns are read with a SELECT by key. If the step is unknown, each
    /// row is inserted with its own statement.
    async fn write_and_read_back(
        &self,
        connection: &mut Connection,
        rules: KeyRules,
    ) -> Result<Vec<Vec<Value>>, Error> {
        if makes_up_key(self.mapper, &self.generated) {
            return Err(CompileError::Unsupported {
                feature: "reading back a generated key that is not auto-increment; set the key on \
                          the object",
                dialect: connection.dialect().name(),
            }
            .into());
        }
        let counted = self
            .mapper
            .table()
            .autoincrement_column()
            .map(ColumnDef::name);
        let counted = self
            .generated
            .iter()
            .position(|column| Some(column_ref(self.mapper, *column).name) == counted);
        let step = match counted.map(|position| self.generated[position]) {
            Some(column) if self.objects.len() > 1 => {
                let column = column_ref(self.mapper, column).name;
                let table = self.mapper.table().name();
                connection.key_step(table, column).await?
            }
            _ => Some(1),
        };
        let Some(step) = step else {
            return self.write_each(connection, rules).await;
        };
        let (_, first) = self.execute(connection, &[]).await?;
        let others: Vec<usize> = (0..self.generated.len())
            .filter(|position| Some(*position) != counted)
            .collect();
        let mut rows = vec![vec![Value::Null; self.generated.len()]; self.objects.len()];
        if let Some(position) = counted {
            let mut next = first;
            for row in &mut rows {
                let key = next.ok_or_else(|| self.lost_rows(0))?;
                row[position] = Value::Int(key);
                next = key.checked_add(step);
            }
        }
        if others.is_empty() {
            return Ok(rows);
        }
        let keys: Vec<Vec<Value>> = rows
            .iter()
            .zip(&self.objects)
            .map(|(row, object)| self.key_values(*object, counted, row, rules))
            .collect();
        let columns: Vec<usize> = others
            .iter()
            .map(|position| self.generated[*position])
            .collect();
        let read = self.read_back(connection, &keys, &columns).await?;
        let mut read = self.by_key(read, rules)?;
        for ((row, key), object) in rows.iter_mut().zip(keys).zip(&self.objects) {
            let key = self.mapper.decode_key(&key, rules)?;
            let found = key.and_then(|key| read.remove(&key));
            let found = found.ok_or_else(|| self.lost_row(*object))?;
            for (position, value) in others.iter().zip(found) {
                row[*position] = value;
            }
        }
        Ok(rows)
    }

    /// Inserts the rows one by one.
    async fn write_each(
        &self,
        connection: &mut Connection,
        rules: KeyRules,
    ) -> Result<Vec<Vec<Value>>, Error> {
        let mut rows = Vec::with_capacity(self.objects.len());
        for object in &self.objects {
            let one = Page {
                mapper: self.mapper,
                columns: self.columns.clone(),
                generated: self.generated.clone(),
                most: 1,
                objects: vec![*object],
            };
            rows.extend(Box::pin(one.write_and_read_back(connection, rules)).await?);
        }
        Ok(rows)
    }

    fn key_values(
        &self,
        object: &dyn AnyState,
        counted: Option<usize>,
        row: &[Value],
        rules: KeyRules,
    ) -> Vec<Value> {
        let value = |(number, column): (usize, &usize)| {
            let value = match counted {
                Some(position) if self.generated[position] == *column => row[position].clone(),
                _ => object.value(*column),
            };
            self.mapper.key_columns().canonical(number, value, rules)
        };
        self.mapper
            .primary_key()
            .iter()
            .enumerate()
            .map(value)
            .collect()
    }

    /// Reads columns of the rows with some keys. Each returned row starts with its key.
    async fn read_back(
        &self,
        connection: &mut Connection,
        keys: &[Vec<Value>],
        columns: &[usize],
    ) -> Result<Vec<Vec<Value>>, Error> {
        let key = self.mapper.primary_key();
        let wanted: Vec<usize> = key.iter().chain(columns).copied().collect();
        let compared: Vec<ColumnRef> = key
            .iter()
            .map(|column| column_ref(self.mapper, *column))
            .collect();
        let arrays = connection.dialect().capabilities().array_binds;
        let mut read = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(at_once(key.len())) {
            let select = SelectNode {
                columns: items(self.mapper, &wanted),
                filter: Some(one_of(&compared, chunk.iter().cloned(), arrays)),
                ..SelectNode::default()
            };
            let mut rows = ValueRows::default();
            connection
                .execute_into(StatementRef::Select(&select), &mut rows)
                .await?;
            read.extend(rows.finish()?);
        }
        Ok(read)
    }

    /// Returns the error for an object whose row was not returned under its key.
    fn lost_row(&self, object: &dyn AnyState) -> Error {
        Error::LostRows {
            operation: "inserted",
            objects: self.mapper.describe(object),
            returned: "no row with this key, because it stores the key in another form".to_owned(),
        }
    }

    fn lost_rows(&self, found: usize) -> Error {
        Error::LostRows {
            operation: "inserted",
            objects: format!("{} rows of `{}`", self.objects.len(), self.mapper.name()),
            returned: format!("{found} keys"),
        }
    }

    /// Makes the objects persistent, with the generated values.
    fn take_rows(self, graph: &Arc<Graph>, rows: Vec<Vec<Value>>) -> Result<(), Error> {
        for (object, generated) in self.objects.iter().zip(rows) {
            let pending = object.pending_values();
            object.materialise(&InsertedRow {
                mapper: self.mapper,
                pending: &pending,
                columns: &self.generated,
                generated: &generated,
                dialect: graph.key_rules().dialect,
            })?;
            object.set_state(ObjectState::Persistent);
            object.set_epoch(graph.epoch());
            if let Some(key) = graph.key_of(*object) {
                graph.identify(object.id(), key);
            }
        }
        Ok(())
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Int(value) => Some(i128::from(*value)),
        Value::Unsigned(value) => Some(i128::from(*value)),
        _ => None,
    }
}
