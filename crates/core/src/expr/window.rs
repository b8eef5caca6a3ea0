//! `OVER`: functions of a window of rows.

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
    /// The rows that it sees.
    pub window: WindowNode,
}

/// `name AS (…)` of the clause `WINDOW`.
#[derive(Clone, Debug)]
pub struct NamedWindowNode {
    /// The name.
    pub name: &'static str,
    /// The rows.
    pub window: WindowNode,
}

/// `(base PARTITION BY … ORDER BY … frame)`.
#[derive(Clone, Debug, Default)]
pub struct WindowNode {
    /// The name of the window that this one starts from.
    pub base: Option<&'static str>,
    /// What rows are grouped by.
    pub partition_by: Vec<Node>,
    /// The order of the rows of a group.
    pub order_by: Vec<Node>,
    /// Which rows of the group count.
    pub frame: Option<FrameNode>,
    /// What is wrong with it; compiling reports that.
    pub invalid: Option<Node>,
}

/// Which rows around the current one a window function sees.
#[derive(Clone, Debug)]
pub struct FrameNode {
    /// What is counted.
    pub unit: FrameUnit,
    /// Where it starts.
    pub start: FrameBound,
    /// Where it ends.
    pub end: FrameBound,
    /// What is left out.
    pub exclude: Option<FrameExclude>,
}

/// What a frame counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameUnit {
    /// Rows.
    Rows,
    /// Distance in the value that rows are ordered by.
    Range,
    /// Groups of rows that are equal in the order.
    Groups,
}

/// One end of a frame: a number stands for so many rows before (negative) or after (positive) the
/// current one, 0 for the current row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FrameBound {
    /// The first row as a start, the last as an end.
    Unbounded,
    /// The current row.
    CurrentRow,
    /// So far before the current row.
    Preceding(Inlinable),
    /// So far after the current row.
    Following(Inlinable),
}

/// What a frame leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameExclude {
    /// The current row.
    CurrentRow,
    /// The current row and those that are equal to it in the order.
    Group,
    /// Those that are equal to the current row in the order, without it.
    Ties,
    /// Nothing.
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
    /// So far before the current row, in what the frame counts: a number, or for `RANGE` whatever
    /// may be subtracted from the value that rows are ordered by.
    pub fn preceding<T: Scalar>(distance: T) -> Self {
        Self::Preceding(Inlinable::frame(distance.into_value()))
    }

    /// So far after the current row.
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
    /// Applies the function to a window of rows instead of a group.
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

    /// Applies the function to a window that the select names, with
    /// [`Select::window`](crate::Select::window). The window may get more: an order, a frame.
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

/// A window with a name; see [`window`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Window {
    name: &'static str,
    window: WindowNode,
}

/// A window with a name, for several functions: [`Expr::over_window`] uses it,
/// [`Select::window`](crate::Select::window) defines it.
pub fn window(name: &'static str) -> Window {
    Window {
        name,
        window: WindowNode::default(),
    }
}

impl Window {
    /// The entry of `WINDOW`.
    pub(crate) fn into_entry(self) -> NamedWindowNode {
        let Self { name, window } = self;
        NamedWindowNode { name, window }
    }
}

macro_rules! window_methods {
    ($shell:ty $(, $parameter:ident)?) => {
        impl$(<$parameter>)? $shell {
            /// Groups rows; the function sees those of the current row's group.
            pub fn partition_by(mut self, keys: impl OrderBy) -> Self {
                keys.append_to(&mut self.window.partition_by);
                self
            }

            /// Orders the rows of a group.
            pub fn order_by(mut self, keys: impl OrderBy) -> Self {
                append_order(keys, &mut self.window.order_by);
                self
            }

            /// Sees the rows between two bounds, counted in rows.
            pub fn rows(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Rows, start.into(), end.into())
            }

            /// Sees the rows between two bounds, counted in the value that rows are ordered by.
            pub fn range(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Range, start.into(), end.into())
            }

            /// Sees the rows between two bounds, counted in groups of equal rows.
            pub fn groups(self, start: impl Into<FrameBound>, end: impl Into<FrameBound>) -> Self {
                self.frame(FrameUnit::Groups, start.into(), end.into())
            }

            /// Leaves rows of the frame out.
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
            return self.refuse("a window has one frame: rows, range or groups");
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
            None => self.refuse("a window leaves rows of a frame out, and has no frame"),
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
