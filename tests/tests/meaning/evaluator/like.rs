//! `LIKE` and its relatives.

use super::{COLLATION, Place};
use crate::expression::{Like, LikeForm};

impl Place<'_> {
    pub(super) fn like(&self, like: &Like, text: &str) -> Result<bool, &'static str> {
        let escape = match like.form {
            LikeForm::Escaped => Some('/'),
            // A backslash means itself unless a program says otherwise.
            _ => None,
        };
        let mut pattern = match like.form {
            LikeForm::Pattern | LikeForm::Escaped | LikeForm::ContainsPattern => {
                pieces(&like.pattern, escape)?
            }
            _ => like.pattern.chars().map(Piece::Character).collect(),
        };
        let open_start = matches!(
            like.form,
            LikeForm::EndsWith | LikeForm::Contains | LikeForm::ContainsPattern
        );
        let open_end = matches!(
            like.form,
            LikeForm::StartsWith | LikeForm::Contains | LikeForm::ContainsPattern
        );
        if open_start {
            pattern.insert(0, Piece::Any);
        }
        if open_end {
            pattern.push(Piece::Any);
        }
        let characters: Vec<char> = text.chars().collect();
        let exactly = matches(&characters, &pattern, |a, b| a == b);
        let loosely = matches(&characters, &pattern, |a, b| a.eq_ignore_ascii_case(&b));
        let ascii = text.is_ascii() && like.pattern.is_ascii();
        let found = match (exactly, loosely) {
            (true, true) => true,
            (false, false) if ascii || !(self.vendor.like_ignores_case || like.ignore_case) => {
                false
            }
            (false, false) if self.vendor.name == "sqlite" && !like.ignore_case => false,
            (false, false) => return Err(COLLATION),
            _ if like.ignore_case => true,
            _ if self.vendor.like_ignores_case => return Err("LIKE may ignore the case"),
            _ => false,
        };
        Ok(found != like.negated)
    }
}

/// A piece of a pattern.
#[derive(Clone, Copy)]
enum Piece {
    Character(char),
    One,
    Any,
}

fn pieces(pattern: &str, escape: Option<char>) -> Result<Vec<Piece>, &'static str> {
    let mut pieces = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            _ if Some(character) == escape => match characters.next() {
                Some(escaped) => Piece::Character(escaped),
                None => return Err("a pattern that ends with its escape character"),
            },
            '%' => Piece::Any,
            '_' => Piece::One,
            other => Piece::Character(other),
        });
    }
    Ok(pieces)
}

fn matches(text: &[char], pattern: &[Piece], same: fn(char, char) -> bool) -> bool {
    match (pattern, text) {
        ([], _) => text.is_empty(),
        ([Piece::Any, rest @ ..], _) => {
            (0..=text.len()).any(|skipped| matches(&text[skipped..], rest, same))
        }
        ([Piece::One, rest @ ..], [_, text @ ..]) => matches(text, rest, same),
        ([Piece::Character(wanted), rest @ ..], [first, text @ ..]) => {
            same(*wanted, *first) && matches(text, rest, same)
        }
        (_, []) => false,
    }
}
