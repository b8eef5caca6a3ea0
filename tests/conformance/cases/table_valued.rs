//! Functions in FROM.

use rebis::core::{Expr, literal_column};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{PgSample, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    series(cases);
    rows(cases);
    columns(cases);
}

fn numbers() -> Expr<i32> {
    func::call(
        "generate_series",
        (literal_column::<i32>("1"), literal_column::<i32>("5")),
    )
}

fn series(cases: &mut Cases) {
    let unnested = func::unnest(literal(vec![1, 2])).table_valued::<i32>("anon_1", ["n"]);
    cases.add(
        "function_in_from_with_unknown_parameters",
        select(unnested.column()).select_from(&unnested),
    );
    let series = numbers().table_valued::<i32>("anon_1", ["n"]);
    cases.add(
        "series_with_a_column",
        select(series.column()).select_from(&series),
    );
    let series = series.alias("n");
    let n = series.column();
    cases.add(
        "series_with_a_name",
        select(n).select_from(&series).filter(n.gt(2)),
    );
    cases.add(
        "series_in_a_join",
        select((User.id, n)).join(&series, User.id.eq(n)),
    );
    let series = numbers()
        .table_valued::<i32>("numbers", ["n"])
        .render_derived();
    cases.add(
        "series_with_derived_names",
        select(series.column()).select_from(&series),
    );
}

fn rows(cases: &mut Cases) {
    let each = func::call::<String>("json_each", r#"["a", "b"]"#);
    let each = each.table_valued::<(String, String)>("each_one", ["key", "value"]);
    cases.add("json_each", select(each.columns()).select_from(&each));
    let each = func::call::<String>("json_each", Sample.doc);
    let each = each.table_valued::<(String, String)>("each_one", ["key", "value"]);
    let (key, _) = each.columns();
    cases.add(
        "json_each_of_a_column",
        select((Sample.id, key))
            .select_from(Sample)
            .select_from(&each),
    );
    let record = literal_column::<String>(r#"'[{"a": 1, "b": "x"}]'"#);
    let records = func::call::<i32>("json_to_recordset", record)
        .table_valued::<(i32, String)>("rows_of_it", ["a", "b"])
        .render_derived_with_types();
    cases.add(
        "records_with_derived_types",
        select(records.columns()).select_from(&records),
    );
    let tags = func::unnest(PgSample.tags)
        .table_valued::<(String, i64)>("anon_1", ["tag", "position"])
        .with_ordinality()
        .render_derived();
    let (tag, position) = tags.columns();
    cases.add(
        "array_with_positions",
        select((PgSample.id, tag, position))
            .select_from(PgSample)
            .select_from(&tags),
    );
    let tags = func::unnest(PgSample.tags)
        .table_valued::<String>("t", ["tag"])
        .render_derived();
    cases.add(
        "function_of_a_column_joined_on_true",
        select((PgSample.id, tags.column())).join(&tags, true_()),
    );
}

fn columns(cases: &mut Cases) {
    let tag = func::unnest(PgSample.tags).column_valued("tag");
    cases.add(
        "unnest_as_a_column",
        select((PgSample.id, tag.column()))
            .select_from(PgSample)
            .select_from(&tag),
    );
    let n = numbers().column_valued("n");
    cases.add(
        "series_as_a_column",
        select(n.column()).select_from(&n).filter(n.column().gt(2)),
    );
    cases.add(
        "function_in_the_select_list",
        select((PgSample.id, func::unnest(PgSample.tags))),
    );
    let key = func::call::<String>("jsonb_each", PgSample.doc).scalar_table_valued::<String>("key");
    cases.add("one_column_of_a_function", select((PgSample.id, key)));
}
