//! [`Key`]: the words that a statement's structure is written as.
//!
//! Each part opens with a word that says what it is and how it goes on: a [`Tag`], eight bits of
//! detail, and a count. So no two statements of different structure are written alike.

use crate::types::SqlType;

/// What a part of a key is. A new kind of node is a new tag.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum Tag {
    Column = 1,
    Bind,
    Values,
    Kind,
    Null,
    Bool,
    Binary,
    Unary,
    Junction,
    In,
    Between,
    Like,
    Function,
    Star,
    Cast,
    Subquery,
    Exists,
    Ordered,
    Text,
    Invalid,
    Label,
    Table,
    Derived,
    Join,
    Limit,
    Select,
    Insert,
    Update,
    UpdateRows,
    Delete,
    Assignment,
    Array,
    Rows,
    Type,
    Content,
}

/// A buffer of words.
#[derive(Default)]
pub(super) struct Key {
    words: Vec<u64>,
}

impl Key {
    /// An empty key in a buffer that is kept between statements.
    pub(super) fn reusing(mut words: Vec<u64>) -> Self {
        words.clear();
        Self { words }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(super) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// Opens a part.
    #[inline]
    pub(super) fn tag(&mut self, tag: Tag, detail: u8, count: usize) {
        self.words.push(head(tag, detail, count));
    }

    /// A part with the addresses of two names or tables.
    #[inline]
    pub(super) fn tag_of(&mut self, tag: Tag, detail: u8, count: usize, addresses: [usize; 2]) {
        let [first, second] = addresses.map(|address| address as u64);
        let words = [head(tag, detail, count), first, second];
        self.words.extend_from_slice(&words);
    }

    #[inline]
    pub(super) fn number(&mut self, number: u64) {
        self.words.push(number);
    }

    #[inline]
    pub(super) fn count(&mut self, count: usize) {
        self.words.push(count as u64);
    }

    /// The address of something that lives as long as the program.
    #[inline]
    pub(super) fn address<T>(&mut self, of: &'static T) {
        self.count(std::ptr::from_ref(of).addr());
    }

    /// A name that lives as long as the program, by address and length.
    #[inline]
    pub(super) fn name(&mut self, name: &'static str) {
        let words = [name.as_ptr().addr() as u64, name.len() as u64];
        self.words.extend_from_slice(&words);
    }

    /// Text that does not, letter by letter.
    pub(super) fn content(&mut self, text: &str) {
        self.tag(Tag::Content, 0, text.len());
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
        self.tag(Tag::Type, number, 0);
        for number in [first, second] {
            self.number(number.map_or(u64::MAX, u64::from));
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

/// Lists and names are shorter than 2⁴⁸, which is more than memory can hold.
#[inline]
fn head(tag: Tag, detail: u8, count: usize) -> u64 {
    u64::from(tag as u8) | u64::from(detail) << 8 | (count as u64) << 16
}
