//! Loading of objects by primary key: `get` and `refresh`.

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
    /// Returns the object with a primary key, from memory or from the database.
    ///
    /// `key` is a value, or a tuple in the order of the primary key columns. An object in memory is
    /// returned without a statement if it is not expired, or if it has unflushed changes.
    /// Otherwise, the session flushes and executes `SELECT … WHERE key = …`. Returns `None` if the
    /// row does not exist.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert_eq!(session.get(User, 1).await?, Some(ann)); // from memory
    /// assert_eq!(session.get(User, 9).await?, None);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::KeyLength`] if the number of values is not the number of primary key
    /// columns. Returns an error if a value does not fit the type of its column, flushing fails,
    /// the database rejects the statement, or the row cannot be decoded.
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
            // No object was loaded yet, so a statement is needed in any case.
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

    /// Flushes, then loads the row of an object again.
    ///
    /// All columns get the values of the row, even if the object is not expired. Pending changes
    /// are written first, so they are not lost.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// session.execute(update(Post).values(Post.views.set(Post.views + 1))).await?;
    /// session.refresh(&rust).await?;
    /// assert_eq!(rust.views, 8);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::ForeignInstance`] if the object belongs to another session, and
    /// [`Error::ObjectDeleted`] if the row no longer exists. Returns an error if flushing fails,
    /// the database rejects the statement, or the row cannot be decoded.
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

    /// Returns whether an object may be returned without loading its row.
    fn is_current(&self, id: ObjectId) -> bool {
        self.graph.object(id).is_some_and(|object| {
            object.state() == ObjectState::Persistent
                && (object.is_edited() || object.epoch() == self.graph.epoch())
                && !object.is_stale()
        })
    }

    /// Marks an object as deleted, because its row no longer exists.
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
