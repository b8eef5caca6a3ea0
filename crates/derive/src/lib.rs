//! Derive macros of Rebis: `Model`, `Table`, `Columns`, `SqlEnum` and `Scalar`.
//!
//! The macros only collect what a struct says, and write calls to `rebis-core` and `rebis-orm`;
//! what a model does is decided there. Depend on `rebis`, which re-exports them.
//!
//! ```text
//! #[derive(Clone, Debug, Model)]
//! #[model(table = "users")]
//! pub struct User {
//!     #[column(primary_key)]
//!     pub id: i64,
//!     #[column(length = 50, unique, index)]
//!     pub username: String,
//!     pub display_name: Option<String>,
//!     #[columns]
//!     pub timestamps: Timestamps,
//!     #[relationship(back_populates = author, cascade = "all, delete-orphan", order_by = slug)]
//!     pub posts: Many<Post>,
//! }
//! ```
//!
//! # Columns: `#[column(…)]`
//! A field is a column unless it says otherwise; the attribute may be left out. The type of the
//! field is the type of the column, and `Option<T>` takes `NULL`.
//!
//! ```text
//! primary_key             part of the primary key
//! autoincrement = false   the database does not count up values (it does so for a primary key of
//!                         one integer column that is no foreign key)
//! name = "col"            name of the column, if it is not that of the field
//! length = 50             the most characters that fit
//! sql_type = Text         a variant of `SqlType`, or an expression of that type
//! unique                  a unique constraint; with `index`, a unique index
//! index                   an index, named `ix_<table>_<column>`
//! default = expr          evaluated by the program for each new row that has no value
//! server_default = expr   a SQL expression or a value that the database fills in
//! onupdate = expr         a SQL expression or a value that updates set the column to
//! computed = "sql"        the database computes the column; it cannot be assigned
//! references = User.id    a foreign key; both columns have the same type
//! on_delete = "cascade"   also "set null", "set default", "restrict", "no action"
//! on_update = "cascade"   the same words
//! ```
//!
//! `func` and `SqlType` are in scope in these expressions.
//!
//! # Mixins: `#[columns]`
//! The columns of a struct with `#[derive(Columns)]`, in the place of the field.
//!
//! # Relationships: `#[relationship(…)]`
//! Fields of type `Many<T>`, `One<T>` and `One<Option<T>>`, in models alone. The attribute may be
//! left out.
//!
//! ```text
//! back_populates = posts     the relationship of the target that is this one seen from there
//! cascade = "all"            words with commas: all, save-update, merge, expunge,
//!                            refresh-expire, delete, delete-orphan, none
//! order_by = slug            a column of the target, or several: [last_name, born desc]
//! secondary = PostTag        the association table between two models
//! foreign_key = author_id    the column that holds the key, when there are several
//! passive_deletes            the database deletes or clears the rows of a deleted object
//! ```
//!
//! # Another path to Rebis: `#[rebis(root = …)]`
//! The expansions name `::rebis::core` and `::rebis::orm`; the attribute, on a struct or an
//! enumeration, replaces `::rebis`.

#![forbid(unsafe_code)]

mod attributes;
mod column;
mod columns;
mod draft;
mod errors;
mod expand;
mod fields;
mod input;
mod model;
mod names;
mod record;
mod relationship;
mod scalar;
mod sql_enum;
mod table;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{Error, Result};

use crate::input::Derive;

/// Maps a struct to a table, as an object that sessions track.
///
/// Writes the traits of a model, a constant with the struct's name that holds the typed columns
/// and relationships, and `draft()`, which starts a new row. A draft is complete when each
/// required column has its value: one that is neither an `Option` nor computed, has no default,
/// and is not counted up by the database.
///
/// # Attributes of the struct
/// `table` is the struct's name in `snake_case` when it is left out. Lists name fields.
///
/// ```text
/// #[model(table = "posts", schema = "blog")]
/// #[model(index("ix_posts_author_status", [author_id, status]))]
/// #[model(unique_index("ix_posts_slug", [slug]), unique([author_id, title]))]
/// #[model(check("ck_posts_title", "length(title) > 0"))]
/// #[model(types = my_types)]
/// ```
///
/// `types` names a function that gives a `TypeMap`: the SQL types of Rust types, for columns that do
/// not say theirs.
///
/// Those of fields are listed [above](self).
#[proc_macro_derive(Model, attributes(model, column, columns, relationship, rebis))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    finish(expand::derive_struct(Derive::Model, input.into()))
}

/// Maps a struct to a table, without relationships and sessions: for Core, and for association
/// tables.
///
/// The attributes are those of [`Model`](derive_model), with the struct's under `table` and the
/// table's name under `name`:
///
/// ```text
/// #[derive(Clone, Debug, Table)]
/// #[table(name = "post_tags")]
/// pub struct PostTag {
///     #[column(primary_key, references = Post.id, on_delete = "cascade")]
///     pub post_id: i64,
///     #[column(primary_key, references = Tag.id, on_delete = "cascade")]
///     pub tag_id: i64,
/// }
/// ```
#[proc_macro_derive(Table, attributes(table, column, columns, relationship, rebis))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    finish(expand::derive_struct(Derive::Table, input.into()))
}

/// Makes a struct a mixin: columns that tables embed with `#[columns]`.
///
/// ```text
/// #[derive(Clone, Debug, Columns)]
/// pub struct Timestamps {
///     #[column(server_default = func::now())]
///     pub created_at: NaiveDateTime,
///     #[column(onupdate = func::now())]
///     pub updated_at: Option<NaiveDateTime>,
/// }
/// ```
#[proc_macro_derive(Columns, attributes(column, columns, relationship, rebis))]
pub fn derive_columns(input: TokenStream) -> TokenStream {
    finish(expand::derive_struct(Derive::Columns, input.into()))
}

/// Stores an enumeration without fields by label.
///
/// ```text
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
/// #[sql_enum(name = "post_status", rename_all = "lowercase")]
/// pub enum PostStatus {
///     Draft,
///     Published,
///     #[sql_enum(label = "old")]
///     Archived,
/// }
/// ```
///
/// Where the database has enumerations, the column is one: a type with a name on PostgreSQL,
/// `ENUM(…)` on MySQL. With `text` it is `VARCHAR` on each database, with `check` a `CHECK` keeps
/// other labels out of such a column. With `integer` the column holds the number that the variant
/// has in Rust (`High = 3`).
///
/// The type's name and the labels are in `snake_case` unless the attributes say otherwise.
/// `rename_all` takes `snake_case`, `lowercase`, `UPPERCASE`, `SCREAMING_SNAKE_CASE`,
/// `PascalCase`, `camelCase` and `kebab-case`. The enumeration must be `Copy`.
#[proc_macro_derive(SqlEnum, attributes(sql_enum, rebis))]
pub fn derive_sql_enum(input: TokenStream) -> TokenStream {
    finish(sql_enum::derive_sql_enum(input.into()))
}

/// Makes a type of the user's own one that columns have.
///
/// A struct with one field is stored as the field is, and is a type of its own: it compares with no
/// other. A key of it is counted up if one of the field's type is.
///
/// ```text
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Scalar)]
/// pub struct TenantId(pub i64);
/// ```
///
/// With `#[scalar(custom)]` the type says itself how it is stored, by `CustomType`.
///
/// ```text
/// #[derive(Clone, Debug, PartialEq, Scalar)]
/// #[scalar(custom)]
/// pub struct Secret(String);
/// ```
#[proc_macro_derive(Scalar, attributes(scalar, rebis))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    finish(scalar::derive_scalar(input.into()))
}

fn finish(expansion: Result<proc_macro2::TokenStream>) -> TokenStream {
    expansion.unwrap_or_else(Error::into_compile_error).into()
}
