//! Reporting of executed statements: log, listeners, and the context of errors.

use std::time::Instant;

use tracing::Span;

use super::engine::EngineState;
use super::event::{AfterExecute, BeforeExecute};
use crate::compile::Dialect;
use crate::compile::{Target, placeholder_name};
use crate::driver::ExecResult;
use crate::error::{DatabaseError, Error, StatementContext};
use crate::stmt::StatementRef;
use crate::value::Value;

/// Reports a statement to the log and the listeners before it is executed.
///
/// Returns the current time if there are listeners.
#[inline]
pub(super) fn announce(shared: &EngineState, sql: &str, params: &[&Value]) -> Option<Instant> {
    if shared.echo {
        echo(sql, params, shared.hide_parameters);
    }
    if !shared.listeners.any() {
        return None;
    }
    shared.listeners.before(&BeforeExecute {
        sql,
        parameters: params,
    });
    Some(Instant::now())
}

/// Adds the name of a parameter to the error of a driver that could not bind it.
#[cold]
pub(super) fn named(
    mut error: DatabaseError,
    statement: StatementRef<'_>,
    target: Target<'_>,
) -> DatabaseError {
    if let Some(parameter) = &mut error.parameter
        && let Some(name) = placeholder_name(statement, target, parameter.index)
    {
        parameter.name = name.column().or(name.stem()).map(str::to_owned);
        error.column = name.column().map(str::to_owned);
    }
    error
}

/// Adds the statement to an error, and reports the outcome to the listeners.
#[cold]
pub(super) fn report(
    shared: &EngineState,
    sql: &str,
    params: &[&Value],
    outcome: Result<ExecResult, DatabaseError>,
    started: Option<Instant>,
) -> Result<ExecResult, Error> {
    let outcome = outcome.map_err(|error| {
        Error::from(error.with_statement(|| context(sql, params, shared.hide_parameters)))
    });
    if let Some(started) = started {
        shared.listeners.after(&AfterExecute {
            sql,
            parameters: params,
            elapsed: started.elapsed(),
            outcome: outcome.as_ref().map(|done| done.rows_affected),
        });
    }
    outcome
}

#[cold]
pub(super) fn refused(
    shared: &EngineState,
    sql: &str,
    params: &[&Value],
    error: DatabaseError,
) -> Box<Error> {
    let error = error.with_statement(|| context(sql, params, shared.hide_parameters));
    Box::new(error.into())
}

pub(super) fn query_span(dialect: &dyn Dialect, sql: &str) -> Span {
    tracing::debug_span!(
        "query",
        db.system.name = dialect.name(),
        db.query.text = sql,
        db.response.returned_rows = tracing::field::Empty,
    )
}

fn context(sql: &str, params: &[&Value], hide: bool) -> StatementContext {
    let parameters = (!hide).then(|| params.iter().map(|value| (*value).clone()).collect());
    StatementContext {
        sql: sql.to_owned(),
        parameters,
    }
}

pub(super) fn in_statement(sql: &str, error: DatabaseError) -> Error {
    error.with_statement(|| context(sql, &[], false)).into()
}

pub(super) fn echo(sql: &str, params: &[&Value], hide: bool) {
    match (params.is_empty(), hide) {
        (true, _) => eprintln!("{sql}"),
        (false, true) => eprintln!("{sql}\n[parameters are hidden]"),
        (false, false) => {
            let values: Vec<Value> = params.iter().map(|value| (*value).clone()).collect();
            eprintln!("{sql}\n[{}]", crate::error::Parameters(&values));
        }
    }
}
