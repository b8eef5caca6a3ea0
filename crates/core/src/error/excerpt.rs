//! [`Excerpt`]: text of an error, cut in the middle where it is long.
//!
//! An error is printed, logged and sent on, so all of its texts together stay below 2 KiB, whatever
//! the statement and its values.

use std::fmt;

/// How much of a statement's SQL is shown.
pub(crate) const SQL: usize = 500;

/// How much of a message is shown, of the database's or of ours.
pub(crate) const MESSAGE: usize = 350;

/// How much of a name, or of one value, is shown.
pub(crate) const NAME: usize = 100;

/// A text of which at most so many bytes are shown, and how many are left out.
pub(crate) struct Excerpt<'t>(pub(crate) &'t str, pub(crate) usize);

impl Excerpt<'_> {
    /// What is shown of the start and of the end, and how many bytes are between them.
    fn parts(&self) -> Option<(&str, usize, &str)> {
        let Self(text, most) = *self;
        if text.len() <= most {
            return None;
        }
        let start = (0..=most * 2 / 3)
            .rev()
            .find(|at| text.is_char_boundary(*at))?;
        let end = (text.len() - most / 3..=text.len()).find(|at| text.is_char_boundary(*at))?;
        Some((text.get(..start)?, end - start, text.get(end..)?))
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            None => f.write_str(self.0),
            Some((start, left_out, end)) => write!(f, "{start} … {left_out} bytes … {end}"),
        }
    }
}

/// In quotes. What is escaped takes more bytes, of which no more are shown.
impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.to_string();
        let quoted = format!("{shown:?}");
        fmt::Display::fmt(&Excerpt(&quoted, self.1 + 2), f)
    }
}

#[cfg(test)]
mod tests;
