//! The complete expansion of each macro.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::input::{Derive, Input};
use crate::{columns, draft, fields, model, record};

/// Returns the expansion of a macro for structs.
///
/// # Errors
/// Returns all mistakes in the struct.
pub(crate) fn derive_struct(derive: Derive, input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let input = Input::read(derive, input)?;
    let mut parts = vec![
        fields::definition(&input),
        columns::implement(&input),
        columns::from_row(&input),
    ];
    let mut constant = TokenStream::new();
    match derive {
        Derive::Columns => parts.push(columns::mixin(&input)),
        Derive::Table | Derive::Model => {
            constant = fields::constant(&input);
            parts.push(record::implement(&input));
        }
    }
    let root = &input.root;
    let mut imports = quote!(use #root::core as __core;);
    if derive == Derive::Model {
        imports.extend(quote!(use #root::orm as __orm;));
        parts.push(model::implement(&input));
        parts.push(draft::define(&input));
    }
    Ok(quote! {
        #constant
        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            single_use_lifetimes,
            unreachable_pub,
            unused_imports,
            unused_qualifications,
            clippy::all,
            clippy::nursery,
            clippy::pedantic
        )]
        const _: () = {
            #imports
            #(#parts)*
        };
    })
}
