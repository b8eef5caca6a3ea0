//! [`Key`]: the encoding of a statement's structure as words.

use std::hash::{Hash, Hasher};

use crate::expr::TableName;
use crate::types::SqlType;

/// A buffer for tags and words.
///
/// Tags (variants, operators, flags, short counts) are one byte each, and eight of them share a
/// word. The word of the next eight tags comes after the words that belong to the eight before.
/// Each tag determines what follows it, so two statements of different structure have different
/// keys.
#[derive(Default)]
pub(super) struct Key {
    words: Vec<u64>,
    /// The tags that are not written yet, and their number of bits.
    tags: u64,
    bits: u32,
    /// The index of the word for these tags.
    place: usize,
}

/// The tag before a number that is too large for a tag.
const LONG: u8 = u8::MAX;

impl Key {
    /// Creates an empty key in a buffer that is reused between statements.
    pub(super) fn reusing(mut words: Vec<u64>) -> Self {
        words.clear();
        words.push(0);
        Self {
            words,
            tags: 0,
            bits: 0,
            place: 0,
        }
    }

    /// Writes the last tags.
    pub(super) fn finish(&mut self) {
        if let Some(word) = self.words.get_mut(self.place) {
            *word = self.tags;
        }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(super) fn into_words(self) -> Vec<u64> {
        self.words
    }

    #[inline]
    pub(super) fn tag(&mut self, tag: u8) {
        self.tags |= u64::from(tag) << self.bits;
        self.bits += u8::BITS;
        if self.bits == u64::BITS {
            self.next_tags();
        }
    }

    #[inline(never)]
    fn next_tags(&mut self) {
        self.finish();
        self.place = self.words.len();
        self.words.push(0);
        (self.tags, self.bits) = (0, 0);
    }

    /// Appends a number: as a tag if it is small, else as a word.
    #[inline]
    pub(super) fn number(&mut self, number: u64) {
        match u8::try_from(number) {
            Ok(tag) if tag != LONG => self.tag(tag),
            _ => self.long_number(number),
        }
    }

    #[cold]
    fn long_number(&mut self, number: u64) {
        self.tag(LONG);
        self.words.push(number);
    }

    #[inline]
    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// Appends a word.
    #[inline]
    pub(super) fn word(&mut self, word: u64) {
        self.words.push(word);
    }

    /// Appends the address of a static object.
    #[inline]
    pub(super) fn address<T: ?Sized>(&mut self, of: &'static T) {
        self.words.push(std::ptr::from_ref(of).addr() as u64);
    }

    /// Appends a static name by its address and length.
    #[inline]
    pub(super) fn name(&mut self, name: &'static str) {
        self.count(name.len());
        self.words.push(name.as_ptr().addr() as u64);
    }

    /// Appends the address of a table and a static name, in one write.
    #[inline]
    pub(super) fn table_and_name(&mut self, table: &'static TableName, name: &'static str) {
        self.count(name.len());
        let addresses = [std::ptr::from_ref(table).addr(), name.as_ptr().addr()];
        let words = addresses.map(|address| address as u64);
        self.words.extend_from_slice(&words);
    }

    /// Appends text by its content, because its address may change.
    pub(super) fn content(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        let words = bytes.chunks(size_of::<u64>()).map(|chunk| {
            let mut word = [0; size_of::<u64>()];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_ne_bytes(word)
        });
        self.words.extend(words);
    }

    /// Appends a type by the parts that its `Hash` visits.
    ///
    /// Types that differ in a part have different encodings.
    pub(super) fn sql_type(&mut self, sql_type: &SqlType) {
        sql_type.hash(&mut Parts(self));
    }
}

/// A hasher that appends the parts of a type to a key.
struct Parts<'k>(&'k mut Key);

impl Hasher for Parts<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.bytes(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.0.number(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.0.number(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0.number(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.0.count(number);
    }

    fn write_isize(&mut self, number: isize) {
        self.0.count(number.cast_unsigned());
    }

    /// Returns 0. There is no hash, because only the parts are used.
    fn finish(&self) -> u64 {
        0
    }
}
