//! [`Input`]: a struct with its attributes, checked.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Result, Type, Visibility};

use crate::column::{ColumnOptions, Required};
use crate::errors::Errors;
use crate::names;
use crate::relationship::{Relationship, is_relationship};
use crate::table::TableOptions;

/// The macro that was called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Derive {
    Model,
    Table,
    Columns,
}

/// A struct with its attributes.
pub(crate) struct Input {
    pub(crate) derive: Derive,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) root: TokenStream,
    pub(crate) table: TableOptions,
    pub(crate) fields: Vec<Field>,
}

/// A field with its attributes.
pub(crate) struct Field {
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<Attribute>,
    /// The index of the field's first column, as a constant expression.
    pub(crate) offset: TokenStream,
    pub(crate) role: Role,
}

/// The role of a field.
pub(crate) enum Role {
    /// One column.
    Column(Box<ColumnOptions>),
    /// The columns of a mixin.
    Mixin,
    /// A relationship.
    Relationship(Box<Relationship>),
}

impl Derive {
    fn name(self) -> &'static str {
        match self {
            Self::Model => "Model",
            Self::Table => "Table",
            Self::Columns => "Columns",
        }
    }
}

impl Input {
    /// Reads a struct.
    ///
    /// # Errors
    /// Returns all mistakes in the struct.
    pub(crate) fn read(derive: Derive, input: DeriveInput) -> Result<Self> {
        let mut errors = Errors::default();
        if !input.generics.params.is_empty() {
            let message = format!(
                "`derive({})` does not support generic parameters",
                derive.name()
            );
            errors.at(input.generics.span(), message);
        }
        let root = root(&input.attrs, &mut errors);
        let mut table = TableOptions::default();
        for attribute in &input.attrs {
            if attribute.path().is_ident("model") || attribute.path().is_ident("table") {
                table.read(attribute, &mut errors);
            }
        }
        let Some(raw) = named_fields(derive, &input, &mut errors) else {
            return errors.finish(Vec::new()).map(|fields| Self {
                derive,
                vis: input.vis,
                ident: input.ident,
                root,
                table,
                fields,
            });
        };
        let fields = read_fields(derive, &input.ident, raw, &mut errors);
        let read = Self {
            derive,
            vis: input.vis,
            ident: input.ident,
            root,
            table,
            fields,
        };
        read.check(&mut errors);
        errors.finish(read)
    }

    /// Returns the fields that are columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&Field, &ColumnOptions)> {
        self.fields.iter().filter_map(|field| match &field.role {
            Role::Column(column) => Some((field, &**column)),
            _ => None,
        })
    }

    /// Returns the fields that are mixins.
    pub(crate) fn mixins(&self) -> impl Iterator<Item = &Field> {
        let mut fields = self.fields.iter();
        std::iter::from_fn(move || fields.find(|field| matches!(field.role, Role::Mixin)))
    }

    /// Returns the fields that are relationships.
    pub(crate) fn relationships(&self) -> impl Iterator<Item = (&Field, &Relationship)> {
        self.fields.iter().filter_map(|field| match &field.role {
            Role::Relationship(relationship) => Some((field, &**relationship)),
            _ => None,
        })
    }

    /// Returns whether a new row must have a value for the column.
    pub(crate) fn required(&self, field: &Field, column: &ColumnOptions) -> Required {
        let keys = self.columns().filter(|(_, column)| column.primary_key);
        column.required(&field.ty, keys.count() == 1)
    }

    /// Returns the marker of the column in a draft that has no value for it.
    pub(crate) fn start(&self, field: &Field, column: &ColumnOptions) -> TokenStream {
        match self.required(field, column) {
            Required::Yes => quote!(__core::Unset),
            Required::No => quote!(__core::Set),
            Required::ByType => {
                let ty = &field.ty;
                quote_spanned!(ty.span()=> <#ty as __core::KeyStart>::Start)
            }
        }
    }

    /// Returns the name of a field's column, or the field's name if the struct has no such column.
    pub(crate) fn column_name(&self, ident: &Ident) -> String {
        let mut columns = self.columns();
        match columns.find(|(field, _)| field.ident == *ident) {
            Some((field, column)) => column.column_name(&field.ident),
            None => names::text(ident),
        }
    }

    fn check(&self, errors: &mut Errors) {
        let mut seen = Vec::new();
        for (field, column) in self.columns() {
            let name = column.column_name(&field.ident);
            if seen.contains(&name) {
                let message = format!("another field already has the column `{name}`");
                errors.at(field.ident.span(), message);
            }
            seen.push(name);
        }
        if self.mixins().next().is_some() {
            return;
        }
        if self.derive == Derive::Model && !self.columns().any(|(_, column)| column.primary_key) {
            errors.at(self.ident.span(), missing_key(&self.ident));
        }
        for ident in self.named_columns() {
            if !self.columns().any(|(field, _)| field.ident == *ident) {
                let known = names::list(self.columns().map(|(field, _)| names::text(&field.ident)));
                let message =
                    format!("no column field is named `{ident}`; the column fields are {known}");
                errors.at(ident.span(), message);
            }
        }
    }

    /// Returns the names of fields in attributes.
    fn named_columns(&self) -> impl Iterator<Item = &Ident> {
        let foreign_keys = self
            .relationships()
            .filter(|(_, relationship)| relationship.holds_key())
            .filter_map(|(_, relationship)| relationship.foreign_key.as_ref());
        self.table.named_fields().chain(foreign_keys)
    }
}

/// Returns the message for a table without a primary key.
pub(crate) fn missing_key(ident: &Ident) -> String {
    format!(
        "`{}` needs a primary key: mark a field with `#[column(primary_key)]`",
        names::text(ident)
    )
}

/// Returns the path to Rebis: `::rebis`, or the path in `#[rebis(root = …)]`.
pub(crate) fn root(attributes: &[Attribute], errors: &mut Errors) -> TokenStream {
    let mut root = quote!(::rebis);
    for attribute in attributes {
        if !attribute.path().is_ident("rebis") {
            continue;
        }
        let read = attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("root") {
                return Err(meta.error("unknown key: `#[rebis(…)]` accepts `root`"));
            }
            let path = meta.value()?.call(Path::parse_mod_style)?;
            root = path.into_token_stream();
            Ok(())
        });
        errors.keep(read);
    }
    root
}

fn named_fields<'i>(
    derive: Derive,
    input: &'i DeriveInput,
    errors: &mut Errors,
) -> Option<&'i syn::FieldsNamed> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            _ => errors.at(
                input.ident.span(),
                format!(
                    "`derive({})` requires a struct with named fields",
                    derive.name()
                ),
            ),
        },
        _ => errors.at(
            input.ident.span(),
            format!("`derive({})` requires a struct", derive.name()),
        ),
    }
    None
}

fn read_fields(
    derive: Derive,
    owner: &Ident,
    raw: &syn::FieldsNamed,
    errors: &mut Errors,
) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut own = 0usize;
    let mut mixins: Vec<&Type> = Vec::new();
    for field in &raw.named {
        let Some(ident) = field.ident.clone() else {
            continue;
        };
        let Some(role) = read_role(derive, owner, field, errors) else {
            continue;
        };
        let offset = quote!(#own #(+ <#mixins as __core::Columns>::WIDTH)*);
        match role {
            Role::Column(_) => own += 1,
            Role::Mixin => mixins.push(&field.ty),
            Role::Relationship(_) => {}
        }
        let docs = field
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("doc"));
        fields.push(Field {
            vis: field.vis.clone(),
            ident,
            ty: field.ty.clone(),
            docs: docs.cloned().collect(),
            offset,
            role,
        });
    }
    fields
}

fn read_role(
    derive: Derive,
    owner: &Ident,
    field: &syn::Field,
    errors: &mut Errors,
) -> Option<Role> {
    let attributes: Vec<&Attribute> = field
        .attrs
        .iter()
        .filter(|attribute| is_ours(attribute))
        .collect();
    let attribute = attributes.first().copied();
    for other in attributes.iter().skip(1) {
        let message = "a field can have only one of `#[column]`, `#[columns]`, `#[relationship]`";
        errors.at(other.span(), message);
    }
    let named = |name: &str| attribute.is_some_and(|attribute| attribute.path().is_ident(name));
    if named("columns") {
        if let Some(attribute) = attribute {
            errors.keep(attribute.meta.require_path_only());
        }
        return Some(Role::Mixin);
    }
    if named("relationship") || is_relationship(&field.ty) {
        return read_relationship(derive, owner, field, attribute, errors);
    }
    let column = attribute.map(|attribute| ColumnOptions::read(attribute, errors));
    Some(Role::Column(Box::new(column.unwrap_or_default())))
}

fn read_relationship(
    derive: Derive,
    owner: &Ident,
    field: &syn::Field,
    attribute: Option<&Attribute>,
    errors: &mut Errors,
) -> Option<Role> {
    if derive != Derive::Model {
        let message = format!(
            "`derive({})` does not support relationships; use `derive(Model)`",
            derive.name()
        );
        errors.at(field.ty.span(), message);
        return None;
    }
    if let Some(column) = attribute.filter(|attribute| attribute.path().is_ident("column")) {
        let message = "this field is a relationship: use `#[relationship(…)]`";
        errors.at(column.span(), message);
        return None;
    }
    Relationship::read(owner, &field.ty, attribute, errors)
        .map(|relationship| Role::Relationship(Box::new(relationship)))
}

fn is_ours(attribute: &Attribute) -> bool {
    ["column", "columns", "relationship"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}
