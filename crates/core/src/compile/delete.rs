//! `DELETE`.

use super::Compiler;
use crate::dialect::DeleteTables;
use crate::error::CompileError;
use crate::stmt::{DeleteNode, FromItem};

impl Compiler<'_> {
    pub(super) fn delete(&mut self, delete: &DeleteNode) -> Result<(), CompileError> {
        let target = delete.table.source();
        let others = self.other_tables(target, &delete.using, delete.filter.iter())?;
        let sources = self.enclosing.open();
        sources.push(target);
        sources.extend(others.iter().map(FromItem::source));
        self.lint_write("DELETE", target, &others, delete.filter.as_ref());
        self.push("DELETE");
        self.prefixes(delete.words.as_deref());
        self.push(" FROM ");
        self.table_name(delete.table.name());
        self.hints(delete.words.as_deref());
        self.output_clause(&delete.returning, "deleted", target)?;
        if !others.is_empty() {
            self.using(delete, &others)?;
        }
        self.where_clause(delete.filter.as_ref())?;
        self.write_limit(delete.limit, "DELETE … LIMIT")?;
        self.returning_of_one(&delete.returning, target, &others)?;
        let supported = self.dialect.capabilities().delete_returning;
        self.returning_after(&delete.returning, supported, "DELETE … RETURNING")?;
        self.enclosing.close();
        Ok(())
    }

    fn using(&mut self, delete: &DeleteNode, others: &[FromItem]) -> Result<(), CompileError> {
        let tables = self.dialect.capabilities().delete_tables;
        self.push(match tables {
            DeleteTables::None => return Err(self.unsupported("DELETE with other tables")),
            DeleteTables::Using | DeleteTables::UsingAll => " USING ",
            DeleteTables::FromAll => " FROM ",
        });
        if tables != DeleteTables::Using {
            self.table_name(delete.table.name());
            self.push(", ");
        }
        self.more_tables("", others)
    }
}
