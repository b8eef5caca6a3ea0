//! `#[model(…)]` and `#[table(…)]`: the options of a table.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Path, Result, Token, parenthesized};

use crate::attributes::{Keys, idents, value};
use crate::errors::Errors;
use crate::names;

const MODEL_KEYS: Keys = Keys {
    known: &[
        "table",
        "schema",
        "index",
        "unique_index",
        "unique",
        "check",
        "types",
    ],
    repeatable: REPEATABLE,
};

const TABLE_KEYS: Keys = Keys {
    known: &[
        "name",
        "table",
        "schema",
        "index",
        "unique_index",
        "unique",
        "check",
        "types",
    ],
    repeatable: REPEATABLE,
};

const REPEATABLE: &[&str] = &["index", "unique_index", "unique", "check"];

/// The options of a table.
#[derive(Default)]
pub(crate) struct TableOptions {
    name: Option<LitStr>,
    schema: Option<LitStr>,
    /// The function that returns the map of types.
    types: Option<Path>,
    constraints: Vec<Constraint>,
}

enum Constraint {
    Index {
        name: LitStr,
        columns: Vec<Ident>,
        unique: bool,
    },
    Unique {
        columns: Vec<Ident>,
    },
    Check {
        name: Option<LitStr>,
        sql: LitStr,
    },
}

impl TableOptions {
    /// Reads an attribute, and adds its options to the options of earlier attributes.
    pub(crate) fn read(&mut self, attribute: &Attribute, errors: &mut Errors) {
        let keys = if attribute.path().is_ident("table") {
            TABLE_KEYS
        } else {
            MODEL_KEYS
        };
        keys.read(attribute, errors, |key, input| self.take(key, input));
    }

    fn take(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match names::text(key).as_str() {
            "name" | "table" => self.name = Some(value(input)?),
            "schema" => self.schema = Some(value(input)?),
            "types" => self.types = Some(value(input)?),
            "index" => self.constraints.push(index(input, false)?),
            "unique_index" => self.constraints.push(index(input, true)?),
            "unique" => {
                let content;
                parenthesized!(content in input);
                let columns = idents(&content)?;
                self.constraints.push(Constraint::Unique { columns });
            }
            _ => self.constraints.push(check(input)?),
        }
        Ok(())
    }

    /// Returns the expression of the table's name.
    pub(crate) fn table_name(&self, ident: &Ident) -> TokenStream {
        let name = match &self.name {
            Some(name) => name.value(),
            None => names::snake(ident),
        };
        match &self.schema {
            Some(schema) => quote!(__core::TableName::in_schema(#schema, #name)),
            None => quote!(__core::TableName::new(#name)),
        }
    }

    /// Returns the fields that the constraints name.
    pub(crate) fn named_fields(&self) -> impl Iterator<Item = &Ident> {
        self.constraints.iter().flat_map(Constraint::fields)
    }

    /// Returns the calls that set a table's types and constraints.
    pub(crate) fn calls<'a>(
        &'a self,
        column_name: impl Fn(&Ident) -> String + 'a,
    ) -> impl Iterator<Item = TokenStream> + 'a {
        let types = self.types.iter();
        let types = types.map(|types| quote!(.with_types(&#types())));
        types.chain(self.constraints.iter().map(move |constraint| {
            let columns = constraint.fields().iter().map(&column_name);
            match constraint {
                Constraint::Index {
                    name,
                    unique: false,
                    ..
                } => {
                    quote!(.with_index(#name, &[#(#columns),*]))
                }
                Constraint::Index {
                    name, unique: true, ..
                } => {
                    quote!(.with_unique_index(#name, &[#(#columns),*]))
                }
                Constraint::Unique { .. } => quote!(.with_unique(&[#(#columns),*])),
                Constraint::Check {
                    name: Some(name),
                    sql,
                } => {
                    quote!(.with_check(::std::option::Option::Some(#name), #sql))
                }
                Constraint::Check { name: None, sql } => {
                    quote!(.with_check(::std::option::Option::None, #sql))
                }
            }
        }))
    }
}

impl Constraint {
    fn fields(&self) -> &[Ident] {
        match self {
            Self::Index { columns, .. } | Self::Unique { columns } => columns,
            Self::Check { .. } => &[],
        }
    }
}

/// Reads `("name", [column, …])`.
fn index(input: ParseStream<'_>, unique: bool) -> Result<Constraint> {
    let content;
    parenthesized!(content in input);
    let name = content.parse()?;
    content.parse::<Token![,]>()?;
    let columns = idents(&content)?;
    Ok(Constraint::Index {
        name,
        columns,
        unique,
    })
}

/// Reads `("name", "sql")` or `("sql")`.
fn check(input: ParseStream<'_>) -> Result<Constraint> {
    let content;
    parenthesized!(content in input);
    let first: LitStr = content.parse()?;
    if content.is_empty() {
        return Ok(Constraint::Check {
            name: None,
            sql: first,
        });
    }
    content.parse::<Token![,]>()?;
    Ok(Constraint::Check {
        name: Some(first),
        sql: content.parse()?,
    })
}
