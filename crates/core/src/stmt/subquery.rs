//! Derived tables: a select with a name, in `FROM`.

use std::marker::PhantomData;

use super::{Query, Record};
use crate::expr::{Column, Source};
use crate::types::Scalar;

/// A select with a name, to stand in `FROM`.
#[derive(Clone, Debug)]
pub struct Subquery<O> {
    pub(crate) query: Query,
    pub(crate) source: Source,
    _row: PhantomData<fn() -> O>,
}

impl<O> Subquery<O> {
    pub(crate) fn new(query: Query, source: Source) -> Self {
        Self {
            query,
            source,
            _row: PhantomData,
        }
    }
}

impl<O: DerivedColumns> Subquery<O> {
    /// The columns, typed: one of a single expression, a tuple of a tuple, the fields of a model.
    pub fn columns(&self) -> O::Columns {
        let names = crate::compile::output_names(&self.query);
        O::columns(self.source, &mut names.into_iter())
    }
}

/// A row type whose columns a derived table offers.
pub trait DerivedColumns {
    /// The typed columns.
    type Columns;

    /// The columns of a source, with names taken in order.
    fn columns(source: Source, names: &mut dyn Iterator<Item = &'static str>) -> Self::Columns;
}

macro_rules! derived_tuple {
    ($($name:ident)+) => {
        impl<$($name: Scalar),+> DerivedColumns for ($($name,)+) {
            type Columns = ($(Column<$name>,)+);

            fn columns(
                source: Source,
                names: &mut dyn Iterator<Item = &'static str>,
            ) -> Self::Columns {
                ($(Column::<$name>::new(source, names.next().unwrap_or("?")),)+)
            }
        }
    };
}

derived_tuple!(A);
derived_tuple!(A B);
derived_tuple!(A B C);
derived_tuple!(A B C D);
derived_tuple!(A B C D E);
derived_tuple!(A B C D E F);
derived_tuple!(A B C D E F G);
derived_tuple!(A B C D E F G H);
derived_tuple!(A B C D E F G H I);
derived_tuple!(A B C D E F G H I J);
derived_tuple!(A B C D E F G H I J K);
derived_tuple!(A B C D E F G H I J K L);

impl<O: Scalar> Subquery<O> {
    /// The only column.
    pub fn column(&self) -> Column<O> {
        let names = crate::compile::output_names(&self.query);
        Column::new(self.source, names.first().copied().unwrap_or("?"))
    }
}

impl<R: Record> Subquery<R> {
    /// The columns of the model, qualified with the subquery's name.
    pub fn fields(&self) -> R::Fields {
        R::fields(self.source)
    }
}
