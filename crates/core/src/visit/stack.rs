//! Room on the stack for what is nested deep.
//!
//! Expressions and queries are trees, and what goes through them calls itself. A filter that was
//! built from a request may be nested deeper than the stack of a thread allows; running out of it
//! ends the process. So these calls ask for room, and get more where it is short.

use crate::expr::Node;
use crate::stmt::Query;

/// What has to be left for the calls between two questions.
const RED_ZONE: usize = 96 << 10;

/// How much is added.
const MORE: usize = 2 << 20;

/// Calls what may call itself, with more stack if little is left.
#[inline]
pub(crate) fn deeper<R>(call: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, MORE, call)
}

/// Calls something that takes so much stack.
pub(crate) fn with_room<R>(bytes: usize, call: impl FnOnce() -> R) -> R {
    let bytes = bytes.saturating_add(RED_ZONE);
    stacker::maybe_grow(bytes, bytes.saturating_add(MORE), call)
}

/// What is dropped with all that is in it.
trait Tree: Sized {
    /// Leaves nothing behind.
    fn take(&mut self) -> Self;
}

/// Drops a tree elsewhere if little of the stack is left; else its owner goes on.
#[inline]
fn drop_deep<T: Tree>(tree: &mut T) {
    if stacker::remaining_stack().is_some_and(|left| left < RED_ZONE) {
        let tree = tree.take();
        stacker::grow(MORE, || drop(tree));
    }
}

impl Tree for Node {
    fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Null)
    }
}

impl Drop for Node {
    #[inline]
    fn drop(&mut self) {
        if !self.is_leaf() {
            drop_deep(self);
        }
    }
}
