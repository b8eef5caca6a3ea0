"""The other operators: BETWEEN, ANY and ALL, collations, regular expressions, bits."""

from prelude import *

NO_ANY = {"sqlite": "there is no ANY"}


@case("between")
def between_values():
    return where(u.age.between(18, 30))


@case("between", "negation")
def not_between_values():
    return where(~u.age.between(18, 30))


@case("between")
def between_columns():
    return where(u.age.between(u.id, u.balance))


@case("between")
def between_dates():
    return sample(s.day.between(datetime.date(2024, 1, 1), datetime.date(2024, 1, 31)))


NO_SYMMETRIC = dict.fromkeys(
    ("sqlite", "mysql", "mariadb", "mssql", "oracle"), "there is no SYMMETRIC"
)


@case("between", rejects=NO_SYMMETRIC)
def between_symmetric():
    return where(u.age.between(30, 18, symmetric=True))


@case("any all", rejects=NO_ANY)
def eq_any_subquery():
    return where(u.id == any_(select(o.user_id).scalar_subquery()))


@case("any all", rejects=NO_ANY)
def gt_all_subquery():
    return where(u.age > all_(select(o.id).scalar_subquery()))


@case("any all", rejects=NO_ANY)
def any_on_the_left_is_turned():
    return where(any_(select(o.user_id).scalar_subquery()) == u.id)


@case("any all negated", rejects=NO_ANY)
def not_eq_any():
    return where(~(u.id == any_(select(o.user_id).scalar_subquery())))


@case("any all", "array any", dialects=PG)
def value_eq_any_array():
    return pg_sample(literal(2) == any_(p.numbers))


@case("any all", "array any", dialects=PG)
def value_eq_any_array_method():
    return pg_sample(p.numbers.any(2))


@case("any all", "array any", dialects=PG)
def value_lt_all_array_method():
    from sqlalchemy.sql import operators

    return pg_sample(p.numbers.all(5, operator=operators.gt))


@case("any all negated", "array any", dialects=PG)
def not_eq_any_array():
    return pg_sample(~(literal(2) == any_(p.numbers)))


@case("any all", dialects=PG)
def any_of_a_bound_array():
    return where(u.id == any_(literal([1, 2], pg.ARRAY(Integer))))


@case(
    "any all",
    "comparison",
    rejects={
        "sqlite": "ANY takes an array or a subquery",
        "postgresql": "ANY takes an array or a subquery",
        "mysql": "ANY takes an array or a subquery",
        "mariadb": "ANY takes an array or a subquery",
        "mssql": "ANY takes an array or a subquery",
        "oracle": "ANY takes an array or a subquery",
    },
)
def any_of_a_column():
    return where(u.id == any_(u.age))


@case("distinct operator", "func")
def count_distinct():
    return select(func.count(distinct(u.name)))


@case("distinct operator", "func")
def count_distinct_method():
    return select(func.count(u.name.distinct()))


@case("distinct operator")
def distinct_column_in_the_select_list():
    return select(u.name.distinct())


@case(
    "distinct operator",
    rejects=dict.fromkeys(
        ("sqlite", "postgresql", "mariadb", "mysql", "mssql", "oracle"),
        "DISTINCT stands after SELECT alone",
    ),
)
def distinct_second_column():
    return select(u.id, distinct(u.name))


@case("order modifiers")
def descending():
    return select(u.id).order_by(u.name.desc())


NO_NULLS_ORDER = dict.fromkeys(("mysql", "mariadb", "mssql"), "there is no NULLS FIRST")


@case("order modifiers", rejects=NO_NULLS_ORDER)
def nulls_first_order():
    return select(u.id).order_by(u.fullname.nulls_first())


@case("order modifiers", rejects=NO_NULLS_ORDER)
def descending_nulls_last():
    return select(u.id).order_by(u.fullname.desc().nulls_last())


@case("order modifiers", "label reference", rejects=NO_NULLS_ORDER)
def descending_nulls_first_of_a_label():
    total = (u.age + 1).label("total")
    return select(total).order_by(total.desc().nulls_first())


@case(
    "collate",
    rejects=dict.fromkeys(
        ("postgresql", "mysql", "mariadb", "mssql", "oracle"), "there is no such collation"
    ),
)
def collate_in_order_by():
    return select(u.id).order_by(u.name.collate("NOCASE"))


@case(
    "collate",
    rejects=dict.fromkeys(
        ("postgresql", "mysql", "mariadb", "mssql", "oracle"), "there is no such collation"
    ),
)
def collate_in_where():
    return where(u.name.collate("NOCASE") == "ALICE")


@case(
    "collate",
    "cast",
    rejects={
        "postgresql": "there is no such collation",
        "mysql": "there is no such collation",
        "mssql": "there is no such collation",
        "oracle": "there is no such collation",
    },
)
def cast_to_a_type_with_a_collation():
    return select(cast(u.name, String(50, collation="en_US")))


@case("collate", dialects=PG)
def collate_quotes_its_name():
    return select(u.id).order_by(u.name.collate("C"))


@case("collate", "precedence", dialects=MYSQL)
def collate_of_a_binary_collation():
    return where(u.name.collate("utf8mb4_bin") == "alice")


@case("regexp match")
def regexp_match():
    return where(u.name.regexp_match("^a"))


@case("regexp match", "negation")
def not_regexp_match():
    return where(~u.name.regexp_match("^a"))


@case("regexp match")
def regexp_match_flags():
    return where(u.name.regexp_match("^A", flags="i"))


@case("regexp match")
def regexp_match_several_flags():
    return where(u.name.regexp_match("^A", flags="in"))


@case("regexp match")
def regexp_match_column():
    return where(u.name.regexp_match(u.fullname))


@case("regexp replace")
def regexp_replace():
    return select(u.name.regexp_replace("a", "b"))


@case("regexp replace", rejects={"mysql": "there is no flag g", "mariadb": "there is no flag g"})
def regexp_replace_flags():
    return select(u.name.regexp_replace("a", "b", flags="g"))


NO_FULL_TEXT = {
    "sqlite": "MATCH needs a virtual table",
    "mysql": "a full-text index is needed",
    "mariadb": "a full-text index is needed",
    "oracle": "a text index is needed",
    "mssql": "a full-text index is needed",
}


@case("match", rejects=NO_FULL_TEXT)
def match():
    return where(u.name.match("alice"))


@case("match", "negation", rejects=NO_FULL_TEXT)
def not_match():
    return where(~u.name.match("alice"))


@case("match", dialects=PG)
def match_with_a_configuration():
    return where(u.name.match("alice", postgresql_regconfig="english"))


@case("match", "literal", run=False, dialects=MYSQL)
def match_of_mysql():
    return where(my.match(u.name, against="alice").in_natural_language_mode())


@case("match", "literal", run=False, dialects=MYSQL)
def match_of_mysql_columns_in_boolean_mode():
    return where(my.match(u.name, u.email, against="+alice").in_boolean_mode())


@case("bitwise")
def bitwise_xor():
    return select(u.id.bitwise_xor(5))


@case("bitwise")
def bitwise_and():
    return select(u.id.bitwise_and(5))


@case("bitwise")
def bitwise_or():
    return select(u.id.bitwise_or(5))


@case("bitwise")
def bitwise_not_column():
    return select(u.id.bitwise_not())


@case("bitwise")
def bitwise_not_function():
    return select(bitwise_not(u.id + 1))


@case("bitwise")
def bitwise_left_shift():
    return select(u.id.bitwise_lshift(2))


@case("bitwise")
def bitwise_right_shift():
    return select(u.id.bitwise_rshift(2))


@case("bitwise", "precedence")
def bitwise_in_a_comparison():
    return where(u.id.bitwise_and(1) == 1)


@case("custom op", "comparison")
def custom_operator_compared():
    return where(u.id.op("-")(1) == 0)


@case("custom op", "like")
def custom_operator_with_percent():
    return select(u.id.op("%")(2))


@case("bool op", "junction")
def custom_comparison_in_and():
    return where(and_(u.id.bool_op(">")(1), u.age.op("<", is_comparison=True)(30)))


@case("custom op", "func typing")
def custom_operator_with_a_return_type():
    return select(u.name.op("||", return_type=String)("x") + "y")


@case("operator class")
def concat_of_numbers():
    return select(u.age.concat("x"))


@case("operator class", rejects={"postgresql": "LIKE takes strings", "mssql": "LIKE takes strings"})
def like_of_a_number():
    return where(u.age.like("1%"))


@case("operator class", rejects={"postgresql": "LIKE takes strings"})
def contains_of_json_warns():
    return sample(s.doc.contains("x"))


@case("operator class")
def index_of_a_number_is_refused():
    return select(u.age[0])
