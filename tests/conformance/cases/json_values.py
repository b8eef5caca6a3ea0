"""JSON columns: elements by key, position and path, as JSON and as typed values."""

from prelude import *


@case("json index")
def element_by_key():
    return select(s.doc["a"])


@case("json index")
def element_by_position():
    return select(s.doc[0])


@case("json index", "precedence")
def element_of_an_element():
    return select(s.doc["a"]["b"])


@case(
    "json index",
    "quoting hostile",
    rejects={
        "sqlite": "the quote in the path is not escaped",
        "mysql": "the quote in the path is not escaped",
        "mssql": "the quote in the path is not escaped",
        "oracle": "the quote in the path is not escaped",
    },
)
def element_by_a_key_with_quotes():
    return select(s.doc['a"b'])


@case("json index", "bindparam")
def element_by_a_parameter():
    return select(s.doc[bindparam("k", "a", type_=JSON.JSONStrIndexType)])


@case("json path")
def element_by_path():
    return select(s.doc["a", "b"])


@case("json path")
def element_by_path_with_a_position():
    return select(s.doc["a", "b", 1])


@case("json typed")
def key_as_string():
    return select(s.doc["s"].as_string())


@case("json typed")
def key_as_integer():
    return select(s.doc["n"].as_integer())


@case("json typed")
def key_as_float():
    return select(s.doc["f"].as_float())


@case("json typed")
def key_as_numeric():
    return select(s.doc["f"].as_numeric(10, 2))


@case("json typed", "boolean constants")
def key_as_boolean():
    return select(s.doc["t"].as_boolean())


@case("json typed", "json path")
def path_as_string():
    return select(s.doc["a", "b"].as_string())


@case("json typed", "comparison")
def string_compared():
    return sample(s.doc["s"].as_string() == "text")


@case("json typed", "comparison")
def integer_compared():
    return sample(s.doc["n"].as_integer() > 3)


@case("json typed", "bare boolean")
def boolean_as_a_condition():
    return sample(s.doc["t"].as_boolean())


@case("json typed", "comparison")
def boolean_compared():
    return sample(s.doc["t"].as_boolean() == True)


@case("json typed", "like")
def string_like():
    return sample(s.doc["s"].as_string().like("t%"))


@case("json typed", "order modifiers")
def order_by_an_integer():
    return select(s.id).order_by(s.doc["n"].as_integer().desc())


@case("json typed", "group by")
def group_by_a_string():
    return select(func.count()).select_from(samples).group_by(s.doc["s"].as_string())


@case("json typed", "arithmetic")
def integer_in_arithmetic():
    return select(s.doc["n"].as_integer() + 1)


@case("json typed", "cast", rejects={"mysql": "cast of JSON"})
def cast_of_an_element():
    return select(cast(s.doc["n"], String(10)))


@case("json null", "eq none")
def column_is_null():
    return sample(s.doc == None)


@case("json null", "eq none")
def element_is_null():
    return sample(s.doc["z"] == None)


@case("json null", "comparison", rejects={"postgresql": "json has no ="})
def element_is_json_null():
    return sample(s.doc["z"] == JSON.NULL)


@case("json index", "comparison", rejects={"postgresql": "json has no ="})
def element_compared_with_json():
    return sample(s.doc["a"] == {"b": [1, 2, 3]})


@case("json null", "update")
def set_to_json_null():
    return update(samples).values(doc=JSON.NULL).where(s.id == 1)


@case("json index", "update")
def set_to_json():
    return update(samples).values(doc={"x": [1, "two", None, True]}).where(s.id == 1)


@case("json typed", "json index", dialects=PG)
def text_of_an_element_of_postgresql():
    return select(p.doc["s"].astext)


@case("json typed", "json path", dialects=PG)
def text_of_a_path_of_postgresql():
    return select(p.doc["a", "b"].astext)
