//! `.options(…)` of a select, and the compile-time check that the loaders fit the select list.

use rebis_core::{Select, Source};

use super::options::{LoadPath, Loader};
use crate::load::{Load, LoadAs};
use crate::mapper::{Mapper, Model};

/// The loader options that are attached to a select.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttachedLoaders {
    pub(crate) loaders: Vec<AttachedLoader>,
}

/// One loader option of a select.
#[derive(Clone, Debug)]
pub(crate) struct AttachedLoader {
    /// The position of its model among the models of the select list.
    pub(crate) position: usize,
    pub(crate) mapper: &'static Mapper,
    /// The source that qualifies the model's columns.
    pub(crate) source: Source,
    pub(crate) path: LoadPath,
}

/// The method `options` for selects of models.
pub trait SelectOptions<O>: Sized {
    /// Loads relationships together with the result. Pass a loader or a tuple of loaders.
    ///
    /// Each loader must start at a selected model. If a model is selected twice, as a table and as
    /// an alias, specify its position in the select list: `.options::<_, At<0>>(…)`.
    ///
    /// A connection, which does not track objects, refuses a statement with loader options.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let stmt = select(Post).options((joinedload(Post.author), selectinload(Post.tags)));
    /// let posts = session.all(stmt.order_by(Post.id)).await?;
    /// assert_eq!(posts[0].author.get()?.name, "ann");
    /// assert!(posts[0].tags.get()?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
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
        self.with_refused_attachment("loader options", attached)
    }
}

/// The destination of [`LoaderOptions::attach`].
#[derive(Debug)]
pub struct Attach<'a> {
    loaders: &'a mut AttachedLoaders,
}

/// Loaders for a select with the row type `O`. `I` is inferred.
pub trait LoaderOptions<O, I> {
    /// Adds the loaders to the select.
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

/// The position of a model in a select list.
#[derive(Debug)]
pub struct At<const N: usize>;

/// The position of an optional model, an `Option<M>`, in a select list.
#[derive(Debug)]
pub struct AtOption<const N: usize>;

/// A row type that contains the model `M`. `I` is inferred.
#[diagnostic::on_unimplemented(
    message = "the statement does not select `{M}`",
    label = "this loader starts at `{M}`, which is not selected",
    note = "add `{M}` to the select list, or pass a loader that starts at a selected model"
)]
pub trait Selects<M, I> {
    /// Returns the position of the model among the models of the row, from 0.
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
