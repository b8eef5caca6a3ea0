//! `.options(…)` of a select, and the check that it fits what is selected.

use rebis_core::{Select, Source};

use super::options::{LoadPath, Loader};
use crate::load::{Load, LoadAs};
use crate::mapper::{Mapper, Model};

/// The loader options that a select carries.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttachedLoaders {
    pub(crate) loaders: Vec<AttachedLoader>,
}

/// One loader option of a select.
#[derive(Clone, Debug)]
pub(crate) struct AttachedLoader {
    /// Which of the models in the select list it starts at.
    pub(crate) position: usize,
    pub(crate) mapper: &'static Mapper,
    /// What that model's columns are qualified with.
    pub(crate) source: Source,
    pub(crate) path: LoadPath,
}

/// `.options(…)` for selects of models.
pub trait SelectOptions<O>: Sized {
    /// Loads relationships with the result: one loader, or a tuple of them.
    ///
    /// The relationship must start at a selected model. Where the same model is selected twice, as
    /// itself and as an alias, say which is meant by its place in the tuple:
    /// `.options::<_, At<0>>(…)`. On a connection, which tracks nothing,
    /// options have no effect.
    #[must_use]
    fn options<L, I>(self, loaders: L) -> Self
    where
        L: LoaderOptions<O, I>;
}

impl<O> SelectOptions<O> for Select<O> {
    fn options<L, I>(self, loaders: L) -> Self
    where
        L: LoaderOptions<O, I>,
    {
        let mut attached = self
            .attachment::<AttachedLoaders>()
            .cloned()
            .unwrap_or_default();
        loaders.attach(&mut Attach {
            loaders: &mut attached,
        });
        self.with_attachment(attached)
    }
}

/// Where loaders are put.
#[derive(Debug)]
pub struct Attach<'a> {
    loaders: &'a mut AttachedLoaders,
}

/// Loaders that fit a select whose rows are `O`. `I` is inferred.
pub trait LoaderOptions<O, I> {
    /// Adds the loaders.
    fn attach(self, to: &mut Attach<'_>);
}

impl<O, R: Model, C, I> LoaderOptions<O, I> for Loader<R, C>
where
    O: Selects<R, I>,
{
    fn attach(self, to: &mut Attach<'_>) {
        let (position, mapper) = (O::position(), R::mapper());
        let Self { source, path, .. } = self;
        to.loaders.loaders.push(AttachedLoader {
            position,
            mapper,
            source,
            path,
        });
    }
}

macro_rules! options_tuple {
    ($($name:ident $index:ident),+) => {
        impl<O, $($name, $index),+> LoaderOptions<O, ($($index,)+)> for ($($name,)+)
        where
            $($name: LoaderOptions<O, $index>),+
        {
            fn attach(self, to: &mut Attach<'_>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.attach(to);)+
            }
        }
    };
}

options_tuple!(A I);
options_tuple!(A I, B J);
options_tuple!(A I, B J, C K);
options_tuple!(A I, B J, C K, D L);
options_tuple!(A I, B J, C K, D L, E M);
options_tuple!(A I, B J, C K, D L, E M, F N);

/// The place of a model in a select list.
#[derive(Debug)]
pub struct At<const N: usize>;

/// The place of a model that may be absent in a select list.
#[derive(Debug)]
pub struct AtOption<const N: usize>;

/// A row type that has a model in it. `I` is inferred.
#[diagnostic::on_unimplemented(
    message = "the select does not select `{M}`",
    label = "this loader starts at `{M}`, which is not selected",
    note = "a loader option starts at a model of the select list"
)]
pub trait Selects<M, I> {
    /// Which of the models in the row it is, from 0.
    fn position() -> usize;
}

impl<M: Model> Selects<M, At<0>> for M {
    fn position() -> usize {
        0
    }
}

impl<M: Model> Selects<M, AtOption<0>> for Option<M> {
    fn position() -> usize {
        0
    }
}

macro_rules! selects {
    ($number:literal: ($($before:ident)*) $model:ident ($($after:ident)*)) => {
        impl<$($before: Load,)* $model: Model, $($after),*> Selects<$model, At<$number>>
            for ($($before,)* $model, $($after),*)
        {
            fn position() -> usize {
                0 $(+ <$before as LoadAs<$before::Kind>>::ENTITIES)*
            }
        }

        impl<$($before: Load,)* $model: Model, $($after),*> Selects<$model, AtOption<$number>>
            for ($($before,)* Option<$model>, $($after),*)
        {
            fn position() -> usize {
                0 $(+ <$before as LoadAs<$before::Kind>>::ENTITIES)*
            }
        }
    };
}

selects!(0: () A ());
selects!(0: () A (B));
selects!(1: (A) B ());
selects!(0: () A (B C));
selects!(1: (A) B (C));
selects!(2: (A B) C ());
selects!(0: () A (B C D));
selects!(1: (A) B (C D));
selects!(2: (A B) C (D));
selects!(3: (A B C) D ());
