//! GROUPING SETS, ROLLUP, CUBE.

use rebis::core::{Select, cube, grouping_sets, rollup};
use rebis::prelude::*;
use rust_decimal::Decimal;

use super::Cases;
use crate::fixtures::{Order, User};

pub(super) fn cases(cases: &mut Cases) {
    let (user, status) = (Order.user_id, Order.status);
    cases.add("rollup", totals().group_by(rollup((user, status))));
    cases.add("cube", totals().group_by(cube((user, status))));
    cases.add(
        "grouping_sets",
        totals().group_by(grouping_sets((user, status))),
    );
    cases.add(
        "grouping_sets_of_tuples",
        totals().group_by(grouping_sets(((user, status), (user,)))),
    );
    cases.add(
        "column_and_rollup",
        totals().group_by((user, rollup(status))),
    );
    cases.add(
        "grouping_function",
        select((func::grouping(user), func::sum(Order.total))).group_by(rollup(user)),
    );
    let name = func::lower(User.name);
    cases.add(
        "group_by_a_function",
        select((name.clone(), func::count_star())).group_by(name),
    );
}

fn totals() -> Select<(i32, String, Option<Decimal>)> {
    select((Order.user_id, Order.status, func::sum(Order.total)))
}
