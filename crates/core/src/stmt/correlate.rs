//! Correlation: the tables that a subquery shares with its enclosing statements.

use super::{JoinTarget, Select};
use crate::expr::Source;
use crate::visit::{branches, variants};

/// The tables that a subquery leaves out of its `FROM`, because an enclosing statement has them.
#[derive(Clone, Debug, Default)]
pub enum Correlation {
    /// The tables of the innermost enclosing statement, if another entry of `FROM` remains.
    #[default]
    Auto,
    /// Only these tables, of any enclosing statement.
    Only(Vec<Source>),
    /// All tables of any enclosing statement, without these.
    Except(Vec<Source>),
}

variants!(Correlation { Auto, Only(sources), Except(sources) });
branches!(Correlation);

/// A list of tables: a table, a tuple of tables, or `()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of tables",
    note = "use the constant of a table, `aliased(…)`, `&subquery`, or a tuple of them"
)]
pub trait Sources {
    /// Appends the tables.
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
crate::for_each_tuple!(4, source_tuple);

impl<O> Select<O> {
    /// Correlates these tables with the enclosing statements, and no others; `()` correlates none.
    ///
    /// The subquery leaves correlated tables out of its `FROM`. By default, a subquery in an
    /// expression correlates the tables that the innermost enclosing statement has, too. At least
    /// one entry of its `FROM` must remain; otherwise compiling fails.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(func::count(Post.id)).filter(Post.author_id.eq(User.id)).correlate(User);
    /// let stmt = select((User.name, posts.label("posts")));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name, (SELECT count(posts.id) AS count_1 FROM posts \
    ///      WHERE posts.author_id = users.id) AS posts FROM users"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?[0], ("ann".to_owned(), Some(2)));
    /// # Ok(())
    /// # });
    /// ```
    pub fn correlate(mut self, tables: impl Sources) -> Self {
        let mut sources = match &self.extras().correlation {
            Correlation::Only(known) => known.clone(),
            _ => Vec::new(),
        };
        tables.append_to(&mut sources);
        self.extras().correlation = Correlation::Only(sources);
        self
    }

    /// Correlates all tables that an enclosing statement has, except these; `()` excludes none.
    ///
    /// The subquery leaves correlated tables out of its `FROM`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(func::count(Post.id)).filter(Post.author_id.eq(User.id));
    /// let stmt = select((User.name, posts.correlate_except(Post).label("posts")));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name, (SELECT count(posts.id) AS count_1 FROM posts \
    ///      WHERE posts.author_id = users.id) AS posts FROM users"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?[0], ("ann".to_owned(), Some(2)));
    /// # Ok(())
    /// # });
    /// ```
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
