//! Mistakes in attributes, and their messages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::derive_struct;
use crate::input::Derive;
use crate::sql_enum::derive_sql_enum;

fn messages(expansion: syn::Result<TokenStream>) -> Vec<String> {
    match expansion {
        Ok(_) => Vec::new(),
        Err(error) => error.into_iter().map(|error| error.to_string()).collect(),
    }
}

fn model(input: TokenStream) -> Vec<String> {
    messages(derive_struct(Derive::Model, input))
}

/// Returns the messages for a model with a primary key and the given fields.
fn fields(fields: TokenStream) -> Vec<String> {
    model(quote!(struct User { #[column(primary_key)] id: i64, #fields }))
}

fn sql_enum(input: TokenStream) -> Vec<String> {
    messages(derive_sql_enum(input))
}

#[test]
fn a_model_without_mistakes_expands() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        fields(quote! {
            #[column(length = 50, unique, index, name = "mail")]
            email: String,
            #[columns]
            timestamps: Timestamps,
            #[relationship(back_populates = author, cascade = "all, delete-orphan")]
            posts: Many<Post>,
            boss: One<Option<Self>>,
        }),
        none
    );
}

#[test]
fn a_model_is_a_struct_with_named_fields_and_without_parameters() {
    let tuple = model(quote!(
        struct User(i64);
    ));
    assert_eq!(
        tuple,
        ["`derive(Model)` requires a struct with named fields"]
    );
    assert_eq!(
        model(quote!(
            enum User {
                A,
            }
        )),
        ["`derive(Model)` requires a struct"]
    );
    assert_eq!(
        model(quote!(
            struct User<T> {
                #[column(primary_key)]
                id: T,
            }
        )),
        ["`derive(Model)` does not support generic parameters"]
    );
}

#[test]
fn a_model_needs_a_primary_key() {
    let expected = ["`User` needs a primary key: mark a field with `#[column(primary_key)]`"];
    let input = quote!(
        struct User {
            id: i64,
        }
    );
    assert_eq!(model(input.clone()), expected);
    assert!(derive_struct(Derive::Table, input.clone()).is_ok());
    assert!(derive_struct(Derive::Columns, input).is_ok());
}

#[test]
fn an_unknown_key_names_the_known_ones() {
    assert_eq!(
        fields(quote!(#[relationship(back_populate = author)] posts: Many<Post>,)),
        [
            "unknown key `back_populate`: `#[relationship(…)]` accepts `back_populates`, \
          `cascade`, `order_by`, `secondary`, `foreign_key`, `passive_deletes`"
        ]
    );
    assert_eq!(
        model(quote! {
            #[model(name = "users")]
            struct User { #[column(primary_key)] id: i64 }
        }),
        [
            "unknown key `name`: `#[model(…)]` accepts `table`, `schema`, `index`, `unique_index`, \
          `unique`, `check`, `types`"
        ]
    );
}

#[test]
fn nullable_is_said_by_the_type() {
    assert_eq!(
        fields(quote!(#[column(nullable)] name: String,)),
        ["`nullable` is not a key: give the field the type `Option<T>` instead"]
    );
}

#[test]
fn a_key_comes_once() {
    assert_eq!(
        fields(quote!(#[column(unique, unique)] name: String,)),
        ["`unique` is given twice"]
    );
}

#[test]
fn unknown_words_name_the_known_ones() {
    assert_eq!(
        fields(quote!(#[column(references = User.id, on_delete = "drop")] boss_id: i64,)),
        [
            "unknown value `drop`: use one of `cascade`, `set null`, `set default`, `restrict`, \
          `no action`"
        ]
    );
    assert_eq!(
        fields(quote!(#[relationship(cascade = "all, orphans")] posts: Many<Post>,)),
        [
            "unknown cascade `orphans`: use any of `all`, `save-update`, `delete`, \
          `delete-orphan`, `none`"
        ]
    );
}

#[test]
fn keys_that_need_others_say_so() {
    assert_eq!(
        fields(quote!(#[column(on_delete = "cascade")] boss_id: i64,)),
        ["`on_delete` requires `references = Table.column`"]
    );
    assert_eq!(
        fields(quote!(#[column(autoincrement)] number: i64,)),
        ["`autoincrement` requires `primary_key`"]
    );
    assert_eq!(
        fields(quote!(#[column(computed = "1", default = 1)] one: i64,)),
        ["a computed column cannot have a default"]
    );
}

#[test]
fn references_takes_a_column() {
    let expected = ["`references` requires a column, such as `User.id`"];
    assert_eq!(
        fields(quote!(#[column(references = User)] boss_id: i64,)),
        expected
    );
    assert_eq!(
        fields(quote!(#[column(references = "users.id")] boss_id: i64,)),
        expected
    );
    assert!(fields(quote!(#[column(references = a::User.key.id)] boss_id: i64,)).is_empty());
}

#[test]
fn relationships_have_a_shape_and_a_place() {
    assert_eq!(
        fields(quote!(#[relationship] posts: Vec<Post>,)),
        ["a relationship must have the type `Many<T>`, `One<T>` or `One<Option<T>>`"]
    );
    assert_eq!(
        fields(quote!(#[column(index)] posts: Many<Post>,)),
        ["this field is a relationship: use `#[relationship(…)]`"]
    );
    let mixin = quote!(
        struct Mixin {
            posts: Many<Post>,
        }
    );
    assert_eq!(
        messages(derive_struct(Derive::Columns, mixin)),
        ["`derive(Columns)` does not support relationships; use `derive(Model)`"]
    );
}

#[test]
fn a_field_has_one_attribute() {
    assert_eq!(
        fields(quote!(#[columns] #[column] name: Names,)),
        ["a field can have only one of `#[column]`, `#[columns]`, `#[relationship]`"]
    );
}

#[test]
fn columns_have_names_of_their_own() {
    assert_eq!(
        fields(quote!(#[column(name = "id")] number: i64,)),
        ["another field already has the column `id`"]
    );
}

#[test]
fn constraints_name_fields() {
    let indexed = |fields: TokenStream| {
        model(quote! {
            #[model(index("ix", [id, nam]))]
            struct User { #[column(primary_key)] id: i64, #fields }
        })
    };
    assert_eq!(
        indexed(quote!(name: String)),
        ["no column field is named `nam`; the column fields are `id`, `name`"]
    );
    let mixin_may_have_it = indexed(quote!(#[columns] names: Names));
    assert!(mixin_may_have_it.is_empty());
}

#[test]
fn several_mistakes_are_reported_together() {
    let found = model(quote! {
        #[model(tabel = "users", schema = 3, index("ix", []))]
        struct User {
            #[column(lenght = 50, on_delete = "drop", sql_type = Text)]
            name: String,
            #[relationship(cascade = "everything")]
            posts: Many<Post>,
        }
    });
    let starts = [
        "unknown key `tabel`",
        "expected string literal",
        "name at least one column",
        "unknown key `lenght`",
        "unknown value `drop`",
        "`on_delete` requires `references",
        "unknown cascade `everything`",
        "`User` needs a primary key",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (message, start) in found.iter().zip(starts) {
        assert!(message.starts_with(start), "{message} / {start}");
    }
}

#[test]
fn an_enumeration_has_plain_variants() {
    assert_eq!(
        sql_enum(quote!(
            struct Status {
                a: i64,
            }
        )),
        ["`derive(SqlEnum)` requires an enum"]
    );
    assert_eq!(
        sql_enum(quote!(
            enum Status {}
        )),
        ["an enum needs at least one variant"]
    );
    assert_eq!(
        sql_enum(quote!(
            enum Status {
                A(i64),
            }
        )),
        ["a variant of a SQL enum cannot have fields"]
    );
}

#[test]
fn labels_differ_and_cases_are_known() {
    assert_eq!(
        sql_enum(quote!(
            enum Status {
                Old,
                #[sql_enum(label = "old")]
                Other,
            }
        )),
        ["another variant already has the label `old`"]
    );
    assert_eq!(
        sql_enum(quote! {
            #[sql_enum(rename_all = "Title Case")]
            enum Status { A }
        }),
        [
            "unknown case `Title Case`: use one of `snake_case`, `lowercase`, `UPPERCASE`, \
          `SCREAMING_SNAKE_CASE`, `PascalCase`, `camelCase`, `kebab-case`"
        ]
    );
}

#[test]
fn labels_follow_the_case() {
    let expansion = |case: &str| {
        let input = quote! {
            #[sql_enum(rename_all = #case)]
            enum Status { InReview }
        };
        derive_sql_enum(input)
            .map(|tokens| tokens.to_string())
            .unwrap_or_default()
    };
    for (case, label) in [
        ("snake_case", "\"in_review\""),
        ("lowercase", "\"inreview\""),
        ("UPPERCASE", "\"INREVIEW\""),
        ("SCREAMING_SNAKE_CASE", "\"IN_REVIEW\""),
        ("PascalCase", "\"InReview\""),
        ("camelCase", "\"inReview\""),
        ("kebab-case", "\"in-review\""),
    ] {
        assert!(expansion(case).contains(label), "{case}");
    }
}

fn scalar(input: TokenStream) -> Vec<String> {
    messages(crate::scalar::derive_scalar(input))
}

#[test]
fn a_scalar_is_a_struct_with_one_field_or_says_how_it_is_stored() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        scalar(quote!(
            struct Id(i64);
        )),
        none
    );
    assert_eq!(
        scalar(quote!(
            struct Id {
                id: i64,
            }
        )),
        none
    );
    assert_eq!(
        scalar(quote!(
            #[scalar(custom)]
            enum Id {
                A(i64),
            }
        )),
        none
    );
    let message = "`derive(Scalar)` requires a struct with one field; for another type, add \
                   `#[scalar(custom)]` and implement `CustomType`";
    assert_eq!(
        scalar(quote!(
            struct Id;
        )),
        [message]
    );
    assert_eq!(
        scalar(quote!(
            struct Id(i64, i64);
        )),
        [message]
    );
    assert_eq!(
        scalar(quote!(
            enum Id {
                A,
            }
        )),
        [message]
    );
    assert_eq!(
        scalar(quote!(
            struct Id<T>(T);
        )),
        ["`derive(Scalar)` does not support generic parameters"]
    );
}

#[test]
fn an_enumeration_is_stored_by_label_or_by_number() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        sql_enum(quote!(
            #[sql_enum(text, check)]
            enum Size {
                A,
            }
        )),
        none
    );
    assert_eq!(
        sql_enum(quote!(
            #[sql_enum(integer)]
            enum Size {
                A = 3,
            }
        )),
        none
    );
    assert_eq!(
        sql_enum(quote!(
            #[sql_enum(integer, check)]
            enum Size {
                A,
            }
        )),
        ["`check` requires labels, which `integer` does not store; remove one of the two"]
    );
}
