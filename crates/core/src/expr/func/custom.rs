//! Function calls by name.

use super::super::node::Node;
use super::super::{Expr, Expression, Null};
use super::FunctionNode;
use crate::types::{DecimalText, Scalar, for_each_integer, for_each_scalar};

/// The functions for which dialects have special cases. Their names are found in any case.
const KNOWN: [&str; 13] = [
    "aggregate_strings",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cube",
    "grouping_sets",
    "max",
    "min",
    "now",
    "random",
    "rollup",
    "sum",
];

const WITHOUT_PARENTHESES: [&str; 9] = [
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "sysdate",
    "user",
];

/// Calls a function by name, with untyped arguments.
///
/// `T` is not checked. The name is written unchanged, and quoted if it has characters that a plain
/// name cannot have. Functions of standard SQL without parentheses (`current_date`) get none.
pub fn custom<T: Scalar>(name: &'static str, args: impl IntoIterator<Item = Node>) -> Expr<T> {
    super::typed(function(name, args.into_iter().collect()))
}

/// Calls a function by name, with an expression, a value or a tuple of these as arguments.
///
/// `T` is not checked. The name is written unchanged, and quoted if it has characters that a plain
/// name cannot have.
///
/// ```
/// use rebis_core::{Column, Expr, Source, TableName, func, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let reversed: Expr<String> = func::call("reverse", NAME);
/// assert_eq!(select(reversed).to_string(), "SELECT reverse(users.name) AS reverse_1 FROM users");
/// ```
pub fn call<T: Scalar>(name: &'static str, args: impl Arguments) -> Expr<T> {
    custom(name, args.into_nodes())
}

/// Names a package or schema that contains functions.
///
/// ```
/// use rebis_core::{Expr, func, select};
/// let total: Expr<i64> = func::package("accounts").package("reports").call("total", ());
/// assert_eq!(select(total).to_string(), "SELECT accounts.reports.total() AS total_1");
/// ```
pub fn package(name: &'static str) -> Package {
    Package(vec![name])
}

/// A package or schema that contains functions; see [`package`].
#[derive(Clone, Debug)]
pub struct Package(Vec<&'static str>);

impl Package {
    /// Names a package within this package.
    #[must_use]
    pub fn package(mut self, name: &'static str) -> Self {
        self.0.push(name);
        self
    }

    /// Calls a function of the package: `package.name(…)`.
    ///
    /// The arguments are an expression, a value or a tuple of these. `T` is not checked.
    pub fn call<T: Scalar>(self, name: &'static str, args: impl Arguments) -> Expr<T> {
        let function = FunctionNode {
            packages: self.0,
            ..FunctionNode::new(name, args.into_nodes())
        };
        super::typed(function)
    }
}

fn function(name: &'static str, args: Vec<Node>) -> FunctionNode {
    let is = |known: &&&str| known.eq_ignore_ascii_case(name);
    if let Some(known) = WITHOUT_PARENTHESES.iter().find(is) {
        return FunctionNode {
            bare: true,
            ..FunctionNode::new(known, args)
        };
    }
    let known = KNOWN.iter().find(is).copied();
    FunctionNode::new(known.unwrap_or(name), args)
}

/// An argument of a function: an expression or a plain value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a function",
    note = "pass an expression or a plain value"
)]
pub trait Argument {
    /// Returns the untyped argument.
    fn into_argument(self) -> Node;
}

impl<E: Expression> Argument for E {
    fn into_argument(self) -> Node {
        self.into_node()
    }
}

macro_rules! values {
    ($($(#[$meta:meta])* $rust:ty;)+) => {
        $($(#[$meta])* impl Argument for $rust {
            fn into_argument(self) -> Node {
                Node::value_of(self)
            }
        })+
    };
}

for_each_integer!(values);
for_each_scalar!(values);
values!(u8;);

impl<const PRECISION: u32, const SCALE: u32> Argument for DecimalText<PRECISION, SCALE> {
    fn into_argument(self) -> Node {
        Node::value_of(self)
    }
}

impl Argument for Null {
    fn into_argument(self) -> Node {
        Node::Null
    }
}

impl Argument for &str {
    fn into_argument(self) -> Node {
        Node::value_of(self.to_owned())
    }
}

/// The arguments of a function: none (`()`), one, or a tuple of up to eight.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the arguments of a function",
    note = "pass `()`, an expression, a plain value, or a tuple of these"
)]
pub trait Arguments {
    /// Returns the untyped arguments.
    fn into_nodes(self) -> Vec<Node>;
}

impl Arguments for () {
    fn into_nodes(self) -> Vec<Node> {
        Vec::new()
    }
}

impl<A: Argument> Arguments for A {
    fn into_nodes(self) -> Vec<Node> {
        vec![self.into_argument()]
    }
}

macro_rules! argument_tuple {
    ($($name:ident)+) => {
        impl<$($name: Argument),+> Arguments for ($($name,)+) {
            fn into_nodes(self) -> Vec<Node> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$($name.into_argument()),+]
            }
        }
    };
}

crate::for_each_tuple!(8, argument_tuple);

/// Returns the next value of a sequence, in the syntax of the database.
///
/// Compiling for MySQL or SQLite returns an error, because they have no sequences.
pub fn next_value(sequence: &'static str) -> Expr<i64> {
    Expr::from_node(FunctionNode::new("next_value", vec![Node::Identifier(sequence)]).into())
}
