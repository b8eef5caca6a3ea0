//! What each element of a row becomes on a session: a model an [`Instance`], the rest itself.

use std::sync::Arc;

use rebis_core::decode::{FromRow, RowReader, kind};

use super::LoadContext;
use crate::Error;
use crate::mapper::Model;
use crate::state::{AnyNode, Graph, Instance, Key, Node, NodeId, State};

/// What a row type becomes on a session.
pub type Loaded<T> = <T as LoadAs<<T as FromRow>::Kind>>::Loaded;

/// A row type that a session can load: every one that has a [`LoadAs`] for its kind.
pub trait Load: FromRow + LoadAs<<Self as FromRow>::Kind> {}

impl<T: FromRow + LoadAs<<T as FromRow>::Kind>> Load for T {}

/// How a session loads a row type of a kind.
///
/// Programs use it through [`Load`]; only a session can make a [`LoadContext`].
pub trait LoadAs<K>: Sized {
    /// What a session returns.
    type Loaded: Send;

    /// How many models are in it.
    const ENTITIES: usize = 0;
    /// Loads the next columns.
    ///
    /// # Errors
    /// When a value is not what the type takes.
    fn load(row: &mut RowReader<'_>, context: &mut LoadContext<'_>) -> Result<Self::Loaded, Error>;
    /// Loads the next columns; `None` when an outer join found nothing.
    ///
    /// # Errors
    /// When a value is not what the type takes.
    fn load_opt(
        row: &mut RowReader<'_>,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<Self::Loaded>, Error>;
}

/// Implements [`LoadAs`] for what a session returns as it is.
macro_rules! load_as_it_is {
    ($($kind:ident)+) => {
        $(#[allow(private_interfaces, reason = "only the session calls it")]
        impl<T: FromRow> LoadAs<kind::$kind> for T {
            type Loaded = T;

            #[inline]
            fn load(row: &mut RowReader<'_>, _: &mut LoadContext<'_>) -> Result<T, Error> {
                Ok(T::from_row(row)?)
            }

            fn load_opt(
                row: &mut RowReader<'_>,
                _: &mut LoadContext<'_>,
            ) -> Result<Option<T>, Error> {
                Ok(T::from_row_opt(row)?)
            }
        })+
    };
}

load_as_it_is!(ScalarKind RecordKind RowKind);
impl<M: Model> LoadAs<kind::EntityKind> for M {
    type Loaded = Instance<M>;

    const ENTITIES: usize = 1;

    #[inline]
    fn load(row: &mut RowReader<'_>, context: &mut LoadContext<'_>) -> Result<Instance<M>, Error> {
        match next_key::<M>(row)? {
            Some(key) => load_instance(key, row, context),
            None => Err(rebis_core::Error::NoRows.into()),
        }
    }

    fn load_opt(
        row: &mut RowReader<'_>,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<Instance<M>>, Error> {
        match next_key::<M>(row)? {
            Some(key) => load_instance(key, row, context).map(Some),
            None => {
                context.note(None);
                Ok(None)
            }
        }
    }
}

#[inline]
fn load_instance<M: Model>(
    key: Key,
    row: &mut RowReader<'_>,
    context: &mut LoadContext<'_>,
) -> Result<Instance<M>, Error> {
    let instance = Instance::of(Arc::clone(context.graph), |graph| {
        load_node::<M>(graph, key, row, context)
    })?;
    context.note(Some(instance.node().id()));
    Ok(instance)
}
impl<T, K> LoadAs<kind::OptionKind<K>> for Option<T>
where
    T: FromRow<Kind = K> + LoadAs<K>,
{
    type Loaded = Option<T::Loaded>;

    const ENTITIES: usize = T::ENTITIES;

    fn load(
        row: &mut RowReader<'_>,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<T::Loaded>, Error> {
        T::load_opt(row, context)
    }

    fn load_opt(
        row: &mut RowReader<'_>,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<Option<T::Loaded>>, Error> {
        T::load_opt(row, context).map(Some)
    }
}

macro_rules! load_tuple {
    ($($name:ident)*) => {
        #[allow(unused_variables, clippy::unused_unit, reason = "the empty tuple has no elements")]
        impl<$($name: Load),*> LoadAs<kind::TupleKind> for ($($name,)*) {
            type Loaded = ($(Loaded<$name>,)*);

            const ENTITIES: usize = 0 $(+ <$name as LoadAs<$name::Kind>>::ENTITIES)*;

            fn load(
                row: &mut RowReader<'_>,
                context: &mut LoadContext<'_>,
            ) -> Result<Self::Loaded, Error> {
                Ok(($($name::load(row, context)?,)*))
            }

            fn load_opt(
                row: &mut RowReader<'_>,
                context: &mut LoadContext<'_>,
            ) -> Result<Option<Self::Loaded>, Error> {
                <Self as LoadAs<kind::TupleKind>>::load(row, context).map(Some)
            }
        }
    };
}

load_tuple!();
load_tuple!(A);
load_tuple!(A B);
load_tuple!(A B C);
load_tuple!(A B C D);
load_tuple!(A B C D E);
load_tuple!(A B C D E F);
load_tuple!(A B C D E F G);
load_tuple!(A B C D E F G H);
load_tuple!(A B C D E F G H I);
load_tuple!(A B C D E F G H I J);
load_tuple!(A B C D E F G H I J K);
load_tuple!(A B C D E F G H I J K L);

/// Loads a model's columns and gives the object's number; `None` when its key is `NULL`.
pub(crate) fn load_entity<M: Model>(
    row: &mut RowReader<'_>,
    context: &mut LoadContext<'_>,
) -> Result<Option<NodeId>, Error> {
    let Some(key) = next_key::<M>(row)? else {
        return Ok(None);
    };
    let node = load_node::<M>(context.graph, key, row, context)?;
    Ok(Some(node.id()))
}

/// The key of the next columns, or `None`, past them, when it is `NULL`.
fn next_key<M: Model>(row: &mut RowReader<'_>) -> Result<Option<Key>, Error> {
    let key = Key::of_row(row, M::mapper().primary_key())?;
    if key.is_none() {
        row.skip(M::WIDTH);
    }
    Ok(key)
}

/// The object of the next columns: the one that the session holds for the key, or a new one.
fn load_node<'g, M: Model>(
    graph: &'g Graph,
    key: Key,
    row: &mut RowReader<'_>,
    context: &LoadContext<'_>,
) -> Result<&'g Node<M>, Error> {
    let make = || M::from_row(row);
    let (node, was_there) = graph.find_or_insert(key, context.batch, make)?;
    if was_there {
        load_again::<M>(node, row, context)?;
    }
    Ok(node)
}

/// A row of an object that is there already: an object of this transaction, and one with changes,
/// stays as it is.
fn load_again<M: Model>(
    node: &Node<M>,
    row: &mut RowReader<'_>,
    context: &LoadContext<'_>,
) -> Result<(), Error> {
    let epoch = context.graph.epoch();
    node.set_batch(context.batch);
    let fresh = node.epoch() == epoch && !node.is_stale() && !context.populate_existing;
    if fresh || node.is_edited() || node.state() != State::Persistent {
        row.skip(M::WIDTH);
        return Ok(());
    }
    context.graph.touch_if_written(node);
    Ok(node.refresh(row, epoch)?)
}
