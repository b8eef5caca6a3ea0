//! [`Enclosing`]: the tables of the statements that are open.

use smallvec::SmallVec;

use super::lint::Group;
use crate::expr::Source;

/// The sources of each statement that is being written, outermost first, in one list.
#[derive(Default)]
pub(super) struct Enclosing {
    sources: Group,
    /// Where those of each statement start.
    starts: SmallVec<[usize; 4]>,
}

impl Enclosing {
    /// Opens a statement. Its sources are appended to the list.
    pub(super) fn open(&mut self) -> &mut Group {
        self.starts.push(self.sources.len());
        &mut self.sources
    }

    /// Closes the innermost statement.
    pub(super) fn close(&mut self) {
        self.sources.truncate(self.starts.pop().unwrap_or(0));
    }

    /// The sources of the innermost statement, and those of all statements around it.
    pub(super) fn split(&self) -> Option<(&[Source], &[Source])> {
        let (around, inner) = self.sources.split_at_checked(*self.starts.last()?)?;
        Some((inner, around))
    }

    /// Whether a source is one of any statement's.
    pub(super) fn contains(&self, source: Source) -> bool {
        self.sources.contains(&source)
    }
}
