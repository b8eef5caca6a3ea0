//! [`Hint`]: what an expression knows of a bind within it.

use std::borrow::Cow;

use super::expr::word_of;
use crate::expr::Node;
use crate::types::{ParameterType, SqlType, TypeRef};
use crate::value::Value;

/// What surrounds a bind: it names the placeholder, and tells whether the database infers the type.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    pub(super) name: &'static str,
    pub(super) place: BindPlace,
}

/// Where a bind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindPlace {
    /// Nothing around it has a type that the database gives it.
    Alone,
    /// Compared with a column, whose type the database gives it.
    BesideColumn,
    /// The other operand of an operator with a column, which may be of another type.
    Operand,
    /// Beside another expression with a type: a function, an operator.
    BesideExpression,
    /// An argument of a function.
    Argument,
    /// A whole entry of a select list.
    SelectItem,
    /// The operand of a cast.
    Cast,
    /// The whole value of a column in an `INSERT` or `UPDATE`.
    Assigned,
    /// In SQL that the user wrote.
    InText,
}

/// A bind, as a dialect sees it when it decides how the placeholder gets its type.
#[derive(Clone, Debug)]
pub struct TypedBind<'v> {
    /// The SQL type, by the Rust type of the value; `None` if it is not known.
    pub sql_type: Option<SqlType>,
    /// Where it is.
    pub place: BindPlace,
    /// The value; `None` for a parameter that has none yet.
    pub value: Option<&'v Value>,
}

/// How a placeholder gets its type.
#[derive(Clone, Debug, Default)]
pub struct BindForm {
    /// Text before the placeholder.
    pub before: &'static str,
    /// Text after it.
    pub after: Cow<'static, str>,
    /// The type that the driver gives the parameter when it prepares the statement.
    pub parameter: ParameterType,
}

impl BindForm {
    /// The placeholder alone, with a type for the driver.
    pub fn parameter(parameter: ParameterType) -> Self {
        Self {
            parameter,
            ..Self::default()
        }
    }

    /// `CAST(… AS type)`.
    pub fn cast(type_name: &str) -> Self {
        Self {
            before: "CAST(",
            after: format!(" AS {type_name})").into(),
            parameter: ParameterType::Inferred,
        }
    }
}

/// The type of a bind and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typing {
    pub(super) sql_type: TypeRef,
    pub(super) place: BindPlace,
}

impl Hint {
    /// Nothing is known.
    pub const NONE: Self = Self {
        name: "param",
        place: BindPlace::Alone,
    };

    /// A whole entry of a select list.
    pub(crate) const SELECT_ITEM: Self = Self {
        name: "param",
        place: BindPlace::SelectItem,
    };

    /// Within SQL that the user wrote.
    pub(super) const IN_TEXT: Self = Self {
        name: "param",
        place: BindPlace::InText,
    };

    /// The whole value of a column.
    pub(super) const ASSIGNED: Self = Self {
        name: "param",
        place: BindPlace::Assigned,
    };

    /// What an expression knows of a bind that it is compared with.
    pub fn from_node(node: &Node) -> Self {
        let (name, place) = match node {
            Node::Column(column) => (column.name, BindPlace::BesideColumn),
            Node::Function(function) => (function.name, BindPlace::BesideExpression),
            Node::Row(source) => (source.name(), BindPlace::BesideColumn),
            Node::Identifier(name) => (*name, BindPlace::BesideColumn),
            Node::LiteralColumn(sql) => (word_of(sql), BindPlace::BesideExpression),
            Node::Collate(node) => (Self::NONE.name, Self::from_node(&node.operand).place),
            Node::Bind(_) | Node::Param(_) | Node::Null => return Self::NONE,
            Node::Label(label) => return Self::from_node(&label.node).named(Some(Self::NONE.name)),
            _ => (Self::NONE.name, BindPlace::BesideExpression),
        };
        Self { name, place }
    }

    /// What an expression knows of a list of others that it is compared with.
    pub(super) fn from_any<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Self {
        let mut hints = nodes.into_iter().map(Self::from_node);
        hints
            .find(|hint| hint.place != BindPlace::Alone)
            .unwrap_or(Self::NONE)
    }

    /// The same for a bind that has a type of its own: an operand of arithmetic.
    pub(crate) fn operand(self) -> Self {
        let place = match self.place {
            BindPlace::BesideColumn => BindPlace::Operand,
            place => place,
        };
        Self { place, ..self }
    }

    /// The same for a bind whose type nothing tells.
    pub(super) fn alone(self) -> Self {
        self.at(BindPlace::Alone)
    }

    pub(super) fn at(self, place: BindPlace) -> Self {
        Self { place, ..self }
    }

    pub(super) fn named(self, name: Option<&'static str>) -> Self {
        Self {
            name: name.unwrap_or(self.name),
            ..self
        }
    }

    pub(super) fn typing(self, sql_type: TypeRef) -> Typing {
        Typing {
            sql_type,
            place: self.place,
        }
    }
}

impl Typing {
    pub(super) const ASSIGNED: Self = Self {
        sql_type: TypeRef::UNKNOWN,
        place: BindPlace::Assigned,
    };

    pub(super) const UNKNOWN: Self = Self {
        sql_type: TypeRef::UNKNOWN,
        place: BindPlace::Alone,
    };
}
