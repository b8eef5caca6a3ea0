//! `Model`: the mapper, and the relationships of an object.

use proc_macro2::TokenStream;
use quote::quote;

use crate::input::Input;
use crate::names;

/// Generates `impl Model`.
pub(crate) fn implement(input: &Input) -> TokenStream {
    let ident = &input.ident;
    let name = names::text(ident);
    let definitions = input.relationships().map(|(field, relationship)| {
        relationship.definition(&field.ident, |column| input.column_name(column))
    });
    let fields: Vec<_> = input
        .relationships()
        .map(|(field, _)| &field.ident)
        .collect();
    let numbers: Vec<usize> = (0..fields.len()).collect();
    quote! {
        #[automatically_derived]
        impl __orm::Model for #ident {
            fn mapper() -> &'static __orm::Mapper {
                static MAPPER: ::std::sync::OnceLock<__orm::Mapper> =
                    ::std::sync::OnceLock::new();
                MAPPER.get_or_init(|| {
                    __orm::Mapper::new::<#ident>(#name)
                        #(.with_relationship(#definitions))*
                })
            }

            fn relation(&self, index: usize) -> ::std::option::Option<&__orm::Relation> {
                match index {
                    #(#numbers => ::std::option::Option::Some(self.#fields.relation()),)*
                    _ => ::std::option::Option::None,
                }
            }

            fn relation_mut(
                &mut self,
                index: usize,
            ) -> ::std::option::Option<&mut __orm::Relation> {
                match index {
                    #(#numbers => ::std::option::Option::Some(self.#fields.relation_mut()),)*
                    _ => ::std::option::Option::None,
                }
            }
        }
    }
}
