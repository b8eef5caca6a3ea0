//! `IN` with lists, subqueries, empty lists and arrays.

use rebis::core::visit::Shared;
use rebis::core::{Expr, InList, InNode, Node, Value};
use rebis::prelude::*;
use rebis_tests::models::{Post, PostStatus, User};

use crate::harness::{check_where, check_where_alike};

#[test]
fn in_takes_lists_and_subqueries() {
    check_where_alike(
        User.id.in_([1, 2, 3]),
        "users.id IN (:id_1_1, :id_1_2, :id_1_3)",
    );
    check_where_alike(
        User.id.not_in([1, 2]),
        "(users.id NOT IN (:id_1_1, :id_1_2))",
    );
    check_where_alike(
        Post.status.in_([PostStatus::Draft, PostStatus::Archived]),
        "posts.status IN (:status_1_1, :status_1_2)",
    );
    check_where_alike(
        User.id.in_(select(Post.author_id)),
        "users.id IN (SELECT posts.author_id FROM posts)",
    );
    check_where_alike(
        User.id
            .not_in(select(Post.author_id).filter(Post.title.eq("x"))),
        "(users.id NOT IN (SELECT posts.author_id FROM posts WHERE posts.title = \
         :title_1))",
    );
    check_where_alike((User.id + 1).in_([1]), "users.id + :id_1 IN (:param_1_1)");
    check_where_alike(
        User.id.in_([1]) & User.username.eq("x"),
        "users.id IN (:id_1_1) AND users.username = :username_1",
    );
    check_where(
        User.id.in_([1]).eq(false),
        "(users.id IN (:id_1_1)) = false",
        "(users.id IN (?)) = 0",
        "(users.id IN ($1)) = false",
        "(users.id IN (?)) = false",
    );
}

#[test]
fn an_empty_list_is_false_and_its_negation_true() {
    let none: [i64; 0] = [];
    let check = |condition: Expr<bool>, standard: &str, sqlite: &str| {
        check_where(condition, standard, sqlite, standard, standard);
    };
    check(
        User.id.in_(none),
        "users.id IN (NULL) AND (1 != 1)",
        "users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)",
    );
    check(
        User.id.not_in(none),
        "(users.id NOT IN (NULL) OR (1 = 1))",
        "(users.id NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))",
    );
    check(
        !(User.id.lt(Post.id) | User.id.in_(none)),
        "NOT (users.id < posts.id OR users.id IN (NULL) AND (1 != 1))",
        "NOT (users.id < posts.id OR users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))",
    );
    check(
        User.id.in_(none) & User.id.lt(Post.id),
        "users.id IN (NULL) AND (1 != 1) AND users.id < posts.id",
        "users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND users.id < posts.id",
    );
}

#[test]
fn a_list_as_one_array_is_for_databases_with_arrays() {
    let array = |negated| {
        let list = InList::Array(Value::Array(vec![Value::Int(1), Value::Int(2)]));
        let node = InNode {
            negated,
            operand: User.id.into_node(),
            list,
            sql_type: rebis::core::TypeRef::UNKNOWN,
        };
        Expr::<bool>::from_node(Node::In(Shared::new(node)))
    };
    check_where(
        array(false),
        "Unsupported: an array as the list of IN",
        "Unsupported: an array as the list of IN",
        "users.id = ANY($1)",
        "Unsupported: an array as the list of IN",
    );
    check_where(
        array(true),
        "Unsupported: an array as the list of IN",
        "Unsupported: an array as the list of IN",
        "users.id != ALL($1)",
        "Unsupported: an array as the list of IN",
    );
}
