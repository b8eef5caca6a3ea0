//! Enumerations: [`EnumType`], and [`SqlEnum`] for those of Rust.

use std::borrow::Cow;

use super::Scalar;

/// The name and the labels of an enumeration, and how it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EnumType {
    /// Name of the type, for databases whose enumerations are named.
    pub name: Cow<'static, str>,
    /// The labels, in order.
    pub labels: Cow<'static, [Cow<'static, str>]>,
    /// Whether a type of the database's own is used where there is one; `VARCHAR` otherwise.
    pub native: bool,
    /// Whether a `CHECK` keeps other labels out where the column is `VARCHAR`.
    pub check: bool,
}

impl EnumType {
    /// An enumeration that is stored natively, without a `CHECK` elsewhere.
    pub const fn new(name: Cow<'static, str>, labels: Cow<'static, [Cow<'static, str>]>) -> Self {
        Self {
            name,
            labels,
            native: true,
            check: false,
        }
    }

    /// The same enumeration as text, on each database.
    #[must_use]
    pub const fn as_text(mut self) -> Self {
        self.native = false;
        self
    }

    /// The same enumeration, with a `CHECK` where it is text.
    #[must_use]
    pub const fn checked(mut self) -> Self {
        self.check = true;
        self
    }

    /// Length of the longest label, in characters.
    pub fn longest_label(&self) -> usize {
        self.lengths().max().unwrap_or(0)
    }

    /// Whether a text is one of the labels.
    pub(super) fn has(&self, text: &str) -> bool {
        self.labels.iter().any(|label| label == text)
    }

    /// Whether a text is a list of labels in their order, each at most once, with commas between them.
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

    /// Length of all labels with commas between them.
    pub(super) fn all_together(&self) -> u32 {
        let length = self.lengths().map(|length| length + 1).sum::<usize>();
        u32::try_from(length.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    fn lengths(&self) -> impl Iterator<Item = usize> {
        self.labels.iter().map(|label| label.chars().count())
    }
}

/// An enumeration that is stored by label; implemented by `#[derive(SqlEnum)]`.
pub trait SqlEnum: Scalar + Copy {
    /// The label of this variant, as the database holds it.
    fn label(self) -> &'static str;

    /// The variant of a label.
    fn from_label(label: &str) -> Option<Self>;
}
