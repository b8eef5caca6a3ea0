//! `FOR UPDATE`.

use super::Compiler;
use crate::expr::Source;
use crate::stmt::{ForUpdate, LockWait};

impl Compiler<'_> {
    /// Appends `OF` with the tables whose rows are locked, each of them once.
    pub fn lock_tables(&mut self, lock: &ForUpdate) {
        let mut tables: Vec<Source> = Vec::new();
        for target in &lock.of {
            if !tables.contains(&target.source()) {
                tables.push(target.source());
            }
        }
        for (index, table) in tables.into_iter().enumerate() {
            self.push(if index > 0 { ", " } else { " OF " });
            self.source_name(table);
        }
    }

    /// Appends `NOWAIT` or `SKIP LOCKED`, or nothing for a lock that waits.
    pub fn lock_wait(&mut self, wait: LockWait) {
        self.push(match wait {
            LockWait::Wait => "",
            LockWait::NoWait => " NOWAIT",
            LockWait::SkipLocked => " SKIP LOCKED",
        });
    }
}
