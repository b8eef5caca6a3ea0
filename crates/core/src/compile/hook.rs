//! [`CompileHook`]: constructs that a program writes its own way.

use std::fmt::Debug;

use super::Compiler;
use crate::error::CompileError;
use crate::expr::Node;
use crate::stmt::StatementRef;

/// Writes constructs in place of the dialect, as SQLAlchemy's `@compiles` of an existing construct.
///
/// An engine takes one with [`EngineOptions::compile_hook`](crate::EngineOptions::compile_hook), a single
/// statement with [`Statement::compile_with`](crate::Statement::compile_with). Both methods answer
/// whether they wrote the construct; what they leave, the dialect writes.
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
/// What it writes MUST depend on the construct, the dialect and nothing else: engines keep the text.
/// A value MUST be written by the compiler, which binds it.
pub trait CompileHook: Debug + Send + Sync + 'static {
    /// Writes a whole statement; [`Compiler::statement`] is the dialect's way.
    ///
    /// # Errors
    /// When the statement cannot be said.
    fn statement(
        &self,
        compiler: &mut Compiler<'_>,
        statement: StatementRef<'_>,
    ) -> Result<bool, CompileError> {
        let _ = (compiler, statement);
        Ok(false)
    }

    /// Writes an expression; [`Compiler::standard_node`] is the dialect's way.
    ///
    /// # Errors
    /// When the expression cannot be said.
    fn node(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<bool, CompileError> {
        let _ = (compiler, node);
        Ok(false)
    }
}
