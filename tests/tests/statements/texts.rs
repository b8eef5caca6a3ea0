//! The texts of a statement in all dialects, side by side.

use rebis::core::dialect::{
    Dialect, Generic, Mssql, MySql, MySqlVariant, Oracle, Postgres, Sqlite,
};
use rebis::core::error::CompileError;
use rebis::prelude::*;

/// The text of a statement in a dialect; `unsupported: …` where it has no such form.
pub fn text_of(statement: &impl Statement, dialect: &dyn Dialect) -> String {
    match statement.compile(dialect) {
        Ok(compiled) => compiled.sql().to_owned(),
        Err(CompileError::Unsupported { feature, .. }) => format!("unsupported: {feature}"),
        Err(error) => format!("error: {error}"),
    }
}

/// MariaDB of a version that is in use.
pub fn mariadb() -> MySql {
    MySql::new(MySqlVariant::MariaDb).with_version(10, 11, 0)
}

/// The texts of a statement.
pub struct Texts {
    pub generic: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
    pub mysql: &'static str,
    pub mariadb: &'static str,
    pub mssql: &'static str,
    pub oracle: &'static str,
}

/// Asserts all texts of a statement.
#[track_caller]
pub fn check(statement: &impl Statement, texts: &Texts) {
    let dialects: [(&dyn Dialect, &str); 7] = [
        (&Generic, texts.generic),
        (&Sqlite, texts.sqlite),
        (&Postgres, texts.postgres),
        (&MySql::default(), texts.mysql),
        (&mariadb(), texts.mariadb),
        (&Mssql, texts.mssql),
        (&Oracle, texts.oracle),
    ];
    for (dialect, text) in dialects {
        assert_eq!(text_of(statement, dialect), text, "{}", dialect.name());
    }
}
