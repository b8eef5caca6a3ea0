"""Parentheses, where precedence and associativity ask for them."""

from prelude import *

NO_COLLATION = dict.fromkeys(
    ("postgresql", "mysql", "mariadb", "mssql", "oracle"), "it has no such collation"
)
NO_TRUTH = {"mssql": "a comparison is no value", "oracle": "a comparison is no value"}


@case("precedence", "arithmetic")
def add_then_multiply():
    return select((u.id + u.age) * 2)


@case("precedence", "arithmetic")
def multiply_then_add():
    return select(u.id * 2 + u.age)


@case("precedence", "arithmetic")
def subtract_on_the_left():
    return select(u.id - 1 - u.age)


@case("precedence", "arithmetic")
def subtract_on_the_right():
    return select(u.id - (u.age - 1))


@case("precedence", "arithmetic")
def subtract_a_sum():
    return select(u.id - (u.age + 1))


@case("precedence", "arithmetic")
def multiply_on_the_right():
    return select(u.id * (u.age * 2))


@case("precedence", "division")
def divide_on_the_left():
    return select(s.ratio / 2.0 / 4.0).select_from(samples)


@case("precedence", "division")
def divide_on_the_right():
    return select(s.ratio / (s.ratio / 2.0))


@case("precedence", "arithmetic")
def modulo_of_a_sum():
    return select((u.id + 1) % 2)


@case("precedence", "arithmetic")
def negate_a_sum():
    return select(-(u.id + u.age))


@case("precedence", "arithmetic")
def negate_a_column_in_a_product():
    return select(-u.id * u.age)


@case("precedence", "arithmetic")
def negate_on_the_right():
    return select(u.id - -u.age)


@case("precedence", "negation wrap")
def and_of_not_or():
    return where(and_(u.id == 1, ~or_(u.age == 1, u.age == 2)))


@case("precedence")
def or_of_or_and():
    return where(or_(u.id == 1, and_(u.age == 1, or_(u.age == 2, u.id == 3))))


@case("precedence")
def comparison_in_a_comparison():
    return where((u.id == 1) == (u.age == 2))


@case("precedence", "is")
def is_null_of_a_comparison():
    return where((u.age > 18).is_(None))


@case("precedence", "eq none")
def is_null_of_a_junction():
    return where(and_(u.id == 1, u.age == 2).is_(None))


@case("precedence", "comparison")
def eq_of_a_junction():
    return where(u.is_active == and_(u.id == 1, u.age == 2))


@case("precedence", "in")
def in_of_a_sum():
    return where((u.id + 1).in_([1, 2]))


@case("precedence", "in")
def eq_of_an_in():
    return where(u.is_active == u.id.in_([1, 2]))


@case("precedence", "in", "negation")
def not_in_beside_and():
    return where(and_(u.id.not_in([1, 2]), u.age == 3))


@case("precedence", "between")
def between_of_sums():
    return where((u.id + 1).between(u.age - 1, u.age + 1))


@case("precedence", "between")
def between_of_booleans():
    return where(u.id.between(1, 2) == (u.age > 3))


@case("precedence", "concat", "like")
def like_of_a_concat():
    return where((u.name + u.fullname).like("a%"))


@case("precedence", "concat", "like")
def like_with_a_concat():
    return where(u.name.like(u.fullname + "%"))


@case("precedence", "concat")
def concat_of_three():
    return select(u.name + " " + u.fullname)


@case("precedence", "collate", rejects=NO_COLLATION)
def comparison_of_a_collation():
    return select((collate(u.name, "NOCASE") == "x").label("same")).select_from(users)


@case("precedence", "collate", "concat", rejects=NO_COLLATION)
def collation_of_a_concat():
    return select(collate(u.name + u.fullname, "NOCASE"))


@case("precedence", "collate", "order modifiers", rejects=NO_COLLATION)
def descending_collation():
    return select(u.id).order_by(collate(u.name, "NOCASE").desc())


@case("precedence", "cast")
def cast_in_a_sum():
    return select(cast(u.name, Integer) + 1).where(u.id < 0)


@case("precedence", "case searched")
def case_in_a_comparison():
    return where(case_((u.age > 18, 1), else_=0) == 1)


@case("precedence", "scalar subquery")
def scalar_subquery_in_a_product():
    return select(u.id * select(func.max(o.id)).scalar_subquery())


@case("precedence", "func")
def function_of_a_sum():
    return select(func.abs(u.id - u.age))


@case("precedence", "labels")
def label_in_a_product():
    return select((u.id + u.age).label("x") * 2)


@case("precedence", "custom op", "custom op precedence", dialects=("generic", "postgresql"))
def custom_operator_in_a_sum():
    return select(u.id.op("<<")(1) + u.age)


@case("precedence", "custom op precedence")
def custom_operator_of_a_sum():
    return select((u.id + u.age).op("&")(1))


@case("precedence", "custom op precedence")
def custom_operator_with_precedence():
    return select((u.id + u.age).op("&", precedence=7)(1))


@case("precedence", "null", "is")
def is_null_of_a_sum_in_or():
    return where(or_((u.id + u.age).is_(None), u.id == 1))


@case("precedence", "exists")
def exists_in_a_comparison():
    return where(exists().where(a.user_id == u.id) == u.is_active)


@case("precedence", "distinct from")
def distinct_from_of_a_sum():
    return where((u.id + 1).is_distinct_from(u.age))
