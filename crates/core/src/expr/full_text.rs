//! Full text search.

use std::borrow::Cow;

use super::node::Node;
use super::{Expr, Expression, IntoExpr};
use crate::types::Scalar;
use crate::visit::{Shared, facts, parts};

/// A search for words in columns, in the language of each database.
#[derive(Clone, Debug)]
pub struct MatchNode {
    /// Whether `NOT` stands before it.
    pub negated: bool,
    /// The columns.
    pub columns: Vec<Node>,
    /// The words.
    pub pattern: Node,
    /// How MySQL reads the words, if the user said so.
    pub mode: Option<MatchMode>,
    /// The configuration of PostgreSQL that the words are read by.
    pub configuration: Option<Cow<'static, str>>,
}

parts! {
    MatchNode { negated, columns, pattern, mode, configuration }
}

/// How MySQL reads the words of a full text search.
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

/// A full text search: what [`match_`] returns.
#[derive(Clone, Debug)]
pub struct Match(MatchNode);

/// The columns of a full text search: a column, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of text to search",
    note = "a column of `String`, and a tuple of them, are"
)]
pub trait MatchColumns {
    /// The untyped nodes.
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

/// Searches columns for words, through an index of the database.
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

    /// `IN BOOLEAN MODE` of MySQL.
    #[must_use]
    pub fn in_boolean_mode(self) -> Self {
        self.mode(MatchMode::Boolean)
    }

    /// `IN NATURAL LANGUAGE MODE` of MySQL.
    #[must_use]
    pub fn in_natural_language_mode(self) -> Self {
        self.mode(MatchMode::NaturalLanguage)
    }

    /// `IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION` of MySQL.
    #[must_use]
    pub fn with_query_expansion(self) -> Self {
        self.mode(MatchMode::QueryExpansion)
    }

    /// The configuration by which PostgreSQL reads the words; other databases have none.
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
