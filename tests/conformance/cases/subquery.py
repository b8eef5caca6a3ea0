"""Subqueries, aliases, EXISTS."""

from prelude import *


@case("subquery")
def select_from_a_subquery():
    adults = select(u.id, u.name).where(u.age > 18).subquery("adults")
    return select(adults.c.name)


@case("subquery", "anonymous alias")
def subquery_without_a_name():
    adults = select(u.id).where(u.age > 18).subquery()
    return select(adults.c.id)


@case("subquery", "anonymous alias")
def two_subqueries_without_names():
    one, two = select(u.id).subquery(), select(a.user_id).subquery()
    return select(one.c.id, two.c.user_id).where(one.c.id == two.c.user_id)


@case("subquery", "subquery columns", "labels")
def labels_are_columns_of_a_subquery():
    totals = (
        select(o.user_id, func.sum(o.total).label("total")).group_by(o.user_id).subquery("totals")
    )
    return select(totals.c.user_id).where(totals.c.total > 10)


@case("subquery", "subquery columns", "anonymous names")
def unnamed_function_is_a_column_of_a_subquery():
    highest = select(func.max(u.age)).subquery("highest")
    return select(highest)


@case("subquery", "subquery columns", "anonymous names")
def unnamed_expression_is_a_column_of_a_subquery():
    sums = select(u.age + 1).subquery("sums")
    return select(sums)


@case("subquery", "subquery columns", "dedupe")
def repeated_names_are_columns_of_a_subquery():
    both = select(u.id, a.id).join(addresses).subquery("both")
    return select(both)


@case("subquery", "subquery columns", "label style")
def prefixed_names_are_columns_of_a_subquery():
    both = select(u.id, a.id).join(addresses)
    both = both.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL).subquery("both")
    return select(both.c.users_id, both.c.addresses_id)


@case("subquery", "set operations")
def subquery_of_a_union():
    both = union_all(select(u.email), select(a.email)).subquery("both")
    return select(both.c.email)


@case("subquery", "limit offset")
def subquery_with_a_limit():
    first = select(u.id).order_by(u.id).limit(2).subquery("first_two")
    return select(first)


@case("subquery")
def select_of_a_select_is_refused():
    return select(select(u.id))


@case("subquery", "select from")
def bare_select_in_from_is_refused():
    return select(literal_column("1")).select_from(select(u.id))


@case("alias")
def alias():
    other = users.alias("u")
    return select(other.c.id).where(other.c.name == "alice")


@case("alias", "anonymous alias")
def alias_without_a_name():
    other = users.alias()
    return select(other.c.id)


@case("alias", "anonymous alias")
def two_aliases_without_names():
    one, two = users.alias(), users.alias()
    return select(one.c.id, two.c.id).where(one.c.id < two.c.id)


@case("alias", "schema")
def alias_of_a_table_in_a_schema():
    other = stock.alias("s")
    return select(other.c.product)


@case("alias")
def table_and_its_alias():
    other = users.alias("other")
    return select(u.id, other.c.id).where(u.id < other.c.id)


@case("alias", "from inference")
def alias_of_an_alias():
    other = users.alias("x").alias("y")
    return select(other.c.id)


@case("exists")
def exists_of_a_select():
    return where(exists(select(a.id).where(a.user_id == u.id)))


@case("exists", "exists columns")
def exists_of_nothing_selects_star():
    return where(exists().where(a.user_id == u.id))


@case("exists")
def exists_method():
    return where(select(a.id).where(a.user_id == u.id).exists())


@case("exists", "select from")
def exists_with_select_from():
    return where(exists(literal_column("1")).select_from(addresses).where(a.user_id == u.id))


@case("exists", rejects={"mssql": "EXISTS is no value", "oracle": "EXISTS is no value"})
def select_of_exists():
    return select(exists().where(u.name == "alice"))


@case("scalar subquery", "comparison")
def comparison_with_a_scalar_subquery():
    return where(u.age == select(func.max(o.id)).scalar_subquery())


@case("scalar subquery", "comparison")
def comparison_with_a_select_is_coerced():
    return where(u.age == select(func.max(o.id)))


@case("scalar subquery", "func typing")
def scalar_subquery_has_the_type_of_its_column():
    name = select(k.word).where(k.id == 1).scalar_subquery()
    return select(name + "!")


@case("scalar subquery", "labels")
def scalar_subquery_by_label():
    return select(u.id, select(func.max(o.total)).label("most"))


@case(
    "scalar subquery",
    rejects={
        "sqlite": "two columns are no value",
        "postgresql": "two columns are no value",
        "mysql": "two columns are no value",
        "mariadb": "two columns are no value",
        "mssql": "two columns are no value",
        "oracle": "two columns are no value",
    },
)
def scalar_subquery_of_two_columns():
    return select(select(u.id, u.name).scalar_subquery())


@case("scalar subquery", "limit offset")
def scalar_subquery_with_a_limit():
    name = select(a.email).where(a.user_id == u.id).order_by(a.id).limit(1).scalar_subquery()
    return select(u.id, name.label("first_address"))
