//! Aggregate and scalar functions.

use rebis::prelude::*;
use rebis_tests::models::{Post, User};

use crate::harness::{Employee, check, check_alike, check_where};

#[test]
fn aggregates_are_named_after_their_function() {
    check_alike(
        select(func::count(User.id)),
        "SELECT count(users.id) AS count_1 FROM users",
    );
    check_alike(
        select(func::count_star()).select_from(User),
        "SELECT count(*) AS count_1 FROM users",
    );
    check_alike(
        select(func::count_distinct(Post.author_id)),
        "SELECT count(DISTINCT posts.author_id) AS count_1 FROM posts",
    );
    check(
        select((
            func::sum(Employee.bonus),
            func::avg(Employee.salary),
            func::min(Employee.name),
            func::max(Employee.name),
        )),
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
        "SELECT sum(employees.bonus) AS sum_1, avg(employees.salary) AS avg_1, \
         min(employees.name) AS min_1, max(employees.name) AS max_1 FROM employees",
    );
    check_alike(
        select((func::count(User.id), func::count(User.email))),
        "SELECT count(users.id) AS count_1, count(users.email) AS count_2 FROM users",
    );
}

#[test]
fn scalar_functions_take_expressions() {
    check(
        select((
            func::lower(User.username),
            func::upper(User.username),
            func::length(User.email),
        )),
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         length(users.email) AS length_1 FROM users",
        "SELECT lower(users.username) AS lower_1, upper(users.username) AS upper_1, \
         char_length(users.email) AS length_1 FROM users",
    );
    check_alike(
        select(func::coalesce(User.display_name, User.username)),
        "SELECT coalesce(users.display_name, users.username) AS coalesce_1 FROM users",
    );
    check_alike(
        select(func::coalesce(User.display_name, "nobody")),
        "SELECT coalesce(users.display_name, :coalesce_2) AS coalesce_1 FROM users",
    );
    check(
        select(func::now()),
        "SELECT now() AS now_1",
        "SELECT CURRENT_TIMESTAMP AS now_1",
        "SELECT now() AS now_1",
        "SELECT now(6) AS now_1",
    );
    check_alike(
        select(func::custom::<i64>("abs", [Employee.bonus.into_node()])),
        "SELECT abs(employees.bonus) AS abs_1 FROM employees",
    );
    check_where(
        User.timestamps.created_at.lt(func::now()),
        "users.created_at < now()",
        "users.created_at < CURRENT_TIMESTAMP",
        "users.created_at < now()",
        "users.created_at < now(6)",
    );
}
