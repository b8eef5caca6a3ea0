//! `#[derive(SqlEnum)]`: enumerations that are stored by label.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Variant};

use crate::attributes::{Keys, value};
use crate::errors::Errors;
use crate::input;
use crate::names;

const ENUM_KEYS: Keys = Keys {
    known: &["name", "rename_all"],
    repeatable: &[],
};

const VARIANT_KEYS: Keys = Keys {
    known: &["label"],
    repeatable: &[],
};

/// The expansion.
///
/// # Errors
/// All mistakes in the enumeration.
pub(crate) fn derive_sql_enum(input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut errors = Errors::default();
    let root = input::root(&input.attrs, &mut errors);
    let Data::Enum(data) = &input.data else {
        let message = "`derive(SqlEnum)` takes an enumeration";
        return Err(Error::new(input.ident.span(), message));
    };
    if !input.generics.params.is_empty() {
        let message = "`derive(SqlEnum)` takes no generic parameters";
        errors.push(Error::new_spanned(&input.generics, message));
    }
    if data.variants.is_empty() {
        errors.at(
            input.ident.span(),
            "an enumeration needs at least one variant",
        );
    }
    let options = Options::read(&input, &mut errors);
    let labels = labels(data.variants.iter(), &options, &mut errors);
    let variants = data.variants.iter().map(|variant| &variant.ident).collect();
    errors.finish(())?;
    Ok(expand(
        &root,
        &input.ident,
        &options.name,
        variants,
        &labels,
    ))
}

struct Options {
    name: String,
    case: String,
}

impl Options {
    fn read(input: &DeriveInput, errors: &mut Errors) -> Self {
        let mut options = Self {
            name: names::snake(&input.ident),
            case: "snake_case".to_owned(),
        };
        for attribute in &input.attrs {
            if !attribute.path().is_ident("sql_enum") {
                continue;
            }
            ENUM_KEYS.read(attribute, errors, |key, input| {
                let literal: LitStr = value(input)?;
                if key == "name" {
                    options.name = literal.value();
                    return Ok(());
                }
                options.case = literal.value();
                if names::CASES.contains(&options.case.as_str()) {
                    return Ok(());
                }
                let known = names::list(names::CASES);
                let message = format!("unknown case `{}`: use one of {known}", options.case);
                Err(Error::new(literal.span(), message))
            });
        }
        options
    }
}

fn labels<'v>(
    variants: impl Iterator<Item = &'v Variant>,
    options: &Options,
    errors: &mut Errors,
) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for variant in variants {
        if !matches!(variant.fields, Fields::Unit) {
            let message = "a variant that is stored by label has no fields";
            errors.push(Error::new_spanned(&variant.fields, message));
        }
        let (label, span) = label(variant, options, errors);
        if labels.contains(&label) {
            errors.at(
                span,
                format!("another variant has the label `{label}` already"),
            );
        }
        labels.push(label);
    }
    labels
}

/// The label of a variant, and where it is written.
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
    name: &str,
    variants: Vec<&Ident>,
    labels: &[String],
) -> TokenStream {
    let expected = format!("a label of `{name}`");
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

                fn sql_type() -> __core::SqlType {
                    const LABELS: &[::std::borrow::Cow<'static, str>] =
                        &[#(::std::borrow::Cow::Borrowed(#labels)),*];
                    __core::SqlType::Enum(__core::types::EnumType::new(
                        ::std::borrow::Cow::Borrowed(#name),
                        ::std::borrow::Cow::Borrowed(LABELS),
                    ))
                }

                fn into_value(self) -> __core::Value {
                    let label = __core::SqlEnum::label(self);
                    __core::Value::Text(::std::borrow::Cow::Borrowed(label))
                }

                fn to_value(&self) -> __core::Value {
                    __core::Scalar::into_value(*self)
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

            #[automatically_derived]
            impl __core::FromRow for #ident {
                type Kind = __core::decode::kind::ScalarKind;

                fn from_row(
                    row: &mut __core::decode::RowReader<'_>,
                ) -> ::std::result::Result<Self, __core::error::DecodeError> {
                    row.read()
                }

                fn from_row_opt(
                    row: &mut __core::decode::RowReader<'_>,
                ) -> ::std::result::Result<::std::option::Option<Self>, __core::error::DecodeError>
                {
                    row.read()
                }
            }
        };
    }
}
