//! `DELETE`.

use super::Compiler;
use super::{DeleteTables, Returning, TargetAlias};
use crate::error::CompileError;
use crate::expr::Source;
use crate::stmt::{DeleteNode, FromItem};

impl Compiler<'_> {
    pub(super) fn delete(&mut self, delete: &DeleteNode) -> Result<(), CompileError> {
        let target = delete.target;
        let others = self.other_tables(target, &delete.using, delete.filter.iter())?;
        let sources = self.enclosing.open();
        sources.push(target);
        sources.extend(others.iter().map(FromItem::source));
        self.lint_write("DELETE", target, &others, delete.filter.as_ref());
        self.push("DELETE");
        self.ctes_of_words(delete.words.as_deref())?;
        self.prefixes(delete.words.as_deref());
        self.push(" FROM ");
        let alias = match (self.dialect.capabilities(), others.is_empty()) {
            // With other tables, the alias of the target is in the list of tables.
            (to, false) if to.delete_tables != DeleteTables::Using => TargetAlias::InFrom,
            (to, _) => to.delete_alias,
        };
        let in_from = self.target(target, alias, "an alias as the target of DELETE")?;
        if in_from && delete.limit.is_some() {
            return Err(self.unsupported("DELETE … LIMIT of an alias"));
        }
        let returns = !delete.returning.is_empty();
        if in_from && returns && self.dialect.capabilities().returning != Returning::Output {
            return Err(self.unsupported("DELETE … RETURNING of an alias"));
        }
        self.hints(delete.words.as_deref());
        self.output_clause(&delete.returning, "deleted", target)?;
        if in_from || !others.is_empty() {
            self.using(target, &others)?;
        }
        self.where_clause(delete.filter.as_ref())?;
        self.write_limit(delete.limit, "DELETE … LIMIT")?;
        self.returning_of_one(&delete.returning, target, &others)?;
        let supported = self.dialect.capabilities().delete_returning;
        self.returning_after(&delete.returning, supported, "DELETE … RETURNING")?;
        self.enclosing.close();
        Ok(())
    }

    fn using(&mut self, target: Source, others: &[FromItem]) -> Result<(), CompileError> {
        let tables = self.dialect.capabilities().delete_tables;
        self.push(match tables {
            DeleteTables::None => return Err(self.unsupported("DELETE with other tables")),
            DeleteTables::Using | DeleteTables::UsingAll => " USING ",
            DeleteTables::FromAll => " FROM ",
        });
        let with_target = tables != DeleteTables::Using;
        self.tables_with(with_target.then_some(target), others)
    }
}
