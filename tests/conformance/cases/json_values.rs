//! JSON columns: elements by key, position and path, as JSON and as typed values.

use rebis::core::JsonKey;
use rebis::core::types::SqlType;
use rebis::prelude::*;
use serde_json::{Value as Json, json};

use super::Cases;
use super::build::samples_where;
use crate::fixtures::{PgSample, Sample};

pub(super) fn cases(cases: &mut Cases) {
    elements(cases);
    typed(cases);
    conditions(cases);
    values(cases);
}

fn elements(cases: &mut Cases) {
    let doc = Sample.doc;
    cases.add("element_by_key", select(doc.get("a")));
    cases.add("element_by_position", select(doc.get(0)));
    cases.add("element_of_an_element", select(doc.get("a").get("b")));
    cases.add("element_by_a_key_with_quotes", select(doc.get("a\"b")));
    cases.add(
        "element_by_a_parameter",
        select(doc.get(JsonKey::named("k", "a"))),
    );
    cases.add("element_by_path", select(doc.path(["a", "b"])));
    cases.add(
        "element_by_path_with_a_position",
        select(doc.path(("a", "b", 1))),
    );
    cases.add(
        "text_of_an_element_of_postgresql",
        select(PgSample.doc.get("s").as_text()),
    );
    cases.add(
        "text_of_a_path_of_postgresql",
        select(PgSample.doc.path(["a", "b"]).as_text()),
    );
}

fn typed(cases: &mut Cases) {
    let doc = Sample.doc;
    cases.add("key_as_string", select(doc.get("s").as_string()));
    cases.add("key_as_integer", select(doc.get("n").as_integer()));
    cases.add("key_as_float", select(doc.get("f").as_float()));
    cases.add("key_as_numeric", select(doc.get("f").as_numeric(10, 2)));
    cases.add("key_as_boolean", select(doc.get("t").as_boolean()));
    cases.add("path_as_string", select(doc.path(["a", "b"]).as_string()));
    let ten = SqlType::String { length: Some(10) };
    cases.add(
        "cast_of_an_element",
        select(doc.get("n").cast_as::<Option<String>>(ten)),
    );
}

fn conditions(cases: &mut Cases) {
    let doc = Sample.doc;
    let (text, number) = (doc.get("s").as_string(), doc.get("n").as_integer());
    cases.add("string_compared", samples_where(text.clone().eq("text")));
    cases.add("integer_compared", samples_where(number.clone().gt(3)));
    let truth = doc.get("t").as_boolean();
    cases.add(
        "boolean_as_a_condition",
        select(Sample.id).filter(truth.clone()),
    );
    cases.add("boolean_compared", samples_where(truth.eq(true)));
    cases.add("string_like", samples_where(text.clone().like("t%")));
    cases.add(
        "order_by_an_integer",
        select(Sample.id).order_by(number.clone().desc()),
    );
    cases.add(
        "group_by_a_string",
        select(func::count_star())
            .select_from(Sample)
            .group_by(text),
    );
    cases.add("integer_in_arithmetic", select(number + 1));
}

fn values(cases: &mut Cases) {
    let doc = Sample.doc;
    cases.add("column_is_null", samples_where(doc.eq(None)));
    cases.add("element_is_null", samples_where(doc.get("z").eq(None)));
    cases.add(
        "element_is_json_null",
        samples_where(doc.get("z").eq(Json::Null)),
    );
    cases.add(
        "element_compared_with_json",
        samples_where(doc.get("a").eq(json!({"b": [1, 2, 3]}))),
    );
    let set = |document: Json| {
        update(Sample)
            .values(doc.set(document))
            .filter(Sample.id.eq(1))
    };
    cases.add("set_to_json_null", set(Json::Null));
    cases.add("set_to_json", set(json!({"x": [1, "two", null, true]})));
}
