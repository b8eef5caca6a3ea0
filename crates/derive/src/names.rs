//! Spelling of names: identifiers as strings, and the cases of `rename_all`.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use syn::ext::IdentExt;
use syn::{Ident, Path, Type};

/// The cases that `rename_all` accepts.
pub(crate) const CASES: &[&str] = &[
    "snake_case",
    "lowercase",
    "UPPERCASE",
    "SCREAMING_SNAKE_CASE",
    "PascalCase",
    "camelCase",
    "kebab-case",
];

/// Returns the text of an identifier, without `r#`.
pub(crate) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the text of an identifier in `snake_case`.
pub(crate) fn snake(ident: &Ident) -> String {
    text(ident).to_snake_case()
}

/// Converts a name to one of [`CASES`]. Returns `None` if the case is unknown.
pub(crate) fn in_case(name: &str, case: &str) -> Option<String> {
    Some(match case {
        "snake_case" => name.to_snake_case(),
        "lowercase" => name.to_lowercase(),
        "UPPERCASE" => name.to_uppercase(),
        "SCREAMING_SNAKE_CASE" => name.to_shouty_snake_case(),
        "PascalCase" => name.to_pascal_case(),
        "camelCase" => name.to_lower_camel_case(),
        "kebab-case" => name.to_kebab_case(),
        _ => return None,
    })
}

/// Returns names in backquotes, separated by commas.
pub(crate) fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let quoted: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    quoted.join(", ")
}

/// Returns the last segment of a path, as text.
pub(crate) fn last_segment(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| text(&segment.ident))
}

/// Returns the last segment of a type that is a path, as text: `Many` for `orm::Many<Post>`.
pub(crate) fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => last_segment(&path.path),
        _ => None,
    }
}

/// Returns the type in angle brackets, if the type is `name<…>`.
pub(crate) fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    if segment.ident != name {
        return None;
    }
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
