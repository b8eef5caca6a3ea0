//! Room on the stack for what is nested deep.
//!
//! Expressions and statements are trees, and what goes through them calls itself. A filter that was
//! built from a request may be nested deeper than the stack of a thread allows, and running out of
//! it ends the process. So these calls ask for room, and get more where it is short.

/// What has to be left for the calls between two questions.
const RED_ZONE: usize = 128 << 10;

/// How much is added.
const MORE: usize = 2 << 20;

/// Calls what may call itself, with more stack if little is left.
#[inline]
pub(crate) fn deeper<R>(call: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, MORE, call)
}

/// Whether [`deeper`] would add to the stack.
#[inline]
pub(crate) fn is_short_of_stack() -> bool {
    stacker::remaining_stack().is_some_and(|left| left < RED_ZONE)
}

/// Calls something that takes so much stack.
pub(crate) fn with_room<R>(bytes: usize, call: impl FnOnce() -> R) -> R {
    let bytes = bytes.saturating_add(RED_ZONE);
    stacker::maybe_grow(bytes, bytes.saturating_add(RED_ZONE), call)
}
