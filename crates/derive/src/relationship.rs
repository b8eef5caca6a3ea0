//! `#[relationship(…)]`: the options of a relationship.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, LitStr, Path, Result, Type};

use crate::attributes::{Keys, flag, ordered, value};
use crate::errors::Errors;
use crate::names;

const KEYS: Keys = Keys {
    known: &[
        "back_populates",
        "cascade",
        "order_by",
        "secondary",
        "foreign_key",
        "passive_deletes",
    ],
    repeatable: &[],
};

/// The words of `cascade`, with the methods of `Cascade` that they turn on.
const CASCADES: &[(&str, &[&str])] = &[
    ("all", &["save_update", "delete"]),
    ("save-update", &["save_update"]),
    ("delete", &["delete"]),
    ("delete-orphan", &["delete_orphan"]),
    ("none", &[]),
];

/// The number of rows that a relationship leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arity {
    /// `Many<T>`
    Many,
    /// `One<T>`
    One,
    /// `One<Option<T>>`
    Optional,
}

/// A field that is a relationship.
pub(crate) struct Relationship {
    pub(crate) arity: Arity,
    pub(crate) target: Type,
    pub(crate) foreign_key: Option<Ident>,
    options: Options,
}

#[derive(Default)]
struct Options {
    back_populates: Option<Ident>,
    cascade: Option<Vec<Ident>>,
    order_by: Vec<(Ident, bool)>,
    secondary: Option<Path>,
    foreign_key: Option<Ident>,
    passive_deletes: bool,
}

/// Returns whether a type is written as a relationship.
pub(crate) fn is_relationship(ty: &Type) -> bool {
    names::type_name(ty).is_some_and(|name| name == "Many" || name == "One")
}

impl Relationship {
    /// Reads a field of a relationship's type, with its attribute if it has one.
    pub(crate) fn read(
        owner: &Ident,
        ty: &Type,
        attribute: Option<&Attribute>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let mut options = Options::default();
        if let Some(attribute) = attribute {
            KEYS.read(attribute, errors, |key, input| options.take(key, input));
        }
        let Some((arity, target)) = shape(ty) else {
            let message =
                "a relationship must have the type `Many<T>`, `One<T>` or `One<Option<T>>`";
            errors.push(Error::new_spanned(ty, message));
            return None;
        };
        let target = match names::type_name(target) {
            Some(name) if name == "Self" => syn::parse_quote!(#owner),
            _ => target.clone(),
        };
        let foreign_key = options.foreign_key.take();
        Some(Self {
            arity,
            target,
            foreign_key,
            options,
        })
    }

    /// Returns the last segment of the target's path.
    pub(crate) fn target_name(&self) -> Option<String> {
        names::type_name(&self.target)
    }

    /// Returns whether the foreign key is a column of the struct that has the relationship.
    pub(crate) fn holds_key(&self) -> bool {
        self.arity != Arity::Many
    }

    /// Returns the type of the relationship in the constant.
    pub(crate) fn constant_type(&self, owner: &Ident) -> TokenStream {
        let target = &self.target;
        let direction = match self.arity {
            Arity::Many => quote!(ToMany),
            Arity::One | Arity::Optional => quote!(ToOne),
        };
        quote!(__orm::Relationship<#owner, #target, __orm::#direction>)
    }

    /// Returns the expression that defines the relationship.
    pub(crate) fn definition(
        &self,
        field: &Ident,
        column_name: impl Fn(&Ident) -> String,
    ) -> TokenStream {
        let target = &self.target;
        let name = names::text(field);
        let constructor = match self.arity {
            Arity::Many => quote!(many),
            Arity::One | Arity::Optional => quote!(one),
        };
        let mut definition = quote_spanned!(target.span()=>
            __orm::RelationshipDef::#constructor::<#target>(#name));
        if self.arity == Arity::Optional {
            definition.extend(quote!(.optional()));
        }
        if let Some(key) = &self.foreign_key {
            let key = if self.holds_key() {
                column_name(key)
            } else {
                names::text(key)
            };
            definition.extend(quote!(.foreign_key(#key)));
        }
        definition.extend(self.options.calls());
        definition
    }
}

impl Options {
    fn take(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match names::text(key).as_str() {
            "back_populates" => self.back_populates = Some(value(input)?),
            "cascade" => self.cascade = Some(cascades(&value(input)?)?),
            "order_by" => self.order_by = ordered(input)?,
            "secondary" => self.secondary = Some(value(input)?),
            "foreign_key" => self.foreign_key = Some(value(input)?),
            _ => self.passive_deletes = flag(input)?,
        }
        Ok(())
    }

    fn calls(&self) -> TokenStream {
        let mut calls = TokenStream::new();
        if let Some(inverse) = &self.back_populates {
            let inverse = names::text(inverse);
            calls.extend(quote!(.back_populates(#inverse)));
        }
        if let Some(methods) = &self.cascade {
            calls.extend(quote!(.cascade(__orm::Cascade::NONE #(.#methods())*)));
        }
        if !self.order_by.is_empty() {
            let columns = self.order_by.iter().map(|(column, descending)| {
                let column = names::text(column);
                let direction = if *descending {
                    quote!(Descending)
                } else {
                    quote!(Ascending)
                };
                quote!((#column, __core::Direction::#direction))
            });
            calls.extend(quote!(.order_by(&[#(#columns),*])));
        }
        if let Some(table) = &self.secondary {
            calls.extend(quote_spanned!(table.span()=>
                .secondary(<#table as __core::Record>::table)));
        }
        if self.passive_deletes {
            calls.extend(quote!(.passive_deletes()));
        }
        calls
    }
}

/// Returns the number of rows that a type leads to, and their model.
fn shape(ty: &Type) -> Option<(Arity, &Type)> {
    if let Some(target) = names::argument_of(ty, "Many") {
        return Some((Arity::Many, target));
    }
    let target = names::argument_of(ty, "One")?;
    match names::argument_of(target, "Option") {
        Some(target) => Some((Arity::Optional, target)),
        None => Some((Arity::One, target)),
    }
}

/// Returns the methods of `Cascade` for a list of words.
fn cascades(words: &LitStr) -> Result<Vec<Ident>> {
    let text = words.value();
    let mut methods: Vec<Ident> = Vec::new();
    for word in text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let Some((_, turned_on)) = CASCADES.iter().find(|(known, _)| *known == word) else {
            let known = names::list(CASCADES.iter().map(|(known, _)| *known));
            let message = format!("unknown cascade `{word}`: use any of {known}");
            return Err(Error::new(words.span(), message));
        };
        for method in *turned_on {
            let method = format_ident!("{method}");
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
    }
    Ok(methods)
}
