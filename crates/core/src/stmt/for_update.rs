//! `FOR UPDATE`: rows that stay locked until the transaction ends.

use super::{Fields, Select};
use crate::expr::{Column, ColumnRef, Source};
use crate::visit::{branches, facts, parts, variants};

/// How a `SELECT` locks its rows; see [`Select::with_for_update`].
///
/// SQLite and SQL Server have no such clause, and there it is left out.
#[derive(Clone, Debug)]
#[must_use]
pub struct ForUpdate {
    /// What others may still do with the rows.
    pub strength: LockStrength,
    /// What happens when rows are locked already.
    pub wait: LockWait,
    /// Whose rows are locked; all of the statement's when empty.
    pub of: Vec<LockTarget>,
}

/// What others may still do with locked rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockStrength {
    /// `FOR UPDATE`: nothing but reading.
    Update,
    /// `FOR NO KEY UPDATE`: refer to them too. PostgreSQL; `FOR UPDATE` elsewhere.
    NoKeyUpdate,
    /// `FOR SHARE`: lock them in the same way.
    Share,
    /// `FOR KEY SHARE`: change what is no key too. PostgreSQL; `FOR SHARE` elsewhere.
    KeyShare,
}

/// What happens when rows are locked already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockWait {
    /// The statement waits.
    Wait,
    /// `NOWAIT`: the statement fails.
    NoWait,
    /// `SKIP LOCKED`: the rows are left out.
    SkipLocked,
}

/// Whose rows are locked.
#[derive(Clone, Debug)]
pub enum LockTarget {
    /// A table, or an alias of one.
    Table(Source),
    /// The table of a column; Oracle names columns.
    Column(ColumnRef),
}

impl LockTarget {
    /// The table.
    pub fn source(&self) -> Source {
        match self {
            Self::Table(source) => *source,
            Self::Column(column) => column.source,
        }
    }
}

facts!(LockStrength LockWait);
variants!(LockTarget { Table(source), Column(column) });
branches!(LockTarget);
parts!(ForUpdate { strength, wait, of });

/// What [`ForUpdate::of`] takes: the constant of a table, an alias of it, or a column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rows to lock",
    note = "the constant of a table, `aliased(…)` and columns have"
)]
pub trait Lockable {
    /// Whose rows.
    fn into_lock_target(self) -> LockTarget;
}

impl<F: Fields> Lockable for F {
    fn into_lock_target(self) -> LockTarget {
        LockTarget::Table(self.source())
    }
}

impl<T> Lockable for Column<T> {
    fn into_lock_target(self) -> LockTarget {
        LockTarget::Column(self.reference())
    }
}

/// Locks rows for the transaction; the methods say what others may still do.
pub fn for_update() -> ForUpdate {
    ForUpdate {
        strength: LockStrength::Update,
        wait: LockWait::Wait,
        of: Vec::new(),
    }
}

impl ForUpdate {
    /// `FOR SHARE`: others may lock the rows in the same way.
    pub fn read(mut self) -> Self {
        self.strength = match self.strength {
            LockStrength::NoKeyUpdate | LockStrength::KeyShare => LockStrength::KeyShare,
            LockStrength::Update | LockStrength::Share => LockStrength::Share,
        };
        self
    }

    /// `FOR NO KEY UPDATE`, or with [`read`](Self::read) `FOR KEY SHARE`.
    pub fn key_share(mut self) -> Self {
        self.strength = match self.strength {
            LockStrength::Update | LockStrength::NoKeyUpdate => LockStrength::NoKeyUpdate,
            LockStrength::Share | LockStrength::KeyShare => LockStrength::KeyShare,
        };
        self
    }

    /// `NOWAIT`: fails when rows are locked already.
    pub fn nowait(mut self) -> Self {
        self.wait = LockWait::NoWait;
        self
    }

    /// `SKIP LOCKED`: leaves out rows that are locked already.
    pub fn skip_locked(mut self) -> Self {
        self.wait = LockWait::SkipLocked;
        self
    }

    /// Locks the rows of this table only, or of others named before.
    pub fn of(mut self, target: impl Lockable) -> Self {
        self.of.push(target.into_lock_target());
        self
    }
}

impl<O> Select<O> {
    /// Locks the rows until the transaction ends.
    ///
    /// ```
    /// use rebis_core::dialect::Postgres;
    /// use rebis_core::{Column, Source, Compile, TableName, for_update, select};
    /// const JOBS: TableName = TableName::new("jobs");
    /// const ID: Column<i64> = Column::new(Source::table(&JOBS), "id");
    /// let stmt = select(ID).with_for_update(for_update().skip_locked());
    /// let compiled = stmt.compile(&Postgres)?;
    /// assert_eq!(compiled.sql(), "SELECT jobs.id FROM jobs FOR UPDATE SKIP LOCKED");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_for_update(mut self, lock: ForUpdate) -> Self {
        self.extras().lock = Some(lock);
        self
    }
}
