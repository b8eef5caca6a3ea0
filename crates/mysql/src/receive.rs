//! The result of a statement: rows, and the number of affected rows.

use std::ops::ControlFlow;

use mysql_async::prelude::Protocol;
use mysql_async::{Conn, Error, Params, QueryResult, Row, Statement};
use rebis_core::dialect;
use rebis_core::driver::{ExecResult, RowSink};

use crate::decode::{Reading, RowView};
use crate::nature::Counting;

/// The result of a statement, without its rows.
#[derive(Debug)]
pub(crate) struct Received {
    /// The number of rows that were returned, without kept rows.
    rows: u64,
    affected_rows: u64,
    last_insert_id: Option<u64>,
    /// The server's counts for an INSERT of several rows.
    insert: Option<InsertInfo>,
}

/// The counts in `Records: 3  Duplicates: 1  Warnings: 0`, which is in the server's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct InsertInfo {
    records: u64,
    duplicates: u64,
}

impl InsertInfo {
    fn parse(info: &str) -> Option<Self> {
        let mut numbers = info
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| digits.parse().ok());
        Some(Self {
            records: numbers.next()??,
            duplicates: numbers.next()??,
        })
    }
}

impl Received {
    /// Returns the outcome of the statement. `kept` is the count in the session variable.
    pub(crate) fn done(&self, counting: Counting, kept: u64) -> ExecResult {
        let last_insert_id = self.last_insert_id.filter(|id| *id > 0);
        ExecResult {
            rows_affected: self.count(counting, kept),
            last_insert_id: last_insert_id.and_then(|id| i64::try_from(id).ok()),
        }
    }

    fn count(&self, counting: Counting, kept: u64) -> u64 {
        // The server reports no affected rows if it returns rows.
        let returned = self.rows > 0 && self.affected_rows == 0;
        match counting {
            Counting::KeptReturned => self.rows,
            Counting::Write | Counting::Upsert if returned => self.rows,
            Counting::Read | Counting::Write => self.affected_rows,
            Counting::Upsert => match self.insert {
                Some(insert) => insert.records,
                None => self.affected_rows.min(1),
            },
            Counting::Kept => match self.insert {
                Some(insert) => self.affected_rows.saturating_sub(insert.duplicates),
                None if self.last_insert_id == Some(dialect::MySql::KEPT_ID) => 0,
                None => self.affected_rows,
            },
            Counting::KeptInVariable => self.affected_rows.saturating_sub(kept),
        }
    }
}

/// Executes a prepared statement.
pub(crate) async fn execute_prepared(
    conn: &mut Conn,
    prepared: &Statement,
    params: Params,
    reading: Reading,
    counting: Counting,
    rows: &mut dyn RowSink,
) -> Result<Received, Error> {
    use mysql_async::prelude::Queryable;
    let result = conn.exec_iter(prepared, params).await?;
    receive(result, reading, counting, rows).await
}

/// Executes a statement that cannot be prepared.
pub(crate) async fn execute_text(
    conn: &mut Conn,
    sql: &str,
    reading: Reading,
    counting: Counting,
    rows: &mut dyn RowSink,
) -> Result<Received, Error> {
    use mysql_async::prelude::Queryable;
    let result = conn.query_iter(sql).await?;
    receive(result, reading, counting, rows).await
}

/// Passes rows to the sink as they arrive. The protocol cannot stop the server, so the rows after
/// the sink breaks are read and dropped.
async fn receive<P: Protocol>(
    mut result: QueryResult<'_, 'static, P>,
    reading: Reading,
    counting: Counting,
    sink: &mut dyn RowSink,
) -> Result<Received, Error> {
    let marks_kept = counting == Counting::KeptReturned;
    let (mut rows, mut kept) = (0, 0);
    let mut flow = ControlFlow::Continue(());
    while let Some(row) = result.next().await? {
        if marks_kept && was_kept(&row, &mut kept) {
            continue;
        }
        rows += 1;
        if flow.is_continue() {
            flow = sink.row(&RowView::new(&row, usize::from(marks_kept), reading));
        }
    }
    let (affected_rows, last_insert_id) = (result.affected_rows(), result.last_insert_id());
    let insert = match counting {
        Counting::Upsert | Counting::Kept => InsertInfo::parse(&result.info()),
        _ => None,
    };
    result.drop_result().await?;
    Ok(Received {
        rows,
        affected_rows,
        last_insert_id,
        insert,
    })
}

/// Returns whether the count in the last column is larger than in the row before.
fn was_kept(row: &Row, before: &mut i64) -> bool {
    let last = row.len().checked_sub(1);
    let Some(mysql_async::Value::Int(count)) = last.and_then(|last| row.as_ref(last)) else {
        return false;
    };
    let was_kept = count > before;
    *before = *count;
    was_kept
}

#[cfg(test)]
mod tests;
