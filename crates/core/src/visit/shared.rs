//! [`Shared`]: a part of a statement that can be nested deeply.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::stack::{deeper, is_short_of_stack};
use super::{Part, Rewriter, Visitor};

/// A part of a statement that is cloned by reference, like an [`Arc`].
///
/// Every level of nesting in a statement is a `Shared`. It therefore provides the stack space to
/// visit, rewrite and drop the part. Columns and values contain no other part and need no check of
/// the stack.
#[derive(Clone)]
pub struct Shared<T>(Arc<Content<T>>);

/// The part; `None` only while it is dropped.
#[derive(Clone)]
struct Content<T>(Option<T>);

impl<T> Shared<T> {
    /// Creates a part with one owner.
    #[inline]
    pub fn new(piece: T) -> Self {
        Self(Arc::new(Content(Some(piece))))
    }

    /// Returns whether both refer to the same part in memory.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&this.0, &other.0)
    }

    #[cold]
    fn dropped() -> ! {
        unreachable!("a shared part was used while it was dropped")
    }
}

impl<T: Clone> Shared<T> {
    /// Borrows the part mutably, and clones it first if it has other owners.
    pub fn make_mut(this: &mut Self) -> &mut T {
        match &mut Arc::make_mut(&mut this.0).0 {
            Some(piece) => piece,
            None => Self::dropped(),
        }
    }

    /// Returns the part, or a clone if it has other owners.
    pub fn unwrap_or_clone(this: Self) -> T {
        match Arc::unwrap_or_clone(this.0).0.take() {
            Some(piece) => piece,
            None => Self::dropped(),
        }
    }
}

/// Creates the part in its allocation, because a `SELECT` is large to move.
impl<T: Default> Default for Shared<T> {
    #[inline]
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Default> Default for Content<T> {
    #[inline]
    fn default() -> Self {
        Self(Some(T::default()))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match &self.0.0 {
            Some(piece) => piece,
            None => Self::dropped(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T> Drop for Content<T> {
    #[inline]
    fn drop(&mut self) {
        if is_short_of_stack() {
            let piece = self.0.take();
            deeper(|| drop(piece));
        }
    }
}

impl<P: Part> Part for Shared<P> {
    #[inline]
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        if visitor.looks_at_stack() && is_short_of_stack() {
            return deeper(|| self.visit(visitor));
        }
        if visitor.enter() {
            (**self).visit(visitor);
            visitor.leave();
        }
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        deeper(|| Self::new((**self).rewrite(rewriter)))
    }
}
