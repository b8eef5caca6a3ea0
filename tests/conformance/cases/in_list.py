"""IN: lists, empty lists, NULLs, SELECTs, tuples."""

from prelude import *


@case("in")
def in_integers():
    return where(u.id.in_([1, 2, 3]))


@case("in")
def in_strings():
    return where(u.name.in_(["alice", "bob"]))


@case("in")
def in_enums():
    return sample(s.mood.in_([Mood.SAD, Mood.FINE]))


@case("in")
def in_twice():
    return where(or_(u.id.in_([1, 2]), u.id.in_([3])))


@case("in")
def in_and_a_comparison():
    return where(and_(u.age > 18, u.id.in_([1, 2]), u.name == "alice"))


@case("in")
def in_expressions():
    return where(u.id.in_([u.age, literal_column("5")]))


@case("in")
def in_expressions_and_values():
    return where(u.id.in_([1, u.age + 1]))


@case("in", "func")
def function_in():
    return where(func.lower(u.name).in_(["alice"]))


@case("in")
def value_in_columns():
    return where(literal(3).in_([u.id, u.age]))


@case("in", "labels")
def in_the_select_list():
    return select(case_((u.id.in_([1, 2]), "few"), else_="many"))


@case("in empty")
def in_nothing():
    return where(u.id.in_([]))


@case("in empty")
def not_in_nothing():
    return where(u.id.not_in([]))


@case("in empty", "junction")
def in_nothing_beside_and():
    return where(and_(u.id.in_([]), u.age > 18))


@case("in null")
def in_with_none():
    return where(u.age.in_([1, None]))


@case("in null")
def not_in_with_none():
    return where(u.age.not_in([1, None]))


@case("in null")
def in_with_null_construct():
    return where(u.age.in_([1, null()]))


@case("in null", "in")
def in_of_a_scalar_is_refused():
    return where(u.age.in_(5))


@case("in subquery")
def in_select():
    return where(u.id.in_(select(a.user_id)))


@case("in subquery")
def not_in_select():
    return where(u.id.not_in(select(a.user_id)))


@case("in subquery", "where")
def in_select_with_where():
    return where(u.id.in_(select(o.user_id).where(o.total > 10)))


@case("in subquery", "set operations")
def in_union():
    return where(u.id.in_(union(select(a.user_id), select(o.user_id))))


@case("in subquery", "cte")
def in_cte():
    buyers = select(o.user_id).cte("buyers")
    return where(u.id.in_(select(buyers.c.user_id)))


@case("in subquery", "text columns")
def in_text():
    return where(u.id.in_(text("SELECT user_id FROM addresses").columns(column("user_id"))))


@case("in bind")
def in_named_parameter():
    return where(u.id.in_(bindparam("ids", [1, 2])))


@case("in bind", "in empty")
def in_empty_named_parameter():
    return where(u.id.in_(bindparam("ids", [])))


@case("in bind", "text binds")
def expanding_parameter_in_text():
    ids = bindparam("ids", [1, 2], expanding=True)
    return text("SELECT id FROM users WHERE id IN :ids").bindparams(ids)


@case("in bind", "literal execute")
def in_literal_execute():
    return where(u.id.in_(bindparam("ids", [1, 2], expanding=True, literal_execute=True)))


NO_TUPLES = {"mssql": "there are no row values"}


@case("tuple in", rejects=NO_TUPLES)
def tuple_in_values():
    return where(tuple_(u.id, u.name).in_([(1, "alice"), (2, "bob")]))


@case("tuple in", rejects=NO_TUPLES)
def tuple_not_in_values():
    return where(tuple_(u.id, u.name).not_in([(1, "alice")]))


@case("tuple in", "in empty", rejects=NO_TUPLES)
def tuple_in_nothing():
    return where(tuple_(u.id, u.name).in_([]))


@case("tuple in", "in subquery", rejects=NO_TUPLES)
def tuple_in_select():
    return where(tuple_(u.id, u.email).in_(select(a.user_id, a.email)))


@case(
    "tuple in",
    rejects={
        "sqlite": "the rows have a column too many",
        "postgresql": "the rows have a column too many",
        "mysql": "the rows have a column too many",
        "mariadb": "the rows have a column too many",
        "mssql": "the rows have a column too many",
        "oracle": "the rows have a column too many",
    },
)
def tuple_in_wrong_width():
    return where(tuple_(u.id, u.name).in_([(1, "a", 3)]))


@case("tuple in")
def tuple_in_scalars_is_refused():
    return where(tuple_(u.id, u.name).in_([1, 2]))


@case("tuple in", "comparison", rejects=NO_TUPLES)
def tuple_equals_tuple():
    return where(tuple_(u.id, u.name) == (1, "alice"))


@case("tuple in", "comparison", rejects=NO_TUPLES)
def tuple_less_than_tuple():
    return where(tuple_(u.age, u.id) > (30, 1))


@case("tuple in")
def tuple_types_come_from_columns():
    return sample(tuple_(s.day, s.mood).in_([(datetime.date(2024, 1, 2), Mood.FINE)]))


@case("in bind", "tuple in", rejects=NO_TUPLES)
def tuple_in_named_parameter():
    return where(tuple_(u.id, u.name).in_(bindparam("pairs", [(1, "alice")], expanding=True)))
