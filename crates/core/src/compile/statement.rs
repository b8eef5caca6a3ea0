//! [`Compile`]: compiling a typed statement.

use std::fmt;

use super::{CompileHook, Compiled, Dialect, Generic, Target, compile_literal, compile_statement};
use crate::decode::FromRow;
use crate::error::CompileError;
use crate::stmt::{Compound, Delete, Insert, Select, Statement, Text, Update};

/// Compiles a statement to the SQL of a dialect.
///
/// Every [`Statement`] has these methods. `to_string()` of a statement returns generic SQL.
pub trait Compile: Statement {
    /// Compiles the statement to SQL with binds.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let compiled = select(User.id).filter(User.name.eq("ann")).compile(&Postgres)?;
    /// assert_eq!(compiled.sql(), "SELECT users.id FROM users WHERE users.name = $1");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the statement, or if the statement is not
    /// valid.
    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_statement(self.statement(), dialect.into())
    }

    /// Compiles the statement to SQL with binds, with a hook that can write constructs itself.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::StatementRef;
    /// # use rebis_core::compile::{CompileHook, Compiler};
    /// # #[derive(Debug)]
    /// # struct Comment;
    /// # impl CompileHook for Comment {
    /// #     fn statement(
    /// #         &self,
    /// #         compiler: &mut Compiler<'_>,
    /// #         statement: StatementRef<'_>,
    /// #     ) -> std::result::Result<bool, core::error::CompileError> {
    /// #         compiler.push("/* report */ ");
    /// #         compiler.statement(statement)?;
    /// #         Ok(true)
    /// #     }
    /// # }
    /// // `Comment` is a hook that writes a comment before each statement.
    /// let compiled = select(User.id).compile_with(&Postgres, &Comment)?;
    /// assert_eq!(compiled.sql(), "/* report */ SELECT users.id FROM users");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the dialect or the hook does not support the statement, or if the
    /// statement is not valid.
    fn compile_with(
        &self,
        dialect: &dyn Dialect,
        hook: &dyn CompileHook,
    ) -> Result<Compiled, CompileError> {
        let target = Target {
            compile_hook: Some(hook),
            ..Target::from(dialect)
        };
        compile_statement(self.statement(), target)
    }

    /// Compiles the statement to SQL with its values as literals.
    ///
    /// Use it for scripts that are executed later. Connections bind values instead.
    ///
    /// ```
    /// use rebis_core::dialect::{MySql, Postgres};
    /// use rebis_core::{Compile, text};
    /// let stmt = text("SELECT :a").bind("a", r"it's a \");
    /// assert_eq!(stmt.compile_literal(&Postgres)?.sql(), r"SELECT 'it''s a \'");
    /// assert_eq!(stmt.compile_literal(&MySql::default())?.sql(), r"SELECT 'it''s a \\'");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the statement, or if the statement is not
    /// valid. Returns an error if a value has no literal form, or if a parameter has no value.
    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_literal(self.statement(), dialect)
    }
}

impl<S: Statement + ?Sized> Compile for S {}

/// Implements `Display` with generic SQL and named parameters, like SQLAlchemy's `str(stmt)`.
macro_rules! display_as_generic_sql {
    ($($statement:ident)+) => {
        $(impl<O: FromRow> fmt::Display for $statement<O> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let generic: &dyn Dialect = &Generic;
                match compile_statement(self.statement(), generic.into()) {
                    Ok(compiled) => f.write_str(compiled.sql()),
                    Err(error) => write!(f, "<{error}>"),
                }
            }
        })+
    };
}

display_as_generic_sql!(Select Compound Insert Update Delete Text);
