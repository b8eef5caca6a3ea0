//! Queries: order, joins, groups, functions and subqueries.

use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees, is_unsupported};

#[test]
fn rows_are_ordered_limited_joined_and_grouped() {
    on_each_database("core_clauses", async |db: &Database| {
        let mut connection = employees(db).await;
        let ids = || select(Employee.id);
        let cases = [
            (ids().order_by(Employee.salary.desc()), vec![2, 1, 3]),
            (
                ids().order_by(Employee.bonus.asc().nulls_first()),
                vec![2, 3, 1],
            ),
            (
                ids().order_by(Employee.bonus.asc().nulls_last()),
                vec![3, 1, 2],
            ),
            (
                ids().order_by((Employee.bonus + 1).desc().nulls_last()),
                vec![1, 3, 2],
            ),
            (
                ids().order_by((Employee.is_active, Employee.id.desc())),
                vec![3, 2, 1],
            ),
            (ids().order_by(Employee.id).limit(2), vec![1, 2]),
            (ids().order_by(Employee.id).limit(1).offset(1), vec![2]),
            (ids().order_by(Employee.id).offset(1), vec![2, 3]),
            (ids().order_by(Employee.id).limit(0), vec![]),
        ];
        for (stmt, expected) in cases {
            assert_eq!(connection.all(&stmt).await.unwrap(), expected, "{stmt}");
        }
        let boss = aliased(Employee, "boss");
        let pairs = select((Employee.name, boss.name))
            .join(boss, Employee.manager_id.eq(boss.id))
            .order_by(Employee.id);
        let pairs = connection.all(pairs).await.unwrap();
        assert_eq!(pairs[0], ("Bob".to_owned(), "Ann".to_owned()));
        assert_eq!(pairs.len(), 2);
        let leaders = select((Employee.id, boss.manager_id))
            .outer_join(boss, Employee.manager_id.eq(boss.id))
            .order_by(Employee.id);
        assert_eq!(
            connection.all(leaders).await.unwrap(),
            [(1, None), (2, None), (3, None)]
        );
        let full =
            select((Employee.bonus, boss.bonus)).full_join(boss, Employee.manager_id.eq(boss.id));
        if connection.dialect().capabilities().full_join {
            assert_eq!(connection.all(full).await.unwrap().len(), 5)
        } else {
            assert!(is_unsupported(connection.all(full).await))
        }
        let groups = select((
            Employee.manager_id,
            func::count_star(),
            func::sum(Employee.bonus),
        ))
        .group_by(Employee.manager_id)
        .having(func::count_star().gt(0))
        .order_by(Employee.manager_id.asc().nulls_first());
        let groups = connection.all(groups).await.unwrap();
        let sum = |sum: i64| Some(Decimal::from(sum));
        assert_eq!(groups, [(None, 1, sum(10)), (Some(1), 2, sum(7))]);
        let half = Employee.id / 2;
        let halves = select((half.clone(), func::count_star()))
            .group_by(half.clone())
            .order_by(half);
        assert_eq!(connection.all(halves).await.unwrap(), [(0, 1), (1, 2)]);
        let distinct = select(Employee.is_active).distinct();
        assert_eq!(connection.all(distinct).await.unwrap(), [true]);
        let cross = select((Employee.id, boss.id)).filter(boss.id.lt(Employee.id));
        assert_eq!(connection.all(cross).await.unwrap().len(), 3);
    });
}

#[test]
fn functions_give_their_values() {
    on_each_database("core_functions", async |db: &Database| {
        let mut connection = employees(db).await;
        let totals = select((
            func::count(Employee.bonus),
            func::count_star(),
            func::count_distinct(Employee.manager_id),
            func::sum(Employee.bonus),
            func::avg(Employee.bonus),
            func::min(Employee.name),
            func::max(Employee.salary),
        ));
        let totals = connection.one(totals.select_from(Employee)).await.unwrap();
        let decimal = |text: &str| Some(text.parse::<Decimal>().unwrap());
        let name = Some("Ann".to_owned());
        assert_eq!(
            totals,
            (2, 3, 1, decimal("17"), decimal("8.5"), name, Some(2000.5))
        );
        let nothing = select((
            func::sum(Employee.id),
            func::avg(Employee.id),
            func::max(Employee.id),
        ))
        .filter(Employee.id.gt(9));
        assert_eq!(connection.one(nothing).await.unwrap(), (None, None, None));

        let words = select((
            func::upper(Employee.name),
            func::length(Employee.name.concat("ä€")),
            func::coalesce(Employee.bonus, 0),
            Employee.name.concat("/").concat(Employee.name),
        ));
        let words = connection
            .one(words.filter(Employee.id.eq(2)))
            .await
            .unwrap();
        assert_eq!(words, ("BOB".to_owned(), Some(5), 0, "Bob/Bob".to_owned()));
        let abs = func::custom::<i64>("abs", [(-Employee.id).into_node()]);
        assert_eq!(
            connection
                .all(select(abs).filter(Employee.id.eq(3)))
                .await
                .unwrap(),
            [3]
        );
        let now = connection.one(select(func::now())).await.unwrap();
        assert!(now.date.year() >= 2024);
    });
}

#[test]
fn subqueries_stand_in_from_and_in_the_select_list() {
    on_each_database("core_subqueries", async |db: &Database| {
        let mut connection = employees(db).await;
        let counts = select((Employee.manager_id, func::count_star().label("n")))
            .filter(Employee.manager_id.is_not_null())
            .group_by(Employee.manager_id)
            .subquery("counts");
        let (manager_id, count) = counts.columns();
        let stmt = select((Employee.name, count))
            .join(&counts, Employee.id.eq(manager_id))
            .filter(count.gt(1));
        assert_eq!(connection.all(stmt).await.unwrap(), [("Ann".to_owned(), 2)]);
        let report = aliased(Employee, "report");
        let reports = select(func::count(report.id))
            .filter(report.manager_id.eq(Employee.id))
            .scalar_subquery();
        let stmt = select((Employee.id, reports.label("reports"))).order_by(Employee.id);
        let rows = connection.all(stmt).await.unwrap();
        assert_eq!(rows, [(1, Some(2)), (2, Some(0)), (3, Some(0))]);
        let well_paid = select(Employee)
            .filter(Employee.salary.gt(900.0))
            .subquery("well_paid");
        let fields = well_paid.fields();
        let stmt = select(fields)
            .select_from(&well_paid)
            .order_by(fields.id.desc());
        let rows: Vec<Employee> = connection.all(stmt).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 1]);
        let any = select(exists(select(Employee.id).filter(Employee.id.gt(9))));
        assert!(!connection.one(any).await.unwrap());
        let raise = update(Employee).values(Employee.salary.set(0.0)).filter(
            Employee
                .id
                .in_(select(counts.columns().0).select_from(&counts)),
        );
        // MySQL cannot read the table that it updates outside a derived table.
        assert_eq!(connection.execute(raise).await.unwrap().rows_affected(), 1);
    });
}
