//! [`Key`]: the words that a statement's structure is written as.

use std::hash::{Hash, Hasher};

use crate::expr::TableName;
use crate::types::SqlType;

/// A buffer of words that tags and words are written to.
///
/// Tags (variants, operators, flags, short counts) share words, eight in each; the word of the next
/// eight stands behind the last of those before. Who reads the key knows after each tag what
/// follows, so no two statements of different structure are written alike.
#[derive(Default)]
pub(super) struct Key {
    words: Vec<u64>,
    /// The tags that are not written yet, and how many bits they take.
    tags: u64,
    bits: u32,
    /// Where the word stands that they go to.
    place: usize,
}

/// The tag that stands before a number that is no tag itself.
const LONG: u8 = u8::MAX;

impl Key {
    /// An empty key in a buffer that is kept between statements.
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

    /// A number: a tag, if it is small.
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

    /// A word.
    #[inline]
    pub(super) fn word(&mut self, word: u64) {
        self.words.push(word);
    }

    /// The address of something that lives as long as the program.
    #[inline]
    pub(super) fn address<T: ?Sized>(&mut self, of: &'static T) {
        self.words.push(std::ptr::from_ref(of).addr() as u64);
    }

    /// A name that lives as long as the program, by address and length.
    #[inline]
    pub(super) fn name(&mut self, name: &'static str) {
        self.count(name.len());
        self.words.push(name.as_ptr().addr() as u64);
    }

    /// Both in one write.
    #[inline]
    pub(super) fn table_and_name(&mut self, table: &'static TableName, name: &'static str) {
        self.count(name.len());
        let addresses = [std::ptr::from_ref(table).addr(), name.as_ptr().addr()];
        let words = addresses.map(|address| address as u64);
        self.words.extend_from_slice(&words);
    }

    /// Text that does not, letter by letter.
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

    /// A type, by the parts that its `Hash` goes through: types of other parts are written
    /// differently.
    pub(super) fn sql_type(&mut self, sql_type: &SqlType) {
        sql_type.hash(&mut Parts(self));
    }
}

/// Takes the parts of a type.
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

    /// Nobody asks: the parts themselves are wanted.
    fn finish(&self) -> u64 {
        0
    }
}
