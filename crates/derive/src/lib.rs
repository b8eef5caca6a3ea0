//! Derive macros of Rebis: `Model`, `Table`, `Columns`, `SqlEnum` and `Scalar`.
//!
//! The macros read the attributes of a struct, and generate calls to `rebis-core` and `rebis-orm`,
//! which contain the logic. Depend on `rebis`, which re-exports the macros.
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
//! A field is a column unless it is a mixin or a relationship; the attribute is optional. The type
//! of the field is the type of the column, and `Option<T>` makes the column nullable.
//!
//! ```text
//! primary_key             part of the primary key
//! autoincrement = false   no auto-increment key (by default, a primary key of one integer column
//!                         that is not a foreign key is an auto-increment key)
//! name = "col"            name of the column (default: name of the field)
//! length = 50             maximum number of characters
//! sql_type = Text         a variant of `SqlType`, or an expression of that type
//! unique                  a unique constraint; with `index`, a unique index
//! index                   an index, named `ix_<table>_<column>`
//! default = expr          evaluated by the program for each new row without a value
//! server_default = expr   a SQL expression or a value that the database fills in
//! on_update_set = expr         a SQL expression or a value that an UPDATE assigns
//! computed = "sql"        the database computes the column; it cannot be assigned
//! references = User.id    a foreign key; both columns must have the same type
//! on_delete = "cascade"   also "set null", "set default", "restrict", "no action"
//! on_update = "cascade"   the words of `on_delete`
//! ```
//!
//! `func` and `SqlType` are in scope in these expressions.
//!
//! # Mixins: `#[columns]`
//! The field adds the columns of a struct with `#[derive(Columns)]`, at its position.
//!
//! # Relationships: `#[relationship(…)]`
//! Fields of type `Many<T>`, `One<T>` and `One<Option<T>>` are relationships, in models only. The
//! attribute is optional.
//!
//! ```text
//! back_populates = posts     the relationship of the target in the other direction
//! cascade = "all"            words separated by commas: all, save-update, delete,
//!                            delete-orphan, none
//! order_by = slug            a column of the target, or several: [last_name, born desc]
//! secondary = PostTag        the association table between two models
//! foreign_key = author_id    the column of the foreign key, if there are several keys
//! passive_deletes            the database deletes a deleted object's rows, or clears their key
//! ```
//!
//! # Another path to Rebis: `#[rebis(root = …)]`
//! Expansions use the paths `::rebis::core` and `::rebis::orm`. The attribute, on a struct or an
//! enum, replaces `::rebis`.

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
/// Generates the traits of a model, a constant with the struct's name, and the function `draft()`.
/// The constant has the typed columns and relationships. `draft()` starts a new row, and the draft
/// is complete when each required column has a value. A column is required unless it is an
/// `Option`, is computed, has a default, or is an auto-increment key.
///
/// # Attributes of the struct
/// The default of `table` is the struct's name in `snake_case`. Lists contain names of fields.
///
/// ```text
/// #[model(table = "posts", schema = "blog")]
/// #[model(index("ix_posts_author_status", [author_id, status]))]
/// #[model(unique_index("ix_posts_slug", [slug]), unique([author_id, title]))]
/// #[model(check("ck_posts_title", "length(title) > 0"))]
/// #[model(types = my_types)]
/// ```
///
/// `types` names a function that returns a `TypeMap`: the SQL types of Rust types, for columns
/// without `sql_type`.
///
/// The attributes of fields are listed [above](self).
#[proc_macro_derive(Model, attributes(model, column, columns, relationship, rebis))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    finish(expand::derive_struct(Derive::Model, input.into()))
}

/// Maps a struct to a table without relationships and sessions, for Core and association tables.
///
/// Fields have the attributes of [`Model`](derive_model). The struct has `#[table(…)]`, with the
/// keys of `#[model(…)]`, and the table's name in `name`:
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

/// Makes a struct a mixin, whose columns a table embeds with `#[columns]`.
///
/// ```text
/// #[derive(Clone, Debug, Columns)]
/// pub struct Timestamps {
///     #[column(server_default = func::now())]
///     pub created_at: NaiveDateTime,
///     #[column(on_update_set = func::now())]
///     pub updated_at: Option<NaiveDateTime>,
/// }
/// ```
#[proc_macro_derive(Columns, attributes(column, columns, relationship, rebis))]
pub fn derive_columns(input: TokenStream) -> TokenStream {
    finish(expand::derive_struct(Derive::Columns, input.into()))
}

/// Maps an enum without fields to a column, stored by label.
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
/// The column has an enumeration type if the database supports it: a named type on PostgreSQL,
/// `ENUM(…)` on MySQL. With `text`, the column is `VARCHAR` on each database. With `check`, a
/// `CHECK` rejects other labels in a `VARCHAR` column. With `integer`, the column has the number of
/// the variant in Rust (`High = 3`).
///
/// By default, the type's name and the labels are in `snake_case`. `rename_all` accepts
/// `snake_case`, `lowercase`, `UPPERCASE`, `SCREAMING_SNAKE_CASE`, `PascalCase`, `camelCase` and
/// `kebab-case`. The enum must be `Copy`.
#[proc_macro_derive(SqlEnum, attributes(sql_enum, rebis))]
pub fn derive_sql_enum(input: TokenStream) -> TokenStream {
    finish(sql_enum::derive_sql_enum(input.into()))
}

/// Makes a user-defined type usable as the type of a column.
///
/// A struct with one field is stored like its field, but is a separate type: it cannot be compared
/// with another type. It can be an auto-increment key if the field's type can.
///
/// ```text
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Scalar)]
/// pub struct TenantId(pub i64);
/// ```
///
/// With `#[scalar(custom)]`, the type implements `CustomType`, which defines how it is stored.
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
