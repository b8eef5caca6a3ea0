//! Stack space for deeply nested statements.
//!
//! Expressions and statements are trees, which recursive functions traverse. A filter that is built
//! from a request may be nested deeper than the stack of a thread allows, and a stack overflow ends
//! the process. These functions therefore check the remaining stack, and continue on a new segment
//! if little is left.

/// The bytes of stack that must remain for the calls between two checks.
const RED_ZONE: usize = 128 << 10;

/// The bytes of a new stack segment.
const MORE: usize = 2 << 20;

/// Calls a recursive function, on a new stack segment if little stack is left.
#[inline]
pub(crate) fn deeper<R>(call: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, MORE, call)
}

/// Returns whether [`deeper`] would use a new stack segment.
#[inline]
pub(crate) fn is_short_of_stack() -> bool {
    stacker::remaining_stack().is_some_and(|left| left < RED_ZONE)
}

/// Calls a function with at least `bytes` of stack.
pub(crate) fn with_room<R>(bytes: usize, call: impl FnOnce() -> R) -> R {
    let bytes = bytes.saturating_add(RED_ZONE);
    stacker::maybe_grow(bytes, bytes.saturating_add(RED_ZONE), call)
}
