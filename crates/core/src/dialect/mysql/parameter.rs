//! The types of parameters and literals.
//!
//! The client sends decimals as text. The server would compare and add them as floating point
//! numbers, so they are cast to decimals, which keeps them exact and allows the use of an index.
//! Dates and times have one type in the protocol, and the server does not keep the types of `NULL`
//! and booleans. So a parameter is cast if its type cannot be inferred.

use super::MySqlVariant;
use crate::compile::DecimalBinds;
use crate::compile::{BindForm, BindPlace, TypedBind, fits_cast};
use crate::error::CompileError;
use crate::types::SqlType;
use crate::value::Value;

pub(super) fn bind_form(
    variant: MySqlVariant,
    bind: &TypedBind<'_>,
) -> Result<BindForm, CompileError> {
    if let Some(Value::Decimal(decimal)) = bind.value
        && !fits_cast(decimal)
    {
        return Err(CompileError::Invalid(format!(
            "{decimal} has too many digits for MySQL, which supports 65, of them 30 after the point"
        )));
    }
    Ok(form(variant, bind))
}

fn form(variant: MySqlVariant, bind: &TypedBind<'_>) -> BindForm {
    if bind.place == BindPlace::Assigned {
        return BindForm::default();
    }
    if let Some(Value::Decimal(decimal)) = bind.value {
        let (precision, scale) = DecimalBinds::Cast.form(decimal);
        return BindForm::cast(&format!("DECIMAL({precision}, {scale})"));
    }
    // On MySQL, a JSON document does not equal its text. On MariaDB, JSON documents are text.
    if is_document(variant, bind) {
        return BindForm::cast("JSON");
    }
    if matches!(bind.place, BindPlace::BesideColumn | BindPlace::InText) {
        return BindForm::default();
    }
    let type_name = bind.sql_type.as_ref().and_then(|of| match bind.place {
        BindPlace::SelectItem if variant == MySqlVariant::MySql => cast_type(of)
            .or_else(|| number_type(of))
            .or_else(|| item_type(of)),
        BindPlace::Alone | BindPlace::Argument if variant == MySqlVariant::MySql => {
            cast_type(of).or_else(|| number_type(of))
        }
        _ => cast_type(of),
    });
    match type_name {
        Some(type_name) => BindForm::cast(type_name),
        None => BindForm::default(),
    }
}

/// Returns the type that a parameter is cast to if its type cannot be inferred.
fn cast_type(sql_type: &SqlType) -> Option<&'static str> {
    Some(match sql_type {
        SqlType::Date => "DATE",
        SqlType::Time => "TIME(6)",
        SqlType::DateTime { .. } | SqlType::Interval => "DATETIME(6)",
        SqlType::Numeric { .. } => "DECIMAL(65, 30)",
        // The protocol does not distinguish bytes from text.
        SqlType::LargeBinary | SqlType::Binary { .. } | SqlType::VarBinary { .. } => "BINARY",
        _ => return None,
    })
}

/// Returns the type that a number is cast to if its type cannot be inferred.
///
/// MySQL would treat the parameter as a double or as text, or use the type of an earlier execution.
fn number_type(sql_type: &SqlType) -> Option<&'static str> {
    Some(match sql_type {
        SqlType::Unsigned(_) => "UNSIGNED",
        SqlType::Boolean => "SIGNED",
        integer if integer.is_integer() => "SIGNED",
        SqlType::Float | SqlType::Double => "DOUBLE",
        _ => return None,
    })
}

/// Returns the type that a parameter is cast to if it is a whole column of the result.
///
/// MySQL would give the column the type of another execution, or none.
fn item_type(sql_type: &SqlType) -> Option<&'static str> {
    Some(match sql_type {
        SqlType::String { .. }
        | SqlType::Text
        | SqlType::Unicode { .. }
        | SqlType::Char { .. }
        | SqlType::Uuid => "CHAR",
        _ => return None,
    })
}

fn is_document(variant: MySqlVariant, bind: &TypedBind<'_>) -> bool {
    variant == MySqlVariant::MySql
        && !matches!(bind.place, BindPlace::Assigned | BindPlace::InText)
        && matches!(bind.sql_type, Some(SqlType::Json | SqlType::Jsonb))
}

pub(super) fn literal_form(variant: MySqlVariant, bind: &TypedBind<'_>) -> BindForm {
    if is_document(variant, bind) {
        return BindForm::cast("JSON");
    }
    // The server treats an untyped NULL in arithmetic as a double.
    if let (Some(Value::Null), MySqlVariant::MySql) = (bind.value, variant)
        && !matches!(
            bind.place,
            BindPlace::Assigned | BindPlace::BesideColumn | BindPlace::SelectItem
        )
        && let Some(type_name) = bind.sql_type.as_ref().and_then(number_type)
    {
        return BindForm::cast(type_name);
    }
    // The digits of a quotient depend on the scale of its operands.
    if let Some(Value::Decimal(decimal)) = bind.value
        && !matches!(bind.place, BindPlace::Assigned | BindPlace::BesideColumn)
        && fits_cast(decimal)
    {
        let (precision, scale) = DecimalBinds::Cast.form(decimal);
        return BindForm::cast(&format!("DECIMAL({precision}, {scale})"));
    }
    let before = match bind.value {
        // Beside an expression of type TIME, text would be compared as text.
        Some(Value::Time(_)) if bind.place == BindPlace::BesideColumn => "TIME",
        _ if matches!(
            bind.place,
            BindPlace::Assigned | BindPlace::BesideColumn | BindPlace::Cast
        ) =>
        {
            ""
        }
        Some(Value::Date(_)) => "DATE",
        Some(Value::Time(_)) => "TIME",
        Some(Value::DateTime(_) | Value::Timestamp(_)) => "TIMESTAMP",
        _ => "",
    };
    BindForm {
        before,
        ..BindForm::default()
    }
}
