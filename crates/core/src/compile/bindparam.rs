//! Named parameters.

use super::hint::Typing;
use super::{Compiler, Hint, NO_VALUE, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{BindParamNode, Given};
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn param(&mut self, param: &BindParamNode, hint: Hint) -> Result<(), CompileError> {
        let typing = hint.typing(param.sql_type);
        match &param.given {
            Given::Value(value) if param.literal.is_some() => self.typed_literal(value, typing),
            Given::Value(value) if param.unique => {
                self.bind(value, param.sql_type, hint.named(Some(param.name)))
            }
            Given::Value(value) => {
                self.has_params = true;
                self.bind_as(value, typing, PlaceholderName::Own(param.name.into()))
            }
            Given::Nothing => {
                self.has_params = true;
                self.without_value(param.name, typing)
            }
            Given::List(_) | Given::Rows(_) => Err(list_of(param.name)),
        }
    }

    /// Appends a parameter as the list of `IN`, without the parentheses.
    pub(super) fn param_list(
        &mut self,
        param: &BindParamNode,
        typing: Typing,
        hint: Hint,
    ) -> Result<(), CompileError> {
        match &param.given {
            Given::List(values) if param.literal.is_some() => {
                self.list(values, ", ", |compiler, value| {
                    compiler.typed_literal(value, typing)
                })
            }
            Given::List(values) => self.bind_named_list(values, typing, param.name),
            _ => self.param(param, hint),
        }
    }

    /// Appends the placeholders of a list whose name the user chose.
    pub(super) fn bind_named_list(
        &mut self,
        values: &[Value],
        typing: Typing,
        name: &'static str,
    ) -> Result<(), CompileError> {
        self.bind_values(values, typing, |element| {
            PlaceholderName::Numbered(name, element)
        })
    }

    /// Appends a placeholder that has no value yet.
    pub(super) fn without_value(&mut self, name: &str, typing: Typing) -> Result<(), CompileError> {
        if self.unset.is_none() {
            self.unset = Some(name.into());
        }
        self.placeholder(NO_VALUE, PlaceholderName::Own(name.into()), typing, None)
    }

    /// Returns an error if a parameter has the name of another placeholder.
    pub(super) fn check_names(&self) -> Result<(), CompileError> {
        let own = |name: &PlaceholderName| matches!(name, PlaceholderName::Own(_));
        let (own, others): (Vec<_>, Vec<_>) = self.names.iter().partition(|name| own(name));
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        let taken = |name: &&&PlaceholderName| others.contains(&name.to_string());
        match own.iter().find(taken) {
            None => Ok(()),
            Some(name) => Err(CompileError::Invalid(format!(
                "the parameter `{name}` has the name of another placeholder of the statement; \
                 rename it"
            ))),
        }
    }
}

/// Returns the error for a list in place of a single value.
pub(super) fn list_of(name: &str) -> CompileError {
    CompileError::Invalid(format!(
        "the parameter `{name}` has a list of values, but only `in_` accepts a list"
    ))
}
