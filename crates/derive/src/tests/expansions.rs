//! The expansions of the derives, beside `expansions/`: the code of a user's program, so a change
//! of it is seen in a diff. `REBIS_BLESS=1` writes the files anew.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::derive_struct;
use crate::input::Derive;
use crate::scalar::derive_scalar;
use crate::sql_enum::derive_sql_enum;

/// Formats code as `cargo fmt` does.
fn formatted(code: &TokenStream) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is installed");
    let mut input = rustfmt.stdin.take().unwrap();
    input.write_all(code.to_string().as_bytes()).unwrap();
    drop(input);
    let output = rustfmt.wait_with_output().unwrap();
    assert!(output.status.success(), "rustfmt failed on {code}");
    String::from_utf8(output.stdout).unwrap()
}

/// Compares an expansion with the file of its name.
fn check(name: &str, expansion: syn::Result<TokenStream>) {
    let expansion = formatted(&expansion.unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/expansions");
    let path = folder.join(format!("{name}.rs.txt"));
    if std::env::var_os("REBIS_BLESS").is_some() {
        std::fs::write(&path, &expansion).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expansion == expected,
        "the expansion differs from {}; see `just bless`:\n{expansion}",
        path.display()
    );
}

#[test]
fn of_a_model() {
    let model = quote! {
        #[model(table = "posts")]
        pub struct Post {
            #[column(primary_key)]
            pub id: i64,
            #[column(length = 200, unique)]
            pub title: String,
            pub subtitle: Option<String>,
            #[column(default = 0)]
            pub views: i64,
            #[column(references = User.id, on_delete = "cascade")]
            pub author_id: i64,
            #[columns]
            pub timestamps: Timestamps,
            #[relationship(back_populates = posts)]
            pub author: One<User>,
            #[relationship(secondary = PostTag, order_by = name)]
            pub tags: Many<Tag>,
        }
    };
    check("model", derive_struct(Derive::Model, model));
}

#[test]
fn of_a_table() {
    let table = quote! {
        #[table(name = "post_tags", index("ix_post_tags_tag", [tag_id]))]
        pub struct PostTag {
            #[column(primary_key, references = Post.id)]
            pub post_id: i64,
            #[column(primary_key, references = Tag.id)]
            pub tag_id: i64,
        }
    };
    check("table", derive_struct(Derive::Table, table));
}

#[test]
fn of_columns() {
    let columns = quote! {
        pub struct Timestamps {
            #[column(server_default = func::now())]
            pub created_at: DateTime<Utc>,
            #[column(on_update_set = func::now())]
            pub updated_at: Option<DateTime<Utc>>,
        }
    };
    check("columns", derive_struct(Derive::Columns, columns));
}

#[test]
fn of_an_enumeration() {
    let enumeration = quote! {
        pub enum Status {
            Draft,
            #[sql_enum(label = "live")]
            Published,
        }
    };
    check("sql_enum", derive_sql_enum(enumeration));
}

#[test]
fn of_a_newtype() {
    check(
        "scalar",
        derive_scalar(quote!(
            pub struct TenantId(pub i64);
        )),
    );
}
