//! Parameters with names.

use super::{Compiler, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{BindParamNode, Given};
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn param(&mut self, param: &BindParamNode) -> Result<(), CompileError> {
        match &param.given {
            Given::Value(value) if param.literal.is_some() => self.literal(value),
            Given::Value(value) if param.unique => self.bind(value, param.name),
            Given::Value(value) => {
                self.has_params = true;
                self.bind_as(value, PlaceholderName::Own(param.name.into()))
            }
            Given::Nothing => {
                self.has_params = true;
                self.without_value(param.name);
                Ok(())
            }
            Given::List(_) | Given::Rows(_) => Err(list_of(param.name)),
        }
    }

    /// A parameter right of `IN`, between the parentheses.
    pub(super) fn param_list(&mut self, param: &BindParamNode) -> Result<(), CompileError> {
        match &param.given {
            Given::List(values) if param.literal.is_some() => {
                self.list(values, ", ", Self::literal)
            }
            Given::List(values) => self.bind_named_list(values, param.name),
            _ => self.param(param),
        }
    }

    /// The placeholders of a list that has a name of the user's.
    pub(super) fn bind_named_list(
        &mut self,
        values: &[Value],
        name: &'static str,
    ) -> Result<(), CompileError> {
        self.bind_values(values, |element| PlaceholderName::Numbered(name, element))
    }

    /// Appends a placeholder that has no value yet.
    pub(super) fn without_value(&mut self, name: &str) {
        if self.unset.is_none() {
            self.unset = Some(name.into());
        }
        self.named_placeholder(u32::MAX, PlaceholderName::Own(name.into()));
    }

    /// Refuses a parameter that is named as another placeholder is.
    pub(super) fn check_names(&self) -> Result<(), CompileError> {
        let own = |name: &PlaceholderName| matches!(name, PlaceholderName::Own(_));
        let (own, others): (Vec<_>, Vec<_>) = self.names.iter().partition(|name| own(name));
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        let taken = |name: &&&PlaceholderName| others.contains(&name.to_string());
        match own.iter().find(taken) {
            None => Ok(()),
            Some(name) => Err(CompileError::Invalid(format!(
                "the parameter `{name}` has the name of another placeholder of the statement; \
                 call it otherwise"
            ))),
        }
    }
}

/// The error for a list where one value is asked for.
pub(super) fn list_of(name: &str) -> CompileError {
    CompileError::Invalid(format!(
        "the parameter `{name}` has a list of values, which only `in_` takes"
    ))
}
