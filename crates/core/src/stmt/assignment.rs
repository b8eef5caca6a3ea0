//! `column = value`, for INSERT and UPDATE.

use crate::expr::{ColumnRef, Node};
use crate::visit::parts;

/// One column and the value that it gets.
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
    note = "`column.to(value)` is one; several go in a tuple, an array or a `Vec`"
)]
pub trait Assignments {
    /// Appends the assignments.
    fn append_to(self, assignments: &mut Vec<Assignment>);
}

impl Assignments for Assignment {
    fn append_to(self, assignments: &mut Vec<Assignment>) {
        assignments.push(self);
    }
}

impl Assignments for Vec<Assignment> {
    fn append_to(self, assignments: &mut Vec<Assignment>) {
        assignments.extend(self);
    }
}

impl<const N: usize> Assignments for [Assignment; N] {
    fn append_to(self, assignments: &mut Vec<Assignment>) {
        assignments.extend(self);
    }
}

macro_rules! assignments_tuple {
    ($($name:ident)+) => {
        impl<$($name: Assignments),+> Assignments for ($($name,)+) {
            fn append_to(self, assignments: &mut Vec<Assignment>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_to(assignments);)+
            }
        }
    };
}

assignments_tuple!(A);
assignments_tuple!(A B);
assignments_tuple!(A B C);
assignments_tuple!(A B C D);
assignments_tuple!(A B C D E);
assignments_tuple!(A B C D E F);
assignments_tuple!(A B C D E F G);
assignments_tuple!(A B C D E F G H);
assignments_tuple!(A B C D E F G H I);
assignments_tuple!(A B C D E F G H I J);
assignments_tuple!(A B C D E F G H I J K);
assignments_tuple!(A B C D E F G H I J K L);
