//! [`Compile`]: from a typed statement to its SQL.

use std::fmt;

use super::{CompileHook, Compiled, Dialect, Generic, Target, compile_literal, compile_statement};
use crate::decode::FromRow;
use crate::error::CompileError;
use crate::stmt::{Compound, Delete, Insert, Select, Statement, Text, Update};

/// CompileHook a statement to the SQL of a dialect.
///
/// Every [`Statement`] has these methods. `to_string()` of a statement returns generic SQL.
pub trait Compile: Statement {
    /// The SQL and the binds of one dialect.
    ///
    /// # Errors
    /// When the dialect cannot say what the statement asks for.
    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_statement(self.statement(), dialect.into())
    }

    /// The same, with constructs that a program writes its own way.
    ///
    /// # Errors
    /// When the dialect or the program cannot say what the statement asks for.
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

    /// The SQL of one dialect with the values written into it, for scripts that a database executes
    /// later. What a connection executes is bound instead.
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
    /// As [`compile`](Self::compile), and when a value has no literal or a parameter no value.
    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_literal(self.statement(), dialect)
    }
}

impl<S: Statement + ?Sized> Compile for S {}

/// Writes a statement as generic SQL with named parameters, as SQLAlchemy's `str(stmt)` does.
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
