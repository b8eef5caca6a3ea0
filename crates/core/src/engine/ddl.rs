//! `create_all` and `drop_all`.

use super::engine::Engine;
use crate::Error;
use crate::compile::{create_table, drop_table};
use crate::schema::MetaData;

impl MetaData {
    /// Creates the tables that the database does not have, each after those it refers to, with
    /// their named types and indexes.
    ///
    /// # Errors
    /// When the dialect lacks a type, or the database refuses.
    pub async fn create_all(&self, engine: &Engine) -> Result<(), Error> {
        engine
            .begin(async |connection| {
                for table in self.sorted_tables() {
                    let has_table = connection.dialect().has_table(table.name());
                    if connection.first(has_table).await?.is_some() {
                        continue;
                    }
                    for sql in create_table(table, connection.dialect())? {
                        connection.execute_simple(&sql).await?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// Drops the tables that the database has, each before those it refers to, with their named
    /// types.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_all(&self, engine: &Engine) -> Result<(), Error> {
        engine
            .begin(async |connection| {
                for table in self.sorted_tables().into_iter().rev() {
                    for sql in drop_table(table, connection.dialect()) {
                        connection.execute_simple(&sql).await?;
                    }
                }
                Ok(())
            })
            .await
    }
}
