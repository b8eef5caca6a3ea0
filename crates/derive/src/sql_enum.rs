//! `#[derive(SqlEnum)]`: enums that are stored by label or as integers.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Variant};

use crate::attributes::{Keys, flag, value};
use crate::errors::Errors;
use crate::input;
use crate::names;

const ENUM_KEYS: Keys = Keys {
    known: &["name", "rename_all", "text", "check", "integer"],
    repeatable: &[],
};

const VARIANT_KEYS: Keys = Keys {
    known: &["label"],
    repeatable: &[],
};

/// Returns the expansion.
///
/// # Errors
/// Returns all mistakes in the enum.
pub(crate) fn derive_sql_enum(input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut errors = Errors::default();
    let root = input::root(&input.attrs, &mut errors);
    let Data::Enum(data) = &input.data else {
        let message = "`derive(SqlEnum)` requires an enum";
        return Err(Error::new(input.ident.span(), message));
    };
    if !input.generics.params.is_empty() {
        let message = "`derive(SqlEnum)` does not support generic parameters";
        errors.push(Error::new_spanned(&input.generics, message));
    }
    if data.variants.is_empty() {
        errors.at(input.ident.span(), "an enum needs at least one variant");
    }
    let options = Options::read(&input, &mut errors);
    let labels = labels(data.variants.iter(), &options, &mut errors);
    let variants: Vec<&Ident> = data.variants.iter().map(|variant| &variant.ident).collect();
    errors.finish(())?;
    Ok(expand(&root, &input.ident, &options, &variants, &labels))
}

struct Options {
    name: String,
    case: String,
    storage: Storage,
    check: bool,
}

/// How the variants are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Storage {
    /// By label, in an enumeration type of the database if it supports one.
    Native,
    /// By label, as text.
    Text,
    /// By the number that the variant has in Rust.
    Integer,
}

impl Options {
    fn read(input: &DeriveInput, errors: &mut Errors) -> Self {
        let mut options = Self {
            name: names::snake(&input.ident),
            case: "snake_case".to_owned(),
            storage: Storage::Native,
            check: false,
        };
        for attribute in &input.attrs {
            if !attribute.path().is_ident("sql_enum") {
                continue;
            }
            ENUM_KEYS.read(attribute, errors, |key, input| options.take(key, input));
        }
        if options.check && options.storage == Storage::Integer {
            let message =
                "`check` requires labels, which `integer` does not store; remove one of the two";
            errors.at(input.ident.span(), message);
        }
        options
    }

    fn take(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match names::text(key).as_str() {
            "name" => self.name = value::<LitStr>(input)?.value(),
            "rename_all" => self.case = case(input)?,
            "check" => self.check = flag(input)?,
            stored => {
                let storage = match stored {
                    "text" => Storage::Text,
                    _ => Storage::Integer,
                };
                if flag(input)? {
                    self.storage = storage;
                }
            }
        }
        Ok(())
    }
}

/// Reads the case of labels.
fn case(input: ParseStream<'_>) -> Result<String> {
    let literal: LitStr = value(input)?;
    let case = literal.value();
    if names::CASES.contains(&case.as_str()) {
        return Ok(case);
    }
    let known = names::list(names::CASES);
    let message = format!("unknown case `{case}`: use one of {known}");
    Err(Error::new(literal.span(), message))
}

fn labels<'v>(
    variants: impl Iterator<Item = &'v Variant>,
    options: &Options,
    errors: &mut Errors,
) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for variant in variants {
        if !matches!(variant.fields, Fields::Unit) {
            let message = "a variant of a SQL enum cannot have fields";
            errors.push(Error::new_spanned(&variant.fields, message));
        }
        let (label, span) = label(variant, options, errors);
        if labels.contains(&label) {
            errors.at(
                span,
                format!("another variant already has the label `{label}`"),
            );
        }
        labels.push(label);
    }
    labels
}

/// Returns the label of a variant, and its span.
fn label(variant: &Variant, options: &Options, errors: &mut Errors) -> (String, proc_macro2::Span) {
    let mut given: Option<LitStr> = None;
    for attribute in &variant.attrs {
        if attribute.path().is_ident("sql_enum") {
            VARIANT_KEYS.read(attribute, errors, |_, input| {
                given = Some(value(input)?);
                Ok(())
            });
        }
    }
    match given {
        Some(label) => (label.value(), label.span()),
        None => {
            let name = names::text(&variant.ident);
            let label = names::in_case(&name, &options.case).unwrap_or(name);
            (label, variant.ident.span())
        }
    }
}

fn expand(
    root: &TokenStream,
    ident: &Ident,
    options: &Options,
    variants: &[&Ident],
    labels: &[String],
) -> TokenStream {
    let scalar = match options.storage {
        Storage::Integer => by_number(ident, variants),
        Storage::Native | Storage::Text => by_label(options, labels),
    };
    quote! {
        #[allow(unused_qualifications, clippy::all, clippy::nursery, clippy::pedantic)]
        const _: () = {
            use #root::core as __core;

            #[automatically_derived]
            impl __core::SqlEnum for #ident {
                fn label(self) -> &'static str {
                    match self {
                        #(Self::#variants => #labels,)*
                    }
                }

                fn from_label(label: &str) -> ::std::option::Option<Self> {
                    match label {
                        #(#labels => ::std::option::Option::Some(Self::#variants),)*
                        _ => ::std::option::Option::None,
                    }
                }
            }

            #[automatically_derived]
            impl __core::Scalar for #ident {
                type Base = Self;

                #scalar

                fn to_value(&self) -> __core::Value {
                    __core::Scalar::into_value(*self)
                }
            }

            #[automatically_derived]
            impl __core::KeyStart for #ident {
                type Start = __core::Unset;
            }

            __core::scalar_traits!(#ident);
        };
    }
}

/// Generates the methods of an enum that is stored by label.
fn by_label(options: &Options, labels: &[String]) -> TokenStream {
    let name = &options.name;
    let expected = format!("a label of `{name}`");
    let text = (options.storage == Storage::Text).then(|| quote!(.as_text()));
    let check = options.check.then(|| quote!(.checked()));
    quote! {
        fn sql_type() -> __core::SqlType {
            const LABELS: &[::std::borrow::Cow<'static, str>] =
                &[#(::std::borrow::Cow::Borrowed(#labels)),*];
            let labels = __core::types::EnumType::new(
                ::std::borrow::Cow::Borrowed(#name),
                ::std::borrow::Cow::Borrowed(LABELS),
            );
            __core::SqlType::Enum(labels #text #check)
        }

        fn into_value(self) -> __core::Value {
            let label = __core::SqlEnum::label(self);
            __core::Value::Text(::std::borrow::Cow::Borrowed(label))
        }

        fn from_value(
            value: __core::value::ValueRef<'_>,
        ) -> ::std::result::Result<Self, __core::types::Mismatch> {
            let read = match &value {
                __core::value::ValueRef::Text(label) => {
                    <Self as __core::SqlEnum>::from_label(label)
                }
                _ => ::std::option::Option::None,
            };
            read.ok_or_else(|| __core::types::Mismatch::new(#expected, &value))
        }
    }
}

/// Generates the methods of an enum that is stored by number.
fn by_number(ident: &Ident, variants: &[&Ident]) -> TokenStream {
    let expected = format!("the number of a variant of `{}`", names::text(ident));
    quote! {
        fn sql_type() -> __core::SqlType {
            __core::SqlType::Integer
        }

        fn into_value(self) -> __core::Value {
            __core::Value::Int(self as i64)
        }

        fn from_value(
            value: __core::value::ValueRef<'_>,
        ) -> ::std::result::Result<Self, __core::types::Mismatch> {
            let number = <i64 as __core::Scalar>::from_value(value.clone()).ok();
            let read = match number {
                #(::std::option::Option::Some(number) if number == Self::#variants as i64 => {
                    ::std::option::Option::Some(Self::#variants)
                })*
                _ => ::std::option::Option::None,
            };
            read.ok_or_else(|| __core::types::Mismatch::new(#expected, &value))
        }
    }
}
