//! The types of parameters and literals.
//!
//! The driver declares the types of parameters when it prepares a statement. If a parameter is
//! compared with a column or assigned to one, the server infers its type. If it were declared, a
//! `text` beside a `char(n)` or an enumeration would be compared as text, and a wider number would
//! not use the index.

use super::Postgres;
use crate::compile::Dialect;
use crate::compile::{BindForm, BindPlace, TypedBind};
use crate::error::CompileError;
use crate::types::{ParameterType, SqlType, ValueType};
use crate::value::Value;

pub(super) fn bind_form(
    dialect: &Postgres,
    bind: &TypedBind<'_>,
) -> Result<BindForm, CompileError> {
    let Some(sql_type) = own_type(bind) else {
        return Ok(BindForm::default());
    };
    match sql_type.parameter_type() {
        Some(parameter) => Ok(BindForm::parameter(parameter)),
        None => cast(dialect, sql_type),
    }
}

/// Returns the type to declare for a bind; `None` if the server infers it.
fn own_type<'b>(bind: &'b TypedBind<'_>) -> Option<&'b SqlType> {
    let sql_type = bind.sql_type.as_ref()?;
    match bind.place {
        // Beside a column of ranges, operators accept both a range and an element of one.
        BindPlace::BesideColumn
            if matches!(sql_type, SqlType::Range(_) | SqlType::Multirange(_)) =>
        {
            Some(sql_type)
        }
        BindPlace::BesideColumn | BindPlace::Assigned => None,
        BindPlace::InText if is_written_as_text(sql_type) => None,
        // The server infers a type without a fixed number from the column beside it.
        BindPlace::Operand if sql_type.parameter_type().is_none() => None,
        BindPlace::Alone
        | BindPlace::BesideExpression
        | BindPlace::Argument
        | BindPlace::SelectItem
        | BindPlace::Cast
        | BindPlace::Operand
        | BindPlace::InText => Some(sql_type),
    }
}

/// Returns whether a literal of the type is quoted text, whose type the server infers in SQL text.
fn is_written_as_text(sql_type: &SqlType) -> bool {
    let parameter = sql_type.parameter_type();
    let Some(ParameterType::One(of)) = parameter else {
        return parameter.is_none();
    };
    matches!(
        of,
        ValueType::Text | ValueType::Json | ValueType::Jsonb | ValueType::Inet | ValueType::Cidr
    )
}

pub(super) fn literal_form(
    dialect: &Postgres,
    bind: &TypedBind<'_>,
) -> Result<BindForm, CompileError> {
    let Some(sql_type) = own_type(bind) else {
        return Ok(BindForm::default());
    };
    let is_natural = |value| has_type(value, sql_type, bind.place);
    if bind.value.is_some_and(is_natural) {
        return Ok(BindForm::default());
    }
    let form = cast(dialect, sql_type)?;
    // `::` binds tighter than a minus sign.
    Ok(if bind.value.is_some_and(is_signed) {
        BindForm {
            before: "(",
            after: format!("){}", form.after).into(),
            ..form
        }
    } else {
        form
    })
}

fn is_signed(value: &Value) -> bool {
    match value {
        Value::Int(number) => *number < 0,
        Value::Double(number) => number.is_sign_negative(),
        Value::Decimal(number) => number.is_negative(),
        _ => false,
    }
}

/// Returns whether the literal of a value has the type without a cast.
fn has_type(value: &Value, sql_type: &SqlType, place: BindPlace) -> bool {
    match (value, sql_type) {
        (Value::Bool(_), SqlType::Boolean) | (Value::Bytes(_), SqlType::LargeBinary) => true,
        (Value::Int(number), SqlType::Integer) => i32::try_from(*number).is_ok(),
        // A function with polymorphic arguments does not treat a quoted literal as text.
        (Value::Text(_), SqlType::String { .. } | SqlType::Text) => place != BindPlace::Argument,
        (Value::Decimal(decimal), SqlType::Numeric { .. }) => decimal.as_str().contains('.'),
        _ => false,
    }
}

fn cast(dialect: &Postgres, sql_type: &SqlType) -> Result<BindForm, CompileError> {
    let name = match sql_type {
        // A cast to a type with a length would truncate the value.
        SqlType::String { .. } | SqlType::Unicode { .. } => "TEXT".to_owned(),
        SqlType::Char { .. } => "BPCHAR".to_owned(),
        SqlType::Bit { .. } | SqlType::VarBit { .. } => "VARBIT".to_owned(),
        SqlType::Numeric { .. } => "NUMERIC".to_owned(),
        other => dialect.type_name(other)?,
    };
    Ok(BindForm {
        after: format!("::{name}").into(),
        ..BindForm::default()
    })
}
