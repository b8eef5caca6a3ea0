//! [`Range`] and [`Multirange`]: the values of PostgreSQL's range types.

use std::fmt;
use std::ops::{self, Bound};

use super::Value;
use super::hstore::quoted;
use super::literal::{LiteralWriter, NoLiteral};

/// A range of values between two ends, or an empty range.
///
/// `Range::from(1..10)` contains 1 but not 10. An end may be unbounded.
///
/// ```
/// use rebis_core::value::Range;
/// assert_eq!(Range::from(1..10).to_string(), "[1,10)");
/// assert_eq!(Range::from(1..=10).to_string(), "[1,10]");
/// assert_eq!(Range::from(..10).to_string(), "[,10)");
/// assert_eq!(Range::<i32>::empty().to_string(), "empty");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range<T> {
    /// The two ends; `None` for an empty range.
    ends: Option<(Bound<T>, Bound<T>)>,
}

/// Several ranges, ordered and without overlap.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Multirange<T>(pub Vec<Range<T>>);

impl<T> Range<T> {
    /// Creates a range between two ends.
    pub const fn new(lower: Bound<T>, upper: Bound<T>) -> Self {
        Self {
            ends: Some((lower, upper)),
        }
    }

    /// Creates an empty range.
    pub const fn empty() -> Self {
        Self { ends: None }
    }

    /// Returns whether this is the range `empty`.
    ///
    /// It does not compare the ends: it returns `false` for `[1,1)`, which contains no value
    /// either.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_none()
    }

    /// Returns the lower end, or `None` if the range is empty.
    pub fn lower(&self) -> Option<Bound<&T>> {
        self.ends.as_ref().map(|(lower, _)| lower.as_ref())
    }

    /// Returns the upper end, or `None` if the range is empty.
    pub fn upper(&self) -> Option<Bound<&T>> {
        self.ends.as_ref().map(|(_, upper)| upper.as_ref())
    }

    /// Converts both ends. Returns the error if one cannot be converted.
    pub(crate) fn try_map<U, E>(
        self,
        mut end: impl FnMut(T) -> Result<U, E>,
    ) -> Result<Range<U>, E> {
        let mut bound = |bound| {
            Ok(match bound {
                Bound::Included(value) => Bound::Included(end(value)?),
                Bound::Excluded(value) => Bound::Excluded(end(value)?),
                Bound::Unbounded => Bound::Unbounded,
            })
        };
        let ends = match self.ends {
            Some((lower, upper)) => Some((bound(lower)?, bound(upper)?)),
            None => None,
        };
        Ok(Range { ends })
    }
}

impl<T> From<ops::Range<T>> for Range<T> {
    fn from(range: ops::Range<T>) -> Self {
        Self::new(Bound::Included(range.start), Bound::Excluded(range.end))
    }
}

impl<T> From<ops::RangeInclusive<T>> for Range<T> {
    fn from(range: ops::RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::new(Bound::Included(start), Bound::Included(end))
    }
}

impl<T> From<ops::RangeFrom<T>> for Range<T> {
    fn from(range: ops::RangeFrom<T>) -> Self {
        Self::new(Bound::Included(range.start), Bound::Unbounded)
    }
}

impl<T> From<ops::RangeTo<T>> for Range<T> {
    fn from(range: ops::RangeTo<T>) -> Self {
        Self::new(Bound::Unbounded, Bound::Excluded(range.end))
    }
}

impl<T> From<ops::RangeFull> for Range<T> {
    fn from(_: ops::RangeFull) -> Self {
        Self::new(Bound::Unbounded, Bound::Unbounded)
    }
}

impl<T, R: Into<Range<T>>> FromIterator<R> for Multirange<T> {
    fn from_iter<I: IntoIterator<Item = R>>(ranges: I) -> Self {
        Self(ranges.into_iter().map(Into::into).collect())
    }
}

/// An end of a range, in PostgreSQL's input syntax.
trait End {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: fmt::Display> End for T {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_string();
        // The `Display` of a value writes text, dates and times in quotes.
        let text = text.strip_prefix('\'').unwrap_or(&text);
        let text = text.strip_suffix('\'').unwrap_or(text);
        let plain =
            |character: char| character.is_ascii_alphanumeric() || ".+-:".contains(character);
        if text.chars().all(plain) {
            f.write_str(text)
        } else {
            quoted(f, text)
        }
    }
}

/// Writes PostgreSQL's input syntax.
impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((lower, upper)) = &self.ends else {
            return f.write_str("empty");
        };
        f.write_str(match lower {
            Bound::Excluded(_) => "(",
            Bound::Included(_) | Bound::Unbounded => "[",
        })?;
        if let Bound::Included(end) | Bound::Excluded(end) = lower {
            end.write(f)?;
        }
        f.write_str(",")?;
        if let Bound::Included(end) | Bound::Excluded(end) = upper {
            end.write(f)?;
        }
        f.write_str(match upper {
            Bound::Included(_) => "]",
            Bound::Excluded(_) | Bound::Unbounded => ")",
        })
    }
}

impl<T: fmt::Display> fmt::Display for Multirange<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ranges(&self.0, f)
    }
}

/// Several ranges, whose `Display` writes PostgreSQL's input syntax.
struct MultirangeText<'r>(&'r [Range<Value>]);

impl fmt::Display for MultirangeText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ranges(self.0, f)
    }
}

fn write_ranges<T: fmt::Display>(ranges: &[Range<T>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("{")?;
    for (index, range) in ranges.iter().enumerate() {
        write!(f, "{}{range}", if index == 0 { "" } else { "," })?;
    }
    f.write_str("}")
}

pub(super) fn show(range: &Range<Value>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{range}'")
}

pub(super) fn literal(range: &Range<Value>, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    out.postgres(range, "a range")
}

pub(super) mod several {
    use super::{LiteralWriter, MultirangeText, NoLiteral, Range, Value, fmt};

    pub(crate) fn show(ranges: &[Range<Value>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", MultirangeText(ranges))
    }

    pub(crate) fn literal(
        ranges: &[Range<Value>],
        out: &mut LiteralWriter<'_>,
    ) -> Result<(), NoLiteral> {
        out.postgres(MultirangeText(ranges), "a multirange")
    }
}
