//! [`PlainNames`]: the names of a statement that need no quotes.

/// Names that were written as they stand, so that nothing asks the dialect about them again.
///
/// A statement repeats few names many times. They are known by their address; one of two that have
/// the same place is forgotten.
#[derive(Default)]
pub(super) struct PlainNames([Option<&'static str>; PLACES]);

const PLACES: usize = 32;

impl PlainNames {
    pub(super) fn has(&self, name: &'static str) -> bool {
        self.0[place(name)].is_some_and(|known| std::ptr::eq(known, name))
    }

    pub(super) fn add(&mut self, name: &'static str) {
        self.0[place(name)] = Some(name);
    }
}

fn place(name: &str) -> usize {
    let mixed = name.as_ptr().addr().wrapping_mul(0x9E37_79B1);
    (mixed >> 16) % PLACES
}
