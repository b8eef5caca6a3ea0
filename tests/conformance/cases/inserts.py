"""INSERT."""

from prelude import *


@case("insert")
def values_of_columns():
    return insert(keywords).values(id=10, word="new", uses=1)


@case("insert")
def values_follow_the_table():
    return insert(keywords).values(uses=1, word="new", id=10)


@case("insert")
def values_by_column_objects():
    return insert(keywords).values({k.id: 10, k.word: "new"})


@case("insert")
def values_by_position():
    return insert(keywords).values((10, "new", 1))


@case("insert", "update null")
def value_none():
    return insert(keywords).values(id=10, word="new", uses=None)


@case("insert", "null")
def value_null_construct():
    return insert(keywords).values(id=10, word="new", uses=null())


@case("insert", "returning")
def generated_key_is_fetched():
    return insert(keywords).values(word="new")


@case("insert")
def inline_fetches_nothing():
    return insert(keywords).values(word="new").inline()


@case("insert executemany")
def all_columns_without_values():
    return insert(item_keywords)


@case("insert executemany", column_keys=["word", "id"])
def columns_of_the_first_parameters():
    return insert(keywords)


@case("insert executemany", "insert", column_keys=["id", "word"])
def values_and_parameters():
    return insert(keywords).values(uses=5)


@case("insert unknown")
def unknown_column_is_refused():
    return insert(keywords).values(id=10, word="x", nothing=1)


@case("insert unknown", "insert executemany", column_keys=["id", "word", "nothing"])
def unknown_parameter_is_ignored():
    return insert(keywords)


@case("insert expressions")
def value_is_an_expression():
    return insert(keywords).values(id=10, word="new", uses=literal(1) + 2)


@case("insert expressions", "func")
def value_is_a_function():
    return insert(keywords).values(id=10, word=func.lower("NEW"))


@case("insert expressions", "scalar subquery")
def value_is_a_subquery():
    highest = select(func.max(u.id)).scalar_subquery()
    return insert(keywords).values(id=10, word="new", uses=highest)


@case("insert expressions", "bindparam clash")
def parameter_named_like_a_column_is_refused():
    return insert(keywords).values(id=10, word=bindparam("uses", "x"), uses=5)


@case("insert multi")
def two_rows():
    return insert(keywords).values([{"id": 10, "word": "a"}, {"id": 11, "word": "b"}])


@case("insert multi", "insert expressions")
def rows_with_expressions():
    return insert(keywords).values([{"id": 10, "word": "a"}, {"id": 11, "word": func.lower("B")}])


@case("insert multi")
def row_without_a_column_is_refused():
    return insert(keywords).values([{"id": 10, "word": "a", "uses": 1}, {"id": 11, "word": "b"}])


@case("insert multi", "insert defaults")
def rows_with_a_default():
    return insert(documents).values([{"id": 10, "slug": "a"}, {"id": 11, "slug": "b"}])


@case("insert multi", "returning", rejects={"mysql": "there is no RETURNING"})
def rows_and_returning():
    rows = [{"id": 10, "word": "a"}, {"id": 11, "word": "b"}]
    return insert(keywords).values(rows).returning(k.id)


@case("insert empty")
def no_values():
    return insert(mixed).values({}).inline()


@case("insert empty", "returning", rejects={"mysql": "there is no RETURNING"})
def no_values_and_returning():
    return insert(mixed).values({}).returning(m.id)


@case("insert from select")
def rows_of_a_select():
    return insert(keywords).from_select(["id", "word"], select(u.id + 100, u.name))


@case("insert from select", "insert defaults")
def rows_of_a_select_with_a_default():
    return insert(documents).from_select(["id", "slug"], select(u.id + 100, u.name))


@case("insert from select", "insert defaults")
def rows_of_a_select_without_defaults():
    stmt = select(u.id + 100, u.name)
    return insert(documents).from_select(["id", "slug"], stmt, include_defaults=False)


@case("insert defaults")
def default_of_a_column():
    return insert(documents).values(id=10, slug="new")


@case("insert defaults")
def default_is_replaced():
    return insert(documents).values(id=10, slug="new", version=7)


@case("insert defaults", "update null")
def none_instead_of_a_default():
    return insert(documents).values(id=10, slug="new", version=None)


@case("returning", rejects={"mysql": "there is no RETURNING"})
def returning_a_column():
    return insert(keywords).values(id=10, word="new").returning(k.id)


@case("returning", rejects={"mysql": "there is no RETURNING"})
def returning_the_table():
    return insert(keywords).values(id=10, word="new").returning(keywords)


@case("returning", "labels", "func", rejects={"mysql": "there is no RETURNING"})
def returning_an_expression():
    return insert(keywords).values(id=10, word="new").returning(func.lower(k.word).label("w"))


@case("returning", "insert defaults", rejects={"mysql": "there is no RETURNING"})
def returning_a_server_default():
    return insert(documents).values(id=10, slug="new").returning(documents.c.created_at)


@case("insert", "json null", "insert expressions")
def json_none_is_json_null():
    return insert(samples).values(id=10, doc=None)


@case("insert", "json null")
def json_sql_null():
    return insert(samples).values(id=10, doc=null())


@case("insert")
def one_value_of_each_type():
    return insert(samples).values(
        id=10,
        small=1,
        whole=2,
        big=3,
        flag=True,
        amount=Decimal("1.50"),
        ratio=0.25,
        name="n",
        body="b",
        day=datetime.date(2024, 1, 2),
        moment=datetime.datetime(2024, 1, 2, 3, 4, 5),
        clock=datetime.time(3, 4, 5),
        doc={"a": [1, 2]},
        uid=uuid.UUID("12345678-1234-5678-1234-567812345678"),
        raw=b"\x01\x02",
        mood=Mood.SAD,
    )


@case("prefixes", "dialect words", "insert")
def prefix_of_insert():
    stmt = insert(keywords).values(id=50, word="again")
    return stmt.prefix_with("OR IGNORE", dialect="sqlite").values(uses=1)


@case("hints", "dialect words", "insert")
def hint_of_insert():
    return (
        insert(keywords).values(id=10, word="new").with_hint("WITH (PAGLOCK)", dialect_name="mssql")
    )
