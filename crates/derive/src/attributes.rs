//! The syntax of all attributes: keys with values, in parentheses.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, LitBool, LitStr, Meta, Result, Token, bracketed};

use crate::errors::Errors;
use crate::names;

/// The keys of one attribute.
pub(crate) struct Keys {
    /// The accepted keys.
    pub(crate) known: &'static [&'static str],
    /// The keys that may be repeated.
    pub(crate) repeatable: &'static [&'static str],
}

impl Keys {
    /// Reads an attribute. Calls `take` for each known key, to read its value.
    ///
    /// A mistake in one key does not hide the mistakes in other keys.
    pub(crate) fn read(
        &self,
        attribute: &Attribute,
        errors: &mut Errors,
        mut take: impl FnMut(&Ident, ParseStream<'_>) -> Result<()>,
    ) {
        if matches!(attribute.meta, Meta::Path(_)) {
            return;
        }
        let read = attribute.parse_args_with(|input: ParseStream<'_>| {
            let mut seen = Vec::new();
            while !input.is_empty() {
                let key = Ident::parse_any(input)?;
                let checked = self.check(attribute, &key, &mut seen);
                if let Err(error) = checked.and_then(|()| take(&key, input)) {
                    errors.push(error);
                    skip_to_comma(input)?;
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        errors.keep(read);
    }

    fn check(&self, attribute: &Attribute, key: &Ident, seen: &mut Vec<String>) -> Result<()> {
        let name = names::text(key);
        if !self.known.contains(&name.as_str()) {
            return Err(Error::new(key.span(), self.unknown(attribute, &name)));
        }
        if seen.contains(&name) && !self.repeatable.contains(&name.as_str()) {
            return Err(Error::new(key.span(), format!("`{name}` is given twice")));
        }
        seen.push(name);
        Ok(())
    }

    fn unknown(&self, attribute: &Attribute, name: &str) -> String {
        if name == "nullable" {
            return "`nullable` is not a key: give the field the type `Option<T>` instead"
                .to_owned();
        }
        let owner = names::last_segment(attribute.path()).unwrap_or_default();
        let known = names::list(self.known);
        format!("unknown key `{name}`: `#[{owner}(…)]` accepts {known}")
    }
}

/// Reads the value after `=`.
pub(crate) fn value<T: Parse>(input: ParseStream<'_>) -> Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// Reads the value of a flag: `= true`, `= false`, or nothing for `true`.
pub(crate) fn flag(input: ParseStream<'_>) -> Result<bool> {
    if input.peek(Token![=]) {
        return Ok(value::<LitBool>(input)?.value);
    }
    Ok(true)
}

/// Reads a column, or several in brackets, each with an optional `asc` or `desc` after it.
pub(crate) fn ordered(input: ParseStream<'_>) -> Result<Vec<(Ident, bool)>> {
    input.parse::<Token![=]>()?;
    if !input.peek(syn::token::Bracket) {
        return Ok(vec![ordered_one(input)?]);
    }
    let content;
    let bracket = bracketed!(content in input);
    let columns = Punctuated::<_, Token![,]>::parse_terminated_with(&content, ordered_one)?;
    if columns.is_empty() {
        return Err(Error::new(bracket.span.join(), "name at least one column"));
    }
    Ok(columns.into_iter().collect())
}

fn ordered_one(input: ParseStream<'_>) -> Result<(Ident, bool)> {
    let column = input.call(Ident::parse_any)?;
    if !input.peek(Ident::peek_any) {
        return Ok((column, false));
    }
    let direction = input.call(Ident::parse_any)?;
    if direction == "asc" || direction == "desc" {
        return Ok((column, direction == "desc"));
    }
    let message = "expected `asc` or `desc` after the column";
    Err(Error::new(direction.span(), message))
}

/// Reads identifiers in brackets.
pub(crate) fn idents(input: ParseStream<'_>) -> Result<Vec<Ident>> {
    let content;
    let bracket = bracketed!(content in input);
    let idents = Punctuated::<Ident, Token![,]>::parse_terminated_with(&content, Ident::parse_any)?;
    if idents.is_empty() {
        return Err(Error::new(bracket.span.join(), "name at least one column"));
    }
    Ok(idents.into_iter().collect())
}

/// Reads a string after `=` that must be one of `words`, and returns its meaning.
pub(crate) fn word<T: Copy>(input: ParseStream<'_>, words: &[(&str, T)]) -> Result<T> {
    let literal: LitStr = value(input)?;
    let given = literal.value();
    let found = words.iter().find(|(word, _)| *word == given);
    found.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let known = names::list(words.iter().map(|(word, _)| *word));
        Error::new(
            literal.span(),
            format!("unknown value `{given}`: use one of {known}"),
        )
    })
}

fn skip_to_comma(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
