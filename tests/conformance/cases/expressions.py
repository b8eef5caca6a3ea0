"""CASE, CAST, EXTRACT, literals."""

from prelude import *


@case("case searched")
def case_with_else():
    return select(case_((u.age > 60, "old"), (u.age > 18, "adult"), else_="young"))


@case("case searched", "null")
def case_with_else_none():
    return select(case_((u.age > 18, 1), else_=None))


@case("case searched", "order modifiers")
def case_in_order_by():
    return select(u.id).order_by(case_((u.name == "bob", 0), else_=1), u.name)


@case("case searched", "func")
def sum_of_a_case():
    return select(func.sum(case_((o.status == "paid", o.total), else_=0)).label("paid"))


@case("case searched", "boolean constants")
def case_of_booleans():
    return select(case_((u.age > 18, true()), else_=false()))


@case("case simple")
def case_of_a_value():
    return select(case_({"alice": 1, "bob": 2}, value=u.name, else_=3))


@case("case simple")
def case_of_a_value_with_expressions():
    return select(case_({1: u.name, 2: u.email}, value=u.id))


@case(
    "case simple",
    rejects={
        "postgresql": "a string is no condition",
        "mssql": "a string is no condition",
        "oracle": "a string is no condition",
    },
)
def case_of_a_dictionary_without_a_value():
    return select(case_({"alice": 1}))


@case("case searched")
def case_of_a_list_is_refused():
    return select(case_([(u.age > 18, 1)]))


@case("case typing", "concat")
def case_has_the_type_of_its_first_result():
    return select(case_((u.age > 18, u.name), else_="x") + "!")


@case("case typing", "concat", "null")
def case_skips_null_for_its_type():
    return select(case_((u.age > 18, null()), (u.age > 10, u.name)) + "!")


@case("case typing", "division")
def case_of_integers_divided():
    return select(case_((u.age > 18, u.age), else_=u.id) / 2)


@case("cast")
def cast_a_column():
    return select(cast(u.age, String(10)))


@case("cast bind")
def cast_a_value():
    return select(cast("5", Integer))


@case("cast bind")
def cast_a_date():
    return select(cast(datetime.date(2024, 1, 2), Date))


@case("cast", "null")
def cast_none():
    return select(cast(None, Integer))


@case("cast", "comparison")
def cast_in_where():
    return where(cast(u.age, String(10)) == "30")


@case("cast", "precedence")
def cast_of_a_comparison():
    return select(cast(u.id + u.age, Integer).label("x"))


@case("cast", "type coerce")
def cast_method():
    return select(u.age.cast(Numeric(10, 2)))


@case("cast", "cast types")
def cast_of_a_cast():
    return select(cast(cast(u.age, String(10)), Integer))


@case("cast types")
def cast_to_integers():
    return select(cast(s.name, SmallInteger), cast(s.name, BigInteger)).where(s.id < 0)


@case("cast types")
def cast_to_numbers():
    return select(cast(s.whole, Numeric(10, 2)), cast(s.whole, Float), cast(s.whole, Double))


@case("cast types")
def cast_to_strings():
    return select(cast(s.whole, Text), cast(s.whole, Unicode(20)), cast(s.whole, String(20)))


@case("cast types")
def cast_to_a_string_without_length():
    return select(cast(s.whole, String))


@case("cast types")
def cast_to_dates():
    return select(cast(s.moment, Date), cast(s.day, DateTime))


@case("cast types", rejects={"oracle": "there is no TIME"})
def cast_to_a_time():
    return select(cast(s.moment, Time))


@case("cast types", "boolean constants")
def cast_to_a_boolean():
    return select(cast(s.whole, Boolean))


@case(
    "cast types",
    "json typed",
    rejects={
        "postgresql": "no cast from integer, or no JSON type",
        "mariadb": "no cast from integer, or no JSON type",
        "mssql": "no cast from integer, or no JSON type",
        "oracle": "no cast from integer, or no JSON type",
    },
)
def cast_to_json():
    return select(cast(s.whole, JSON)).where(s.id < 0)


@case("cast types")
def cast_to_bytes():
    return select(cast(s.name, LargeBinary))


@case("cast types")
def cast_to_a_uuid():
    return select(cast("12345678-1234-5678-1234-567812345678", Uuid))


@case("cast types", dialects=PG)
def cast_to_an_interval():
    return select(cast("1 day", Interval))


@case("cast types")
def cast_to_an_enum():
    return select(cast("SAD", Enum(Mood, name="mood")))


@case("try cast")
def try_cast_a_column():
    return select(try_cast(u.name, Integer))


@case("type coerce", "json typed")
def coerce_a_value():
    return select(type_coerce({"a": 1}, JSON).label("doc")).where(literal_column("1") == 2)


@case("type coerce", "concat")
def coerce_changes_operators():
    return select(type_coerce(u.age, String) + "x")


@case("type coerce", "comparison")
def coerce_in_a_comparison():
    return where(type_coerce(u.name, String) == "alice")


FIELDS = ("year", "month", "day", "hour", "minute", "second")


@case("extract")
def extract_year():
    return select(extract("year", s.moment))


@case("extract")
def extract_every_common_field():
    return select(*(extract(field, s.moment).label(field[0]) for field in FIELDS))


@case("extract", "comparison")
def extract_in_where():
    return sample(extract("month", s.day) == 1)


@case(
    "extract",
    rejects={"mysql": "no such field", "mariadb": "no such field", "oracle": "no such field"},
)
def extract_day_of_week():
    return select(extract("dow", s.moment))


@case(
    "extract",
    rejects={
        "mysql": "no such field",
        "mariadb": "no such field",
        "oracle": "no such field",
        "mssql": "no such field",
    },
)
def extract_epoch():
    return select(extract("epoch", s.moment))


@case(
    "extract",
    rejects={
        "mysql": "no such field",
        "mariadb": "no such field",
        "mssql": "no such field",
        "oracle": "no such field",
    },
)
def extract_an_unknown_field():
    return select(extract("millennium", s.moment))


@case("literal")
def literals_of_several_types():
    return select(literal(1), literal("a"), literal(1.5), literal(True), u.id)


@case("literal", "null")
def literal_none():
    return select(literal(None), u.id)


@case("literal", "cast types")
def literal_with_a_type():
    return select(literal("5", String), u.id)


@case("literal column")
def literal_column_with_a_type():
    return select(literal_column("'a'", String) + "b")


@case("literal column", "quoting hostile")
def literal_column_with_percent():
    return select(literal_column("10 % 3"), u.id)


@case("literal column", "precedence")
def literal_column_in_an_expression():
    return select(literal_column("1 + 2") * 3)


@case("null")
def null_in_the_select_list():
    return select(null(), u.id)
