//! `#[derive(Scalar)]`: user-defined types of columns.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, Member, Result, Type};

use crate::attributes::{Keys, flag};
use crate::errors::Errors;
use crate::input;

const KEYS: Keys = Keys {
    known: &["custom"],
    repeatable: &[],
};

/// Returns the expansion.
///
/// # Errors
/// Returns all mistakes in the type.
pub(crate) fn derive_scalar(input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut errors = Errors::default();
    let root = input::root(&input.attrs, &mut errors);
    let mut custom = false;
    for attribute in &input.attrs {
        if attribute.path().is_ident("scalar") {
            KEYS.read(attribute, &mut errors, |_, input| {
                custom = flag(input)?;
                Ok(())
            });
        }
    }
    if !input.generics.params.is_empty() {
        let message = "`derive(Scalar)` does not support generic parameters";
        errors.push(Error::new_spanned(&input.generics, message));
    }
    let ident = &input.ident;
    if custom {
        return errors.finish(quote!(#root::core::custom_scalar!(#ident);));
    }
    let Some((member, ty)) = only_field(&input) else {
        let message = "`derive(Scalar)` requires a struct with one field; for another type, add \
                       `#[scalar(custom)]` and implement `CustomType`";
        errors.at(ident.span(), message);
        return errors.finish(TokenStream::new());
    };
    errors.finish(newtype(&root, ident, &member, ty))
}

/// Returns the only field of a struct.
fn only_field(input: &DeriveInput) -> Option<(Member, &Type)> {
    let Data::Struct(data) = &input.data else {
        return None;
    };
    let mut fields = data.fields.members().zip(&data.fields);
    let (member, field) = fields.next().filter(|_| fields.next().is_none())?;
    matches!(data.fields, Fields::Named(_) | Fields::Unnamed(_)).then_some((member, &field.ty))
}

/// Generates the traits of a struct that is stored like its field.
fn newtype(root: &TokenStream, ident: &Ident, member: &Member, ty: &Type) -> TokenStream {
    let inner = quote!(<#ty as __core::Scalar>);
    quote! {
        #[allow(unused_qualifications, clippy::all, clippy::nursery, clippy::pedantic)]
        const _: () = {
            use #root::core as __core;

            #[automatically_derived]
            impl __core::Scalar for #ident {
                type Base = Self;

                const BY_DIALECT: bool = #inner::BY_DIALECT;

                fn sql_type() -> __core::SqlType {
                    #inner::sql_type()
                }

                fn into_value(self) -> __core::Value {
                    #inner::into_value(self.#member)
                }

                fn to_value(&self) -> __core::Value {
                    #inner::to_value(&self.#member)
                }

                fn from_value(
                    value: __core::value::ValueRef<'_>,
                ) -> ::std::result::Result<Self, __core::types::Mismatch> {
                    let inner = #inner::from_value(value)?;
                    ::std::result::Result::Ok(Self { #member: inner })
                }

                fn from_value_on(
                    value: __core::value::ValueRef<'_>,
                    dialect: &str,
                ) -> ::std::result::Result<Self, __core::types::Mismatch> {
                    let inner = #inner::from_value_on(value, dialect)?;
                    ::std::result::Result::Ok(Self { #member: inner })
                }

                #[inline]
                fn from_int(int: i64) -> __core::decode::Cell<Self> {
                    #inner::from_int(int)
                        .and_then(|inner| ::std::option::Option::Some(Self { #member: inner }))
                }

                #[inline]
                fn from_cell(
                    row: &dyn __core::decode::RowSource,
                    index: usize,
                ) -> __core::decode::Cell<Self> {
                    #inner::from_cell(row, index)
                        .and_then(|inner| ::std::option::Option::Some(Self { #member: inner }))
                }
            }

            #[automatically_derived]
            impl __core::KeyStart for #ident {
                type Start = <#ty as __core::KeyStart>::Start;
            }

            __core::scalar_traits!(#ident);
        };
    }
}
