//! [`LoadAs`]: the conversion of row types in a session, models to [`Instance`]s.

use rebis_core::decode::{FromRow, RowReader, kind};
use rebis_core::error::DecodeError;

use super::LoadContext;
use crate::error::Error;
use crate::mapper::Model;
use crate::state::{Arrivals, Instance, ObjectId};

/// The type that a session returns for a row type: [`Instance`] for a model.
pub type Loaded<T> = <T as LoadAs<<T as FromRow>::Kind>>::Loaded;

/// A row type that a session can load: each type with a [`LoadAs`] for its kind.
pub trait Load: FromRow + LoadAs<<Self as FromRow>::Kind> {}

impl<T: FromRow + LoadAs<<T as FromRow>::Kind>> Load for T {}

/// The way in which a session loads a row type of a kind.
///
/// Each row is first read to a [`Found`](Self::Found). After the last row, this value is converted
/// to the [`Loaded`](Self::Loaded) that the session returns.
///
/// Programs use it through [`Load`]. Only sessions create a [`LoadContext`].
pub trait LoadAs<K>: Sized {
    /// The collector of the objects of a result.
    type Loader: Send;
    /// The value of a row until the result is complete.
    type Found: Send;
    /// The value that the session returns.
    type Loaded: Send;

    /// The number of models in the row type.
    const ENTITIES: usize = 0;
    /// Returns a collector for the objects of a result.
    fn loader(context: &LoadContext<'_>) -> Self::Loader;
    /// Reads the value from the next columns of a row.
    ///
    /// # Errors
    /// Returns an error if a column cannot be decoded, or the primary key of a model is `NULL`.
    fn load(
        row: &mut RowReader<'_>,
        loader: &mut Self::Loader,
        context: &mut LoadContext<'_>,
    ) -> Result<Self::Found, Error>;
    /// Reads the value from the next columns, or returns `None` if an outer join found no row.
    ///
    /// # Errors
    /// Returns an error if a column cannot be decoded.
    fn load_opt(
        row: &mut RowReader<'_>,
        loader: &mut Self::Loader,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<Self::Found>, Error>;
    /// Publishes the objects after the last row, so that handles can be created.
    fn publish(loader: &mut Self::Loader);
    /// Converts a found value to the value that the session returns.
    ///
    /// [`publish`](Self::publish) MUST have been called before.
    ///
    /// # Errors
    /// Returns an error if the object was not published.
    fn finish(found: Self::Found, loader: &Self::Loader) -> Result<Self::Loaded, Error>;
}

/// Implements [`LoadAs`] for the kinds that a session returns unchanged.
macro_rules! load_as_it_is {
    ($($kind:ident)+) => {
        $(impl<T: FromRow> LoadAs<kind::$kind> for T {
            type Loader = ();
            type Found = T;
            type Loaded = T;

            fn loader(_: &LoadContext<'_>) {}

            #[inline]
            fn load(
                row: &mut RowReader<'_>,
                (): &mut (),
                _: &mut LoadContext<'_>,
            ) -> Result<T, Error> {
                Ok(T::from_row(row).map_err(DecodeError::in_row::<T>)?)
            }

            fn load_opt(
                row: &mut RowReader<'_>,
                (): &mut (),
                _: &mut LoadContext<'_>,
            ) -> Result<Option<T>, Error> {
                Ok(T::from_row_opt(row).map_err(DecodeError::in_row::<T>)?)
            }

            fn publish((): &mut ()) {}

            fn finish(found: T, (): &()) -> Result<T, Error> {
                Ok(found)
            }
        })+
    };
}

load_as_it_is!(ScalarKind RecordKind RowKind);

impl<M: Model> LoadAs<kind::EntityKind> for M {
    type Loader = Arrivals<M>;
    type Found = ObjectId;
    type Loaded = Instance<M>;

    const ENTITIES: usize = 1;

    fn loader(context: &LoadContext<'_>) -> Arrivals<M> {
        Arrivals::new(context.result.graph)
    }

    #[inline]
    fn load(
        row: &mut RowReader<'_>,
        arrivals: &mut Arrivals<M>,
        context: &mut LoadContext<'_>,
    ) -> Result<ObjectId, Error> {
        let id = arrivals.load(row, context.result)?;
        context.note(id);
        id.ok_or_else(|| rebis_core::Error::NoRows.into())
    }

    fn load_opt(
        row: &mut RowReader<'_>,
        arrivals: &mut Arrivals<M>,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<ObjectId>, Error> {
        let id = arrivals.load(row, context.result)?;
        context.note(id);
        Ok(id)
    }

    fn publish(arrivals: &mut Arrivals<M>) {
        arrivals.publish();
    }

    #[inline]
    fn finish(id: ObjectId, arrivals: &Arrivals<M>) -> Result<Instance<M>, Error> {
        let handle = arrivals.handle(id);
        handle.ok_or_else(|| rebis_core::Error::NoRows.into())
    }
}

impl<T, K> LoadAs<kind::OptionKind<K>> for Option<T>
where
    T: FromRow<Kind = K> + LoadAs<K>,
{
    type Loader = T::Loader;
    type Found = Option<T::Found>;
    type Loaded = Option<T::Loaded>;

    const ENTITIES: usize = T::ENTITIES;

    fn loader(context: &LoadContext<'_>) -> T::Loader {
        T::loader(context)
    }

    fn load(
        row: &mut RowReader<'_>,
        loader: &mut T::Loader,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<T::Found>, Error> {
        T::load_opt(row, loader, context)
    }

    fn load_opt(
        row: &mut RowReader<'_>,
        loader: &mut T::Loader,
        context: &mut LoadContext<'_>,
    ) -> Result<Option<Option<T::Found>>, Error> {
        T::load_opt(row, loader, context).map(Some)
    }

    fn publish(loader: &mut T::Loader) {
        T::publish(loader);
    }

    fn finish(found: Option<T::Found>, loader: &T::Loader) -> Result<Option<T::Loaded>, Error> {
        found.map(|found| T::finish(found, loader)).transpose()
    }
}

macro_rules! load_tuple {
    ($($name:ident $found:ident)*) => {
        #[allow(
            unused_variables,
            non_snake_case,
            clippy::unused_unit,
            reason = "the empty tuple has no elements; a type parameter and its value share a name"
        )]
        impl<$($name: Load),*> LoadAs<kind::TupleKind> for ($($name,)*) {
            type Loader = ($(<$name as LoadAs<$name::Kind>>::Loader,)*);
            type Found = ($(<$name as LoadAs<$name::Kind>>::Found,)*);
            type Loaded = ($(Loaded<$name>,)*);

            const ENTITIES: usize = 0 $(+ <$name as LoadAs<$name::Kind>>::ENTITIES)*;

            fn loader(context: &LoadContext<'_>) -> Self::Loader {
                ($($name::loader(context),)*)
            }

            fn load(
                row: &mut RowReader<'_>,
                ($($name,)*): &mut Self::Loader,
                context: &mut LoadContext<'_>,
            ) -> Result<Self::Found, Error> {
                Ok(($($name::load(row, $name, context)?,)*))
            }

            fn load_opt(
                row: &mut RowReader<'_>,
                loader: &mut Self::Loader,
                context: &mut LoadContext<'_>,
            ) -> Result<Option<Self::Found>, Error> {
                <Self as LoadAs<kind::TupleKind>>::load(row, loader, context).map(Some)
            }

            fn publish(($($name,)*): &mut Self::Loader) {
                $($name::publish($name);)*
            }

            fn finish(found: Self::Found, loader: &Self::Loader) -> Result<Self::Loaded, Error> {
                let (($($found,)*), ($($name,)*)) = (found, loader);
                Ok(($($name::finish($found, $name)?,)*))
            }
        }
    };
}

load_tuple!();
load_tuple!(A a);
load_tuple!(A a B b);
load_tuple!(A a B b C c);
load_tuple!(A a B b C c D d);
load_tuple!(A a B b C c D d E e);
load_tuple!(A a B b C c D d E e F f);
load_tuple!(A a B b C c D d E e F f G g);
load_tuple!(A a B b C c D d E e F f G g H h);
load_tuple!(A a B b C c D d E e F f G g H h I i);
load_tuple!(A a B b C c D d E e F f G g H h I i J j);
load_tuple!(A a B b C c D d E e F f G g H h I i J j K k);
load_tuple!(A a B b C c D d E e F f G g H h I i J j K k L l);
