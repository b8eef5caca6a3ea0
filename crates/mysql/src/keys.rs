//! [`Keys`]: the step between auto-increment keys.
//!
//! The server returns the first key of an INSERT. The keys of the other rows follow in steps of
//! `auto_increment_increment`, if the number of rows is known in advance:
//! <https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html>.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Value};
use rebis_core::TableName;

/// The properties of a session that determine its auto-increment keys.
#[derive(Debug)]
pub(crate) struct Keys {
    step: Option<Step>,
    /// Whether the server may be a node of a Galera cluster, and has the variable `wsrep_on`.
    may_be_clustered: bool,
    /// The `BEFORE INSERT` triggers of each schema that was queried.
    triggers: HashMap<Option<&'static str>, Vec<Trigger>>,
}

/// The step from one key to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value of `auto_increment_increment`.
    Fixed(u64),
    /// Unknown, because a cluster changes the step whenever a node joins or leaves.
    Unknown,
}

#[derive(Debug)]
struct Trigger {
    table: String,
    statement: String,
}

impl Keys {
    /// Creates the keys of a connection, with the values that it read when it was opened.
    pub(crate) fn new(step: u64, may_be_clustered: bool) -> Self {
        Self {
            // If the server may be clustered, the first INSERT queries the step.
            step: (!may_be_clustered).then_some(Step::Fixed(step)),
            may_be_clustered,
            triggers: HashMap::new(),
        }
    }

    /// Discards everything that a statement may have changed.
    pub(crate) fn forget(&mut self) {
        self.step = None;
        self.triggers.clear();
    }

    /// Returns the step from the key of one row of an INSERT to the next, if it is known.
    pub(crate) async fn step(
        &mut self,
        conn: &mut Conn,
        table: &TableName,
        column: &str,
    ) -> Result<Option<i64>, Error> {
        let step = match self.step {
            Some(step) => step,
            None => self.ask(conn).await?,
        };
        let Step::Fixed(step) = step else {
            return Ok(None);
        };
        if self.is_set_by_trigger(conn, table, column).await? {
            return Ok(None);
        }
        Ok(i64::try_from(step).ok())
    }

    async fn ask(&mut self, conn: &mut Conn) -> Result<Step, Error> {
        let sql = if self.may_be_clustered {
            "SELECT @@auto_increment_increment, @@wsrep_on"
        } else {
            "SELECT @@auto_increment_increment, 0"
        };
        let answer: Option<(u64, bool)> = conn.query_first(sql).await?;
        let step = match answer {
            Some((step, false)) => Step::Fixed(step),
            _ => Step::Unknown,
        };
        self.step = Some(step);
        Ok(step)
    }

    /// Returns whether a trigger mentions the key, and therefore may set it.
    async fn is_set_by_trigger(
        &mut self,
        conn: &mut Conn,
        table: &TableName,
        column: &str,
    ) -> Result<bool, Error> {
        let triggers = match self.triggers.entry(table.schema) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(triggers_of(conn, table.schema).await?),
        };
        Ok(triggers.iter().any(|trigger| {
            trigger.table.eq_ignore_ascii_case(table.name) && mentions(&trigger.statement, column)
        }))
    }
}

async fn triggers_of(conn: &mut Conn, schema: Option<&str>) -> Result<Vec<Trigger>, Error> {
    let schema = schema.map_or_else(
        || "database()".to_owned(),
        |schema| Value::from(schema).as_sql(false),
    );
    let sql = format!(
        "SELECT event_object_table, action_statement FROM information_schema.triggers \
         WHERE event_manipulation = 'INSERT' AND action_timing = 'BEFORE' \
         AND event_object_schema = {schema}"
    );
    let triggers: Vec<(String, String)> = conn.query(sql).await?;
    let trigger = |(table, statement)| Trigger { table, statement };
    Ok(triggers.into_iter().map(trigger).collect())
}

/// Returns whether a text contains a word, ignoring case.
fn mentions(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .any(|part| part == word)
        || text.contains(&format!("`{word}`"))
}

#[cfg(test)]
mod tests;
