//! [`MetaData::create_all`] and [`MetaData::drop_all`].

use super::connection::Connection;
use super::engine::Engine;
use crate::compile::{create_enum, create_table, drop_enum, drop_table};
use crate::error::Error;
use crate::schema::MetaData;

impl MetaData {
    /// Creates the named types, tables and indexes that the database lacks.
    ///
    /// Named types come first, then the tables with their indexes. A table is created after the
    /// tables that its foreign keys refer to.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// # let engine = create_engine("sqlite://")?;
    /// let metadata = Registry::new((User, Post, Tag))?.metadata();
    /// metadata.create_all(&engine).await?;
    /// metadata.create_all(&engine).await?; // all tables exist
    /// assert!(engine.connect().await?.all(select(Post)).await?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the dialect does not support a column's type, or the database rejects a
    /// statement.
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
                        connection.execute_raw(&sql).await?;
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
                connection.execute_raw(&sql).await?;
            }
        }
        Ok(())
    }

    /// Drops the tables and the named types that the database has.
    ///
    /// A table is dropped before the tables that its foreign keys refer to. Named types are dropped
    /// last.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// Registry::new((User, Post, Tag))?.metadata().drop_all(engine).await?;
    /// let outcome = engine.connect().await?.all(select(Post)).await;
    /// assert!(outcome.is_err_and(|error| error.code() == "no-such-table"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the database rejects a statement.
    pub async fn drop_all(&self, engine: &Engine) -> Result<(), Error> {
        engine
            .begin(async |connection| {
                for table in self.sorted_tables().into_iter().rev() {
                    let sql = drop_table(table, connection.dialect());
                    connection.execute_raw(&sql).await?;
                }
                if connection.dialect().capabilities().named_enums {
                    for labels in self.enums(connection.dialect().name()) {
                        let sql = drop_enum(labels, connection.dialect());
                        connection.execute_raw(&sql).await?;
                    }
                }
                Ok(())
            })
            .await
    }
}
