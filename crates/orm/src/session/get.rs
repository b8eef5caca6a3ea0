//! Objects by key: `get`, and `refresh`.

use rebis_core::{
    BinaryOp, ColumnRef, Fields, KeyValues, Node, Select, SelectNode, Statement, Value,
    append_columns,
};

use super::Session;
use crate::error::Error;
use crate::load::QueryOptions;
use crate::mapper::Model;
use crate::state::{AnyState, Instance, Key, ObjectId, ObjectState};

impl Session {
    /// The object of a key: from memory if this transaction has read it, else from the database.
    ///
    /// # Errors
    /// When the database refuses, the key has not as many values as the primary key columns, or a
    /// value is none that the type of its column takes.
    pub async fn get<F>(
        &mut self,
        model: F,
        key: impl KeyValues,
    ) -> Result<Option<Instance<F::Record>>, Error>
    where
        F: Fields<Record: Model>,
    {
        let _ = model;
        let mapper = <F::Record as Model>::mapper();
        let values = key.key_values();
        if values.len() != mapper.primary_key().len() {
            return Err(Error::KeyLength {
                model: mapper.name(),
                expected: mapper.primary_key().len(),
                found: values.len(),
            });
        }
        if !self.graph.knows_key_rules() {
            // Nothing is in memory, so there will be a statement.
            self.usable()?;
            self.connect().await?;
        }
        let rules = self.graph.key_rules();
        let Some(key) = mapper.decode_key(&values, rules)? else {
            return Ok(None);
        };
        let known = self.graph.find(mapper, &key);
        if let Some(id) = known.filter(|id| self.is_current(*id)) {
            return Ok(self.graph.instance(id));
        }
        let found = self.read::<F::Record>(&key, false).await?;
        if let (None, Some(id)) = (&found, known) {
            self.forget(&key, id);
        }
        Ok(found)
    }

    /// Reads an object's row again, after writing what is pending. Its changes are therefore
    /// written, not lost.
    ///
    /// # Errors
    /// When flushing fails, the database refuses, or the row is gone.
    pub async fn refresh<M: Model>(&mut self, instance: &Instance<M>) -> Result<(), Error> {
        if !std::sync::Arc::ptr_eq(instance.graph(), &self.graph) {
            let object = M::mapper().describe(instance.object());
            return Err(Error::ForeignInstance { object });
        }
        self.flush().await?;
        let gone = || Error::ObjectDeleted {
            object: M::mapper().describe(instance.object()),
        };
        let key = self.graph.key_of(instance.object()).ok_or_else(gone)?;
        match self.read::<M>(&key, true).await? {
            Some(_) => Ok(()),
            None => {
                self.forget(&key, instance.object().id());
                Err(gone())
            }
        }
    }

    /// Whether an object is as this transaction read it.
    fn is_current(&self, id: ObjectId) -> bool {
        self.graph.object(id).is_some_and(|object| {
            object.state() == ObjectState::Persistent
                && (object.is_edited() || object.epoch() == self.graph.epoch())
                && !object.is_stale()
        })
    }

    /// The row of an object is gone.
    fn forget(&self, key: &Key, id: ObjectId) {
        if let Some(object) = self.graph.object(id) {
            self.graph.touch(object);
            object.set_state(ObjectState::Deleted);
        }
        self.graph.forget(id, key);
    }

    async fn read<M: Model>(
        &mut self,
        key: &Key,
        populate_existing: bool,
    ) -> Result<Option<Instance<M>>, Error> {
        let select = select_by_key::<M>(key);
        let options = QueryOptions {
            limit: 1,
            populate_existing,
        };
        let found = self.query::<M>(select.statement(), options).await?;
        Ok(found.into_iter().next())
    }
}

fn select_by_key<M: Model>(key: &Key) -> Select<M> {
    let mapper = M::mapper();
    let mut select = SelectNode::default();
    append_columns(mapper.table(), mapper.source(), &mut select.columns);
    let values: Vec<Value> = key.clone().into_values();
    let equal = mapper
        .primary_key()
        .iter()
        .zip(values)
        .map(|(column, value)| {
            let name = mapper.table().columns()[*column].reference().name;
            let column = ColumnRef::new(mapper.source(), name);
            Node::binary(BinaryOp::Eq, Node::Column(column), Node::bind(value))
        });
    select.filter = Node::all(equal);
    Select::from_node(select)
}
