//! Which tables a subquery takes from the statements around it.

use super::{JoinTarget, Select};
use crate::expr::Source;
use crate::visit::{branches, variants};

/// The entries of a subquery's `FROM` that an enclosing statement provides.
#[derive(Clone, Debug, Default)]
pub enum Correlation {
    /// Those of the statement right around it, as long as another entry remains.
    #[default]
    Auto,
    /// These, of any statement around it.
    Only(Vec<Source>),
    /// All but these, of any statement around it.
    Except(Vec<Source>),
}

variants!(Correlation { Auto, Only(sources), Except(sources) });
branches!(Correlation);

/// A list of tables: one, or a tuple, `()` for none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of tables",
    note = "the constant of a table, `aliased(…)`, `&subquery` and tuples of them are"
)]
pub trait Sources {
    /// Appends them.
    fn append_to(self, sources: &mut Vec<Source>);
}

impl<T: JoinTarget> Sources for T {
    fn append_to(self, sources: &mut Vec<Source>) {
        sources.push(self.into_from().source());
    }
}

macro_rules! source_tuple {
    ($($name:ident)*) => {
        impl<$($name: Sources),*> Sources for ($($name,)*) {
            #[allow(unused_variables, reason = "there is an empty tuple")]
            fn append_to(self, sources: &mut Vec<Source>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)*) = self;
                $($name.append_to(sources);)*
            }
        }
    };
}

source_tuple!();
source_tuple!(A);
source_tuple!(A B);
source_tuple!(A B C);
source_tuple!(A B C D);

impl<O> Select<O> {
    /// Takes these tables from the statements around, and no others; `()` takes none.
    ///
    /// Without it, a subquery in an expression takes those of the statement right around it that
    /// both name, as long as its `FROM` keeps an entry.
    pub fn correlate(mut self, tables: impl Sources) -> Self {
        let mut sources = match &self.extras().correlation {
            Correlation::Only(known) => known.clone(),
            _ => Vec::new(),
        };
        tables.append_to(&mut sources);
        self.extras().correlation = Correlation::Only(sources);
        self
    }

    /// Takes all tables from the statements around but these; `()` takes all.
    pub fn correlate_except(mut self, tables: impl Sources) -> Self {
        let mut sources = match &self.extras().correlation {
            Correlation::Except(known) => known.clone(),
            _ => Vec::new(),
        };
        tables.append_to(&mut sources);
        self.extras().correlation = Correlation::Except(sources);
        self
    }
}
