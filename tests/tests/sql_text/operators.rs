//! Operators of numbers and texts: arithmetic, division and concatenation.

use rebis::core::schema::{ColumnDef, Table};
use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::models::{Post, User};

use crate::harness::{Employee, check_where, check_where_alike};

#[test]
fn arithmetic_has_parentheses_where_they_matter() {
    let (id, other) = (User.id, Post.id);
    check_where_alike(
        (id - other - 1).eq(2),
        "(users.id - posts.id) - :param_1 = :param_2",
    );
    check_where_alike(
        (id - (other - 1)).eq(2),
        "users.id - (posts.id - :id_1) = :param_1",
    );
    check_where_alike(
        ((id + 1) * 2).eq(2),
        "(users.id + :id_1) * :param_1 = :param_2",
    );
    check_where_alike(
        (id + other * 2).eq(2),
        "users.id + posts.id * :id_1 = :param_1",
    );
    check_where_alike(
        (id * (other + 2)).eq(2),
        "users.id * (posts.id + :id_1) = :param_1",
    );
    check_where_alike(
        (id + 1 + other).eq(2),
        "users.id + :id_1 + posts.id = :param_1",
    );
    check_where_alike(
        (id + (other + 1)).eq(2),
        "users.id + (posts.id + :id_1) = :param_1",
    );
    check_where_alike((-(id + 1)).eq(2), "-(users.id + :id_1) = :param_1");
    check_where_alike((-(-id)).eq(2), "-(-users.id) = :param_1");
    check_where_alike(
        ((id % 3) % 2).eq(0),
        "(users.id % :id_1) % :param_1 = :param_2",
    );
}

#[test]
fn integers_divide_without_remainder_and_other_numbers_with() {
    check_where(
        (User.id / 2).eq(1),
        "users.id / :id_1 = :param_1",
        "users.id / ? = ?",
        "users.id / $1 = $2",
        "users.id DIV ? = ?",
    );
    check_where(
        ((User.id / 4) / 2).eq(1),
        "(users.id / :id_1) / :param_1 = :param_2",
        "(users.id / ?) / ? = ?",
        "(users.id / $1) / $2 = $3",
        "(users.id DIV ?) DIV ? = ?",
    );
    check_where(
        (User.id / (Post.id + 1)).eq(1),
        "users.id / (posts.id + :id_1) = :param_1",
        "users.id / (posts.id + ?) = ?",
        "users.id / (posts.id + $1) = $2",
        "users.id DIV (posts.id + ?) = ?",
    );
    check_where(
        (Employee.salary / 2.0).gt(1.0),
        "employees.salary / CAST(:salary_1 AS DOUBLE) > :param_1",
        "employees.salary / (? + 0.0) > ?",
        "employees.salary / CAST($1 AS DOUBLE PRECISION) > $2",
        "employees.salary / ? > ?",
    );
    check_where(
        ((Employee.salary + 1.0) / (Employee.salary - 1.0)).gt(1.0),
        "(employees.salary + :salary_1) / CAST((employees.salary - :salary_2) AS DOUBLE) > :param_1",
        "(employees.salary + ?) / ((employees.salary - ?) + 0.0) > ?",
        "(employees.salary + $1) / CAST((employees.salary - $2) AS DOUBLE PRECISION) > $3",
        "(employees.salary + ?) / (employees.salary - ?) > ?",
    );
    let prices = Table::new("prices").with_column(ColumnDef::for_type::<Decimal>("price"));
    let price = prices.column::<Decimal>("price").unwrap();
    check_where(
        (price / price).gt(Decimal::from(1)),
        "prices.price / CAST(prices.price AS NUMERIC) > :param_1",
        "prices.price / (prices.price + 0.0) > ?",
        "prices.price / CAST(prices.price AS NUMERIC) > $1",
        "prices.price / prices.price > CAST(? AS DECIMAL(9, 0))",
    );
}

#[test]
fn text_is_concatenated() {
    check_where(
        User.username.concat("!").eq("a!"),
        "(users.username || :username_1) = :param_1",
        "(users.username || ?) = ?",
        "(users.username || $1) = $2",
        "(concat(users.username, ?)) = ?",
    );
    check_where(
        User.username.concat("-").concat(User.email).eq("x"),
        "(users.username || :username_1 || users.email) = :param_1",
        "(users.username || ? || users.email) = ?",
        "(users.username || $1 || users.email) = $2",
        "(concat(users.username, ?, users.email)) = ?",
    );
}
