//! Values for the named parameters of a statement.

use super::{BindValue, Delete, Insert, Select, Update};
use crate::expr::Given;
use crate::visit::{Part, Rewriter};

/// Sets the value of the parameters of one name.
struct Give<'n> {
    name: &'n str,
    given: Given,
}

impl Rewriter for Give<'_> {
    fn given(&mut self, name: &str) -> Option<&Given> {
        (self.name == name).then_some(&self.given)
    }
}

macro_rules! binds {
    ($($statement:ident)+) => {$(
        impl<O> $statement<O> {
            /// Sets the value of the parameters of a name. It replaces an earlier value.
            ///
            /// They are each [`bindparam`](crate::bindparam) of the name, and `:name` in SQL text.
            pub fn bind(self, name: &str, value: impl BindValue) -> Self {
                let given = Given::Value(value.bind_value());
                Self::from_node(self.node().rewrite(&mut Give { name, given }))
            }

            /// Sets the list of values of the parameters of a name. It replaces an earlier list.
            ///
            /// They are each [`bindparam`](crate::bindparam) of the name that is the list of an
            /// `IN`, and `:name` in SQL text.
            pub fn bind_list<V: BindValue>(
                self,
                name: &str,
                values: impl IntoIterator<Item = V>,
            ) -> Self {
                let values = values.into_iter().map(BindValue::bind_value);
                let given = Given::List(values.collect());
                Self::from_node(self.node().rewrite(&mut Give { name, given }))
            }
        }
    )+};
}

binds!(Select Insert Update Delete);
