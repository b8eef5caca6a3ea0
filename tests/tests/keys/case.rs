//! [`Case`]: a model with a key of some type, without its type.

use std::any::Any;
use std::fmt;
use std::pin::Pin;

use rebis::orm::{Draft, Loader, Model};
use rebis::prelude::*;
use rebis::{Error, core};
use rebis_tests::{Database, on_each_database};

pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A relationship of the models, all of which lead to the model itself, in the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Related {
    /// To one, by a foreign key.
    Parent,
    /// Its other side; deleting cascades.
    Children,
    /// To one, by another foreign key.
    Boss,
    /// Its other side; deleting sets the foreign key to `NULL`.
    Staff,
    /// To many, by an association table.
    Friends,
    /// Its other side.
    Fans,
}

/// How a relationship is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    Selectin,
    Joined,
}

/// What the macro of the cases writes for a model.
pub(crate) trait KeyModel: Model<Fields: core::Fields<Record = Self>> {
    /// The name of the case.
    const CASE: &'static str;
    /// How many keys there are.
    const KEYS: usize;

    fn sample(number: usize) -> Draft<Self>;
    fn metadata() -> core::schema::MetaData;
    fn name_column() -> core::Column<String>;
    fn loader(strategy: Strategy, related: Related) -> Loader<Self, Self>;
    fn has_key(&self, number: usize) -> bool;
    fn set_key(&mut self, number: usize);
    fn name(&mut self) -> &mut String;
    fn filled_in(&self) -> (&str, i32);
    fn loaded(&self, related: Related) -> Result<Vec<Instance<Self>>, Error>;
    fn load<'a>(
        &'a self,
        related: Related,
        session: &'a mut Session,
    ) -> BoxFuture<'a, Result<Vec<Instance<Self>>, Error>>;
    fn put(&mut self, related: Related, targets: &[&Instance<Self>]);
    fn get(
        session: &mut Session,
        number: usize,
    ) -> BoxFuture<'_, Result<Option<Instance<Self>>, Error>>;
}

/// A model with a key of some type. Its objects have numbers, which say their keys.
pub(crate) trait Case {
    fn name(&self) -> &'static str;
    /// How many keys there are.
    fn keys(&self) -> usize;
    fn metadata(&self) -> core::schema::MetaData;
    /// Adds an object with the key of a number, that number as its name, and related objects.
    fn add(&self, session: &mut Session, number: usize, related: &[(Related, &Object)]) -> Object;
    /// All objects, in the order of their numbers.
    fn all<'a>(
        &'a self,
        session: &'a mut Session,
        loaders: &'a [(Strategy, Related)],
    ) -> BoxFuture<'a, Vec<Object>>;
    /// The object with the key of a number.
    fn get<'a>(&self, session: &'a mut Session, number: usize) -> BoxFuture<'a, Option<Object>>;
}

/// An object without its type.
pub(crate) struct Object(Box<dyn AnyObject>);

trait AnyObject: Any {
    fn copy(&self) -> Object;
    fn is(&self, other: &Object) -> bool;
    fn number(&self) -> usize;
    fn has_key(&self, number: usize) -> bool;
    fn set_key(&self, number: usize);
    fn rename(&self, name: &str);
    fn filled_in(&self) -> (String, i32);
    fn loaded(&self, related: Related) -> Result<Vec<Object>, Error>;
    fn load<'a>(&'a self, related: Related, session: &'a mut Session)
    -> BoxFuture<'a, Vec<Object>>;
    fn put(&self, related: Related, targets: &[&Object]);
    fn delete(&self, session: &mut Session);
    fn refresh<'a>(&'a self, session: &'a mut Session) -> BoxFuture<'a, ()>;
    fn state(&self) -> ObjectState;
    fn is_modified(&self) -> bool;
}

impl Object {
    fn of<M: KeyModel>(instance: Instance<M>) -> Self {
        Self(Box::new(instance))
    }

    fn of_all<M: KeyModel>(instances: Vec<Instance<M>>) -> Vec<Self> {
        instances.into_iter().map(Self::of).collect()
    }

    fn instance<M: KeyModel>(&self) -> &Instance<M> {
        let any: &dyn Any = &*self.0;
        any.downcast_ref().unwrap()
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.is(other)
    }

    /// The number that it was added with.
    pub(crate) fn number(&self) -> usize {
        self.0.number()
    }

    /// Whether it has the key of a number.
    pub(crate) fn has_key(&self, number: usize) -> bool {
        self.0.has_key(number)
    }

    pub(crate) fn set_key(&self, number: usize) {
        self.0.set_key(number);
    }

    pub(crate) fn rename(&self, name: &str) {
        self.0.rename(name);
    }

    /// The columns that the database fills in: a default, and the length of the name.
    pub(crate) fn filled_in(&self) -> (String, i32) {
        self.0.filled_in()
    }

    /// The related objects that are in memory.
    pub(crate) fn loaded(&self, related: Related) -> Result<Vec<Self>, Error> {
        self.0.loaded(related)
    }

    pub(crate) async fn load(&self, related: Related, session: &mut Session) -> Vec<Self> {
        self.0.load(related, session).await
    }

    /// Makes these the only related objects.
    pub(crate) fn put(&self, related: Related, targets: &[&Self]) {
        self.0.put(related, targets);
    }

    pub(crate) fn delete(&self, session: &mut Session) {
        self.0.delete(session);
    }

    pub(crate) async fn refresh(&self, session: &mut Session) {
        self.0.refresh(session).await;
    }

    pub(crate) fn state(&self) -> ObjectState {
        self.0.state()
    }

    pub(crate) fn is_modified(&self) -> bool {
        self.0.is_modified()
    }
}

impl Clone for Object {
    fn clone(&self) -> Self {
        self.0.copy()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.number())
    }
}

impl<M: KeyModel> AnyObject for Instance<M> {
    fn copy(&self) -> Object {
        Object::of(self.clone())
    }

    fn is(&self, other: &Object) -> bool {
        self.is(other.instance())
    }

    fn number(&self) -> usize {
        let name = self.get(M::name_column()).unwrap_or_default();
        name.trim_end_matches('!').parse().unwrap()
    }

    fn has_key(&self, number: usize) -> bool {
        M::has_key(self, number)
    }

    fn set_key(&self, number: usize) {
        self.edit().set_key(number);
    }

    fn rename(&self, name: &str) {
        name.clone_into(self.edit().name());
    }

    fn filled_in(&self) -> (String, i32) {
        let (made, size) = M::filled_in(self);
        (made.to_owned(), size)
    }

    fn loaded(&self, related: Related) -> Result<Vec<Object>, Error> {
        M::loaded(self, related).map(Object::of_all)
    }

    fn load<'a>(
        &'a self,
        related: Related,
        session: &'a mut Session,
    ) -> BoxFuture<'a, Vec<Object>> {
        let related = M::load(self, related, session);
        Box::pin(async { Object::of_all(related.await.unwrap()) })
    }

    fn put(&self, related: Related, targets: &[&Object]) {
        let targets: Vec<&Self> = targets.iter().map(|target| target.instance()).collect();
        self.edit().put(related, &targets);
    }

    fn delete(&self, session: &mut Session) {
        session.delete(self);
    }

    fn refresh<'a>(&'a self, session: &'a mut Session) -> BoxFuture<'a, ()> {
        Box::pin(async { session.refresh(self).await.unwrap() })
    }

    fn state(&self) -> ObjectState {
        self.state()
    }

    fn is_modified(&self) -> bool {
        self.is_modified()
    }
}

/// The case of a model.
pub(crate) struct CaseOf<M>(pub(crate) std::marker::PhantomData<fn() -> M>);

impl<M: KeyModel> Case for CaseOf<M> {
    fn name(&self) -> &'static str {
        M::CASE
    }

    fn keys(&self) -> usize {
        M::KEYS
    }

    fn metadata(&self) -> core::schema::MetaData {
        M::metadata()
    }

    fn add(&self, session: &mut Session, number: usize, related: &[(Related, &Object)]) -> Object {
        let mut draft = M::sample(number);
        for (related, target) in related {
            draft.link(*related as usize, target.instance::<M>());
        }
        Object::of(session.add(draft))
    }

    fn all<'a>(
        &'a self,
        session: &'a mut Session,
        loaders: &'a [(Strategy, Related)],
    ) -> BoxFuture<'a, Vec<Object>> {
        let mut stmt = select(M::FIELDS);
        for (strategy, related) in loaders {
            stmt = stmt.options(M::loader(*strategy, *related));
        }
        Box::pin(async move {
            let mut objects = Object::of_all(session.all(stmt).await.unwrap());
            objects.sort_by_key(Object::number);
            objects
        })
    }

    fn get<'a>(&self, session: &'a mut Session, number: usize) -> BoxFuture<'a, Option<Object>> {
        let found = M::get(session, number);
        Box::pin(async { found.await.unwrap().map(Object::of) })
    }
}

/// A test body, of one case on one database.
pub(crate) type Body = for<'a> fn(&'a Database, &'a dyn Case) -> BoxFuture<'a, ()>;

/// Runs a test for each type of key on each database.
pub(crate) fn for_each_key(name: &str, body: Body) {
    on_each_database(name, async |db: &Database| {
        for case in crate::cases::all() {
            eprintln!("  {}", case.name());
            case.metadata().create_all(&db.engine).await.unwrap();
            body(db, &*case).await;
        }
    });
}
