//! Clauses of an aggregate: its order, `FILTER` and `WITHIN GROUP`.

use super::node::Node;
use super::{Expr, IntoExpr, OrderBy, append_order};
use crate::visit::{Shared, parts};

/// `function FILTER (WHERE condition)`.
#[derive(Clone, Debug)]
pub struct FilterNode {
    /// The aggregate.
    pub function: Node,
    /// The condition for the rows to aggregate.
    pub condition: Node,
}

/// `function WITHIN GROUP (ORDER BY …)`.
#[derive(Clone, Debug)]
pub struct WithinGroupNode {
    /// The aggregate.
    pub function: Node,
    /// The order of the ordered-set aggregate.
    pub order_by: Vec<Node>,
}

parts! {
    FilterNode { function, condition }
    WithinGroupNode { function, order_by }
}

/// Clauses of an aggregate.
impl<T> Expr<T> {
    /// Aggregates only the rows that meet a condition: `count(id) FILTER (WHERE age > 18)`.
    ///
    /// A second call joins its condition with `AND`. Compiling returns an error if the expression
    /// is not a function call, or if the dialect does not support `FILTER`.
    ///
    /// ```
    /// use rebis_core::{Column, Expression, Source, TableName, func, select};
    /// const USERS: TableName = TableName::new("users");
    /// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
    /// const AGE: Column<i32> = Column::new(Source::table(&USERS), "age");
    /// assert_eq!(
    ///     select(func::count(ID).filter(AGE.gt(18)).label("adults")).to_string(),
    ///     "SELECT count(users.id) FILTER (WHERE users.age > :age_1) AS adults FROM users"
    /// );
    /// ```
    #[must_use]
    pub fn filter(self, condition: impl IntoExpr<bool>) -> Self {
        let condition = condition.into_operand();
        Self::from_node(match into_function(self, "FILTER") {
            Ok(Node::Filter(ref node)) => {
                let condition = Node::join(super::Junction::And, node.condition.clone(), condition);
                let function = node.function.clone();
                Node::Filter(Shared::new(FilterNode {
                    function,
                    condition,
                }))
            }
            Ok(function) => Node::Filter(Shared::new(FilterNode {
                function,
                condition,
            })),
            Err(invalid) => invalid,
        })
    }

    /// Orders the rows of the aggregate: `array_agg(name ORDER BY name)`.
    ///
    /// Compiling returns an error if the expression is not a function call.
    #[must_use]
    pub fn aggregate_order_by(self, keys: impl OrderBy) -> Self {
        self.edit_function("ORDER BY within an aggregate", |function| {
            append_order(keys, &mut function.order_by);
        })
    }

    /// Sets the order of an ordered-set aggregate: `mode() WITHIN GROUP (ORDER BY age)`.
    ///
    /// Compiling returns an error if the expression is not a function call, or if the dialect does
    /// not support `WITHIN GROUP`.
    #[must_use]
    pub fn within_group(self, keys: impl OrderBy) -> Self {
        let mut order_by = Vec::new();
        append_order(keys, &mut order_by);
        Self::from_node(match into_function(self, "WITHIN GROUP") {
            Ok(function) => Node::WithinGroup(Shared::new(WithinGroupNode { function, order_by })),
            Err(invalid) => invalid,
        })
    }
}

/// Returns the node if it is a function call, with or without clauses, or else an invalid node.
pub(super) fn into_function<T>(expr: Expr<T>, what: &str) -> Result<Node, Node> {
    match expr.node() {
        Node::Function(_) | Node::Filter(_) | Node::WithinGroup(_) | Node::Invalid(_) => {
            Ok(expr.node().clone())
        }
        _ => Err(Node::Invalid(
            format!("{what} requires a function call").into(),
        )),
    }
}
