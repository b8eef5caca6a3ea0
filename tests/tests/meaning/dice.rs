//! Choices at random, from the random numbers of proptest.

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

/// Makes choices.
pub struct Dice<'r>(pub &'r mut TestRng);

impl Dice<'_> {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end as u64).unwrap()
    }

    /// Whether something happens that does so `times` in `of`.
    pub fn chance(&mut self, times: usize, of: usize) -> bool {
        self.below(of) < times
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}
