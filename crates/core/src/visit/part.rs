//! [`Part`]: a part of a statement, which lists its fields once.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Rewriter, Visitor};
use crate::expr::{ColumnRef, Node, Source};
use crate::schema::Table;
use crate::stmt::{Attachments, Query};
use crate::types::{SqlType, TypeRef};
use crate::value::Value;

/// A part of a statement.
///
/// Nodes and clauses list their fields once, with `parts!`. The key of the compiled cache, visitors
/// and rewriters all use that list, so none of them can miss a field.
pub trait Part: Sized {
    /// Visits all fields of the part, in order.
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V);

    /// Visits a list of parts: its length, then each part.
    fn visit_all<'a, V: Visitor<'a> + ?Sized>(list: &'a [Self], visitor: &mut V) {
        visitor.number(list.len() as u64);
        list.iter().for_each(|part| part.visit(visitor));
    }

    /// Returns a copy of the part with all its fields rewritten.
    #[must_use]
    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self;
}

/// Implements [`Part`] for structs, from the list of their fields.
macro_rules! parts {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::visit::Part for $name {
            fn visit<'a, V: $crate::visit::Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                let Self { $($field),+ } = self;
                $($crate::visit::Part::visit($field, visitor);)+
            }

            fn rewrite<R: $crate::visit::Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
                let Self { $($field),+ } = self;
                Self { $($field: $crate::visit::Part::rewrite($field, rewriter)),+ }
            }
        }
    )+};
}

/// Implements `visit_parts` and `rewrite_parts` for an enum, from the list of its variants.
macro_rules! variants {
    ($name:ident { $($variant:ident $(($($field:ident),+))?),+ $(,)? }) => {
        impl $name {
            /// Visits the number of the variant, then its fields.
            pub fn visit_parts<'a, V>(&'a self, visitor: &mut V)
            where
                V: $crate::visit::Visitor<'a> + ?Sized,
            {
                enum Tag { $($variant),+ }
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        visitor.tag(Tag::$variant as u8);
                        $($($crate::visit::Part::visit($field, visitor);)+)?
                    })+
                }
            }

            /// Returns a copy with all fields rewritten.
            #[must_use]
            pub fn rewrite_parts<R: $crate::visit::Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        Self::$variant $(($($crate::visit::Part::rewrite($field, rewriter)),+))?
                    })+
                }
            }
        }
    };
}

/// Implements [`Part`] for enums that have a list of [`variants!`].
macro_rules! branches {
    ($($name:ident)+) => {$(
        impl $crate::visit::Part for $name {
            fn visit<'a, V: $crate::visit::Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                self.visit_parts(visitor);
            }

            fn rewrite<R: $crate::visit::Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
                self.rewrite_parts(rewriter)
            }
        }
    )+};
}

/// Implements [`Part`] for enums whose variants have no fields.
macro_rules! facts {
    ($($name:ident)+) => {$(
        impl $crate::visit::Part for $name {
            #[inline]
            fn visit<'a, V: $crate::visit::Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                visitor.tag(*self as u8);
            }

            fn rewrite<R: $crate::visit::Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
                *self
            }
        }
    )+};
}

pub(crate) use {branches, facts, parts, variants};

impl Part for Node {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.node(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        rewriter.node(self)
    }
}

impl Part for Query {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.query(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        rewriter.query(self)
    }
}

impl Part for ColumnRef {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.column(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        rewriter.column(*self)
    }
}

impl Part for Source {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.source(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        rewriter.source(*self)
    }
}

impl Part for Value {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.values(std::slice::from_ref(self));
    }

    /// Visits all values of the list at once, because they are bound as a whole.
    fn visit_all<'a, V: Visitor<'a> + ?Sized>(list: &'a [Self], visitor: &mut V) {
        visitor.values(list);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        self.clone()
    }
}

/// Only the table is visited, not its definition.
impl Part for Arc<Table> {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.table(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        Arc::clone(self)
    }
}

/// Attachments are not part of the statement's structure, so they are not visited.
impl Part for Attachments {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, _visitor: &mut V) {}

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        self.clone()
    }
}

impl Part for SqlType {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.sql_type(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        self.clone()
    }
}

impl Part for TypeRef {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.type_ref(*self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        *self
    }
}

impl Part for bool {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.tag(u8::from(*self));
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        *self
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Part for $number {
            fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                visitor.number(u64::from(*self));
            }

            fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
                *self
            }
        }
    )+};
}

numbers!(u8 u32 char);

impl Part for &'static str {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.name(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        self
    }
}

macro_rules! texts {
    ($($text:ty)+) => {$(
        impl Part for $text {
            fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                visitor.text(self);
            }

            fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
                self.clone()
            }
        }
    )+};
}

texts!(String Box<str> Arc<str> Cow<'static, str>);

impl<P: Part> Part for Option<P> {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.tag(u8::from(self.is_some()));
        if let Some(part) = self {
            part.visit(visitor);
        }
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        self.as_ref().map(|part| part.rewrite(rewriter))
    }
}

impl<P: Part> Part for Arc<P> {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        (**self).visit(visitor);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Arc::new((**self).rewrite(rewriter))
    }
}

impl<P: Part> Part for Vec<P> {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        P::visit_all(self, visitor);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        self.iter().map(|part| part.rewrite(rewriter)).collect()
    }
}

macro_rules! tuples {
    ($(($($part:ident $index:tt)+))+) => {$(
        impl<$($part: Part),+> Part for ($($part,)+) {
            fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
                $(self.$index.visit(visitor);)+
            }

            fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
                ($(self.$index.rewrite(rewriter),)+)
            }
        }
    )+};
}

tuples!((A 0 B 1) (A 0 B 1 C 2));
