//! `Columns`: definition, number and values of a struct's columns.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::column::Required;
use crate::fields;
use crate::input::{Derive, Input, Role};
use crate::names;

/// Generates `impl Columns`, with its helpers.
pub(crate) fn implement(input: &Input) -> TokenStream {
    let (ident, fields) = (&input.ident, fields::type_name(input));
    let own = input.columns().count();
    let mixins = input.mixins().map(|field| &field.ty);
    let (draft, helper) = draft(input);
    let named_fields = fields::named(input);
    let define = define(input);
    let accessors = accessors(input);
    quote! {
        #helper

        #[automatically_derived]
        impl __core::Columns for #ident {
            type Fields = #fields;
            type Draft = #draft;

            const WIDTH: usize = #own #(+ <#mixins as __core::Columns>::WIDTH)*;

            #named_fields
            #define
            #accessors
        }
    }
}

/// Generates the inherent items of a mixin: a constant function, which a trait cannot have, and the
/// primary key.
pub(crate) fn mixin(input: &Input) -> TokenStream {
    let (ident, fields) = (&input.ident, fields::type_name(input));
    let key = key(input);
    quote! {
        impl #ident {
            #[doc(hidden)]
            pub const __PRIMARY_KEY: ::std::option::Option<usize> = #key;

            #[doc(hidden)]
            pub const fn __columns_at(source: __core::Source) -> #fields {
                #fields::__at(source)
            }
        }
    }
}

/// Returns the index of one column of the primary key, as a constant `Option`.
pub(crate) fn key(input: &Input) -> TokenStream {
    let own = input.columns().find(|(_, column)| column.primary_key);
    if let Some((field, _)) = own {
        let offset = &field.offset;
        return quote!(::std::option::Option::Some(#offset));
    }
    let none = quote!(::std::option::Option::None);
    input.mixins().fold(none, |found, field| {
        let (ty, offset) = (&field.ty, &field.offset);
        quote! {
            match <#ty>::__PRIMARY_KEY {
                ::std::option::Option::Some(index) => {
                    ::std::option::Option::Some(index + #offset)
                }
                ::std::option::Option::None => #found,
            }
        }
    })
}

/// Returns `Columns::Draft`, and the trait that combines the drafts of several mixins.
fn draft(input: &Input) -> (TokenStream, Option<TokenStream>) {
    let is = |required| {
        let mut columns = input.columns();
        std::iter::from_fn(move || {
            columns.find(|(field, column)| input.required(field, column) == required)
        })
    };
    if is(Required::Yes).next().is_some() {
        return (quote!(__core::Unset), None);
    }
    let key = is(Required::ByType).map(|(field, column)| input.start(field, column));
    let mixins = input
        .mixins()
        .map(|field| &field.ty)
        .map(|ty| quote!(<#ty as __core::Columns>::Draft));
    let mut starts = key.chain(mixins);
    let Some(first) = starts.next() else {
        return (quote!(__core::Set), None);
    };
    let mut several = false;
    let draft = starts.fold(first, |left, right| {
        several = true;
        quote!(<#left as __Both<#right>>::Draft)
    });
    let helper = several.then(|| {
        quote! {
            pub trait __Both<D> { type Draft; }
            impl<D> __Both<D> for __core::Set { type Draft = D; }
            impl<D> __Both<D> for __core::Unset { type Draft = __core::Unset; }
        }
    });
    (draft, helper)
}

fn define(input: &Input) -> TokenStream {
    let columns = input.fields.iter().filter_map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        match &field.role {
            Role::Column(column) => {
                let (name, field) = (column.column_name(ident), names::text(ident));
                let definition = column.definition(&name, ty);
                let field = (name != field).then(|| quote!(.with_field(#field)));
                Some(quote!(let __table = __table.with_column(#definition #field);))
            }
            Role::Mixin => Some(quote!(let __table = <#ty as __core::Columns>::define(__table);)),
            Role::Relationship(_) => None,
        }
    });
    let keys = input.columns().filter_map(|(field, column)| {
        let key = column.foreign_key(&column.column_name(&field.ident), &field.ty)?;
        Some(quote!(let __table = __table.with_foreign_key(#key);))
    });
    let indexes = input.columns().filter_map(|(field, column)| {
        let name = column.column_name(&field.ident);
        let index = format!("ix_{{}}_{}", name.replace('{', "{{").replace('}', "}}"));
        let index = quote!(&::std::format!(#index, __name));
        let call = match (column.unique, column.index) {
            (true, true) => quote!(with_unique_index(#index, &[#name])),
            (false, true) => quote!(with_index(#index, &[#name])),
            (true, false) => quote!(with_unique(&[#name])),
            (false, false) => return None,
        };
        Some(quote!(let __table = __table.#call;))
    });
    let helper = references_helper(input);
    quote! {
        fn define(__table: __core::schema::Table) -> __core::schema::Table {
            use __core::{SqlType, func};
            #helper
            let __name = __table.name().name;
            #(#columns)*
            #(#keys)*
            #(#indexes)*
            __table
        }
    }
}

/// Generates the check that both columns of a foreign key have the same type.
fn references_helper(input: &Input) -> Option<TokenStream> {
    let needed = input
        .columns()
        .any(|(_, column)| column.references.is_some());
    needed.then(|| {
        quote! {
            fn __references<A, B>(column: __core::Column<B>) -> __core::ColumnRef
            where
                A: __core::Scalar,
                B: __core::Scalar<Base = A::Base>,
            {
                column.reference()
            }
        }
    })
}

/// Generates `value` and `set_value`: a `match` for each run of columns, and a call for each mixin.
fn accessors(input: &Input) -> TokenStream {
    let mut value = TokenStream::new();
    let mut set_value = TokenStream::new();
    let mut read_arms = Vec::new();
    let mut write_arms = Vec::new();
    for field in &input.fields {
        let (ident, ty, index) = (&field.ident, &field.ty, read_arms.len());
        match &field.role {
            Role::Column(_) => {
                read_arms.push(quote!(#index => return __core::Scalar::to_value(&self.#ident),));
                write_arms.push(quote_spanned! {ty.span()=>
                    #index => {
                        self.#ident = <#ty as __core::Scalar>::from_value(__value)?;
                        return ::std::result::Result::Ok(());
                    }
                });
            }
            Role::Mixin => {
                value.extend(run(&mut read_arms));
                set_value.extend(run(&mut write_arms));
                let width = quote!(<#ty as __core::Columns>::WIDTH);
                value.extend(quote! {
                    let __index = __index - #index;
                    if __index < #width {
                        return __core::Columns::value(&self.#ident, __index);
                    }
                    let __index = __index - #width;
                });
                set_value.extend(quote! {
                    let __index = __index - #index;
                    if __index < #width {
                        return __core::Columns::set_value(&mut self.#ident, __index, __value);
                    }
                    let __index = __index - #width;
                });
            }
            Role::Relationship(_) => {}
        }
    }
    value.extend(run(&mut read_arms));
    set_value.extend(run(&mut write_arms));
    quote! {
        fn value(&self, __index: usize) -> __core::Value {
            #value
            __core::Value::Null
        }

        fn set_value(
            &mut self,
            __index: usize,
            __value: __core::value::ValueRef<'_>,
        ) -> ::std::result::Result<(), __core::types::Mismatch> {
            #set_value
            ::std::result::Result::Err(__core::types::Mismatch {
                expected: ::std::borrow::Cow::Borrowed("the index of a column of the struct"),
                found: ::std::borrow::Cow::Borrowed("an index past the last column"),
            })
        }
    }
}

fn run(arms: &mut Vec<TokenStream>) -> TokenStream {
    if arms.is_empty() {
        return TokenStream::new();
    }
    let arms = std::mem::take(arms);
    quote! {
        match __index {
            #(#arms)*
            _ => {}
        }
    }
}

/// Generates `impl FromRow`.
pub(crate) fn from_row(input: &Input) -> TokenStream {
    let ident = &input.ident;
    let reads = input.fields.iter().map(|field| {
        let (name, ty) = (&field.ident, &field.ty);
        match &field.role {
            Role::Column(_) => quote_spanned!(ty.span()=> #name: __row.read::<#ty>()?),
            Role::Mixin => quote_spanned! {ty.span()=>
                #name: <#ty as __core::FromRow>::from_row(__row)?
            },
            Role::Relationship(_) => quote!(#name: ::std::default::Default::default()),
        }
    });
    let kind = match input.derive {
        Derive::Model => quote!(EntityKind),
        Derive::Table | Derive::Columns => quote!(RecordKind),
    };
    let absent = (input.derive != Derive::Columns).then(|| {
        quote! {
            if __row.is_absent(__KEY, <#ident as __core::Columns>::WIDTH)? {
                __row.skip(<#ident as __core::Columns>::WIDTH);
                return ::std::result::Result::Ok(::std::option::Option::None);
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl __core::FromRow for #ident {
            type Kind = __core::decode::kind::#kind;

            fn from_row(
                __row: &mut __core::decode::RowReader<'_>,
            ) -> ::std::result::Result<Self, __core::error::DecodeError> {
                ::std::result::Result::Ok(Self { #(#reads,)* })
            }

            fn from_row_opt(
                __row: &mut __core::decode::RowReader<'_>,
            ) -> ::std::result::Result<::std::option::Option<Self>, __core::error::DecodeError>
            {
                #absent
                <Self as __core::FromRow>::from_row(__row).map(::std::option::Option::Some)
            }
        }
    }
}
