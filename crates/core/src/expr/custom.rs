//! [`CustomExpression`]: user-defined expressions.

use std::fmt::Debug;
use std::sync::Arc;

use super::node::Node;
use super::precedence::Precedence;
use crate::compile::Compiler;
use crate::error::CompileError;
use crate::visit::{Part, Rewriter, Visitor};

/// A user-defined expression, like a construct with `@compiles` in SQLAlchemy.
///
/// A custom expression has operands, which visitors and rewriters traverse. It writes its SQL with
/// a compiler, which knows the dialect.
///
/// ```
/// use rebis_core::compile::Compiler;
/// use rebis_core::error::CompileError;
/// use rebis_core::{Column, CustomExpression, Expr, Expression, Node, Source, TableName, select};
///
/// /// Minutes between two points in time.
/// #[derive(Debug)]
/// struct MinutesBetween;
///
/// impl CustomExpression for MinutesBetween {
///     fn name(&self) -> &'static str {
///         "minutes_between"
///     }
///
///     fn compile(&self, compiler: &mut Compiler<'_>, operands: &[Node]) -> Result<(), CompileError> {
///         compiler.push(match compiler.dialect().name() {
///             "mysql" | "mariadb" => "timestampdiff(MINUTE, ",
///             _ => "minutes_between(",
///         });
///         compiler.list(operands, ", ", Compiler::node)?;
///         compiler.push(")");
///         Ok(())
///     }
/// }
///
/// const JOBS: TableName = TableName::new("jobs");
/// const STARTED: Column<i64> = Column::new(Source::table(&JOBS), "started");
/// const ENDED: Column<i64> = Column::new(Source::table(&JOBS), "ended");
/// let minutes = Expr::<i64>::custom(MinutesBetween, [STARTED.into_node(), ENDED.into_node()]);
/// assert_eq!(
///     select(minutes).to_string(),
///     "SELECT minutes_between(jobs.started, jobs.ended) AS anon_1 FROM jobs"
/// );
/// ```
///
/// # Contract
/// Two custom expressions with the same [`name`](CustomExpression::name),
/// [`key`](CustomExpression::key) and operands MUST write the same SQL, because these are their key
/// in the compiled cache. A value MUST be an operand ([`Node::bind`]), never text.
pub trait CustomExpression: Debug + Send + Sync + 'static {
    /// Returns the name, a part of the cache key that MUST be unique among custom expressions.
    fn name(&self) -> &'static str;

    /// Returns everything else that the SQL depends on, besides the operands and the dialect.
    fn key(&self) -> &str {
        ""
    }

    /// Returns how tightly the expression binds, which decides on its parentheses as an operand.
    fn precedence(&self) -> Precedence {
        Precedence::ATOM
    }

    /// Writes the SQL of the expression.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the expression or an operand.
    fn compile(&self, compiler: &mut Compiler<'_>, operands: &[Node]) -> Result<(), CompileError>;
}

/// A custom expression with its operands.
#[derive(Clone, Debug)]
pub struct CustomNode {
    /// The custom expression.
    pub expression: Arc<dyn CustomExpression>,
    /// The operands.
    pub operands: Vec<Node>,
}

impl Part for CustomNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.name(self.expression.name());
        visitor.text(self.expression.key());
        self.operands.visit(visitor);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self {
            expression: Arc::clone(&self.expression),
            operands: self.operands.rewrite(rewriter),
        }
    }
}
