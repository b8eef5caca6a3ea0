//! [`Statement`]: a prepared statement, on SQLite's C interface.
//!
//! rusqlite's statement borrows its connection, so one struct cannot store both. rusqlite's cache
//! removes a statement and inserts it again at each use. rusqlite also copies parameters, and gets
//! the number of columns for each column that it reads.
//! `docs/decisions/0022-sqlite-c-interface.md` has the costs.
//!
//! This is the only file of Rebis with `unsafe` code. It relies on these rules:
//! - Only this struct uses a `sqlite3_stmt` between `sqlite3_prepare_v3` and `sqlite3_finalize`.
//!   The statement never outlives its connection: `sqlite3_close` fails, and frees nothing, while
//!   a statement is not finalised.
//! - Statement and connection belong to one [`SqliteConnection`](crate::connection), which one
//!   thread uses at a time. SQLite's multi-thread mode, in which the connection is opened, requires
//!   this.
//! - Text and bytes are bound without a copy, for one [`run`](Statement::run): its guard clears
//!   these bindings before the borrow of the parameters ends. Other values stay bound until the
//!   next run, which binds every parameter.
//! - Text and bytes of a row are borrowed from SQLite until the next step, and a row cannot leave
//!   the closure that receives it.
#![allow(unsafe_code, reason = "the C interface of SQLite")]

use std::ffi::{CStr, c_char, c_int};
use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::ptr::{self, NonNull};
use std::slice;

use rebis_core::Value;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::value::{DOUBLE_DIGITS, Date, Decimal};
use rusqlite::{Connection, ffi};

use crate::error::database_error;

/// A prepared statement.
pub(crate) struct Statement {
    raw: NonNull<ffi::sqlite3_stmt>,
    parameters: usize,
    reads_only: bool,
}

// SAFETY: in SQLite's multi-thread mode a statement may move to another thread, as long as no two
// threads use the connection at once. No method returns the raw pointer.
unsafe impl Send for Statement {}

impl Statement {
    /// Prepares a text that contains exactly one statement. `kept` means that the statement will be
    /// used again.
    pub(crate) fn prepare(
        connection: &Connection,
        sql: &str,
        kept: bool,
    ) -> Result<Self, DatabaseError> {
        if sql.contains('\0') {
            // SQLite would read it as the end of the text.
            return Err(refused("the SQL contains a NUL character; remove it"));
        }
        let (raw, rest) = prepare(connection, sql, kept)?;
        let statement = raw
            .map(Self::from_raw)
            .ok_or_else(|| refused("the text contains no SQL statement"))?;
        // A comment or a semicolon may follow, but not a second statement.
        if !rest.trim().is_empty()
            && prepare(connection, rest, false)?
                .0
                .map(Self::from_raw)
                .is_some()
        {
            return Err(refused(
                "the text contains more than one SQL statement; execute them one at a time",
            ));
        }
        Ok(statement)
    }

    fn from_raw(raw: NonNull<ffi::sqlite3_stmt>) -> Self {
        // SAFETY: the statement was just prepared.
        let (parameters, reads_only) = unsafe {
            (
                ffi::sqlite3_bind_parameter_count(raw.as_ptr()),
                ffi::sqlite3_stmt_readonly(raw.as_ptr()) != 0,
            )
        };
        Self {
            raw,
            parameters: usize::try_from(parameters).unwrap_or(0),
            reads_only,
        }
    }

    /// Returns whether the statement leaves the database unchanged.
    pub(crate) fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// Executes the statement and passes each row to `row`, until `row` breaks.
    pub(crate) fn execute(
        &mut self,
        params: &[&Value],
        mut row: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), DatabaseError> {
        if self.parameters != params.len() {
            return Err(refused(&format!(
                "wrong number of bind parameters: expected {}, got {}",
                self.parameters,
                params.len()
            )));
        }
        let mut guard = Execution {
            statement: self,
            borrows: false,
        };
        for (position, value) in params.iter().enumerate() {
            guard.bind(position, value)?;
        }
        let mut width = None;
        while guard.step()? {
            // The first step may prepare the statement again, with other columns.
            let width = *width.get_or_insert_with(|| guard.width());
            let raw = guard.statement.raw;
            let current = Row {
                raw,
                width,
                _statement: PhantomData,
            };
            if row(&current).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: only this struct has the statement.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}

/// Prepares the first statement of a text, and returns it with the rest of the text.
///
/// The statement is `None` if the text contains only whitespace and comments.
fn prepare<'s>(
    connection: &Connection,
    sql: &'s str,
    kept: bool,
) -> Result<(Option<NonNull<ffi::sqlite3_stmt>>, &'s str), DatabaseError> {
    let length = c_int::try_from(sql.len())
        .map_err(|_| refused("the SQL is longer than SQLite supports"))?;
    let flags = if kept {
        ffi::SQLITE_PREPARE_PERSISTENT
    } else {
        0
    };
    let mut raw = ptr::null_mut();
    let mut rest: *const c_char = ptr::null();
    let start = sql.as_ptr().cast::<c_char>();
    // SAFETY: the handle belongs to an open connection, the text is `length` bytes long, and both
    // out-parameters are written before they are read.
    let code = unsafe {
        let handle = connection.handle();
        ffi::sqlite3_prepare_v3(handle, start, length, flags, &raw mut raw, &raw mut rest)
    };
    if code != ffi::SQLITE_OK {
        return Err(failure(connection));
    }
    let read = (rest.addr()).saturating_sub(start.addr());
    Ok((NonNull::new(raw), sql.get(read..).unwrap_or("")))
}

/// Returns the last error of a connection.
fn failure(connection: &Connection) -> DatabaseError {
    // SAFETY: the handle belongs to an open connection.
    database_error(unsafe { last_error(connection.handle()) })
}

/// Returns the last error of a connection.
///
/// # Safety
/// The handle must belong to an open connection.
unsafe fn last_error(handle: *mut ffi::sqlite3) -> rusqlite::Error {
    // SAFETY: the caller guarantees the handle; the message is a C string until the next call.
    let (code, message) = unsafe {
        let message = ffi::sqlite3_errmsg(handle);
        let message =
            (!message.is_null()).then(|| CStr::from_ptr(message).to_string_lossy().into_owned());
        (ffi::sqlite3_extended_errcode(handle), message)
    };
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), message)
}

/// An execution of a statement. Dropping it resets the statement for the next execution.
struct Execution<'s> {
    statement: &'s mut Statement,
    /// Whether a value was bound without a copy.
    borrows: bool,
}

impl Execution<'_> {
    fn raw(&self) -> *mut ffi::sqlite3_stmt {
        self.statement.raw.as_ptr()
    }

    /// Binds a value. Dates, UUIDs and JSON are bound as text, as in SQLAlchemy. Booleans are bound
    /// as 0 and 1, and decimals as numbers.
    fn bind(&mut self, position: usize, value: &Value) -> Result<(), DatabaseError> {
        let raw = self.raw();
        // SQLite numbers parameters from 1.
        let index = c_int::try_from(position + 1)
            .map_err(|_| unbindable(position, "SQLite supports fewer bind parameters"))?;
        // SAFETY: the statement is not running yet.
        let code = unsafe {
            match value {
                Value::Null => ffi::sqlite3_bind_null(raw, index),
                Value::Bool(value) => ffi::sqlite3_bind_int64(raw, index, i64::from(*value)),
                Value::Int(value) => ffi::sqlite3_bind_int64(raw, index, *value),
                Value::Double(value) if value.is_nan() => return Err(no_nan(position)),
                Value::Double(value) => ffi::sqlite3_bind_double(raw, index, *value),
                Value::Text(value) => self.bind_borrowed(index, value),
                Value::Decimal(value) => match number(value) {
                    Some(Number::Integer(value)) => ffi::sqlite3_bind_int64(raw, index, value),
                    Some(Number::Real(value)) => ffi::sqlite3_bind_double(raw, index, value),
                    None => return Err(too_many_digits(position, value)),
                },
                Value::Json(value) if changes_as_number(value.as_str()) => {
                    let why = format!("SQLite would change the bare JSON number {value}");
                    return refuse(
                        position,
                        &format!("{why}; put it into an array or an object"),
                    );
                }
                Value::Json(value) => self.bind_borrowed(index, value.as_str()),
                Value::Bytes(value) if value.is_empty() => {
                    ffi::sqlite3_bind_zeroblob(raw, index, 0)
                }
                Value::Bytes(value) => {
                    self.borrows = true;
                    ffi::sqlite3_bind_blob64(
                        raw,
                        index,
                        value.as_ptr().cast(),
                        value.len() as u64,
                        ffi::SQLITE_STATIC(),
                    )
                }
                Value::Date(value) if has_text(*value) => bind_copy(raw, index, value),
                Value::Time(value) => bind_copy(raw, index, value),
                Value::DateTime(value) | Value::Timestamp(value) if has_text(value.date) => {
                    bind_copy(raw, index, value)
                }
                Value::Date(value) => return refuse(position, &without_text(value)),
                Value::DateTime(value) | Value::Timestamp(value) => {
                    return refuse(position, &without_text(value));
                }
                Value::Interval(value) => match value.after_epoch() {
                    Ok(point) => bind_copy(raw, index, &point),
                    Err(_) => {
                        return refuse(
                            position,
                            &format!(
                                "SQLite cannot store the interval {value}: it has months or is \
                                 out of range"
                            ),
                        );
                    }
                },
                Value::Uuid(bytes) => bind_copy(raw, index, &Hex(bytes)),
                Value::ByDialect(forms) => return self.bind(position, forms.on(NAME)),
                Value::Invalid(invalid) => return refuse(position, &invalid.to_string()),
                Value::Unsigned(value) => {
                    return refuse(position, &format!("{value} is out of the range of INTEGER"));
                }
                other => return refuse(position, &format!("SQLite cannot store {}", other.kind())),
            }
        };
        self.check(code)
    }

    /// Binds text without a copy. The text outlives this guard, which clears the binding when it is
    /// dropped.
    fn bind_borrowed(&mut self, index: c_int, text: &str) -> c_int {
        self.borrows = true;
        // SAFETY: the statement is not running yet, and the text outlives the binding.
        unsafe { bind_text(self.raw(), index, text, ffi::SQLITE_STATIC()) }
    }

    /// Steps to the next row. Returns `false` if there is no next row.
    fn step(&self) -> Result<bool, DatabaseError> {
        // SAFETY: the statement is prepared, and only this guard uses it.
        match unsafe { ffi::sqlite3_step(self.raw()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => self.check(code).map(|()| false),
        }
    }

    fn width(&self) -> c_int {
        // SAFETY: the statement is prepared, and only this guard uses it.
        unsafe { ffi::sqlite3_data_count(self.raw()) }
    }

    fn check(&self, code: c_int) -> Result<(), DatabaseError> {
        if code == ffi::SQLITE_OK {
            return Ok(());
        }
        // SAFETY: the connection is open for as long as the statement exists.
        Err(database_error(unsafe {
            last_error(ffi::sqlite3_db_handle(self.raw()))
        }))
    }
}

impl Drop for Execution<'_> {
    fn drop(&mut self) {
        // SAFETY: the statement is prepared. `sqlite3_reset` returns the error of the last step,
        // which was already reported.
        unsafe {
            ffi::sqlite3_reset(self.raw());
            if self.borrows {
                ffi::sqlite3_clear_bindings(self.raw());
            }
        }
    }
}

/// The name of the dialect.
pub(crate) const NAME: &str = "sqlite";

fn refuse(position: usize, why: &str) -> Result<(), DatabaseError> {
    Err(unbindable(position, why))
}

/// Returns whether SQLite's date functions and Rebis can read the text of a date.
fn has_text(date: Date) -> bool {
    (1..=9999).contains(&date.year())
}

fn without_text(date: &dyn std::fmt::Display) -> String {
    format!("{date} is out of range: SQLite supports dates of the years 1 to 9999")
}

/// Returns whether SQLite would change a JSON document.
///
/// A column of type `JSON` has numeric affinity
/// (<https://sqlite.org/datatype3.html#type_affinity>), so SQLite converts text that looks like a
/// number to a number.
fn changes_as_number(json: &str) -> bool {
    let text = json.trim();
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return false;
    }
    let integer = text.parse::<i64>().map(|number| number.to_string());
    let double = || text.parse::<f64>().map(|number| format!("{number:?}"));
    let stored = integer.or_else(|_| double());
    // SQLite stores a double that is a whole number as an integer.
    stored.is_ok_and(|stored| stored != json || stored.ends_with(".0"))
}

/// `SQLITE_UTF8`, with the type that `sqlite3_bind_text64` requires.
const UTF8: u8 = 1;

/// Binds text. With `SQLITE_STATIC`, the text must outlive the binding.
unsafe fn bind_text(
    raw: *mut ffi::sqlite3_stmt,
    index: c_int,
    text: &str,
    lifetime: ffi::sqlite3_destructor_type,
) -> c_int {
    let start = text.as_ptr().cast();
    // SAFETY: `start` points to `text.len()` bytes.
    unsafe { ffi::sqlite3_bind_text64(raw, index, start, text.len() as u64, lifetime, UTF8) }
}

/// Binds a copy of the text of a value.
unsafe fn bind_copy(
    raw: *mut ffi::sqlite3_stmt,
    index: c_int,
    value: &dyn std::fmt::Display,
) -> c_int {
    let text = value.to_string();
    // SAFETY: SQLite copies the text before the call returns.
    unsafe { bind_text(raw, index, &text, ffi::SQLITE_TRANSIENT()) }
}

/// The number that SQLite stores for a decimal.
enum Number {
    Integer(i64),
    Real(f64),
}

/// Converts a decimal to a number. Returns `None` if the number would have other digits.
fn number(decimal: &Decimal) -> Option<Number> {
    if decimal.significant_digits() > DOUBLE_DIGITS {
        return None;
    }
    match decimal.as_str().parse() {
        Ok(integer) => Some(Number::Integer(integer)),
        // A larger number could not be read back as a decimal.
        Err(_) => {
            let real: f64 = decimal.as_str().parse().ok()?;
            (real.abs() < 1e15).then_some(Number::Real(real))
        }
    }
}

fn too_many_digits(position: usize, decimal: &Decimal) -> DatabaseError {
    let why = format!(
        "SQLite cannot store {decimal} exactly: it has more than {DOUBLE_DIGITS} significant \
         digits or is out of range"
    );
    unbindable(position, why)
}

/// Returns the error for NaN, which SQLite would store as NULL.
fn no_nan(position: usize) -> DatabaseError {
    unbindable(position, "SQLite cannot store NaN")
}

fn unbindable(position: usize, why: impl Into<String>) -> DatabaseError {
    DatabaseError::for_parameter(position, why)
}

/// Bytes as hexadecimal digits.
struct Hex<'b>(&'b [u8; 16]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The current row of a statement.
pub(crate) struct Row<'r> {
    raw: NonNull<ffi::sqlite3_stmt>,
    width: c_int,
    _statement: PhantomData<&'r Statement>,
}

/// The value of a column.
pub(crate) enum Cell<'r> {
    Null,
    Integer(i64),
    Real(f64),
    /// Text, which may be invalid UTF-8.
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

impl Row<'_> {
    /// Returns the number of columns.
    pub(crate) fn width(&self) -> usize {
        usize::try_from(self.width).unwrap_or(0)
    }

    /// Returns the value of a column, or `None` past the last column.
    #[inline]
    pub(crate) fn cell(&self, index: usize) -> Option<Cell<'_>> {
        let column = self.column(index)?;
        let raw = self.raw.as_ptr();
        // SAFETY: the statement is at a row, which has the column, and stays there while the row
        // is borrowed. Text is read as text and a blob as a blob, so no conversion invalidates the
        // bytes. `sqlite3_column_bytes` is called after the pointer is read, as SQLite requires.
        unsafe {
            Some(match ffi::sqlite3_column_type(raw, column) {
                ffi::SQLITE_INTEGER => Cell::Integer(ffi::sqlite3_column_int64(raw, column)),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_column_text(raw, column);
                    Cell::Text(bytes(start, ffi::sqlite3_column_bytes(raw, column)))
                }
                ffi::SQLITE_FLOAT => Cell::Real(ffi::sqlite3_column_double(raw, column)),
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_column_blob(raw, column).cast();
                    Cell::Blob(bytes(start, ffi::sqlite3_column_bytes(raw, column)))
                }
                _ => Cell::Null,
            })
        }
    }

    /// Returns the name of a column, or `None` past the last column.
    pub(crate) fn name(&self, index: usize) -> Option<&str> {
        let column = self.column(index)?;
        // SAFETY: the row has the column; the name is a C string until the statement is prepared
        // again, which happens only in a step.
        unsafe {
            let name = ffi::sqlite3_column_name(self.raw.as_ptr(), column);
            (!name.is_null())
                .then(|| CStr::from_ptr(name))?
                .to_str()
                .ok()
        }
    }

    #[inline]
    fn column(&self, index: usize) -> Option<c_int> {
        let column = c_int::try_from(index).ok()?;
        (column < self.width).then_some(column)
    }
}

/// Borrows bytes that SQLite owns. The pointer may be null if there are no bytes.
///
/// # Safety
/// `start` must be null, or point to `length` bytes that are valid for `'r`.
#[inline]
unsafe fn bytes<'r>(start: *const u8, length: c_int) -> &'r [u8] {
    match usize::try_from(length) {
        // SAFETY: the caller guarantees it.
        Ok(length) if !start.is_null() => unsafe { slice::from_raw_parts(start, length) },
        _ => &[],
    }
}

fn refused(message: &str) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Syntax, message.to_owned())
}
