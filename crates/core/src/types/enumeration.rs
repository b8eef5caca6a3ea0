//! [`EnumType`], the labels of an enumeration, and [`SqlEnum`], a Rust enum as an enumeration.

use std::borrow::Cow;

use super::Scalar;

/// The name and the labels of an enumeration, and how it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EnumType {
    /// The name of the type, for databases whose enumerations are named.
    pub name: Cow<'static, str>,
    /// The labels, in order.
    pub labels: Cow<'static, [Cow<'static, str>]>,
    /// Whether the database's own enumeration type is used if it has one, instead of `VARCHAR`.
    pub native: bool,
    /// Whether a `CHECK` constraint rejects other labels if the column is `VARCHAR`.
    pub check: bool,
}

impl EnumType {
    /// Creates an enumeration that is stored natively, and without a `CHECK` if it is `VARCHAR`.
    pub const fn new(name: Cow<'static, str>, labels: Cow<'static, [Cow<'static, str>]>) -> Self {
        Self {
            name,
            labels,
            native: true,
            check: false,
        }
    }

    /// Stores the enumeration as `VARCHAR` on every database.
    #[must_use]
    pub const fn as_text(mut self) -> Self {
        self.native = false;
        self
    }

    /// Adds a `CHECK` constraint where the enumeration is stored as `VARCHAR`.
    #[must_use]
    pub const fn checked(mut self) -> Self {
        self.check = true;
        self
    }

    /// Returns the length of the longest label, in characters.
    pub fn longest_label(&self) -> usize {
        self.lengths().max().unwrap_or(0)
    }

    /// Returns whether a text is one of the labels.
    pub(super) fn has(&self, text: &str) -> bool {
        self.labels.iter().any(|label| label == text)
    }

    /// Returns whether a text is a list of labels in the order of declaration.
    ///
    /// Labels are separated by commas. Each may occur only once.
    pub(super) fn has_in_order(&self, text: &str) -> bool {
        let mut labels = self.labels.iter();
        text.is_empty()
            || text
                .split(',')
                .all(|part| labels.any(|label| label == part))
    }

    pub(super) fn longest(&self) -> u32 {
        u32::try_from(self.longest_label()).unwrap_or(u32::MAX)
    }

    /// Returns the length of all labels, separated by commas.
    pub(super) fn all_together(&self) -> u32 {
        let length = self.lengths().map(|length| length + 1).sum::<usize>();
        u32::try_from(length.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    fn lengths(&self) -> impl Iterator<Item = usize> {
        self.labels.iter().map(|label| label.chars().count())
    }
}

/// A Rust enum that is stored as an enumeration; implemented by `#[derive(SqlEnum)]`.
pub trait SqlEnum: Scalar + Copy {
    /// Returns the label of the variant, as the database stores it.
    fn label(self) -> &'static str;

    /// Returns the variant of a label, or `None` if no variant has the label.
    fn from_label(label: &str) -> Option<Self>;
}
