//! Types of PostgreSQL: JSONB, arrays, ranges, HSTORE, text search.

use std::ops::Bound;

use chrono::NaiveDate;
use rebis::core::types::SqlType;
use rebis::core::value::{Hstore, Inet, Multirange, Range};
use rebis::core::{array, column, hstore};
use rebis::prelude::*;
use serde_json::json;

use super::Cases;
use super::build::{pg_samples_where, users_where};
use crate::fixtures::{PgSample, User};

pub(super) fn cases(cases: &mut Cases) {
    jsonb(cases);
    arrays(cases);
    array_operators(cases);
    array_literals(cases);
    ranges(cases);
    range_values(cases);
    pairs(cases);
    text_search(cases);
    parts(cases);
}

fn jsonb(cases: &mut Cases) {
    let doc = PgSample.doc;
    cases.add("jsonb_key", select(doc.get("a")));
    cases.add("jsonb_path", select(doc.path(["a", "b"])));
    cases.add("jsonb_key_as_integer", select(doc.get("n").as_integer()));
    cases.add("jsonb_has_key", pg_samples_where(doc.has_key("a")));
    let keys = array::<String>(("a", "s"));
    cases.add("jsonb_has_all", pg_samples_where(doc.has_all(keys)));
    cases.add(
        "jsonb_contains",
        pg_samples_where(doc.contains(json!({"n": 5}))),
    );
    cases.add("jsonb_equals", pg_samples_where(doc.get("n").eq(json!(5))));
    cases.add("jsonb_concat", select(doc.concat(json!({"x": 1}))));
    cases.add("jsonb_delete_path", select(doc.delete_path(["a", "b"])));
    cases.add(
        "jsonb_path_exists",
        pg_samples_where(doc.path_exists("$.a.b")),
    );
    cases.add(
        "jsonb_path_match",
        pg_samples_where(doc.path_match("$.n > 3")),
    );
    let path = literal("$.a.b[*]".to_owned()).cast_as::<String>(SqlType::JsonPath);
    cases.add(
        "jsonb_query_with_a_cast_path",
        select(func::call::<Option<rebis::core::value::Jsonb>>(
            "jsonb_path_query_array",
            (doc, path),
        )),
    );
}

fn arrays(cases: &mut Cases) {
    cases.add("array_element", select(PgSample.tags.get(1)));
    cases.add(
        "array_element_of_two_dimensions",
        select(PgSample.grid.get(1).get(2)),
    );
    cases.add("array_slice", select(PgSample.numbers.slice(1, 2)));
    cases.add(
        "array_element_by_a_column",
        select(PgSample.numbers.get(PgSample.id)),
    );
    let tags = column::<Vec<String>>("tags");
    cases.add(
        "array_element_from_zero",
        select(tags.get(1)).select_from(PgSample),
    );
    cases.add(
        "array_element_compared",
        pg_samples_where(PgSample.numbers.get(1).eq(1)),
    );
    cases.add(
        "array_element_has_the_type_of_its_items",
        select(PgSample.tags.get(1).concat("!")),
    );
    let ids = func::array_agg(User.id);
    cases.add("array_agg_is_an_array", select(ids.get(1)));
}

fn array_operators(cases: &mut Cases) {
    let numbers = PgSample.numbers;
    cases.add(
        "array_contains",
        pg_samples_where(PgSample.tags.contains(["a"])),
    );
    cases.add("array_overlap", pg_samples_where(numbers.overlaps([3, 4])));
    cases.add("array_concat", select(numbers.concat([4, 5])));
    cases.add("array_equals", pg_samples_where(numbers.eq([1, 2, 3])));
    cases.add(
        "array_in",
        pg_samples_where(numbers.in_([vec![1, 2, 3], vec![4]])),
    );
    cases.add(
        "array_length",
        select((func::array_length(numbers, 1), func::cardinality(numbers))),
    );
    let grid = vec![vec![1, 2], vec![3, 4]];
    cases.add(
        "insert_arrays",
        insert(PgSample).values((
            PgSample.id.set(10),
            PgSample.tags.set(["x"]),
            numbers.set(Vec::new()),
            PgSample.grid.set(grid),
        )),
    );
}

fn array_literals(cases: &mut Cases) {
    let numbers = PgSample.numbers;
    cases.add(
        "array_of_values",
        select((array::<i32>((1, 2, 3)), PgSample.id)),
    );
    cases.add(
        "array_of_columns",
        select(array::<Option<i32>>((User.id, User.age))),
    );
    let nested = (array::<i32>((1, 2)), array::<i32>((3, User.id)));
    cases.add("array_of_arrays", select(array::<Vec<i32>>(nested)));
    cases.add("array_of_nothing", select((array::<i32>(()), PgSample.id)));
    cases.add(
        "array_of_nothing_without_a_type",
        select((array::<i32>(()), PgSample.id)),
    );
    cases.add(
        "array_of_values_contains",
        pg_samples_where(numbers.contains(array::<i32>((1, 2)))),
    );
    cases.add(
        "element_of_an_array_of_values",
        select(array::<Option<i32>>((User.id, User.age)).get(1)),
    );
}

fn ranges(cases: &mut Cases) {
    let span = PgSample.span;
    cases.add("range_contains_a_value", pg_samples_where(span.contains(5)));
    cases.add(
        "range_contains_a_range",
        pg_samples_where(span.contains_range(2..4)),
    );
    cases.add("range_overlaps", pg_samples_where(span.overlaps(8..=20)));
    cases.add(
        "range_left_and_right",
        pg_samples_where(span.strictly_left_of(20..30) & span.strictly_right_of(0..1)),
    );
    cases.add(
        "range_does_not_extend",
        pg_samples_where(span.not_extend_right_of(0..10) & span.not_extend_left_of(0..5)),
    );
    cases.add("range_adjacent", pg_samples_where(span.adjacent_to(10..20)));
    cases.add(
        "range_union_intersection_difference",
        select((
            span.union(5..20),
            span.intersection(5..20),
            span.difference(5..20),
        )),
    );
    let day = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
    cases.add(
        "range_of_dates",
        pg_samples_where(PgSample.days.contains(day)),
    );
    cases.add(
        "range_functions",
        select((
            func::call::<Option<i32>>("lower", span),
            func::call::<Option<i32>>("upper", span),
            func::call::<Option<bool>>("isempty", span),
        )),
    );
    cases.add(
        "multirange_contains_a_value",
        pg_samples_where(PgSample.spans.contains(2)),
    );
}

fn range_values(cases: &mut Cases) {
    let span = PgSample.span;
    cases.add(
        "range_equals",
        pg_samples_where(span.eq(Range::from(1..10))),
    );
    let open = Range::new(Bound::Unbounded, Bound::Excluded(10));
    cases.add(
        "range_without_bounds_and_empty",
        pg_samples_where(span.eq(open) | span.eq(Range::empty())),
    );
    let spans: Multirange<i32> = [1..2, 4..6].into_iter().collect();
    cases.add(
        "insert_ranges",
        insert(PgSample).values((
            PgSample.id.set(10),
            span.set(Range::from(1..=5)),
            PgSample.spans.set(spans),
        )),
    );
    let spans: Multirange<i32> = [1..3, 5..8].into_iter().collect();
    cases.add(
        "multirange_equals",
        pg_samples_where(PgSample.spans.eq(spans)),
    );
}

fn pairs(cases: &mut Cases) {
    let attrs = PgSample.attrs;
    cases.add("hstore_value", select(attrs.get("k")));
    cases.add(
        "hstore_value_compared",
        pg_samples_where(attrs.get("k").eq("v")),
    );
    cases.add("hstore_has_key", pg_samples_where(attrs.has_key("k")));
    cases.add(
        "hstore_contains",
        pg_samples_where(attrs.contains(Hstore::from([("k", "v")]))),
    );
    cases.add(
        "hstore_concat",
        select(attrs.concat(Hstore::from([("l", "w")]))),
    );
    cases.add(
        "hstore_functions",
        select((
            attrs.keys(),
            attrs.vals(),
            attrs.delete("k"),
            HstoreExpression::slice(attrs, array::<String>("k")),
        )),
    );
    cases.add(
        "hstore_from_arrays",
        select((
            hstore(array::<String>("a"), array::<String>("1")),
            PgSample.id,
        )),
    );
    cases.add(
        "bit_strings",
        select((
            literal("101".to_owned()).cast_as::<String>(SqlType::Bit { length: 3 }),
            PgSample.id,
        )),
    );
}

fn parts(cases: &mut Cases) {
    let update = |assignment| {
        update(PgSample)
            .values(assignment)
            .filter(PgSample.id.eq(1))
    };
    cases.add(
        "array_set_an_element",
        update(PgSample.numbers.element(2).set(20)),
    );
    cases.add(
        "array_set_a_slice",
        update(PgSample.numbers.elements(1, 2).set([7, 8])),
    );
    cases.add(
        "jsonb_set_an_element",
        update(PgSample.doc.element("n").set(json!(6))),
    );
    let numbers = PgSample.numbers;
    cases.add(
        "any_of_a_subquery_of_arrays",
        pg_samples_where(numbers.eq(any(select(numbers)))),
    );
    cases.add(
        "ne_all_of_an_array",
        pg_samples_where(literal(9).ne(all(numbers))),
    );
    let network = literal("192.168.0.0/16".to_owned()).cast_as::<Inet>(SqlType::Cidr);
    cases.add(
        "network_contains",
        pg_samples_where(PgSample.address.bool_op("<<").apply(network)),
    );
}

fn text_search(cases: &mut Cases) {
    cases.add(
        "tsvector_match_method",
        pg_samples_where(PgSample.search.match_("cat").expr()),
    );
    let words = func::to_tsvector("english", User.name);
    cases.add(
        "to_tsvector_of_a_column",
        users_where(words.matches(func::to_tsquery("english", "alice"))),
    );
    cases.add(
        "tsvector_concat",
        select(PgSample.search.concat(func::to_tsvector("simple", "bird"))),
    );
}
