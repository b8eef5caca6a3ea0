//! `create_all` and `drop_all`.

use super::connection::Connection;
use super::engine::Engine;
use crate::compile::{create_enum, create_table, drop_enum, drop_table};
use crate::error::Error;
use crate::schema::MetaData;

impl MetaData {
    /// Creates what the database does not have: named types, then tables, each after those it
    /// refers to, with their indexes.
    ///
    /// # Errors
    /// When the dialect lacks a type, or the database refuses.
    pub async fn create_all(&self, engine: &Engine) -> Result<(), Error> {
        engine
            .begin(async |connection| {
                self.create_enums(connection).await?;
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

    async fn create_enums(&self, connection: &mut Connection) -> Result<(), Error> {
        if !connection.dialect().capabilities().named_enums {
            return Ok(());
        }
        for labels in self.enums(connection.dialect().name()) {
            let has_enum = connection.dialect().has_enum(&labels.name);
            if connection.first(has_enum).await?.is_none() {
                let sql = create_enum(labels, connection.dialect());
                connection.execute_simple(&sql).await?;
            }
        }
        Ok(())
    }

    /// Drops the tables that the database has, each before those it refers to, then their named
    /// types.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_all(&self, engine: &Engine) -> Result<(), Error> {
        engine
            .begin(async |connection| {
                for table in self.sorted_tables().into_iter().rev() {
                    let sql = drop_table(table, connection.dialect());
                    connection.execute_simple(&sql).await?;
                }
                if connection.dialect().capabilities().named_enums {
                    for labels in self.enums(connection.dialect().name()) {
                        let sql = drop_enum(labels, connection.dialect());
                        connection.execute_simple(&sql).await?;
                    }
                }
                Ok(())
            })
            .await
    }
}
