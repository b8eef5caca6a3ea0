//! [`Statement`]: a prepared statement, on SQLite's C interface.
//!
//! rusqlite's own statement borrows its connection, so it cannot be kept beside it; its cache takes
//! a statement out and puts it back with each use, its parameters are copied, and each column read
//! asks for the number of columns first. ARCHITECTURE.md has what that costs.
//!
//! This is the one file of Rebis with `unsafe` code. What it relies on:
//! - A `sqlite3_stmt` belongs to this struct alone from `sqlite3_prepare_v3` to
//!   `sqlite3_finalize`. It never outlives its connection: `sqlite3_close` fails, and frees
//!   nothing, while a statement is not finalised.
//! - Statement and connection live in one [`SqliteConnection`](crate::connection), which one thread
//!   uses at a time; the connection is opened in SQLite's multi-thread mode, which asks for that.
//! - Text and bytes are bound without a copy, for one [`run`](Statement::run): its guard clears such
//!   bindings before the parameters' borrow ends. Other values stay until they are bound anew: each
//!   run binds all.
//! - Text and bytes of a row are borrowed from SQLite until the next step, and a row cannot leave
//!   the closure that it is given to.
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

// SAFETY: SQLite's multi-thread mode lets a statement move to another thread, as long as no two
// threads use the connection at once, and nothing here hands out a reference to the raw pointer.
unsafe impl Send for Statement {}

impl Statement {
    /// Prepares the one statement of a text. `kept` says that it will be used again.
    pub(crate) fn prepare(
        connection: &Connection,
        sql: &str,
        kept: bool,
    ) -> Result<Self, DatabaseError> {
        if sql.contains('\0') {
            // SQLite would take it for the end of the text.
            return Err(refused("the text has a NUL character"));
        }
        let (raw, rest) = prepare(connection, sql, kept)?;
        let statement = raw
            .map(Self::of)
            .ok_or_else(|| refused("the text is no statement"))?;
        // A comment or semicolon may follow, a second statement not.
        if !rest.trim().is_empty() && prepare(connection, rest, false)?.0.map(Self::of).is_some() {
            return Err(refused("the text has more than one statement"));
        }
        Ok(statement)
    }

    fn of(raw: NonNull<ffi::sqlite3_stmt>) -> Self {
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

    /// Whether it changes nothing in the database.
    pub(crate) fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// Executes the statement and gives each row to a closure, until that breaks.
    pub(crate) fn run(
        &mut self,
        params: &[&Value],
        mut row: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), DatabaseError> {
        if self.parameters != params.len() {
            return Err(refused(&format!(
                "the statement has {} parameters, {} were given",
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
            // The first step may have prepared the statement anew, with other columns.
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
        // SAFETY: nothing else has the statement.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}

/// Prepares the first statement of a text; `None` if there is none. Gives the rest of the text.
fn prepare<'s>(
    connection: &Connection,
    sql: &'s str,
    kept: bool,
) -> Result<(Option<NonNull<ffi::sqlite3_stmt>>, &'s str), DatabaseError> {
    let length = c_int::try_from(sql.len()).map_err(|_| refused("the statement is too long"))?;
    let flags = if kept {
        ffi::SQLITE_PREPARE_PERSISTENT
    } else {
        0
    };
    let mut raw = ptr::null_mut();
    let mut rest: *const c_char = ptr::null();
    let start = sql.as_ptr().cast::<c_char>();
    // SAFETY: the handle is that of an open connection, the text is `length` bytes long, and both
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

/// The last error of a connection.
fn failure(connection: &Connection) -> DatabaseError {
    // SAFETY: the handle is that of an open connection.
    database_error(unsafe { last_error(connection.handle()) })
}

/// The last error of a connection.
///
/// # Safety
/// The handle must be that of an open connection.
unsafe fn last_error(handle: *mut ffi::sqlite3) -> rusqlite::Error {
    // SAFETY: as the caller promises; the message is a C string until the next call.
    let (code, message) = unsafe {
        let message = ffi::sqlite3_errmsg(handle);
        let message =
            (!message.is_null()).then(|| CStr::from_ptr(message).to_string_lossy().into_owned());
        (ffi::sqlite3_extended_errcode(handle), message)
    };
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), message)
}

/// A statement that runs. Dropping it makes the statement ready for the next time.
struct Execution<'s> {
    statement: &'s mut Statement,
    /// Whether something was bound without a copy.
    borrows: bool,
}

impl Execution<'_> {
    fn raw(&self) -> *mut ffi::sqlite3_stmt {
        self.statement.raw.as_ptr()
    }

    /// Binds a value. Dates, UUIDs and JSON are text, as SQLAlchemy stores them; booleans are 0 and
    /// 1, and decimals are numbers.
    fn bind(&mut self, position: usize, value: &Value) -> Result<(), DatabaseError> {
        let raw = self.raw();
        // SQLite counts from 1.
        let index = c_int::try_from(position + 1)
            .map_err(|_| unbindable(position, "SQLite takes fewer parameters"))?;
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
                            &format!("SQLite cannot hold the interval {value}"),
                        );
                    }
                },
                Value::Uuid(bytes) => bind_copy(raw, index, &Hex(bytes)),
                Value::ByDialect(forms) => return self.bind(position, forms.on(NAME)),
                Value::Invalid(invalid) => return refuse(position, &invalid.to_string()),
                Value::Unsigned(value) => {
                    return refuse(position, &format!("{value} is out of the range of INTEGER"));
                }
                other => return refuse(position, &format!("SQLite cannot hold {}", other.kind())),
            }
        };
        self.check(code)
    }

    /// Binds text without a copy. The caller borrows it for longer than this guard lives, which
    /// takes the binding back.
    fn bind_borrowed(&mut self, index: c_int, text: &str) -> c_int {
        self.borrows = true;
        // SAFETY: the statement is not running yet, and the text outlives the binding.
        unsafe { bind_text(self.raw(), index, text, ffi::SQLITE_STATIC()) }
    }

    /// Goes to the next row; whether there is one.
    fn step(&self) -> Result<bool, DatabaseError> {
        // SAFETY: the statement is prepared, and only this guard uses it.
        match unsafe { ffi::sqlite3_step(self.raw()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => self.check(code).map(|()| false),
        }
    }

    fn width(&self) -> c_int {
        // SAFETY: as above.
        unsafe { ffi::sqlite3_data_count(self.raw()) }
    }

    fn check(&self, code: c_int) -> Result<(), DatabaseError> {
        if code == ffi::SQLITE_OK {
            return Ok(());
        }
        // SAFETY: the statement's connection is open, or the statement would not be there.
        Err(database_error(unsafe {
            last_error(ffi::sqlite3_db_handle(self.raw()))
        }))
    }
}

impl Drop for Execution<'_> {
    fn drop(&mut self) {
        // SAFETY: the statement is prepared. What `sqlite3_reset` returns is the error of the last
        // step, which was reported.
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

/// Whether SQLite's date functions, and Rebis, read the text of a date.
fn has_text(date: Date) -> bool {
    (1..=9999).contains(&date.year())
}

fn without_text(date: &dyn std::fmt::Display) -> String {
    format!("{date} has a year that is not one from 1 to 9999, which SQLite's dates are")
}

/// Whether a JSON document would not come back as it is, since a column of type `JSON` has the
/// affinity of numbers (<https://sqlite.org/datatype3.html#type_affinity>): text that reads as a
/// number becomes one.
fn changes_as_number(json: &str) -> bool {
    let text = json.trim();
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return false;
    }
    let integer = text.parse::<i64>().map(|number| number.to_string());
    let double = || text.parse::<f64>().map(|number| format!("{number:?}"));
    let stored = integer.or_else(|_| double());
    // A double that is a whole number becomes an integer.
    stored.is_ok_and(|stored| stored != json || stored.ends_with(".0"))
}

/// `SQLITE_UTF8`, of the type that binding takes.
const UTF8: u8 = 1;

/// Binds text. With `SQLITE_STATIC` it must outlive the binding.
unsafe fn bind_text(
    raw: *mut ffi::sqlite3_stmt,
    index: c_int,
    text: &str,
    lifetime: ffi::sqlite3_destructor_type,
) -> c_int {
    let start = text.as_ptr().cast();
    // SAFETY: the text is as long as said.
    unsafe { ffi::sqlite3_bind_text64(raw, index, start, text.len() as u64, lifetime, UTF8) }
}

/// Binds a copy of what a value reads as.
unsafe fn bind_copy(
    raw: *mut ffi::sqlite3_stmt,
    index: c_int,
    value: &dyn std::fmt::Display,
) -> c_int {
    let text = value.to_string();
    // SAFETY: SQLite copies the text before the call returns.
    unsafe { bind_text(raw, index, &text, ffi::SQLITE_TRANSIENT()) }
}

/// The number that SQLite keeps of a decimal.
enum Number {
    Integer(i64),
    Real(f64),
}

/// A decimal as a number; `None` if that would change its digits.
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
        "{decimal} has more than {DOUBLE_DIGITS} significant digits, which SQLite cannot keep in a \
         number"
    );
    unbindable(position, why)
}

/// SQLite would store NULL.
fn no_nan(position: usize) -> DatabaseError {
    unbindable(position, "SQLite has no NaN")
}

fn unbindable(position: usize, why: impl Into<String>) -> DatabaseError {
    DatabaseError::of_parameter(position, why)
}

/// Bytes as hexadecimal digits.
struct Hex<'b>(&'b [u8; 16]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The row that a statement stands at.
pub(crate) struct Row<'r> {
    raw: NonNull<ffi::sqlite3_stmt>,
    width: c_int,
    _statement: PhantomData<&'r Statement>,
}

/// What a column of a row holds.
pub(crate) enum Cell<'r> {
    Null,
    Integer(i64),
    Real(f64),
    /// Text, which may not be UTF-8.
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

impl Row<'_> {
    /// How many columns the row has.
    pub(crate) fn width(&self) -> usize {
        usize::try_from(self.width).unwrap_or(0)
    }

    /// What a column holds; `None` past the last one.
    #[inline]
    pub(crate) fn cell(&self, index: usize) -> Option<Cell<'_>> {
        let column = self.column(index)?;
        let raw = self.raw.as_ptr();
        // SAFETY: the statement stands at a row, which has the column, and stays there while the
        // row is borrowed. Text is read as text and blobs as blobs only, so no conversion takes
        // the bytes away, and `sqlite3_column_bytes` is asked after the pointer, as SQLite wants.
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

    /// The name of a column.
    pub(crate) fn name(&self, index: usize) -> Option<&str> {
        let column = self.column(index)?;
        // SAFETY: the row has the column; the name is a C string until the statement is prepared
        // anew, which only a step does.
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

/// Bytes that SQLite holds. No bytes may be a null pointer.
///
/// # Safety
/// `start` must be null or point at `length` bytes that stay for `'r`.
#[inline]
unsafe fn bytes<'r>(start: *const u8, length: c_int) -> &'r [u8] {
    match usize::try_from(length) {
        // SAFETY: as the caller promises.
        Ok(length) if !start.is_null() => unsafe { slice::from_raw_parts(start, length) },
        _ => &[],
    }
}

fn refused(message: &str) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Syntax, message.to_owned())
}
