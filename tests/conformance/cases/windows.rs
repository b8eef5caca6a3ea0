//! OVER and frames.

use rebis::core::value::{Decimal, Interval};
use rebis::core::{FrameBound, FrameExclude, Over};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{Order, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    windows(cases);
    elements(cases);
    frames(cases);
    bounds(cases);
}

fn windows(cases: &mut Cases) {
    cases.add("over_nothing", select(func::sum(User.age).over()));
    cases.add("row_number_over_nothing", select(func::row_number().over()));
    cases.add(
        "over_partition",
        select(func::sum(Order.total).over().partition_by(Order.user_id)),
    );
    cases.add(
        "over_order",
        select(func::row_number().over().order_by(User.id)),
    );
    let rank = func::rank().over().partition_by(Order.user_id);
    cases.add(
        "over_partition_and_order",
        select(rank.order_by(Order.total.desc())),
    );
    cases.add(
        "over_order_nulls_last",
        select(
            func::row_number()
                .over()
                .order_by(User.age.desc().nulls_last()),
        ),
    );
    let over = func::row_number().over().order_by(func::lower(User.name));
    cases.add(
        "over_an_expression",
        select(over.partition_by(User.age + 1)),
    );
    cases.add(
        "lag_with_arguments",
        select(func::lag(User.age, 1).over().order_by(User.id)),
    );
    let total = User.age + 1;
    cases.add(
        "over_a_label",
        select((
            total.clone().label("total"),
            func::row_number().over().order_by(total),
        )),
    );
    cases.add(
        "window_over_an_aggregate",
        select((
            Order.user_id,
            func::rank().over().order_by(func::sum(Order.total).desc()),
        ))
        .group_by(Order.user_id),
    );
    let adults = func::count(User.id).filter(User.age.gt(18));
    cases.add(
        "window_with_a_filter",
        select(adults.over().partition_by(User.name)),
    );
    let median = func::percentile_cont(0.5).within_group(Order.total);
    cases.add(
        "within_group_over",
        select(median.over().partition_by(Order.user_id)),
    );
}

fn elements(cases: &mut Cases) {
    let number = || func::row_number().over().order_by(User.id);
    cases.add(
        "window_with_a_label",
        select((User.id, number().label("n"))),
    );
    cases.add("window_in_an_expression", select(number() * 10 + 1));
    cases.add(
        "difference_to_an_average",
        select(User.age.type_coerce::<Option<Decimal>>() - func::avg(User.age).over()),
    );
    let by_age = || func::row_number().over().order_by(User.age);
    cases.add(
        "window_in_order_by",
        select(User.id).order_by(by_age().desc()),
    );
    let n = || by_age().label("n");
    cases.add(
        "window_label_in_order_by",
        select((User.id, n())).order_by(n().desc()),
    );
    let ranked = func::row_number()
        .over()
        .partition_by(Order.user_id)
        .order_by(Order.id);
    let ranked = select((Order.id, ranked.label("n"))).subquery("ranked");
    let (id, n) = ranked.columns();
    cases.add(
        "window_filtered_in_a_subquery",
        select(id).select_from(&ranked).filter(n.eq(1)),
    );
}

fn running() -> Over<Option<i64>> {
    func::sum(User.age).over().order_by(User.id)
}

fn frames(cases: &mut Cases) {
    let unbounded = || FrameBound::Unbounded;
    cases.add("rows_before", select(running().rows(-2, 0)));
    cases.add("rows_around", select(running().rows(-1, 1)));
    cases.add(
        "rows_from_the_start",
        select(running().rows(unbounded(), 0)),
    );
    cases.add("rows_to_the_end", select(running().rows(0, unbounded())));
    cases.add(
        "rows_without_bounds",
        select(running().rows(unbounded(), unbounded())),
    );
    cases.add(
        "range_from_the_start",
        select(running().range(unbounded(), 0)),
    );
    cases.add("range_around", select(running().range(-10, 10)));
    cases.add("groups_around", select(running().groups(-1, 1)));
    cases.add(
        "rows_and_range_are_refused",
        select(running().rows(0, 1).range(0, 1)),
    );
    let letter = FrameBound::following("a".to_owned());
    cases.add(
        "frame_of_strings_is_refused",
        select(running().rows(letter, 1)),
    );
    cases.add(
        "exclude_current_row",
        select(running().rows(-2, 2).exclude(FrameExclude::CurrentRow)),
    );
}

fn bounds(cases: &mut Cases) {
    cases.add(
        "frame_clause_of_rows",
        select(running().rows(FrameBound::preceding(3), FrameBound::CurrentRow)),
    );
    cases.add(
        "frame_clause_without_bounds",
        select(running().range(FrameBound::Unbounded, FrameBound::Unbounded)),
    );
    let day = Interval::days(1);
    let around = func::count(Sample.id).over().order_by(Sample.moment);
    cases.add(
        "frame_clause_of_an_interval",
        select(around.range(FrameBound::preceding(day), FrameBound::following(day))),
    );
    cases.add(
        "frame_clause_with_a_useless_value_is_refused",
        select(running().rows(FrameBound::CurrentRow, FrameBound::following(3))),
    );
}
