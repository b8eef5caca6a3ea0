//! [`Costs`]: what was counted, beside what was expected.

use std::fmt::{Display, Write};

use rebis_tests::Kind;

/// A number for each kind of database.
#[derive(Clone, Copy)]
pub(crate) struct Each {
    pub(crate) sqlite: u64,
    pub(crate) postgres: u64,
    pub(crate) mariadb: u64,
    pub(crate) mysql: u64,
}

impl Each {
    /// The same number on every database.
    pub(crate) const fn same(number: u64) -> Self {
        Self {
            sqlite: number,
            postgres: number,
            mariadb: number,
            mysql: number,
        }
    }

    /// One number where INSERT returns what the database filled in, one where it does not.
    pub(crate) const fn returning(with: u64, without: u64) -> Self {
        Self {
            mysql: without,
            ..Self::same(with)
        }
    }

    /// Of the servers: round trips are counted there, and SQLite has none. MariaDB and MySQL share
    /// a driver.
    pub(crate) const fn servers(postgres: u64, mysql: u64) -> Self {
        Self {
            sqlite: 0,
            postgres,
            mariadb: mysql,
            mysql,
        }
    }

    fn of(self, kind: Kind) -> u64 {
        match kind {
            Kind::Sqlite => self.sqlite,
            Kind::Postgres => self.postgres,
            Kind::MariaDb => self.mariadb,
            Kind::MySql => self.mysql,
        }
    }
}

/// A table of cases. All are counted before one fails, and each that is wrong is one line.
pub(crate) struct Costs {
    unit: &'static str,
    kind: Kind,
    table: String,
    wrong: String,
}

impl Costs {
    pub(crate) fn new(unit: &'static str, kind: Kind) -> Self {
        Self {
            unit,
            kind,
            table: String::new(),
            wrong: String::new(),
        }
    }

    /// A number that is the same each time.
    pub(crate) fn exact(&mut self, case: &str, counted: u64, expected: Each) {
        let expected = expected.of(self.kind);
        self.note(case, counted, counted == expected, &expected);
    }

    /// A number that may be smaller, and what it is made of.
    pub(crate) fn at_most(&mut self, case: &str, counted: u64, bound: u64, parts: &str) {
        let expected = format!("at most {bound}: {parts}");
        self.note(case, counted, counted <= bound, &expected);
    }

    fn note(&mut self, case: &str, counted: u64, is_right: bool, expected: &dyn Display) {
        let unit = self.unit;
        let line = format!("{counted:>7} {unit} for {case} (expected: {expected})");
        let _ = writeln!(self.table, "{line}");
        if !is_right {
            let _ = writeln!(self.wrong, "{line}");
        }
    }

    /// Fails with the lines that are wrong. `--nocapture` shows all of them.
    pub(crate) fn check(self) {
        eprint!("{}", self.table);
        assert!(
            self.wrong.is_empty(),
            "costs differ on {:?}:\n{}",
            self.kind,
            self.wrong
        );
    }
}
