//! Programs as values of proptest: they are generated, and made smaller while they fail.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::Program;
use super::generate::program;
use crate::dice::Dice;

/// All programs.
#[derive(Debug)]
pub struct Programs;

impl Strategy for Programs {
    type Tree = Tree;
    type Value = Program;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let program = program(&mut Dice(runner.rng()));
        Ok(Tree::new(program))
    }
}

/// A program on the way to a smaller one: each of the smaller programs is tried, and what still
/// fails is where it goes on from.
pub struct Tree {
    current: Program,
    kept: Program,
    smaller: std::vec::IntoIter<Program>,
}

impl Tree {
    fn new(program: Program) -> Self {
        Self {
            smaller: program.smaller().into_iter(),
            kept: program.clone(),
            current: program,
        }
    }
}

impl ValueTree for Tree {
    type Value = Program;

    fn current(&self) -> Program {
        self.current.clone()
    }

    /// The current program fails: it is kept, and the first smaller one is next.
    fn simplify(&mut self) -> bool {
        if self.kept != self.current {
            *self = Self::new(self.current.clone());
        }
        self.next()
    }

    /// The current program does not fail: back to the kept one, and on to the next smaller.
    fn complicate(&mut self) -> bool {
        self.current = self.kept.clone();
        self.next()
    }
}

impl Tree {
    fn next(&mut self) -> bool {
        match self.smaller.next() {
            Some(next) => {
                self.current = next;
                true
            }
            None => false,
        }
    }
}
