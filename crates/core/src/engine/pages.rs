//! Pages of an `INSERT` whose rows have more values than the database accepts in one statement.

use std::ops::{ControlFlow, Range};

use super::connection::Connection;
use crate::compile::Capabilities;
use crate::driver::{BoxFuture, ExecResult, RowSink};
use crate::error::{CompileError, Error};
use crate::expr::Node;
use crate::stmt::{Conflict, ConflictAction, InsertNode, Rows, StatementRef, elements};
use crate::value::RowSource;
use crate::value::Value;
use crate::visit::{Part, Visitor};

/// The maximum number of rows of expressions on a page. SQLite compares each row with all others.
const MOST_EXPRESSIONS: usize = 1000;

/// Returns the statement if it may have more values than the database accepts.
///
/// It runs for every statement, so it only estimates.
#[inline]
pub(super) fn large<'s>(
    statement: StatementRef<'s>,
    capabilities: &Capabilities,
) -> Option<&'s InsertNode> {
    let StatementRef::Insert(insert) = statement else {
        return None;
    };
    let may_be_large = match &insert.rows {
        Rows::Columns(columns) => {
            let values = insert.rows.len().saturating_mul(columns.len());
            values > capabilities.max_binds / 2
        }
        Rows::Nodes(rows) => rows.len() > 1,
        Rows::Default | Rows::Query(_) => false,
    };
    may_be_large.then_some(insert)
}

/// Returns the rows of each page; `None` if all rows fit in one statement.
#[cold]
pub(super) fn of(
    insert: &InsertNode,
    capabilities: &Capabilities,
) -> Result<Option<Vec<Range<usize>>>, Error> {
    if capabilities.array_binds && insert.fits_arrays(capabilities) {
        return Ok(None);
    }
    let mut others = Count(0);
    insert.conflicts.visit(&mut others);
    insert.returning.visit(&mut others);
    let room = capabilities.max_binds.saturating_sub(others.0);
    let pages = match &insert.rows {
        Rows::Columns(columns) => {
            let widths = (0..insert.rows.len()).map(|_| columns.len());
            pages(widths, room, usize::MAX)
        }
        Rows::Nodes(rows) => {
            let widths = rows.iter().map(|row| binds_of(row));
            if widths.clone().sum::<usize>() <= room {
                return Ok(None);
            }
            pages(widths, room, MOST_EXPRESSIONS)
        }
        Rows::Default | Rows::Query(_) => return Ok(None),
    };
    if pages.len() < 2 {
        return Ok(None);
    }
    let changes = |conflict: &Conflict| matches!(conflict.action, ConflictAction::Update(..));
    if capabilities.upsert_changes_once && insert.conflicts.iter().any(changes) {
        return Err(CompileError::Invalid(format!(
            "an upsert into `{}` of {} rows has more than {} values and needs several statements, \
             but the database detects a row that is changed twice only within one statement; \
             insert fewer rows at once",
            insert.table.name().name,
            insert.rows.len(),
            capabilities.max_binds
        ))
        .into());
    }
    Ok(Some(pages))
}

/// Divides rows with `widths` values into pages of at most `room` values and `most` rows.
fn pages(widths: impl Iterator<Item = usize>, room: usize, most: usize) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut binds = 0;
    for (row, width) in widths.enumerate() {
        binds += width;
        match pages.last_mut() {
            Some(page) if binds <= room && page.len() < most => page.end = row + 1,
            _ => {
                binds = width;
                pages.push(row..row + 1);
            }
        }
    }
    pages
}

fn binds_of(row: &[Node]) -> usize {
    let mut count = Count(0);
    row.iter().for_each(|node| node.visit(&mut count));
    count.0
}

/// A visitor that counts values.
struct Count(usize);

impl<'a> Visitor<'a> for Count {
    fn values(&mut self, values: &'a [Value]) {
        self.0 += values.len();
    }
}

/// Returns the statement with only some of its rows.
fn page(insert: &InsertNode, rows: &Range<usize>) -> InsertNode {
    let rows = match &insert.rows {
        Rows::Columns(columns) => {
            let part = |column: &Value| elements(column).get(rows.clone()).map(<[Value]>::to_vec);
            let columns = columns.iter().map(part);
            Rows::Columns(
                columns
                    .map(|part| Value::Array(part.unwrap_or_default()))
                    .collect(),
            )
        }
        Rows::Nodes(nodes) => Rows::Nodes(nodes.get(rows.clone()).unwrap_or_default().to_vec()),
        other => other.clone(),
    };
    InsertNode {
        table: insert.table.clone(),
        target: insert.target,
        columns: insert.columns.clone(),
        rows,
        conflicts: insert.conflicts.clone(),
        words: insert.words.clone(),
        returning: insert.returning.clone(),
    }
}

impl Connection {
    /// Executes a large `INSERT`: as one statement if the database accepts it, or else in pages.
    ///
    /// It returns a boxed future, to keep the futures of other statements small.
    #[cold]
    pub(super) fn perform_large<'a>(
        &'a mut self,
        insert: &'a InsertNode,
        rows: &'a mut dyn RowSink,
    ) -> BoxFuture<'a, Result<ExecResult, Box<Error>>> {
        Box::pin(async move {
            match of(insert, self.dialect().capabilities())? {
                Some(pages) => Ok(self.perform_pages(insert, &pages, rows).await?),
                None => self.perform_page(StatementRef::Insert(insert), rows).await,
            }
        })
    }

    /// Executes the pages as one operation: all of them take effect, or none.
    ///
    /// With autocommit, it is a transaction; otherwise, it is a savepoint.
    async fn perform_pages(
        &mut self,
        insert: &InsertNode,
        pages: &[Range<usize>],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, Error> {
        if self.is_autocommit() && !self.in_transaction() {
            self.begin().await?;
            let outcome = self.each_page(insert, pages, rows).await;
            return self.end(outcome).await;
        }
        let savepoint = self.savepoint().await?;
        let outcome = self.each_page(insert, pages, rows).await;
        self.end_nested(savepoint, outcome).await
    }

    async fn each_page(
        &mut self,
        insert: &InsertNode,
        pages: &[Range<usize>],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, Error> {
        let mut all = ExecResult::default();
        let mut rows = UntilBreak(Some(rows));
        for range in pages {
            let page = page(insert, range);
            let done = self
                .perform_page(StatementRef::Insert(&page), &mut rows)
                .await?;
            all.rows_affected += done.rows_affected;
            all.last_insert_id = all.last_insert_id.or(done.last_insert_id);
        }
        Ok(all)
    }
}

/// A sink that passes rows on until the inner sink returns `Break`.
struct UntilBreak<'r>(Option<&'r mut dyn RowSink>);

impl RowSink for UntilBreak<'_> {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        let flow = self
            .0
            .as_mut()
            .map_or(ControlFlow::Break(()), |rows| rows.row(row));
        if flow.is_break() {
            self.0 = None;
        }
        flow
    }
}
