//! Types of parameters and of literals.
//!
//! The driver gives the server the types of parameters when it prepares a statement. The server
//! infers the type of a parameter that is compared with a column, or assigned to one: a `text`
//! beside a `char(n)` or an enumeration would not be compared as that, and a wider number would not
//! use the column's index.

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

/// The type that the bind has by itself; `None` where the server infers it.
fn own_type<'b>(bind: &'b TypedBind<'_>) -> Option<&'b SqlType> {
    let sql_type = bind.sql_type.as_ref()?;
    match bind.place {
        // An operator takes a range, or an element of one, beside a column.
        BindPlace::BesideColumn
            if matches!(sql_type, SqlType::Range(_) | SqlType::Multirange(_)) =>
        {
            Some(sql_type)
        }
        BindPlace::BesideColumn | BindPlace::Assigned => None,
        BindPlace::InText if is_written_as_text(sql_type) => None,
        // An operator of a column and a type without a fixed name is one of that type.
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

/// Whether a constant of the type is a quoted text, whose type the server infers in the user's SQL.
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
    // `::` binds tighter than a sign.
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

/// Whether the literal of a value has the type without a cast.
fn has_type(value: &Value, sql_type: &SqlType, place: BindPlace) -> bool {
    match (value, sql_type) {
        (Value::Bool(_), SqlType::Boolean) | (Value::Bytes(_), SqlType::LargeBinary) => true,
        (Value::Int(number), SqlType::Integer) => i32::try_from(*number).is_ok(),
        // A function of any type does not take a quoted text for text.
        (Value::Text(_), SqlType::String { .. } | SqlType::Text) => place != BindPlace::Argument,
        (Value::Decimal(decimal), SqlType::Numeric { .. }) => decimal.as_str().contains('.'),
        _ => false,
    }
}

fn cast(dialect: &Postgres, sql_type: &SqlType) -> Result<BindForm, CompileError> {
    let name = match sql_type {
        // A cast to a type with a length cuts.
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
