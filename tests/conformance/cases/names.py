"""Quoting, schemas, cartesian products."""

from prelude import *


@case("quoting")
def mixed_case_table_and_columns():
    return select(mixed)


@case("quoting")
def reserved_word_in_where():
    return select(m.id).where(m.order == "first")


@case("quoting", "order modifiers")
def quoted_names_in_order_by():
    return select(m.id).order_by(m.camelCase.desc(), m["with space"])


@case("quoting", "alias")
def alias_with_capitals():
    other = mixed.alias("Other")
    return select(other.c.camelCase)


@case("quoting", "insert")
def insert_with_quoted_names():
    return insert(mixed).values({"id": 10, "camelCase": 1, "order": "x", "with space": 2})


@case("quoting", "update")
def update_with_quoted_names():
    return update(mixed).values({"with space": 5, "order": "y"}).where(m.camelCase == 10)


@case("quoting")
def reserved_words_per_dialect():
    words = ("user", "limit", "key", "rank", "rows", "level", "top")
    return select(*(literal_column("1").label(word) for word in words))


@case("quoting")
def names_that_need_quotes_for_their_letters():
    names = ("_under", "1st", "dollar$", "dash-ed", "ümlaut", "with.dot")
    return select(*(literal_column("1").label(name) for name in names))


@case("quoting hostile")
def hostile_columns():
    return select(hostile)


@case("quoting hostile", "comparison")
def hostile_columns_in_where():
    conditions = (column == 1 for column in hostile.c if column.name != "id")
    return select(h.id).where(or_(*conditions))


@case("quoting hostile", "insert")
def insert_into_hostile_columns():
    return insert(hostile).values({'quo"te': 1, "per%cent": 2, "co:lon": 3}).inline()


@case("quoting hostile", "update")
def update_of_hostile_columns():
    return update(hostile).values({"back`tick": 1, "brac]ket": 2}).where(h.id == 1)


@case("quoting hostile", "labels")
def hostile_label():
    return select(u.id.label('x"y'), u.age.label("a`b"), u.name.label("c]d"))


@case("quoting hostile", "labels", "anonymous names")
def label_with_percent_and_colon():
    return select(u.id.label("100%"), u.age.label("a:b"))


@case("quoted name")
def name_that_is_always_quoted():
    return select(u.id.label(quoted_name("plain", True)))


@case("quoted name")
def name_that_is_never_quoted():
    return select(u.id.label(quoted_name("Plain", False)))


@case("schema")
def table_in_a_schema():
    return select(stock)


@case("schema", "join condition")
def join_with_a_table_in_a_schema():
    return select(i.id, st.quantity).join(stock, i.product == st.product)


@case("schema", "update")
def update_in_a_schema():
    return update(stock).values(quantity=st.quantity - 1).where(st.product == "pen")


@case("schema", "correlate auto")
def subquery_correlates_to_a_table_in_a_schema():
    count = select(func.count(i.id)).where(i.product == st.product).scalar_subquery()
    return select(st.product, count.label("n"))


@case("schema", "quoting", run=False)
def schema_that_needs_quotes():
    odd = table("stock", column("id"), schema="Ware House")
    return select(odd.c.id)


@case("schema", "quoting", run=False)
def schema_with_a_dot():
    odd = table("stock", column("id"), schema="db.owner")
    return select(odd.c.id)


@case("from inference", "visitors")
def columns_by_name_alone():
    return select(column("id"), column("name")).select_from(table("users"))


@case("cartesian lint", lint=True)
def lint_two_tables():
    return select(u.id, k.id)


@case("cartesian lint", lint=True)
def lint_connected_by_where():
    return select(u.id, a.id).where(u.id == a.user_id)


@case("cartesian lint", lint=True)
def lint_connected_by_a_join():
    return select(u.id, a.id).join_from(users, addresses)


@case("cartesian lint", lint=True)
def lint_join_on_true():
    return select(u.id, k.id).join_from(users, keywords, true())


@case("cartesian lint", lint=True)
def lint_connected_by_inequality():
    return select(u.id, o.id).where(u.age > o.total)


@case("cartesian lint", lint=True)
def lint_or_connects():
    return select(u.id, a.id).where(or_(u.id == a.user_id, u.age == 5))


@case("cartesian lint", "subquery", lint=True)
def lint_subquery_apart():
    found = select(o.id).where(o.total > 5).subquery("found")
    return select(u.id, found.c.id)


@case("cartesian lint", "update from", lint=True)
def lint_update():
    return update(users).values(age=1).where(o.total > 5)


@case("cartesian lint", "delete using", lint=True)
def lint_delete():
    return delete(transfers).where(u.name == "alice")


@case("cartesian lint", "lateral", lint=True, dialects=PG)
def lint_lateral():
    found = select(o.id).where(o.user_id == u.id).lateral("found")
    return select(u.id, found.c.id)


@case("cartesian lint", "table valued", lint=True, dialects=PG)
def lint_function_of_a_column():
    tags = func.unnest(p.tags).table_valued("tag").render_derived(name="t")
    return select(p.id, tags.c.tag)


@case("cartesian lint", "table valued", lint=True, dialects=PG)
def lint_function_that_joins_implicitly():
    tags = func.unnest(p.tags).table_valued("tag", joins_implicitly=True)
    tags = tags.render_derived(name="t")
    return select(p.id, tags.c.tag)
