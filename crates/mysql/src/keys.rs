//! [`Keys`]: how keys that the server counts up follow each other.
//!
//! The server tells the first key of an INSERT. The keys of the other rows follow in steps of
//! `auto_increment_increment`, if their number is known beforehand:
//! <https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html>.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Value};
use rebis_core::TableName;

/// What is known of a session's keys.
#[derive(Debug)]
pub(crate) struct Keys {
    step: Option<Step>,
    /// Whether the server may be a node of a Galera cluster, and has the variable `wsrep_on`.
    may_be_clustered: bool,
    /// The triggers that see rows before they are inserted, for each schema that was asked for.
    triggers: HashMap<Option<&'static str>, Vec<Trigger>>,
}

/// The step from one key to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value of `auto_increment_increment`.
    Fixed(u64),
    /// A cluster sets it whenever a node comes or goes.
    Unknown,
}

#[derive(Debug)]
struct Trigger {
    table: String,
    statement: String,
}

impl Keys {
    /// What a connection learned when it was opened.
    pub(crate) fn new(step: u64, may_be_clustered: bool) -> Self {
        Self {
            // Where it may be one, the first INSERT asks.
            step: (!may_be_clustered).then_some(Step::Fixed(step)),
            may_be_clustered,
            triggers: HashMap::new(),
        }
    }

    /// Forgets all that a statement may have changed.
    pub(crate) fn forget(&mut self) {
        self.step = None;
        self.triggers.clear();
    }

    /// By how much the key of each row of an INSERT is larger than the one before, if that is known.
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
        let sql = match self.may_be_clustered {
            true => "SELECT @@auto_increment_increment, @@wsrep_on",
            false => "SELECT @@auto_increment_increment, 0",
        };
        let answer: Option<(u64, bool)> = conn.query_first(sql).await?;
        let step = match answer {
            Some((step, false)) => Step::Fixed(step),
            _ => Step::Unknown,
        };
        self.step = Some(step);
        Ok(step)
    }

    /// Whether a trigger mentions the key, and so may set it.
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

/// Whether a text has a word, in any case.
fn mentions(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .any(|part| part == word)
        || text.contains(&format!("`{word}`"))
}

#[cfg(test)]
mod tests;
