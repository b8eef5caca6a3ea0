"""The select list: columns, labels, names that are made up, labels in other clauses."""

from prelude import *


@case("select columns")
def all_columns_of_a_table():
    return select(keywords)


@case("select columns", "literal")
def only_a_value():
    return select(literal(1))


@case("select columns", "literal column")
def only_a_literal_column():
    return select(literal_column("1"))


@case("select columns", "text")
def text_in_the_select_list():
    return select(text("1"), text("2 AS two"))


@case(
    "select columns",
    "select from",
    rejects={
        "sqlite": "an empty select list",
        "mysql": "an empty select list",
        "mariadb": "an empty select list",
        "mssql": "an empty select list",
        "oracle": "an empty select list",
    },
)
def nothing_from_a_table():
    return select().select_from(users)


@case("select columns", "func count")
def count_star_of_a_table():
    return select(func.count()).select_from(users)


@case("replace columns", "from inference")
def add_columns_of_another_table():
    return select(u.id).add_columns(a.email).where(a.user_id == u.id)


@case("replace columns")
def with_only_columns():
    return select(u.id, u.name).with_only_columns(u.age)


@case("replace columns", "from inference")
def with_only_columns_loses_from():
    return select(u.id).with_only_columns(func.count())


@case("replace columns", "from inference")
def with_only_columns_keeps_from():
    return select(u.id).with_only_columns(func.count(), maintain_column_froms=True)


@case("replace columns", "join inference")
def with_only_columns_keeps_joins():
    return select(u.id).join(addresses).with_only_columns(a.email)


@case("replace columns", "where")
def with_only_columns_keeps_where():
    return (
        select(u.id).where(u.age > 18).with_only_columns(func.count(), maintain_column_froms=True)
    )


@case("labels")
def label_a_column():
    return select(u.name.label("username"))


@case("labels")
def label_an_expression():
    return select((u.age + 1).label("next_age"))


@case("labels", "quoting")
def label_with_a_reserved_word():
    return select(u.name.label("order"))


@case("labels", "quoting")
def label_with_spaces_and_case():
    return select(u.name.label("User Name"))


@case("labels")
def label_without_a_name():
    return select(u.name.label(None))


@case("labels")
def label_of_a_label():
    return select(u.name.label("first").label("second"))


@case("labels", "scalar subquery")
def label_a_scalar_subquery():
    return select(select(func.max(o.total)).scalar_subquery().label("most"))


@case("labels", "dedupe")
def one_label_twice():
    return select(u.id.label("x"), u.age.label("x"))


@case("anonymous names")
def expressions_without_names():
    return select(u.age + 1, u.age + 2)


@case("anonymous names", "func")
def functions_without_names():
    return select(func.max(u.age), func.max(u.id), func.min(u.age))


@case("anonymous names", "literal")
def values_without_names():
    return select(literal(1), literal("a"))


@case("anonymous names", "cast label")
def casts_keep_the_column_name():
    return select(cast(u.age, Integer), cast(u.age + 1, Integer))


@case("anonymous names", "type coerce")
def coercions_keep_the_column_name():
    return select(type_coerce(u.age, Integer))


@case("anonymous names", "exists")
def exists_without_a_name():
    return select(exists().where(u.id == 1))


@case("dedupe")
def same_name_of_two_tables():
    return select(u.id, a.id, a.user_id).join(addresses)


@case("dedupe")
def one_column_twice():
    return select(u.id, u.id)


@case("dedupe")
def one_column_three_times_and_another():
    return select(u.id, u.id, a.id, u.id).join(addresses)


@case("dedupe", "label style")
def table_names_in_front():
    stmt = select(u.id, u.name, a.id).join(addresses)
    return stmt.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)


@case("dedupe", "label style")
def no_labels():
    stmt = select(u.id, a.id).join(addresses)
    return stmt.set_label_style(LABEL_STYLE_NONE)


@case("label style", "schema")
def schema_and_table_names_in_front():
    return select(stock).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)


LONG = "a_label_that_is_much_longer_than_the_sixty_three_letters_of_postgresql"


@case("long names")
def long_label():
    return select(u.name.label(LONG + LONG))


@case("long names", "label style", run=False)
def long_made_up_label():
    long = table("a_table_with_a_rather_long_name_for_a_table_that_is", column("id"), column(LONG))
    stmt = select(long.c.id, long.c[LONG])
    return stmt.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)


@case("label reference")
def order_by_a_label():
    total = (u.age + 1).label("total")
    return select(u.id, total).order_by(total)


@case("label reference")
def order_by_a_label_descending():
    total = (u.age + 1).label("total")
    return select(u.id, total).order_by(total.desc(), u.id)


@case("label reference")
def order_by_a_label_that_is_not_selected():
    total = (u.age + 1).label("total")
    return select(u.id).order_by(total)


@case("label reference")
def order_by_an_expression_of_a_label():
    total = (u.age + 1).label("total")
    return select(u.id, total).order_by(total + 1)


@case("label reference", "group by")
def group_by_a_label():
    initial = func.lower(u.name).label("initial")
    return select(initial, func.count()).group_by(initial)


@case("label in where")
def where_with_a_label():
    total = (u.age + 1).label("total")
    return select(total).where(total > 10)


@case("label in where", "group by")
def having_with_a_label():
    count = func.count(u.id).label("n")
    return select(u.name, count).group_by(u.name).having(count > 1)


@case("string reference")
def order_by_the_name_of_a_label():
    return select((u.age + 1).label("total")).order_by("total")


@case("string reference", "order modifiers")
def order_by_the_name_of_a_label_descending():
    return select((u.age + 1).label("total")).order_by(desc("total"))


@case("string reference")
def order_by_the_name_of_a_column():
    return select(u.id, u.name).order_by("name")


@case("string reference", "group by")
def group_by_the_name_of_a_label():
    return select(func.lower(u.name).label("initial"), func.count()).group_by("initial")


@case("string reference")
def order_by_an_unknown_name_is_refused():
    return select(u.id).order_by("nothing")


@case("string reference", "text")
def order_by_text():
    return select(u.id).order_by(text("name DESC"))


@case("group by")
def group_by_having():
    return select(o.user_id).group_by(o.user_id).having(func.sum(o.total) > 10)


@case("group by", "order modifiers")
def order_by_none_forgets():
    return select(u.id).order_by(u.name).order_by(None).order_by(u.id)


@case("group by", "junction")
def having_in_two_calls():
    stmt = select(o.user_id).group_by(o.user_id)
    return stmt.having(func.count() > 1).having(func.sum(o.total) > 10)


@case("where")
def where_with_two_conditions():
    return select(u.id).where(u.age > 18, or_(u.name == "a", u.name == "b"))


@case("where", "text")
def where_with_text():
    return select(u.id).where(text("age > 18")).where(u.id == 1)


@case("filter by")
def filter_by_one_table():
    return select(u.id).filter_by(name="alice", age=30)


@case("filter by", "join inference")
def filter_by_a_joined_table():
    return select(u.id).join(addresses).filter_by(user_id=1)


@case("filter by", "join inference")
def filter_by_an_ambiguous_name_is_refused():
    return select(u.id).join(addresses).filter_by(email="x")


@case("filter by")
def filter_by_an_unknown_name_is_refused():
    return select(u.id).filter_by(nothing=1)
