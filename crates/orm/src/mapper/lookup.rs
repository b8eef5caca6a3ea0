//! [`Lookup`]: the columns by which related objects are found.

use rebis_core::ColumnRef;
use rebis_core::schema::{ColumnDef, Table};

use super::Mapper;
use super::resolve::Secondary;
use crate::state::KeyColumns;

/// The columns of an owner, and the columns of related rows that have equal values.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// The owner's columns.
    pub(crate) owner: KeyColumns,
    /// The columns in a related row, of the target or of the association table.
    ///
    /// Columns of the association table are selected before the target.
    pub(crate) related: KeyColumns,
    /// The target's columns that the association table refers to, if there is one.
    pub(crate) target: KeyColumns,
    /// The columns in a related row, as column references for a statement.
    pub(crate) compared: Vec<ColumnRef>,
}

impl Lookup {
    /// Creates the lookup of a relationship without an association table.
    pub(super) fn direct(owner: &Mapper, target: &Mapper, pairs: &[(usize, usize)]) -> Self {
        let remote = pairs.iter().map(|(_, remote)| *remote);
        Self {
            owner: of_mapper(owner, pairs.iter().map(|(local, _)| *local)),
            related: of_mapper(target, remote.clone()),
            target: of_mapper(target, std::iter::empty()),
            compared: remote
                .map(|column| target.table().columns()[column].reference())
                .collect(),
        }
    }

    /// Creates the lookup of a relationship with an association table.
    pub(super) fn through(owner: &Mapper, target: &Mapper, secondary: &Secondary) -> Self {
        let names = secondary.to_owner.iter().map(|(_, name)| *name);
        let columns: Vec<&ColumnDef> = names
            .filter_map(|name| secondary.table.column_def(name))
            .collect();
        Self {
            owner: of_mapper(owner, secondary.to_owner.iter().map(|(column, _)| *column)),
            related: KeyColumns::new(columns.iter().copied().enumerate()),
            target: of_mapper(
                target,
                secondary.to_target.iter().map(|(column, _)| *column),
            ),
            compared: columns.iter().map(|column| column.reference()).collect(),
        }
    }

    /// Returns whether a column is text.
    ///
    /// The database compares text by a collation, so it may treat different values as equal.
    pub(crate) fn has_text(&self) -> bool {
        self.owner.has_text() || self.related.has_text()
    }
}

fn of_mapper(mapper: &Mapper, positions: impl Iterator<Item = usize>) -> KeyColumns {
    let table: &Table = mapper.table();
    KeyColumns::new(positions.map(|position| (position, &table.columns()[position])))
}
