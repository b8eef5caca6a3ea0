//! Bound values: expressions and lists that appear at several places.

use rebis::core::dialect::{Dialect, MySql, Postgres, Sqlite};
use rebis::core::{Expr, Value};
use rebis::prelude::*;
use rebis_tests::models::{Tag, User};

use crate::harness::{Employee, check, check_binds, check_same, key, text_of};

#[test]
fn one_expression_at_two_places_is_not_two_values() {
    let plus = |number: i64| User.id + number;
    let stmt = |one: Expr<i64>, other: Expr<i64>| {
        select(one)
            .filter(other.gt(0))
            .filter(User.id.gt(0))
            .filter(Tag.id.gt(9))
    };
    let twice = |expr: Expr<i64>| stmt(expr.clone(), expr);
    let (shared, apart) = (twice(plus(1)), stmt(plus(1), plus(2)));
    assert_eq!(text_of(&shared, &Sqlite), text_of(&apart, &Sqlite));
    assert!(key(&shared, &Sqlite) != key(&apart, &Sqlite));
    check_same(&shared, &twice(plus(7)));
    check_same(&apart, &stmt(plus(7), plus(7)));
    let int = Value::Int;
    let bound = |dialect: &dyn Dialect| -> Vec<Value> {
        let compiled = shared.compile(dialect).unwrap();
        compiled
            .params()
            .iter()
            .map(|(_, value)| value.clone())
            .collect()
    };
    assert_eq!(bound(&Sqlite), [int(1), int(1), int(0), int(0), int(9)]);
    assert_eq!(bound(&MySql::default()), bound(&Sqlite));
    // Numbered placeholders can say that it is one value.
    assert_eq!(bound(&Postgres), [int(1), int(0), int(0), int(9)]);
    check_binds(&apart, &[int(1), int(2), int(0), int(0), int(9)]);
}

#[test]
fn one_expression_at_two_places_is_one_where_placeholders_have_numbers() {
    let next = User.id + 1;
    let stmt = select((next.clone(), func::count_star())).group_by(next);
    check(
        stmt,
        "SELECT users.id + :id_1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + \
         :id_1",
        "SELECT users.id + ? AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + ?",
        "SELECT users.id + $1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + $1",
        "SELECT users.id + 1 AS anon_1, count(*) AS count_1 FROM users GROUP BY users.id + 1",
    );
}

#[test]
fn statements_may_have_many_values() {
    let conditions = (0..100).map(|id| User.id.eq(id) & User.username.ne(id.to_string()));
    let stmt = select(User.id).filter(or(conditions)).limit(7);
    let mut expected: Vec<Value> = (0..100)
        .flat_map(|id| [Value::Int(id), Value::Text(id.to_string().into())])
        .collect();
    expected.push(Value::Int(7));
    let compiled = stmt.compile(&Postgres).unwrap();
    let bound: Vec<Value> = compiled
        .params()
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(bound, expected);
}

#[test]
fn a_shared_list_is_bound_once_where_placeholders_have_numbers() {
    let list = User.id.in_([1, 2]);
    let stmt = select(User.id).filter(list.clone() | (list & User.id.eq(3)));
    let values = |dialect: &dyn Dialect| {
        let compiled = stmt.compile(dialect).unwrap();
        let params = compiled.params().iter();
        params.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let ints = |numbers: &[i64]| numbers.iter().copied().map(Value::Int).collect::<Vec<_>>();
    assert_eq!(values(&Postgres), ints(&[1, 2, 3]));
    assert_eq!(values(&Sqlite), ints(&[1, 2, 1, 2, 3]));
    assert_eq!(values(&MySql::default()), ints(&[1, 2, 1, 2, 3]));
    let sql = stmt.compile(&Postgres).unwrap();
    assert_eq!(
        sql.sql(),
        "SELECT users.id FROM users WHERE users.id IN ($1, $2) OR users.id IN ($1, $2) AND \
         users.id = $3"
    );
}

#[test]
fn nulls_order_without_a_clause_for_it_repeats_the_value() {
    let key = (Employee.bonus + 1).asc().nulls_last();
    let stmt = select(Employee.id).order_by(key).limit(5);
    let compiled = stmt.compile(&MySql::default()).unwrap();
    let values: Vec<Value> = compiled
        .params()
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(values, [Value::Int(1), Value::Int(1), Value::Int(5)]);
}
