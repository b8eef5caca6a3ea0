//! `ROLLUP`, `CUBE` and `GROUPING SETS`.

use super::Compiler;
use super::Rollup;
use super::select::OrderScope;
use crate::error::CompileError;
use crate::expr::{GroupingKind, GroupingNode, GroupingSet, Node};

impl Compiler<'_> {
    /// Appends the keys of `GROUP BY`.
    pub(super) fn group_by(
        &mut self,
        keys: &[Node],
        scope: OrderScope<'_>,
    ) -> Result<(), CompileError> {
        let rollup = self.dialect.capabilities().rollup;
        match keys {
            [Node::Grouping(node)]
                if rollup == Rollup::Suffix && node.kind == GroupingKind::Rollup =>
            {
                self.list(&node.sets, ", ", Self::grouping_set)?;
                self.push(" WITH ROLLUP");
                Ok(())
            }
            _ => self.group_list(keys, scope),
        }
    }

    pub(super) fn grouping(&mut self, node: &GroupingNode) -> Result<(), CompileError> {
        let rollup = self.dialect.capabilities().rollup;
        let full = rollup == Rollup::Function;
        self.push(match node.kind {
            GroupingKind::Rollup if full => "ROLLUP(",
            GroupingKind::Cube if full => "CUBE(",
            GroupingKind::Sets if full => "GROUPING SETS(",
            GroupingKind::Rollup if rollup == Rollup::None => {
                return Err(self.unsupported("ROLLUP"));
            }
            GroupingKind::Rollup => return Err(self.unsupported("ROLLUP with other GROUP BY keys")),
            GroupingKind::Cube => return Err(self.unsupported("CUBE")),
            GroupingKind::Sets => return Err(self.unsupported("GROUPING SETS")),
        });
        self.list(&node.sets, ", ", Self::grouping_set)?;
        self.push(")");
        Ok(())
    }

    fn grouping_set(&mut self, set: &GroupingSet) -> Result<(), CompileError> {
        match set {
            GroupingSet::Key(key) => self.node(key),
            GroupingSet::Keys(keys) => {
                self.push("(");
                self.list(keys, ", ", Self::node)?;
                self.push(")");
                Ok(())
            }
        }
    }
}
