//! [`Hint`]: the surroundings of a bind, which determine its name and its type.

use std::borrow::Cow;

use super::expr::word_of;
use crate::expr::Node;
use crate::types::{ParameterType, SqlType, TypeRef};
use crate::value::Value;

/// The surroundings of a bind: a name for its placeholder, and its place.
///
/// The place determines whether the database infers the type of the placeholder.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    pub(super) name: &'static str,
    pub(super) place: BindPlace,
}

/// The place of a bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindPlace {
    /// Not beside an expression from which the database infers the type.
    Alone,
    /// Compared with a column. The database infers the type of the column.
    BesideColumn,
    /// An operand of an operator with a column. The bind can have another type than the column.
    Operand,
    /// Beside another expression with a type, such as a function or an operator.
    BesideExpression,
    /// An argument of a function.
    Argument,
    /// A whole entry of a select list.
    SelectItem,
    /// The operand of a cast.
    Cast,
    /// The whole value of a column in an `INSERT` or `UPDATE`.
    Assigned,
    /// In SQL text from the user.
    InText,
}

/// A bind with the facts that determine how its placeholder gets a type.
#[derive(Clone, Debug)]
pub struct TypedBind<'v> {
    /// The SQL type of the value's Rust type; `None` if it is not known.
    pub sql_type: Option<SqlType>,
    /// The place of the bind.
    pub place: BindPlace,
    /// The value; `None` for a parameter without a value.
    pub value: Option<&'v Value>,
}

/// How a placeholder gets its type.
#[derive(Clone, Debug, Default)]
pub struct BindForm {
    /// The text before the placeholder.
    pub before: &'static str,
    /// The text after the placeholder.
    pub after: Cow<'static, str>,
    /// The type that the driver declares for the parameter when it prepares the statement.
    pub parameter: ParameterType,
}

impl BindForm {
    /// Returns a placeholder without a cast, with a type for the driver.
    pub fn parameter(parameter: ParameterType) -> Self {
        Self {
            parameter,
            ..Self::default()
        }
    }

    /// Returns a placeholder within `CAST(… AS type_name)`.
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
    /// A bind without known surroundings, named `param`.
    pub const NONE: Self = Self {
        name: "param",
        place: BindPlace::Alone,
    };

    /// A bind that is a whole entry of a select list.
    pub(crate) const SELECT_ITEM: Self = Self {
        name: "param",
        place: BindPlace::SelectItem,
    };

    /// A bind within SQL text from the user.
    pub(super) const IN_TEXT: Self = Self {
        name: "param",
        place: BindPlace::InText,
    };

    /// A bind that is the whole value of a column.
    pub(super) const ASSIGNED: Self = Self {
        name: "param",
        place: BindPlace::Assigned,
    };

    /// Returns the hint for a bind that is compared with an expression.
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

    /// Returns the hint for a bind that is compared with a list of expressions.
    pub(super) fn from_any<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Self {
        let mut hints = nodes.into_iter().map(Self::from_node);
        hints
            .find(|hint| hint.place != BindPlace::Alone)
            .unwrap_or(Self::NONE)
    }

    /// Returns the hint for an operand of arithmetic, which has its own type.
    pub(crate) fn operand(self) -> Self {
        let place = match self.place {
            BindPlace::BesideColumn => BindPlace::Operand,
            place => place,
        };
        Self { place, ..self }
    }

    /// Returns the hint for a bind whose type cannot be inferred.
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
