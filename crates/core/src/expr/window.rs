//! Window functions: `OVER`, and the clause `WINDOW`.

use std::fmt;
use std::marker::PhantomData;

use super::aggregate::into_function;
use super::node::Node;
use super::{Expr, Expression, Inlinable, IntoExpr, OrderBy, append_order};
use crate::types::Scalar;
use crate::value::Value;
use crate::visit::{Shared, branches, facts, parts, variants};

/// `function OVER (…)`.
#[derive(Clone, Debug)]
pub struct OverNode {
    /// The function.
    pub function: Node,
    /// The window of rows.
    pub window: WindowNode,
}

/// `name AS (…)` of the clause `WINDOW`.
#[derive(Clone, Debug)]
pub struct NamedWindowNode {
    /// The name.
    pub name: &'static str,
    /// The definition.
    pub window: WindowNode,
}

/// `(base PARTITION BY … ORDER BY … frame)`.
#[derive(Clone, Debug, Default)]
pub struct WindowNode {
    /// The name of the window that this window extends.
    pub base: Option<&'static str>,
    /// The keys that divide the rows into partitions.
    pub partition_by: Vec<Node>,
    /// The order of the rows of a partition.
    pub order_by: Vec<Node>,
    /// The frame: the rows of the partition that the function uses.
    pub frame: Option<FrameNode>,
    /// The error in the window, which compiling returns.
    pub invalid: Option<Node>,
}

/// The rows around the current row that a window function uses.
#[derive(Clone, Debug)]
pub struct FrameNode {
    /// The unit of the bounds.
    pub unit: FrameUnit,
    /// The first bound.
    pub start: FrameBound,
    /// The last bound.
    pub end: FrameBound,
    /// The rows to exclude.
    pub exclude: Option<FrameExclude>,
}

/// The unit of a frame's bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameUnit {
    /// Rows.
    Rows,
    /// Distance in the value of the `ORDER BY` key.
    Range,
    /// Groups of rows with equal `ORDER BY` keys.
    Groups,
}

/// A bound of a frame.
///
/// Numbers convert to bounds: a negative number is a distance before the current row, a positive
/// number a distance after it, and 0 the current row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FrameBound {
    /// The first row of the partition as the first bound, or its last row as the last bound.
    Unbounded,
    /// The current row.
    CurrentRow,
    /// A distance before the current row.
    Preceding(Inlinable),
    /// A distance after the current row.
    Following(Inlinable),
}

/// The rows that a frame excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameExclude {
    /// The current row.
    CurrentRow,
    /// The current row and all rows with equal `ORDER BY` keys.
    Group,
    /// All rows with `ORDER BY` keys equal to the current row's, but not the current row.
    Ties,
    /// No rows.
    NoOthers,
}

facts!(FrameUnit FrameExclude);
variants!(FrameBound {
    Unbounded,
    CurrentRow,
    Preceding(offset),
    Following(offset),
});
branches!(FrameBound);

parts! {
    OverNode { function, window }
    NamedWindowNode { name, window }
    WindowNode { base, partition_by, order_by, frame, invalid }
    FrameNode { unit, start, end, exclude }
}

impl FrameBound {
    /// Creates a bound at a distance before the current row.
    ///
    /// The distance is a number, in the unit of the frame. For `RANGE`, it can be any value that
    /// the database can subtract from the `ORDER BY` key.
    pub fn preceding<T: Scalar>(distance: T) -> Self {
        Self::Preceding(Inlinable::frame(distance.into_value()))
    }

    /// Creates a bound at a distance after the current row.
    ///
    /// The distance is a number, in the unit of the frame. For `RANGE`, it can be any value that
    /// the database can add to the `ORDER BY` key.
    pub fn following<T: Scalar>(distance: T) -> Self {
        Self::Following(Inlinable::frame(distance.into_value()))
    }
}

impl From<i64> for FrameBound {
    fn from(rows: i64) -> Self {
        let distance = Value::Int(rows.saturating_abs());
        match rows {
            0 => Self::CurrentRow,
            ..0 => Self::Preceding(Inlinable::frame(distance)),
            _ => Self::Following(Inlinable::frame(distance)),
        }
    }
}

impl From<i32> for FrameBound {
    fn from(rows: i32) -> Self {
        Self::from(i64::from(rows))
    }
}

impl<T> Expr<T> {
    /// Applies the function to a window of rows: `function OVER (…)`.
    ///
    /// Compiling returns an error if the expression is not a function call.
    ///
    /// ```
    /// use rebis_core::{Column, Expression, FrameBound, Source, TableName, func, select};
    /// const USERS: TableName = TableName::new("users");
    /// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
    /// const AGE: Column<i32> = Column::new(Source::table(&USERS), "age");
    /// let rank = func::rank().over().partition_by(NAME).order_by(AGE.desc());
    /// assert_eq!(
    ///     select(rank.label("place")).to_string(),
    ///     "SELECT rank() OVER (PARTITION BY users.name ORDER BY users.age DESC) AS place FROM users"
    /// );
    /// let running = func::sum(AGE).over().order_by(AGE).rows(FrameBound::Unbounded, 0);
    /// assert_eq!(
    ///     select(running.label("total")).to_string(),
    ///     "SELECT sum(users.age) OVER (ORDER BY users.age ROWS BETWEEN UNBOUNDED PRECEDING \
    ///      AND CURRENT ROW) AS total FROM users"
    /// );
    /// ```
    pub fn over(self) -> Over<T> {
        let function = into_function(self, "OVER");
        let (function, invalid) = match function {
            Ok(function) => (function, None),
            Err(invalid) => (Node::Null, Some(invalid)),
        };
        Over {
            function,
            window: WindowNode::default(),
            invalid,
            _type: PhantomData,
        }
    }

    /// Applies the function to a named window of the select: `function OVER name`.
    ///
    /// [`Select::window`](crate::Select::window) defines the window. The function can extend it
    /// with an order or a frame.
    ///
    /// ```
    /// use rebis_core::{Column, Expression, Source, TableName, func, select, window};
    /// const USERS: TableName = TableName::new("users");
    /// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
    /// const AGE: Column<i32> = Column::new(Source::table(&USERS), "age");
    /// let by_name = window("by_name").partition_by(NAME);
    /// let oldest = func::max(AGE).over_window(&by_name);
    /// let place = func::rank().over_window(&by_name).order_by(AGE.desc());
    /// assert_eq!(
    ///     select((oldest.label("oldest"), place.label("place"))).window(&by_name).to_string(),
    ///     "SELECT max(users.age) OVER by_name AS oldest, \
    ///      rank() OVER (by_name ORDER BY users.age DESC) AS place \
    ///      FROM users WINDOW by_name AS (PARTITION BY users.name)"
    /// );
    /// ```
    pub fn over_window(self, window: &Window) -> Over<T> {
        let mut over = self.over();
        over.window.base = Some(window.name);
        over
    }
}

/// A function over a window; see [`Expr::over`].
#[must_use]
pub struct Over<T> {
    function: Node,
    window: WindowNode,
    invalid: Option<Node>,
    _type: PhantomData<fn() -> T>,
}

/// A named window; see [`window`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Window {
    name: &'static str,
    window: WindowNode,
}

/// Creates a named window, which several functions can use.
///
/// [`Expr::over_window`] uses it, and [`Select::window`](crate::Select::window) defines it in the
/// clause `WINDOW`.
pub fn window(name: &'static str) -> Window {
    Window {
        name,
        window: WindowNode::default(),
    }
}

impl Window {
    /// Returns the entry of the clause `WINDOW`.
    pub(crate) fn into_entry(self) -> NamedWindowNode {
        let Self { name, window } = self;
        NamedWindowNode { name, window }
    }
}

macro_rules! window_methods {
    ($shell:ty $(, $parameter:ident)?) => {
        impl$(<$parameter>)? $shell {
            /// Divides the rows into partitions; the function uses the current row's partition.
            pub fn partition_by(mut self, keys: impl OrderBy) -> Self {
                keys.append_to(&mut self.window.partition_by);
                self
            }

            /// Orders the rows of a partition.
            pub fn order_by(mut self, keys: impl OrderBy) -> Self {
                append_order(keys, &mut self.window.order_by);
                self
            }

            /// Limits the frame to the rows between two bounds, counted in rows: `ROWS BETWEEN …`.
            ///
            /// Compiling returns an error if the window has two frames.
            pub fn rows(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Rows, start.into(), end.into())
            }

            /// Limits the frame to rows within a distance in the `ORDER BY` key: `RANGE BETWEEN …`.
            ///
            /// Compiling returns an error if the window has two frames.
            pub fn range(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Range, start.into(), end.into())
            }

            /// Limits the frame to rows between two bounds, in groups: `GROUPS BETWEEN …`.
            ///
            /// The rows of a group have equal `ORDER BY` keys.
            ///
            /// Compiling returns an error if the window has two frames.
            pub fn groups(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Groups, start.into(), end.into())
            }

            /// Excludes rows from the frame: `EXCLUDE …`.
            ///
            /// Compiling returns an error if the window has no frame yet.
            pub fn exclude(mut self, exclude: FrameExclude) -> Self {
                self.window.exclude(exclude);
                self
            }

            fn frame(mut self, unit: FrameUnit, start: FrameBound, end: FrameBound) -> Self {
                self.window.set_frame(unit, start, end);
                self
            }
        }
    };
}

window_methods!(Over<T>, T);
window_methods!(Window);

impl WindowNode {
    fn set_frame(&mut self, unit: FrameUnit, start: FrameBound, end: FrameBound) {
        if self.frame.is_some() {
            return self.refuse("a window can have only one frame: `rows`, `range` or `groups`");
        }
        self.frame = Some(FrameNode {
            unit,
            start,
            end,
            exclude: None,
        });
    }

    fn exclude(&mut self, exclude: FrameExclude) {
        match &mut self.frame {
            Some(frame) => frame.exclude = Some(exclude),
            None => {
                self.refuse("`exclude` requires a frame; call `rows`, `range` or `groups` first")
            }
        }
    }

    fn refuse(&mut self, message: &str) {
        self.invalid.get_or_insert(Node::Invalid(message.into()));
    }
}

impl<T: Scalar> Expression for Over<T> {
    type Type = T;

    fn into_node(self) -> Node {
        let Self {
            function, window, ..
        } = self;
        let over = || Node::Over(Shared::new(OverNode { function, window }));
        self.invalid.unwrap_or_else(over)
    }
}

impl<T: Scalar> IntoExpr<T::Base> for Over<T> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<T> Clone for Over<T> {
    fn clone(&self) -> Self {
        Self {
            function: self.function.clone(),
            window: self.window.clone(),
            invalid: self.invalid.clone(),
            _type: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Over<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Over")
            .field("function", &self.function)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}
