//! The builder of new rows. It has a method for each field, and a type parameter for each field
//! that may be required.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use crate::column::{ColumnOptions, Required};
use crate::input::{Field, Input, Role};
use crate::names;
use crate::relationship::{Arity, Relationship};

/// Generates the builder, its methods, and `draft()` of the user's struct.
pub(crate) fn define(input: &Input) -> TokenStream {
    let (vis, ident) = (&input.vis, &input.ident);
    let draft = Draft::new(input);
    let name = &draft.name;
    let markers: Vec<&Ident> = draft.required.iter().map(|field| &field.ident).collect();
    let starts = draft.required.iter().map(|field| match field.role {
        Role::Mixin => {
            let ty = &field.ty;
            quote!(<#ty as __core::Columns>::Draft)
        }
        Role::Column(ref column) => input.start(field, column),
        Role::Relationship(_) => quote!(__core::Unset),
    });
    let parameters = draft.parameters();
    let methods = input.fields.iter().scan(0usize, |relationships, field| {
        let method = draft.method(field, *relationships);
        *relationships += usize::from(matches!(field.role, Role::Relationship(_)));
        Some(method)
    });
    // With the struct's span, `rustc` does not note that the derive adds the bounds, and that an
    // implementation by hand could avoid them.
    let finish = quote_spanned! {ident.span()=>
        impl<#(#parameters: __orm::IsSet<__column::#markers>),*> __orm::IntoDraft
            for #name<#(#parameters),*>
        {
            type Model = #ident;

            fn into_draft(self) -> __orm::Draft<#ident> {
                self.draft
            }
        }
    };
    quote! {
        pub mod __column {
            #(pub enum #markers {})*
        }

        #[must_use = "a draft does nothing unless it is added to a session"]
        #vis struct #name<#(#parameters),*> {
            draft: __orm::Draft<#ident>,
            set: ::std::marker::PhantomData<fn() -> (#(#parameters,)*)>,
        }

        impl #ident {
            /// Starts a new, unsaved row.
            #vis fn draft() -> #name<#(#starts),*> {
                #name { draft: __orm::Draft::new(), set: ::std::marker::PhantomData }
            }
        }

        impl<#(#parameters),*> #name<#(#parameters),*> {
            #(#methods)*
        }

        #finish
    }
}

struct Draft<'i> {
    input: &'i Input,
    name: Ident,
    /// The fields that have a type parameter.
    required: Vec<&'i Field>,
}

impl<'i> Draft<'i> {
    fn new(input: &'i Input) -> Self {
        let is_required = |field: &&Field| match &field.role {
            Role::Column(column) => input.required(field, column) != Required::No,
            Role::Mixin => true,
            Role::Relationship(_) => false,
        };
        Self {
            input,
            name: format_ident!(
                "{}Draft",
                names::text(&input.ident),
                span = input.ident.span()
            ),
            required: input.fields.iter().filter(is_required).collect(),
        }
    }

    fn parameters(&self) -> Vec<Ident> {
        (0..self.required.len())
            .map(|number| format_ident!("__P{number}"))
            .collect()
    }

    fn position(&self, ident: &Ident) -> Option<usize> {
        self.required.iter().position(|field| field.ident == *ident)
    }

    fn method(&self, field: &Field, relationship: usize) -> TokenStream {
        match &field.role {
            Role::Column(column) => self.column(field, column),
            Role::Mixin => self.mixin(field),
            Role::Relationship(definition) => self.link(field, definition, relationship),
        }
    }

    fn column(&self, field: &Field, column: &ColumnOptions) -> TokenStream {
        if column.computed.is_some() {
            return TokenStream::new();
        }
        let (ty, offset) = (&field.ty, &field.offset);
        let (bound, convert) = match names::type_name(ty) {
            Some(name) if name == "Option" => (quote!(IntoNullable), quote!(into_nullable)),
            _ => (quote!(IntoValue), quote!(into_value)),
        };
        let argument =
            quote_spanned!(ty.span()=> value: impl __core::#bound<<#ty as __core::Scalar>::Base>);
        let body = quote!(self.draft.set(#offset, __core::#bound::#convert(value)););
        self.setter(
            field,
            &TokenStream::new(),
            &argument,
            &body,
            self.position(&field.ident),
        )
    }

    fn mixin(&self, field: &Field) -> TokenStream {
        let (ty, offset) = (&field.ty, &field.offset);
        let body = quote! {
            for index in 0..<#ty as __core::Columns>::WIDTH {
                self.draft.set(#offset + index, __core::Columns::value(&value, index));
            }
        };
        let position = self.position(&field.ident);
        self.setter(
            field,
            &TokenStream::new(),
            &quote!(value: #ty),
            &body,
            position,
        )
    }

    fn link(&self, field: &Field, definition: &Relationship, number: usize) -> TokenStream {
        let target = &definition.target;
        let instance = quote!(&'a __orm::Instance<#target>);
        let (argument, body) = match definition.arity {
            Arity::One => (
                quote!(target: #instance),
                quote!(self.draft.link(#number, target);),
            ),
            Arity::Optional => (
                quote!(target: impl ::std::convert::Into<::std::option::Option<#instance>>),
                quote! {
                    if let ::std::option::Option::Some(target) = target.into() {
                        self.draft.link(#number, target);
                    }
                },
            ),
            Arity::Many => (
                quote!(targets: impl ::std::iter::IntoIterator<Item = #instance>),
                quote! {
                    for target in targets {
                        self.draft.link(#number, target);
                    }
                },
            ),
        };
        let key = self.key_of(definition).and_then(|key| self.position(key));
        self.setter(field, &quote!(<'a>), &argument, &body, key)
    }

    /// Returns the foreign key that a relationship sets, if it is unambiguous.
    fn key_of<'a>(&'a self, relationship: &'a Relationship) -> Option<&'a Ident> {
        if relationship.arity != Arity::One {
            return None;
        }
        if relationship.foreign_key.is_some() {
            return relationship.foreign_key.as_ref();
        }
        let target = relationship.target_name()?;
        let mut keys = self.input.columns().filter(|(_, column)| {
            column
                .references
                .as_ref()
                .is_some_and(|reference| reference.table == target)
        });
        let (only, _) = keys.next()?;
        keys.next().is_none().then_some(&only.ident)
    }

    /// Generates a method of the builder, which sets the type parameter at `position`, if any.
    fn setter(
        &self,
        field: &Field,
        generics: &TokenStream,
        argument: &TokenStream,
        body: &TokenStream,
        position: Option<usize>,
    ) -> TokenStream {
        let Field {
            vis, ident, docs, ..
        } = field;
        let name = &self.name;
        let (output, result) = match position {
            Some(position) => {
                let mut parameters: Vec<TokenStream> = self
                    .parameters()
                    .iter()
                    .map(|parameter| quote!(#parameter))
                    .collect();
                if let Some(parameter) = parameters.get_mut(position) {
                    *parameter = quote!(__core::Set);
                }
                (
                    quote!(#name<#(#parameters),*>),
                    quote!(#name { draft: self.draft, set: ::std::marker::PhantomData }),
                )
            }
            None => (quote!(Self), quote!(self)),
        };
        quote! {
            #(#docs)*
            #vis fn #ident #generics(mut self, #argument) -> #output {
                #body
                #result
            }
        }
    }
}
