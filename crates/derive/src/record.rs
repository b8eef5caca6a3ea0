//! `Record` and the traits of the constant, for tables and models.

use proc_macro2::TokenStream;
use quote::quote;

use crate::columns;
use crate::fields;
use crate::input::{Derive, Input, missing_key};

/// Generates `impl Record`, and `Fields` and `Selection` for the constant's type.
pub(crate) fn implement(input: &Input) -> TokenStream {
    let (ident, fields) = (&input.ident, fields::type_name(input));
    let name = input.table.table_name(ident);
    let constraints = input.table.calls(|column| input.column_name(column));
    let key = columns::key(input);
    let no_key = missing_key(ident);
    let demand_key = (input.derive == Derive::Model).then(|| {
        quote!(
            const _: () = ::std::assert!(__KEY.is_some(), #no_key);
        )
    });
    quote! {
        const __KEY: ::std::option::Option<usize> = #key;
        #demand_key

        #[automatically_derived]
        impl __core::Record for #ident {
            const TABLE: &'static __core::TableName =
                &#name.defined_by(<#ident as __core::Record>::table);
            const FIELDS: #fields = #fields::__at(__core::Source::table(Self::TABLE));

            fn fields(source: __core::Source) -> #fields {
                #fields::__at(source)
            }

            fn table() -> &'static ::std::sync::Arc<__core::schema::Table> {
                static TABLE: ::std::sync::OnceLock<::std::sync::Arc<__core::schema::Table>> =
                    ::std::sync::OnceLock::new();
                TABLE.get_or_init(|| {
                    let name = <#ident as __core::Record>::TABLE;
                    let table = __core::schema::Table::named(name);
                    ::std::sync::Arc::new(
                        <#ident as __core::Columns>::define(table) #(#constraints)*
                    )
                })
            }
        }

        #[automatically_derived]
        impl __core::DerivedColumns for #ident {
            type Columns = #fields;

            fn columns(
                source: __core::Source,
                names: &mut dyn ::std::iter::Iterator<Item = &'static str>,
            ) -> #fields {
                <#ident as __core::Columns>::named_fields(source, names)
            }
        }

        #[automatically_derived]
        impl __core::Fields for #fields {
            type Record = #ident;

            fn source(&self) -> __core::Source {
                self.__source
            }
        }

        #[automatically_derived]
        impl __core::Selection for #fields {
            type Row = #ident;

            fn append_to(&self, items: &mut ::std::vec::Vec<__core::SelectItem>) {
                __core::append_record::<#ident>(self.__source, items);
            }
        }
    }
}
