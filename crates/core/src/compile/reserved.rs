//! [`Reserved`]: the words that must be quoted as names.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// The reserved words of a database, in lower case.
pub(crate) struct Reserved {
    pub(crate) words: &'static str,
    set: OnceLock<FxHashSet<&'static str>>,
    /// A set of hashes: one bit for each hash of a word.
    places: [u64; PLACES_LEN],
}

impl Reserved {
    pub(crate) const fn new(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut places = [0; PLACES_LEN];
        let (mut start, mut end) = (0, 0);
        while end <= bytes.len() {
            if end == bytes.len() || bytes[end] == b' ' {
                let (_, rest) = bytes.split_at(start);
                let (word, _) = rest.split_at(end - start);
                let place = place(word);
                places[place / 64] |= 1 << (place % 64);
                start = end + 1;
            }
            end += 1;
        }
        Self {
            words,
            set: OnceLock::new(),
            places,
        }
    }

    /// Returns whether a lower-case word is reserved.
    pub(crate) fn has(&self, word: &str) -> bool {
        let words = || self.words.split(' ').collect();
        self.may_have(word) && self.set.get_or_init(words).contains(word)
    }

    /// Returns whether a reserved word has the hash of this word, by its length and three letters.
    ///
    /// Most names that are not reserved are excluded by this check.
    fn may_have(&self, word: &str) -> bool {
        let place = place(word.as_bytes());
        self.places[place / 64] & (1 << (place % 64)) != 0
    }
}

/// The number of 64-bit words of the set of hashes. Fewer than one bit in fifteen is set.
const PLACES_LEN: usize = 64;

const fn place(word: &[u8]) -> usize {
    let length = word.len();
    if length == 0 {
        return 0;
    }
    let first = word[0] as usize;
    let middle = word[length / 2] as usize;
    let last = word[length - 1] as usize;
    (first + middle * 37 + last * 211 + length * 1031) % (PLACES_LEN * 64)
}

/// The reserved words of standard SQL that databases agree on.
pub(crate) static GENERIC: Reserved = Reserved::new(
    "\
    all analyse analyze and any array as asc asymmetric authorization between binary both case cast \
    check collate column constraint create cross current_date current_role current_time \
    current_timestamp current_user default deferrable desc distinct do else end except false for \
    foreign freeze from full grant group having ilike in initially inner intersect into is isnull \
    join leading left like limit localtime localtimestamp natural new not notnull null off offset \
    old on only or order outer overlaps placing primary references right select session_user set \
    similar some symmetric table then to trailing true union unique user using verbose when where",
);
