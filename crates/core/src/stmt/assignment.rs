//! `column = value`, for INSERT and UPDATE.

use crate::expr::{ColumnRef, Node, Source};
use crate::schema::Table;
use crate::visit::parts;

/// A column and the value that is assigned to it.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The column.
    pub column: ColumnRef,
    /// The value.
    pub value: Node,
}

parts!(Assignment { column, value });

/// One assignment, or a tuple or list of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an assignment",
    note = "use `column.set(value)`; put several in a tuple, an array or a `Vec`"
)]
pub trait Assignments {
    /// Passes each assignment to `to`, in order.
    fn assign(self, to: &mut impl Assign);
}

/// A receiver of assignments, one by one, so that a value is moved only once.
pub trait Assign {
    /// Receives the next assignment.
    fn assign(&mut self, assignment: Assignment);
}

impl Assign for Vec<Assignment> {
    fn assign(&mut self, assignment: Assignment) {
        self.push(assignment);
    }
}

impl Assignments for Assignment {
    #[inline]
    fn assign(self, to: &mut impl Assign) {
        to.assign(self);
    }
}

impl Assignments for Vec<Assignment> {
    fn assign(self, to: &mut impl Assign) {
        self.into_iter()
            .for_each(|assignment| to.assign(assignment));
    }
}

impl<const N: usize> Assignments for [Assignment; N] {
    fn assign(self, to: &mut impl Assign) {
        self.into_iter()
            .for_each(|assignment| to.assign(assignment));
    }
}

macro_rules! assignments_tuple {
    ($($name:ident)+) => {
        impl<$($name: Assignments),+> Assignments for ($($name,)+) {
            #[inline]
            fn assign(self, to: &mut impl Assign) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.assign(to);)+
            }
        }
    };
}

crate::for_each_tuple!(12, assignments_tuple);

/// Sorts assignments by the position of their columns in the table.
///
/// Assignments to other tables are first. The sort is stable.
pub(super) fn sort_by_table(assignments: &mut [Assignment], table: &Table, target: Source) {
    let place = |assignment: &Assignment| {
        let own = assignment.column.source.is(&target);
        own.then(|| table.position(assignment.column.name))
    };
    if !assignments.is_sorted_by_key(place) {
        assignments.sort_by_cached_key(place);
    }
}
