//! The struct of typed columns, which is the type of the constant.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use crate::input::{Derive, Field, Input, Role};
use crate::names;

/// Returns the name of the struct.
pub(crate) fn type_name(input: &Input) -> Ident {
    format_ident!("{}Fields", names::text(&input.ident))
}

/// Generates the constant with the name of the user's struct.
pub(crate) fn constant(input: &Input) -> TokenStream {
    let (root, vis, ident) = (&input.root, &input.vis, &input.ident);
    let contents = match input.derive {
        Derive::Model => "columns and relationships",
        Derive::Table | Derive::Columns => "columns",
    };
    let name = names::text(ident);
    let doc = format!("The {contents} of [`{name}`](struct@{name}), for statements.");
    quote! {
        #[allow(non_upper_case_globals, dead_code)]
        #[doc = #doc]
        #vis const #ident: <#ident as #root::core::Columns>::Fields =
            <#ident as #root::core::Record>::FIELDS;
    }
}

/// Generates the struct, its constructor, and `Debug`.
pub(crate) fn definition(input: &Input) -> TokenStream {
    let (vis, name) = (&input.vis, type_name(input));
    let declarations = input.fields.iter().map(|field| declaration(input, field));
    let mut relationships = 0usize;
    let values = input.fields.iter().map(|field| {
        let value = value(input, field, relationships);
        relationships += usize::from(matches!(field.role, Role::Relationship(_)));
        value
    });
    let source = (input.derive != Derive::Columns).then(|| quote!(__source: __core::Source,));
    let keep_source = source.as_ref().map(|_| quote!(__source,));
    let text = names::text(&input.ident);
    quote! {
        #[derive(Clone, Copy)]
        #vis struct #name {
            #source
            #(#declarations,)*
        }

        impl #name {
            const fn __at(__source: __core::Source) -> Self {
                Self {
                    #keep_source
                    #(#values,)*
                }
            }
        }

        #[automatically_derived]
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(#text)
            }
        }
    }
}

/// Generates `Columns::named_fields`.
pub(crate) fn named(input: &Input) -> TokenStream {
    let name = type_name(input);
    let mut relationships = 0usize;
    let values = input.fields.iter().map(|field| {
        let Field { ident, ty, .. } = field;
        let own = input.column_name(ident);
        let name = quote!(__names.next().unwrap_or(#own));
        match &field.role {
            Role::Column(column) if column.computed.is_some() => {
                quote!(#ident: __core::ComputedColumn::new(__source, #name))
            }
            Role::Column(_) => quote!(#ident: __core::Column::new(__source, #name)),
            Role::Mixin => {
                quote!(#ident: <#ty as __core::Columns>::named_fields(__source, __names))
            }
            Role::Relationship(_) => {
                relationships += 1;
                value(input, field, relationships - 1)
            }
        }
    });
    let values: Vec<TokenStream> = values.collect();
    let keep_source = (input.derive != Derive::Columns).then(|| quote!(__source,));
    quote! {
        fn named_fields(
            __source: __core::Source,
            __names: &mut dyn ::std::iter::Iterator<Item = &'static str>,
        ) -> #name {
            #name {
                #keep_source
                #(#values,)*
            }
        }
    }
}

fn declaration(input: &Input, field: &Field) -> TokenStream {
    let Field {
        vis,
        ident,
        ty,
        docs,
        role,
        ..
    } = field;
    let ty = match role {
        Role::Column(column) if column.computed.is_some() => quote!(__core::ComputedColumn<#ty>),
        Role::Column(_) => quote!(__core::Column<#ty>),
        Role::Mixin => quote!(<#ty as __core::Columns>::Fields),
        Role::Relationship(relationship) => relationship.constant_type(&input.ident),
    };
    quote!(#(#docs)* #vis #ident: #ty)
}

fn value(input: &Input, field: &Field, relationship: usize) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let name = input.column_name(ident);
    match &field.role {
        Role::Column(column) if column.computed.is_some() => {
            quote!(#ident: __core::ComputedColumn::new(__source, #name))
        }
        Role::Column(_) => quote!(#ident: __core::Column::new(__source, #name)),
        Role::Mixin => quote!(#ident: <#ty>::__columns_at(__source)),
        Role::Relationship(_) => {
            quote!(#ident: __orm::Relationship::new(__source, #relationship))
        }
    }
}
