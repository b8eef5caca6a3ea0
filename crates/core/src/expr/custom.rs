//! [`CustomExpression`]: expressions that users add to the language.

use std::fmt::Debug;
use std::sync::Arc;

use super::node::Node;
use super::precedence::Precedence;
use crate::compile::Compiler;
use crate::error::CompileError;
use crate::visit::{Part, Rewriter, Visitor};

/// An expression of the user's own, as SQLAlchemy's `@compiles` makes them.
///
/// A construct holds expressions, which visitors and rewriters reach by its operands, and writes
/// its SQL from a compiler, which knows the dialect.
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
/// Two constructs with the same [`name`](CustomExpression::name), [`key`](CustomExpression::key) and operands
/// MUST write the same SQL: the compiled cache knows them by these. A value MUST be an operand
/// ([`Node::bind`]), never text.
pub trait CustomExpression: Debug + Send + Sync + 'static {
    /// What the construct is called: part of its key in the compiled cache, so unique among
    /// constructs.
    fn name(&self) -> &'static str;

    /// What else its SQL depends on, other than its operands and the dialect.
    fn key(&self) -> &str {
        ""
    }

    /// How tightly it binds: whether it stands in parentheses as an operand.
    fn precedence(&self) -> Precedence {
        Precedence::ATOM
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn compile(&self, compiler: &mut Compiler<'_>, operands: &[Node]) -> Result<(), CompileError>;
}

/// A construct and what it is applied to.
#[derive(Clone, Debug)]
pub struct CustomNode {
    /// What it is.
    pub expression: Arc<dyn CustomExpression>,
    /// Its operands.
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
