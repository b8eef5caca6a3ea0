//! Full text search.

use std::borrow::Cow;

use super::node::Node;
use super::{Expr, Expression, IntoExpr};
use crate::types::Scalar;
use crate::visit::{Shared, facts, parts};

/// A full text search, in the syntax of each database.
#[derive(Clone, Debug)]
pub struct MatchNode {
    /// Whether it is negated by `NOT`.
    pub negated: bool,
    /// The searched columns.
    pub columns: Vec<Node>,
    /// The words to find.
    pub pattern: Node,
    /// The search mode of MySQL; `None` is `IN BOOLEAN MODE`.
    pub mode: Option<MatchMode>,
    /// The text search configuration of PostgreSQL.
    pub configuration: Option<Cow<'static, str>>,
}

parts! {
    MatchNode { negated, columns, pattern, mode, configuration }
}

/// A mode of MySQL's full text search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchMode {
    /// `IN BOOLEAN MODE`
    Boolean,
    /// `IN NATURAL LANGUAGE MODE`
    NaturalLanguage,
    /// `IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION`
    QueryExpansion,
}

facts!(MatchMode);

/// A full text search, as returned by [`match_`].
#[derive(Clone, Debug)]
pub struct Match(MatchNode);

/// The columns of a full text search: one column, or a tuple of columns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of text to search",
    note = "use a column of `String`, or a tuple of columns"
)]
pub trait MatchColumns {
    /// Returns the untyped nodes.
    fn into_columns(self) -> Vec<Node>;
}

impl<E: Expression<Type: Scalar<Base = String>>> MatchColumns for E {
    fn into_columns(self) -> Vec<Node> {
        vec![self.into_node()]
    }
}

macro_rules! columns {
    ($($name:ident)+) => {
        impl<$($name: Expression<Type: Scalar<Base = String>>),+> MatchColumns for ($($name,)+) {
            fn into_columns(self) -> Vec<Node> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$($name.into_node()),+]
            }
        }
    };
}

columns!(A B);
columns!(A B C);
columns!(A B C D);

/// Searches columns for words with the full text search of the database.
///
/// Only MySQL and MariaDB can search several columns. Compiling for another dialect returns an
/// error.
///
/// ```
/// use rebis_core::dialect::{MySql, Postgres};
/// use rebis_core::{Column, Source, Compile, TableName, match_, select};
/// const TITLE: Column<String> = Column::new(Source::table(&TableName::new("posts")), "title");
/// let stmt = select(TITLE).filter(match_(TITLE, "rust"));
/// let sql = stmt.compile(&Postgres).unwrap().sql().to_owned();
/// assert_eq!(sql, "SELECT posts.title FROM posts WHERE posts.title @@ plainto_tsquery($1)");
///
/// let stmt = select(TITLE).filter(match_(TITLE, "+rust -go").in_boolean_mode());
/// let sql = stmt.compile(&MySql::default()).unwrap().sql().to_owned();
/// let expected = "SELECT posts.title FROM posts \
///                 WHERE MATCH (posts.title) AGAINST (? IN BOOLEAN MODE)";
/// assert_eq!(sql, expected);
/// ```
pub fn match_(columns: impl MatchColumns, words: impl IntoExpr<String>) -> Match {
    Match::new(columns.into_columns(), words.into_operand())
}

impl Match {
    pub(super) fn new(columns: Vec<Node>, pattern: Node) -> Self {
        Self(MatchNode {
            negated: false,
            columns,
            pattern,
            mode: None,
            configuration: None,
        })
    }

    /// Searches `IN BOOLEAN MODE`, the default on MySQL and MariaDB.
    ///
    /// Compiling for another dialect returns an error.
    #[must_use]
    pub fn in_boolean_mode(self) -> Self {
        self.mode(MatchMode::Boolean)
    }

    /// Searches `IN NATURAL LANGUAGE MODE`, on MySQL and MariaDB.
    ///
    /// Compiling for another dialect returns an error.
    #[must_use]
    pub fn in_natural_language_mode(self) -> Self {
        self.mode(MatchMode::NaturalLanguage)
    }

    /// Searches `IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION`, on MySQL and MariaDB.
    ///
    /// Compiling for another dialect returns an error.
    #[must_use]
    pub fn with_query_expansion(self) -> Self {
        self.mode(MatchMode::QueryExpansion)
    }

    /// Sets PostgreSQL's text search configuration, such as `english`. Other dialects ignore it.
    #[must_use]
    pub fn configuration(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.configuration = Some(name.into());
        self
    }

    fn mode(mut self, mode: MatchMode) -> Self {
        self.0.mode = Some(mode);
        self
    }
}

impl Expression for Match {
    type Type = bool;

    fn into_node(self) -> Node {
        Node::Match(Shared::new(self.0))
    }
}

impl IntoExpr<bool> for Match {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl From<Match> for Expr<bool> {
    fn from(search: Match) -> Self {
        search.expr()
    }
}
