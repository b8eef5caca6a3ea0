//! [`Excerpt`]: a text of an error, shortened in the middle if it is long.
//!
//! Errors are printed and logged, so all texts of an error together are less than 2 KiB.

use std::fmt;

/// The maximum length of a statement's SQL, in bytes.
pub(crate) const SQL: usize = 500;

/// The maximum length of a message of the database or of Rebis, in bytes.
pub(crate) const MESSAGE: usize = 350;

/// The maximum length of a name or a value, in bytes.
pub(crate) const NAME: usize = 100;

/// A text and the maximum number of its bytes that are shown.
pub(crate) struct Excerpt<'t>(pub(crate) &'t str, pub(crate) usize);

impl Excerpt<'_> {
    /// Returns the start, the number of bytes left out, and the end; `None` if the text is short.
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

/// Writes the excerpt in quotes. Escapes make the text longer, so it is shortened once more.
impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.to_string();
        let quoted = format!("{shown:?}");
        fmt::Display::fmt(&Excerpt(&quoted, self.1 + 2), f)
    }
}

#[cfg(test)]
mod tests;
