//! `FOR UPDATE`: locks on rows until the transaction ends.

use super::{Fields, Select};
use crate::expr::{Column, ColumnRef, Source};
use crate::visit::{branches, facts, parts, variants};

/// A lock on the rows of a `SELECT`; see [`Select::with_for_update`].
///
/// SQLite and SQL Server do not have the clause, so it is left out for them.
#[derive(Clone, Debug)]
#[must_use]
pub struct ForUpdate {
    /// The strength of the lock.
    pub strength: LockStrength,
    /// The behavior for rows that another transaction has locked.
    pub wait: LockWait,
    /// The tables whose rows are locked; all tables of the statement if empty.
    pub of: Vec<LockTarget>,
}

/// The strength of a lock: what other transactions can still do with the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockStrength {
    /// `FOR UPDATE`: others can only read the rows.
    Update,
    /// `FOR NO KEY UPDATE`: others can also refer to the rows by foreign keys.
    ///
    /// PostgreSQL supports it; other databases have `FOR UPDATE`.
    NoKeyUpdate,
    /// `FOR SHARE`: others can also lock the rows with `FOR SHARE`.
    ///
    /// MariaDB has `LOCK IN SHARE MODE`, and Oracle has `FOR UPDATE`.
    Share,
    /// `FOR KEY SHARE`: others can also update columns that are not part of a key.
    ///
    /// PostgreSQL supports it; other databases have the SQL of `FOR SHARE`.
    KeyShare,
}

/// The behavior for rows that another transaction has locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockWait {
    /// The statement waits.
    Wait,
    /// `NOWAIT`: the statement fails.
    NoWait,
    /// `SKIP LOCKED`: the statement skips these rows.
    SkipLocked,
}

/// A table whose rows are locked.
#[derive(Clone, Debug)]
pub enum LockTarget {
    /// A table, or an alias of one.
    Table(Source),
    /// The table of a column. Oracle requires a column.
    Column(ColumnRef),
}

impl LockTarget {
    /// Returns the table.
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

/// An argument of [`ForUpdate::of`]: the constant of a table, an alias of it, or a column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be locked",
    note = "use the constant of a table, `aliased(…)` or a column"
)]
pub trait Lockable {
    /// Returns the table whose rows are locked.
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

/// Creates a `FOR UPDATE` lock for [`Select::with_for_update`]. Methods of the lock change it.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = select(Post.title).filter(Post.id.eq(1)).with_for_update(for_update());
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "SELECT posts.title FROM posts WHERE posts.id = $1 FOR UPDATE"
/// );
/// # Ok::<(), core::error::CompileError>(())
/// ```
pub fn for_update() -> ForUpdate {
    ForUpdate {
        strength: LockStrength::Update,
        wait: LockWait::Wait,
        of: Vec::new(),
    }
}

impl ForUpdate {
    /// Changes the lock to `FOR SHARE`, or after [`key_share`](Self::key_share) to `FOR KEY SHARE`.
    ///
    /// Other transactions can then lock the rows with `FOR SHARE`, too.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).with_for_update(for_update().read());
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT posts.title FROM posts FOR SHARE");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn read(mut self) -> Self {
        self.strength = match self.strength {
            LockStrength::NoKeyUpdate | LockStrength::KeyShare => LockStrength::KeyShare,
            LockStrength::Update | LockStrength::Share => LockStrength::Share,
        };
        self
    }

    /// Changes the lock to `FOR NO KEY UPDATE`, or after [`read`](Self::read) to `FOR KEY SHARE`.
    ///
    /// Only PostgreSQL has these locks. Other databases have `FOR UPDATE` and `FOR SHARE` instead.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let sql = |lock| select(Post.id).with_for_update(lock).compile(&Postgres);
    /// let update = sql(for_update().key_share())?;
    /// assert_eq!(update.sql(), "SELECT posts.id FROM posts FOR NO KEY UPDATE");
    /// let share = sql(for_update().read().key_share())?;
    /// assert_eq!(share.sql(), "SELECT posts.id FROM posts FOR KEY SHARE");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn key_share(mut self) -> Self {
        self.strength = match self.strength {
            LockStrength::Update | LockStrength::NoKeyUpdate => LockStrength::NoKeyUpdate,
            LockStrength::Share | LockStrength::KeyShare => LockStrength::KeyShare,
        };
        self
    }

    /// Adds `NOWAIT`: the statement fails if another transaction has locked rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.id).with_for_update(for_update().nowait());
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT posts.id FROM posts FOR UPDATE NOWAIT");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn nowait(mut self) -> Self {
        self.wait = LockWait::NoWait;
        self
    }

    /// Adds `SKIP LOCKED`: the statement skips rows that another transaction has locked.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).limit(1).with_for_update(for_update().skip_locked());
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT posts.title FROM posts LIMIT $1 FOR UPDATE SKIP LOCKED"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn skip_locked(mut self) -> Self {
        self.wait = LockWait::SkipLocked;
        self
    }

    /// Locks only rows of this table, and of tables from earlier calls: `OF table`.
    ///
    /// Oracle requires a column of the table. MariaDB does not have `OF`, so it is left out there.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select((Post.title, User.name)).join(User, OnForeignKey);
    /// let stmt = stmt.with_for_update(for_update().of(Post));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT posts.title, users.name FROM posts JOIN users ON users.id = posts.author_id \
    ///      FOR UPDATE OF posts"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
