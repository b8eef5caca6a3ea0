//! Functions in `FROM`.

use super::Compiler;
use crate::error::CompileError;
use crate::expr::{DerivedNames, FieldNode, TableFunctionNode};

impl Compiler<'_> {
    pub(super) fn table_function(&mut self, node: &TableFunctionNode) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        if node.ordinality && !capabilities.ordinality {
            return Err(self.unsupported("WITH ORDINALITY"));
        }
        self.node(&node.function)?;
        self.push(if node.ordinality {
            " WITH ORDINALITY"
        } else {
            ""
        });
        self.alias(node.source);
        if node.derived == DerivedNames::None {
            return Ok(());
        }
        self.push("(");
        self.list(&node.columns, ", ", |compiler, (name, sql_type)| {
            compiler.identifier(name);
            if node.derived == DerivedNames::Typed {
                compiler.push(" ");
                let name = compiler.dialect.type_name(sql_type)?;
                compiler.push(&name);
            }
            Ok(())
        })?;
        self.push(")");
        Ok(())
    }

    pub(super) fn field(&mut self, node: &FieldNode) -> Result<(), CompileError> {
        self.push("(");
        self.node(&node.operand)?;
        self.push(").");
        self.identifier(node.name);
        Ok(())
    }
}
