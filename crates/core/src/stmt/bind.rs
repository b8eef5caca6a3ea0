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

/// Implements `bind` and `bind_list` for statements, each with its example.
macro_rules! binds {
    ($($statement:ident $(#[$one:meta])+ bind $(#[$list:meta])+ bind_list)+) => {$(
        impl<O> $statement<O> {
            /// Sets the value of the parameters of a name. It replaces an earlier value.
            ///
            /// They are each [`bindparam`](crate::bindparam) of the name, and `:name` in SQL text.
            ///
            $(#[$one])+
            pub fn bind(self, name: &str, value: impl BindValue) -> Self {
                let given = Given::Value(value.bind_value());
                Self::from_node(self.node().rewrite(&mut Give { name, given }))
            }

            /// Sets the list of values of the parameters of a name. It replaces an earlier list.
            ///
            /// They are each [`bindparam`](crate::bindparam) of the name that is the list of an
            /// `IN`, and `:name` in SQL text.
            ///
            $(#[$list])+
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

binds! {
    Select
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).filter(User.id.eq(bindparam("id")));
    /// assert_eq!(stmt.to_string(), "SELECT users.name FROM users WHERE users.id = :id");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.bind("id", 2)).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    bind
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).filter(User.id.in_(bindparam("ids")));
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.bind_list("ids", [2, 3])).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    bind_list

    Insert
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values(User.name.set(bindparam("who")));
    /// assert_eq!(stmt.to_string(), "INSERT INTO users (name) VALUES (:who)");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.bind("who", "eve").returning(User.id)).await?, [3]);
    /// # Ok(())
    /// # });
    /// ```
    bind
    /// ```
    /// # use rebis_doc::*;
    /// let ids = select(Post.title).filter(Post.id.in_(bindparam("ids")));
    /// let stmt = insert(Tag).from_select(Tag.name, ids);
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt.bind_list("ids", [1, 2])).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// ```
    bind_list

    Update
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).values(Post.views.set(bindparam("views")));
    /// assert_eq!(stmt.to_string(), "UPDATE posts SET views=:views");
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt.bind("views", 0)).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// ```
    bind
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).values(Post.views.set(0)).filter(Post.id.in_(bindparam("ids")));
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt.bind_list("ids", [2, 3])).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// ```
    bind_list

    Delete
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = delete(Post).filter(Post.title.eq(bindparam("title")));
    /// assert_eq!(stmt.to_string(), "DELETE FROM posts WHERE posts.title = :title");
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt.bind("title", "SQL")).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// ```
    bind
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = delete(Post).filter(Post.id.in_(bindparam("ids")));
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt.bind_list("ids", [2, 3])).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// ```
    bind_list
}
