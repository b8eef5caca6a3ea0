//! [`Key`]: the words that a statement's structure is written as.

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
        self.count(text.len());
        let words = text.as_bytes().chunks(size_of::<u64>()).map(|chunk| {
            let mut word = [0; size_of::<u64>()];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_ne_bytes(word)
        });
        self.words.extend(words);
    }

    pub(super) fn sql_type(&mut self, sql_type: &SqlType) {
        let (number, first, second) = match sql_type {
            SqlType::SmallInteger => (0, None, None),
            SqlType::Integer => (1, None, None),
            SqlType::BigInteger => (2, None, None),
            SqlType::Boolean => (3, None, None),
            SqlType::Float => (4, None, None),
            SqlType::Double => (5, None, None),
            SqlType::Numeric { precision, scale } => (6, *precision, *scale),
            SqlType::String { length } => (7, *length, None),
            SqlType::Text => (8, None, None),
            SqlType::LargeBinary => (9, None, None),
            SqlType::Date => (10, None, None),
            SqlType::Time => (11, None, None),
            SqlType::DateTime { timezone } => (12, timezone.then_some(0), None),
            SqlType::Uuid => (13, None, None),
            SqlType::Json => (14, None, None),
            SqlType::Enum(_) => (15, None, None),
            SqlType::Custom(_) => (16, None, None),
            SqlType::Jsonb => (17, None, None),
            SqlType::Unicode { length } => (18, *length, None),
            SqlType::Interval => (19, None, None),
            SqlType::Array(_) => (20, None, None),
            SqlType::Range(kind) => (21, Some(*kind as u32), None),
            SqlType::Multirange(kind) => (22, Some(*kind as u32), None),
            SqlType::Hstore => (23, None, None),
            SqlType::TsVector => (24, None, None),
            SqlType::TsQuery => (25, None, None),
            SqlType::Inet => (26, None, None),
            SqlType::Cidr => (27, None, None),
            SqlType::JsonPath => (28, None, None),
            SqlType::Bit { length } => (29, Some(*length), None),
            SqlType::Char { length } => (30, Some(*length), None),
        };
        self.tag(number);
        for number in [first, second] {
            self.number(number.map_or(0, |number| u64::from(number) + 1));
        }
        match sql_type {
            SqlType::Enum(labels) => {
                self.content(&labels.name);
                self.count(labels.labels.len());
                labels.labels.iter().for_each(|label| self.content(label));
            }
            SqlType::Custom(name) => self.content(name),
            SqlType::Array(element) => self.sql_type(element),
            _ => {}
        }
    }
}
