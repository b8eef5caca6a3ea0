//! Types of parameters and of literals.
//!
//! The client sends decimals as text, which the server would compare and add as floating point
//! numbers; a cast to a decimal keeps them exact, and keeps the use of an index. Dates and times
//! have one type in the protocol, and `NULL` and booleans have none that the server keeps, so a
//! parameter whose type nothing tells is cast.

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
            "{decimal} has more digits than a decimal of MySQL: 65 in all, 30 after the point"
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
    // A document is not equal to its text. MariaDB's documents are texts.
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

/// The type that a parameter is cast to when nothing else tells it.
fn cast_type(sql_type: &SqlType) -> Option<&'static str> {
    Some(match sql_type {
        SqlType::Date => "DATE",
        SqlType::Time => "TIME(6)",
        SqlType::DateTime { .. } | SqlType::Interval => "DATETIME(6)",
        SqlType::Numeric { .. } => "DECIMAL(65, 30)",
        // The client sends bytes as it sends text.
        SqlType::LargeBinary | SqlType::Binary { .. } | SqlType::VarBinary { .. } => "BINARY",
        _ => return None,
    })
}

/// The type of a number that nothing tells: MySQL takes such parameters for doubles or text, or for
/// what they were when the text was executed before.
fn number_type(sql_type: &SqlType) -> Option<&'static str> {
    Some(match sql_type {
        SqlType::Unsigned(_) => "UNSIGNED",
        SqlType::Boolean => "SIGNED",
        integer if integer.is_integer() => "SIGNED",
        SqlType::Float | SqlType::Double => "DOUBLE",
        _ => return None,
    })
}

/// The type that a column of the result is cast to where it is a parameter alone: MySQL gives it the
/// type of another execution, or none.
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
    // The server computes with an untyped NULL as with a double.
    if let (Some(Value::Null), MySqlVariant::MySql) = (bind.value, variant)
        && !matches!(
            bind.place,
            BindPlace::Assigned | BindPlace::BesideColumn | BindPlace::SelectItem
        )
        && let Some(type_name) = bind.sql_type.as_ref().and_then(number_type)
    {
        return BindForm::cast(type_name);
    }
    // A quotient has digits by the scale of its operands.
    if let Some(Value::Decimal(decimal)) = bind.value
        && !matches!(bind.place, BindPlace::Assigned | BindPlace::BesideColumn)
        && fits_cast(decimal)
    {
        let (precision, scale) = DecimalBinds::Cast.form(decimal);
        return BindForm::cast(&format!("DECIMAL({precision}, {scale})"));
    }
    let before = match bind.value {
        // Beside an expression of times, text is compared as text.
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
