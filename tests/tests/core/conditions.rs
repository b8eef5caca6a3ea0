//! Conditions and operators, by the rows that they find.

use rebis::core::{Expr, autoescape, pattern};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

use crate::harness::{Employee, employees, is_unsupported};

#[test]
fn conditions_find_the_rows_that_they_say() {
    on_each_database("core_conditions", async |db: &Database| {
        let mut connection = employees(db).await;
        let none: [i64; 0] = [];
        let leads = exists({
            let report = aliased(Employee, "report");
            select(report.id).filter(report.manager_id.eq(Employee.id))
        });
        let cases: Vec<(Expr<bool>, &[i64])> = vec![
            (Employee.id.ne(2), &[1, 3]),
            (!Employee.id.lt(2), &[2, 3]),
            (Employee.bonus.eq(None::<i64>), &[2]),
            (Employee.bonus.ne(None::<i64>), &[1, 3]),
            (Employee.bonus.is_distinct_from(7), &[1, 2]),
            (!Employee.bonus.is_distinct_from(7), &[3]),
            (Employee.is_active.expr(), &[1, 2, 3]),
            (!Employee.is_active, &[]),
            (Employee.is_active.eq(true) & Employee.id.eq(1), &[1]),
            (
                Employee.id.eq(1) | Employee.id.eq(2) & Employee.is_active.eq(false),
                &[1],
            ),
            (
                (Employee.id.eq(1) | Employee.id.eq(2)) & !Employee.id.eq(1),
                &[2],
            ),
            (and([]), &[1, 2, 3]),
            (or([]), &[]),
            (Employee.id.in_([1, 3]), &[1, 3]),
            (Employee.id.not_in([1, 3]), &[2]),
            (Employee.id.in_(none), &[]),
            (Employee.id.not_in(none), &[1, 2, 3]),
            (!(Employee.id.eq(1) | Employee.id.in_(none)), &[2, 3]),
            (Employee.id.in_(select(Employee.manager_id)), &[1]),
            (Employee.name.like("%b"), &[2]),
            (!Employee.name.like("%b"), &[1, 3]),
            (Employee.name.ilike("ANN"), &[1]),
            (!Employee.name.ilike("ANN"), &[2, 3]),
            (Employee.name.starts_with("cid_"), &[3]),
            (Employee.name.contains("_%"), &[3]),
            (Employee.name.contains("n_"), &[]),
            (Employee.name.ends_with("%"), &[3]),
            (Employee.name.starts_with(Employee.name), &[1, 2, 3]),
            (Employee.name.concat("!").eq("Bob!"), &[2]),
            (
                Employee
                    .name
                    .concat("-")
                    .concat(Employee.name)
                    .eq("Bob-Bob"),
                &[2],
            ),
            (Employee.id.between(2, 3), &[2, 3]),
            (!Employee.id.between(2, 3), &[1]),
            (Employee.salary.gt(999.5), &[1, 2]),
            ((Employee.id + 1).eq(2), &[1]),
            ((Employee.id - (Employee.id - 1)).eq(1), &[1, 2, 3]),
            (((Employee.id + 1) * 2).eq(8), &[3]),
            ((-Employee.id).lt(-2), &[3]),
            ((Employee.id / 2).eq(1), &[2, 3]),
            ((-Employee.id / 2).eq(-1), &[2, 3]),
            ((Employee.id % 2).eq(1), &[1, 3]),
            ((Employee.salary / 3.0).lt(333.5), &[1, 3]),
            ((Employee.bonus + 1).eq(8), &[3]),
            (func::lower(Employee.name).eq("ann"), &[1]),
            (func::length(Employee.name).eq(Some(5)), &[3]),
            (func::coalesce(Employee.bonus, 0).eq(0), &[2]),
            (leads.clone(), &[1]),
            (!leads, &[2, 3]),
            (
                Employee
                    .salary
                    .gt(select(func::avg(aliased(Employee, "e").salary)).scalar_subquery()),
                &[2],
            ),
        ];
        for (condition, expected) in cases {
            let stmt = select(Employee.id).filter(condition).order_by(Employee.id);
            let found = connection.all(&stmt).await;
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(found, expected, "{stmt}");
        }
    });
}

#[test]
fn operators_find_the_rows_that_they_say() {
    on_each_database("core_operators", async |db: &Database| {
        let mut connection = employees(db).await;
        let capabilities = connection.dialect().capabilities().clone();
        let both = || tuple((Employee.id, Employee.name));
        let mut cases: Vec<(Expr<bool>, &[i64])> = vec![
            (Employee.id.true_div(2).eq(1.5), &[3]),
            (Employee.salary.true_div(Employee.id).lt(200.0), &[3]),
            (Employee.id.floor_div(2).eq(1), &[2, 3]),
            (Employee.salary.floor_div(3).eq(166.0), &[3]),
            ((10 - Employee.id).eq(8), &[2]),
            ((Employee.name + "!").eq("Bob!"), &[2]),
            (("Mr " + Employee.name + "!").eq("Mr Bob!"), &[2]),
            (Employee.id.bitwise_and(1).eq(1), &[1, 3]),
            (Employee.id.bitwise_or(1).eq(3), &[2, 3]),
            (Employee.id.bitwise_xor(7).eq(4), &[3]),
            (Employee.id.bitwise_xor(1).bitwise_xor(1).eq(3), &[3]),
            (Employee.id.bitwise_lshift(2).eq(8), &[2]),
            (Employee.id.bitwise_rshift(1).eq(1), &[2, 3]),
            (Employee.name.icontains("N"), &[1]),
            (Employee.name.istarts_with("CID_"), &[3]),
            (Employee.name.iends_with("B"), &[2]),
            (Employee.name.contains(pattern("_d")), &[3]),
            (Employee.name.like(pattern("cid^_%").escape('^')), &[3]),
            (Employee.name.like(autoescape("cid_%")), &[3]),
            (Employee.name.like(pattern("cid\\_\\%").escape('\\')), &[3]),
            (Employee.name.regexp_match("^[AB]"), &[1, 2]),
            (!Employee.name.regexp_match("b$"), &[1, 3]),
            (Employee.is_active.is(true), &[1, 2, 3]),
            (Employee.is_active.is_not(true), &[]),
            (Employee.bonus.is(None), &[2]),
            (Employee.id.in_((1, Employee.id + 1, null())), &[1]),
            (both().in_([(1, "Ann"), (2, "Ann")]), &[1]),
            (both().not_in([(1, "Ann")]), &[2, 3]),
            (both().gt((2, "Ann")), &[2, 3]),
            (both().in_(select((Employee.id, Employee.name))), &[1, 2, 3]),
            (Employee.id.op("+").apply(1).eq(3), &[2]),
            (Employee.id.bool_op(">").apply(2), &[3]),
            (
                !Employee.id.bool_op(">").apply(2) & Employee.is_active,
                &[1, 2],
            ),
            (Employee.is_active & true, &[1, 2, 3]),
            (Employee.is_active | false, &[1, 2, 3]),
            (not(Employee.bonus.is_null()) & Employee.is_active, &[1, 3]),
        ];
        let none: [(i64, &str); 0] = [];
        cases.push((both().in_(none), &[]));
        cases.push((both().not_in(none), &[1, 2, 3]));
        let bosses = || any(select(Employee.manager_id));
        let optional: [(bool, Expr<bool>, &[i64]); 6] = [
            (capabilities.quantifiers, Employee.id.eq(bosses()), &[1]),
            (capabilities.quantifiers, !bosses().eq(Employee.id), &[]),
            (
                capabilities.array_binds,
                Employee.id.ne(all(vec![1, 2])),
                &[3],
            ),
            (
                capabilities.symmetric_between,
                Employee.id.between_symmetric(3, 2),
                &[2, 3],
            ),
            (
                db.kind != Kind::Sqlite,
                Employee.name.regexp_match_flags("^a", "i"),
                &[1],
            ),
            (
                db.kind != Kind::Sqlite,
                Employee.name.regexp_replace_flags("N", "x", "gi").eq("Axx"),
                &[1],
            ),
        ];
        for (supported, condition, expected) in optional {
            if supported {
                cases.push((condition, expected))
            } else {
                assert!(is_unsupported(
                    connection.all(select(Employee.id).filter(condition)).await
                ))
            }
        }
        for (condition, expected) in cases {
            let stmt = select(Employee.id).filter(condition).order_by(Employee.id);
            let found = connection.all(&stmt).await;
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(found, expected, "{stmt}");
        }
    });
}
