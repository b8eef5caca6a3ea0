//! An expression with a value that a statement repeats is one expression to the database.

use rebis::core::Expr;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::{Item, date, dec, ids, items};

#[test]
fn a_group_is_named_by_an_expression_with_a_value() {
    on_each_database("grouping_expressions", async |db: &Database| {
        let mut connection = items(db).await;
        let half = || Item.id / 3;
        let stmt = select((half(), func::count_star()))
            .group_by(half())
            .order_by(half());
        assert_eq!(connection.all(stmt).await.unwrap(), [(0, 2), (1, 2)]);
        let kind = || case().when(Item.quantity.gt(10), "many").else_("few");
        let stmt = select((kind(), func::sum(Item.price)))
            .group_by(kind())
            .order_by(kind());
        let rows = connection.all(stmt).await.unwrap();
        let expected = [("few", "3.1"), ("many", "20.29")];
        assert_eq!(
            rows,
            expected.map(|(kind, sum)| (kind.to_owned(), Some(dec(sum))))
        );
        let known = || func::coalesce(Item.discount, -1);
        let stmt = select((known(), func::count_star()))
            .group_by(known())
            .order_by(known().desc());
        assert_eq!(
            connection.all(stmt).await.unwrap(),
            [(5, 1), (0, 1), (-1, 2)]
        );
        let stmt = stmt_with_having(known());
        assert_eq!(connection.all(stmt).await.unwrap(), [-1]);
        let named = || Item.name + "!";
        let stmt = select((named(), func::max(Item.quantity + 1))).group_by(named());
        assert_eq!(
            connection.all(stmt.order_by(named())).await.unwrap().len(),
            4
        );
        let price = || Item.price * dec("2");
        let stmt = select((price(), func::count_star()))
            .group_by(price())
            .order_by(price());
        let rows = connection.all(stmt).await.unwrap();
        assert_eq!(
            rows.iter().map(|row| row.0).collect::<Vec<_>>(),
            ["0.2", "0.6", "6", "39.98"].map(dec)
        );
        // Values that are not the same make other groups.
        let stmt = select((Item.id / 2, func::count_star())).group_by((Item.id / 2, Item.id / 3));
        assert_eq!(connection.all(stmt).await.unwrap().len(), 4);
    });
}

fn stmt_with_having(known: Expr<i32>) -> rebis::core::Select<i32> {
    let several = func::count_star().gt(1) & func::max(Item.id).lt(9);
    select(known.clone()).group_by(known).having(several)
}

#[test]
fn distinct_rows_are_ordered_by_an_expression_with_a_value() {
    on_each_database("grouping_distinct", async |db: &Database| {
        let mut connection = items(db).await;
        let stmt = select(Item.id / 3)
            .distinct()
            .order_by((Item.id / 3).desc());
        assert_eq!(connection.all(stmt).await.unwrap(), [1, 0]);
        let known = || func::coalesce(Item.discount, 9);
        let stmt = select(known()).distinct().order_by(known());
        assert_eq!(connection.all(stmt).await.unwrap(), [0, 5, 9]);
        let day = || case().when(Item.is_new, date("2000-01-01")).else_(Item.day);
        let stmt = select(day()).distinct().order_by(day());
        let rows = connection.all(stmt).await.unwrap();
        assert_eq!(rows, ["2000-01-01", "2023-12-31", "2024-03-01"].map(date));
    });
}

#[test]
fn a_subquery_groups_by_an_expression_with_a_value() {
    on_each_database("grouping_subqueries", async |db: &Database| {
        let mut connection = items(db).await;
        let half = || Item.id / 3;
        let sub = select((half().label("half"), func::count_star().label("n"))).group_by(half());
        let sub = sub.subquery("sub");
        let (half, n) = sub.columns();
        let stmt = select((half, n)).select_from(&sub).filter(half.gt(0));
        assert_eq!(connection.all(stmt).await.unwrap(), [(1, 2)]);
    });
}

#[test]
fn a_list_of_values_is_searched() {
    on_each_database("grouping_in_values", async |db: &Database| {
        let mut connection = items(db).await;
        let found = ids(&mut connection, Item.id.in_(values([1_i64, 2]))).await;
        assert_eq!(found, [1, 2]);
        assert_eq!(
            ids(&mut connection, Item.id.not_in(values([1_i64, 2]))).await,
            [3, 4]
        );
        let names = values(["pen".to_owned(), "cup".to_owned()]);
        assert_eq!(ids(&mut connection, Item.name.in_(names)).await, [1, 3]);
        assert_eq!(
            ids(&mut connection, Item.day.in_(values([date("2024-02-29")]))).await,
            [1]
        );
        assert_eq!(
            ids(
                &mut connection,
                Item.price.in_(values([dec("3"), dec("0.1")]))
            )
            .await,
            [3, 4]
        );
        assert_eq!(
            ids(&mut connection, literal(7).in_(values([7])))
                .await
                .len(),
            4
        );
        let computed = (Item.id + 1).in_(values([2_i64]));
        assert_eq!(ids(&mut connection, computed).await, [1]);
    });
}

/// `HAVING` of MariaDB and MySQL knows no expressions of columns but those that are grouped by
/// (MySQL manual, 15.2.13 "SELECT Statement").
#[test]
fn groups_are_filtered_by_the_expression_that_makes_them() {
    on_each_database("grouping_having", async |db: &Database| {
        if matches!(
            db.kind,
            rebis_tests::Kind::MariaDb | rebis_tests::Kind::MySql
        ) {
            return;
        }
        let mut connection = items(db).await;
        let known = || func::coalesce(Item.discount, -1);
        let stmt = select(known())
            .group_by(known())
            .having(known().lt(3))
            .order_by(known());
        assert_eq!(connection.all(stmt).await.unwrap(), [-1, 0]);
    });
}

/// Lists, texts and decimals of an expression that is built anew for each clause.
#[test]
fn a_choice_that_is_built_for_each_clause_is_one() {
    on_each_database("grouping_choices", async |db: &Database| {
        let mut connection = items(db).await;
        let class = || {
            case()
                .when(Item.id.in_([1, 2]), "few")
                .when(Item.price.ge(dec("3.00")) & Item.name.ne("cup"), "dear")
                .else_("other")
        };
        let groups = select((class(), func::count_star()))
            .group_by(class())
            .order_by(class());
        let found = connection.all(groups).await.unwrap();
        let expected = [("dear", 1), ("few", 2), ("other", 1)];
        let expected = expected.map(|(class, count)| (class.to_owned(), count));
        assert_eq!(found, expected);
        let longer = select(class() + "!")
            .distinct()
            .order_by((class() + "!").desc());
        let longer = connection.all(longer).await.unwrap();
        assert_eq!(longer, ["other!", "few!", "dear!"]);
    });
}
