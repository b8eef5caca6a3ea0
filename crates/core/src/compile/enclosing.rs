//! [`Enclosing`]: the tables of the statements that are being written.

use smallvec::SmallVec;

use super::lint::Group;
use crate::expr::Source;

/// The sources of each statement that is being written, outermost first, in one list.
#[derive(Default)]
pub(super) struct Enclosing {
    sources: Group,
    /// The start of the sources of each statement.
    starts: SmallVec<[usize; 4]>,
}

impl Enclosing {
    /// Starts a nested statement. The caller appends its sources to the list.
    pub(super) fn open(&mut self) -> &mut Group {
        self.starts.push(self.sources.len());
        &mut self.sources
    }

    /// Ends the innermost statement.
    pub(super) fn close(&mut self) {
        self.sources.truncate(self.starts.pop().unwrap_or(0));
    }

    /// Returns the sources of the innermost statement, and those of the statements around it.
    pub(super) fn split(&self) -> Option<(&[Source], &[Source])> {
        let (around, inner) = self.sources.split_at_checked(*self.starts.last()?)?;
        Some((inner, around))
    }

    /// Returns whether a statement that is being written has the source.
    pub(super) fn contains(&self, source: Source) -> bool {
        self.sources.contains(&source)
    }
}
