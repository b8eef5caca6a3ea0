//! [`Key`]: the words that a statement's structure is written as.

use crate::types::SqlType;

/// A buffer of words that tags and words are written to.
///
/// Tags (variants, operators, flags, short counts) share words, eight in each; the word of the next
/// eight stands where the first of them came. Who reads the key knows after each tag what follows,
/// so no two statements of different structure are written alike.
#[derive(Default)]
pub(super) struct Key {
    words: Vec<u64>,
    /// Where the word stands that takes the next tag.
    tags: usize,
    /// How many tags it has.
    taken: u32,
}

/// The tag that stands before a number that is no tag itself.
const LONG: u8 = u8::MAX;

impl Key {
    /// An empty key in a buffer that is kept between statements.
    pub(super) fn reusing(mut words: Vec<u64>) -> Self {
        words.clear();
        Self {
            words,
            tags: 0,
            taken: u64::BITS / u8::BITS,
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
        if self.taken == u64::BITS / u8::BITS {
            self.tags = self.words.len();
            self.taken = 0;
            self.words.push(0);
        }
        if let Some(word) = self.words.get_mut(self.tags) {
            *word |= u64::from(tag) << (self.taken * u8::BITS);
        }
        self.taken += 1;
    }

    /// A number: a tag, if it is small.
    #[inline]
    pub(super) fn number(&mut self, number: u64) {
        match u8::try_from(number) {
            Ok(tag) if tag != LONG => self.tag(tag),
            _ => {
                self.tag(LONG);
                self.words.push(number);
            }
        }
    }

    #[inline]
    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
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
            _ => {}
        }
    }
}
