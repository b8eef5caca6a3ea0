//! [`CompileHook`]: constructs that a program writes itself.

use std::fmt::Debug;

use super::Compiler;
use crate::error::CompileError;
use crate::expr::Node;
use crate::stmt::StatementRef;

/// A hook that writes constructs in place of the dialect, like SQLAlchemy's `@compiles` for an
/// existing construct.
///
/// Set it for an engine with [`EngineOptions::compile_hook`](crate::EngineOptions::compile_hook),
/// or for a single statement with [`Compile::compile_with`](crate::Compile::compile_with). Both
/// methods return whether they wrote the construct. If they return `false`, the dialect writes it.
///
/// ```
/// use rebis_core::compile::{Compiler, CompileHook};
/// use rebis_core::dialect::Sqlite;
/// use rebis_core::error::CompileError;
/// use rebis_core::{Column, Node, Source, Compile, StatementRef, TableName, func, select};
///
/// /// `nvl` where there is none, and a comment before each statement.
/// #[derive(Debug)]
/// struct House;
///
/// impl CompileHook for House {
///     fn statement(&self, compiler: &mut Compiler<'_>, of: StatementRef<'_>) -> Result<bool, CompileError> {
///         compiler.push("/* billing */ ");
///         compiler.statement(of)?;
///         Ok(true)
///     }
///
///     fn node(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<bool, CompileError> {
///         match node {
///             Node::Function(function) if function.name == "nvl" => {
///                 compiler.call("coalesce", function)?;
///                 Ok(true)
///             }
///             _ => Ok(false),
///         }
///     }
/// }
///
/// const USERS: TableName = TableName::new("users");
/// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
/// let stmt = select(func::custom::<String>("nvl", [Node::Column(NAME.reference()), Node::Null]));
/// let compiled = stmt.compile_with(&Sqlite, &House).unwrap();
/// assert_eq!(compiled.sql(), "/* billing */ SELECT coalesce(users.name, NULL) AS nvl_1 FROM users");
/// ```
///
/// # Contract
/// The SQL MUST depend only on the construct and the dialect, because engines cache the text.
/// Values MUST be passed to the compiler, which binds them.
pub trait CompileHook: Debug + Send + Sync + 'static {
    /// Writes a whole statement, and returns whether it did.
    ///
    /// [`Compiler::statement`] writes a statement in the form of the dialect.
    ///
    /// # Errors
    /// Returns an error if the statement is not supported.
    fn statement(
        &self,
        compiler: &mut Compiler<'_>,
        statement: StatementRef<'_>,
    ) -> Result<bool, CompileError> {
        let _ = (compiler, statement);
        Ok(false)
    }

    /// Writes an expression, and returns whether it did.
    ///
    /// [`Compiler::standard_node`] writes an expression in the form of the dialect.
    ///
    /// # Errors
    /// Returns an error if the expression is not supported.
    fn node(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<bool, CompileError> {
        let _ = (compiler, node);
        Ok(false)
    }
}
