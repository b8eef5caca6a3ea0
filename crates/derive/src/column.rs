//! `#[column(…)]`: the options of a column.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Result, Type, UnOp};

use crate::attributes::{Keys, flag, value, word};
use crate::errors::Errors;
use crate::names;

const KEYS: Keys = Keys {
    known: &[
        "primary_key",
        "length",
        "unique",
        "index",
        "name",
        "default",
        "server_default",
        "on_update_set",
        "sql_type",
        "references",
        "on_delete",
        "on_update",
        "computed",
        "autoincrement",
    ],
    repeatable: &[],
};

const ACTIONS: &[(&str, &str)] = &[
    ("cascade", "Cascade"),
    ("set null", "SetNull"),
    ("set default", "SetDefault"),
    ("restrict", "Restrict"),
    ("no action", "NoAction"),
];

/// Whether a new row must have a value for a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    Yes,
    No,
    /// Yes, unless a key of the column's type is an auto-increment key.
    ByType,
}

/// The options of a column.
#[derive(Default)]
pub(crate) struct ColumnOptions {
    pub(crate) primary_key: bool,
    pub(crate) unique: bool,
    pub(crate) index: bool,
    pub(crate) references: Option<Reference>,
    pub(crate) computed: Option<LitStr>,
    length: Option<LitInt>,
    name: Option<LitStr>,
    default: Option<Expr>,
    server_default: Option<Expr>,
    on_update_set: Option<Expr>,
    sql_type: Option<Expr>,
    on_delete: Option<&'static str>,
    on_update: Option<&'static str>,
    autoincrement: Option<bool>,
}

/// The column that a foreign key refers to: `User.id`.
pub(crate) struct Reference {
    /// The whole expression.
    pub(crate) column: Expr,
    /// The last segment of the table's path: `User`.
    pub(crate) table: String,
}

impl ColumnOptions {
    /// Reads the attribute.
    pub(crate) fn read(attribute: &Attribute, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut keys = Vec::new();
        KEYS.read(attribute, errors, |key, input| {
            keys.push(key.clone());
            options.take(key, input)
        });
        options.check(attribute.span(), &keys, errors);
        options
    }

    fn take(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match names::text(key).as_str() {
            "primary_key" => self.primary_key = flag(input)?,
            "length" => self.length = Some(value(input)?),
            "unique" => self.unique = flag(input)?,
            "index" => self.index = flag(input)?,
            "name" => self.name = Some(value(input)?),
            "default" => self.default = Some(value(input)?),
            "server_default" => self.server_default = Some(value(input)?),
            "on_update_set" => self.on_update_set = Some(value(input)?),
            "sql_type" => self.sql_type = Some(value(input)?),
            "references" => self.references = Some(Reference::new(value(input)?)?),
            "on_delete" => self.on_delete = Some(word(input, ACTIONS)?),
            "on_update" => self.on_update = Some(word(input, ACTIONS)?),
            "computed" => self.computed = Some(value(input)?),
            _ => self.autoincrement = Some(flag(input)?),
        }
        Ok(())
    }

    fn check(&self, span: Span, keys: &[Ident], errors: &mut Errors) {
        if !keys.iter().any(|key| key == "references") {
            for key in keys
                .iter()
                .filter(|key| *key == "on_delete" || *key == "on_update")
            {
                let message = format!("`{key}` requires `references = Table.column`");
                errors.at(key.span(), message);
            }
        }
        if self.computed.is_some() && (self.default.is_some() || self.server_default.is_some()) {
            errors.at(span, "a computed column cannot have a default");
        }
        if self.autoincrement == Some(true) && !self.primary_key {
            errors.at(span, "`autoincrement` requires `primary_key`");
        }
    }

    /// Returns the column's name.
    pub(crate) fn column_name(&self, field: &Ident) -> String {
        match &self.name {
            Some(name) => name.value(),
            None => names::text(field),
        }
    }

    /// Returns whether a new row must have a value. `only_key` means that the primary key has one
    /// column.
    pub(crate) fn required(&self, ty: &Type, only_key: bool) -> Required {
        let filled_in =
            self.default.is_some() || self.server_default.is_some() || self.computed.is_some();
        if filled_in || names::type_name(ty).is_some_and(|name| name == "Option") {
            return Required::No;
        }
        let may_count = self.primary_key
            && only_key
            && self.autoincrement != Some(false)
            && self.references.is_none();
        if may_count {
            Required::ByType
        } else {
            Required::Yes
        }
    }

    /// Returns the expression that defines the column.
    pub(crate) fn definition(&self, name: &str, ty: &Type) -> TokenStream {
        let base = quote!(<#ty as __core::Scalar>::Base);
        let mut definition = quote_spanned!(ty.span()=>
            __core::schema::ColumnDef::for_type::<#ty>(#name));
        let mut call = |call: TokenStream| definition.extend(call);
        if let Some(sql_type) = &self.sql_type {
            let sql_type = qualified(sql_type);
            call(quote!(.with_type(#sql_type)));
        }
        if let Some(length) = &self.length {
            call(quote!(.length(#length)));
        }
        if self.primary_key {
            call(quote!(.primary_key()));
        }
        if let Some(autoincrement) = self.autoincrement {
            call(quote!(.autoincrement(#autoincrement)));
        }
        if let Some(default) = &self.default {
            let value = quote_spanned!(default.span()=>
                __core::IntoNullable::<#base>::into_nullable(#default));
            call(quote!(.default(__core::schema::DefaultValue::Function(|| #value))));
        }
        let defaults = [
            ("server_default", &self.server_default),
            ("on_update_set", &self.on_update_set),
        ];
        for (method, expr) in defaults {
            if let Some(expr) = expr {
                let method = format_ident!("{method}");
                let value = server_value(expr, &base);
                call(quote!(.#method(#value)));
            }
        }
        if let Some(computed) = &self.computed {
            call(quote!(.computed(#computed)));
        }
        definition
    }

    /// Returns the expression that defines the column's foreign key, if it has one.
    pub(crate) fn foreign_key(&self, name: &str, ty: &Type) -> Option<TokenStream> {
        let target = &self.references.as_ref()?.column;
        let mut key = quote_spanned!(target.span()=>
            __core::schema::ForeignKey::new(#name, __references::<#ty, _>(#target)));
        for (method, action) in [("on_delete", self.on_delete), ("on_update", self.on_update)] {
            if let Some(action) = action {
                let (method, action) = (format_ident!("{method}"), format_ident!("{action}"));
                key.extend(quote!(.#method(__core::schema::ForeignKeyAction::#action)));
            }
        }
        Some(key)
    }
}

impl Reference {
    fn new(column: Expr) -> Result<Self> {
        let mut base = &column;
        while let Expr::Field(field) = base {
            base = &field.base;
        }
        let table = match (&column, base) {
            (Expr::Field(_), Expr::Path(path)) => names::last_segment(&path.path),
            _ => None,
        };
        match table {
            Some(table) => Ok(Self { column, table }),
            None => Err(Error::new_spanned(
                column,
                "`references` requires a column, such as `User.id`",
            )),
        }
    }
}

/// Returns the expression of a value in SQL. A literal becomes a value of the column's type.
fn server_value(expr: &Expr, base: &TokenStream) -> TokenStream {
    if is_plain_literal(expr) {
        return quote_spanned!(expr.span()=> __core::IntoNullable::<#base>::into_nullable(#expr));
    }
    expr.to_token_stream()
}

fn is_plain_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(ExprLit { lit, .. }) => {
            matches!(lit, Lit::Bool(_) | Lit::Int(_) | Lit::Float(_))
        }
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_plain_literal(&unary.expr),
        _ => false,
    }
}

/// Returns a SQL type, with `SqlType::` added if it was left out.
fn qualified(sql_type: &Expr) -> TokenStream {
    let path = match sql_type {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Struct(literal) => literal.path.get_ident(),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.get_ident(),
            _ => None,
        },
        _ => None,
    };
    match path {
        Some(_) => quote_spanned!(sql_type.span()=> __core::SqlType::#sql_type),
        None => sql_type.to_token_stream(),
    }
}
