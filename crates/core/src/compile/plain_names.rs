//! [`PlainNames`]: the names of a statement that need no quotes.

/// Names that were written without quotes, so that the dialect is not asked about them again.
///
/// A statement repeats few names many times. A name is found by its address. Each slot has one
/// name, and a new name replaces it.
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
