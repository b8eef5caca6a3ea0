"""Functions in FROM, VALUES, LATERAL, TABLESAMPLE."""

from prelude import *

NUMBERS = func.generate_series(literal_column("1"), literal_column("5"))


@case("table valued", dialects=PG, rejects={"postgresql": "the column has the name of the alias"})
def function_in_from_with_unknown_parameters():
    return select(func.unnest(literal([1, 2], ARRAY(Integer))).table_valued("n"))


@case("table valued", dialects=PG, rejects={"postgresql": "the column has the name of the alias"})
def series_with_a_column():
    numbers = NUMBERS.table_valued("n")
    return select(numbers.c.n)


@case("table valued", "alias", dialects=PG)
def series_with_a_name():
    numbers = NUMBERS.table_valued("n").alias("n")
    return select(numbers.c.n).where(numbers.c.n > 2)


@case("table valued", dialects=SQLITE)
def json_each():
    each = func.json_each('["a", "b"]').table_valued("key", "value", name="each_one")
    return select(each.c.key, each.c.value)


@case("table valued", "from inference", dialects=SQLITE)
def json_each_of_a_column():
    each = func.json_each(s.doc).table_valued("key", "value", name="each_one")
    return select(s.id, each.c.key)


@case("table valued", "join condition", dialects=PG)
def series_in_a_join():
    numbers = NUMBERS.table_valued("n", name="n")
    return select(u.id, numbers.c.n).join(numbers, u.id == numbers.c.n)


@case("table valued derived", dialects=PG)
def series_with_derived_names():
    numbers = NUMBERS.table_valued("n").render_derived(name="numbers")
    return select(numbers.c.n)


@case("table valued derived", dialects=PG)
def records_with_derived_types():
    rows = func.json_to_recordset(literal_column("""'[{"a": 1, "b": "x"}]'"""))
    rows = rows.table_valued(column("a", Integer), column("b", String))
    rows = rows.render_derived(name="rows_of_it", with_types=True)
    return select(rows.c.a, rows.c.b)


@case("table valued ordinality", dialects=PG)
def array_with_positions():
    tags = func.unnest(p.tags).table_valued("tag", with_ordinality="position", name="t")
    tags = tags.render_derived()
    return select(p.id, tags.c.tag, tags.c.position)


@case("table valued", "column valued", dialects=PG)
def unnest_as_a_column():
    return select(p.id, func.unnest(p.tags).column_valued("tag"))


@case("column valued", dialects=PG)
def series_as_a_column():
    n = NUMBERS.column_valued("n")
    return select(n).where(n > 2)


@case("table valued", "func", dialects=PG)
def function_in_the_select_list():
    return select(p.id, func.unnest(p.tags))


@case("scalar table valued", dialects=PG)
def one_column_of_a_function():
    return select(p.id, func.jsonb_each(p.doc).scalar_table_valued("key"))


@case("table valued", "lateral", dialects=PG)
def function_of_a_column_joined_on_true():
    tags = func.unnest(p.tags).table_valued("tag").render_derived(name="t")
    return select(p.id, tags.c.tag).join(tags, true())


NO_VALUES = {
    "sqlite": "VALUES takes no column names",
    "mysql": "VALUES needs ROW()",
    "mariadb": "VALUES takes no column names",
    "oracle": "VALUES is no table",
}
PAIRS = values(column("n", Integer), column("word", String), name="pairs").data(
    [(1, "a"), (2, "b")]
)


@case("values", rejects=NO_VALUES)
def values_as_a_table():
    return select(PAIRS.c.n, PAIRS.c.word)


@case("values", "join condition", rejects={**NO_VALUES, "postgresql": "integer = text"})
def values_in_a_join():
    return select(u.name, PAIRS.c.word).join(PAIRS, PAIRS.c.n == u.id)


@case("values", "literal binds", rejects=NO_VALUES)
def values_with_literals():
    pairs = values(column("n", Integer), column("word", String), name="pairs", literal_binds=True)
    pairs = pairs.data([(1, "a"), (2, "b'c")])
    return select(u.name, pairs.c.word).join(pairs, pairs.c.n == u.id)


@case(
    "values",
    "cte",
    rejects={
        "mysql": "VALUES needs ROW()",
        "mssql": "VALUES is no query",
        "oracle": "VALUES is no query",
    },
)
def values_as_a_cte():
    rows = PAIRS.cte("rows_of_it")
    return select(rows.c.n)


@case("values", "lateral", rejects={**NO_VALUES, "mssql": "there is no LATERAL"})
def values_in_two_calls():
    more = PAIRS.data([(3, "c")])
    return select(more.c.n)


@case(
    "scalar values",
    rejects={
        "mysql": "VALUES is no value",
        "mssql": "VALUES is no value",
        "oracle": "VALUES is no value",
    },
)
def values_as_a_scalar():
    one = values(column("n", Integer)).data([(1,)]).scalar_values()
    return select(u.id, one)


@case(
    "scalar values",
    "in",
    rejects=dict.fromkeys(
        ("mysql", "mssql", "oracle"), "the type of the parameters is unknown"
    ),
)
def in_values():
    rows = values(column("n", Integer)).data([(1,), (2,)]).scalar_values()
    return where(u.id.in_(rows))


NO_LATERAL = {
    "sqlite": "there is no LATERAL",
    "mariadb": "there is no LATERAL",
    "mssql": "there is no LATERAL",
}


@case("lateral", rejects=NO_LATERAL)
def lateral_correlates():
    latest = select(o.id, o.total).where(o.user_id == u.id).order_by(o.id.desc()).limit(1)
    latest = latest.lateral("latest")
    return select(u.name, latest.c.total).join(latest, true())


@case("lateral", "join kinds", rejects=NO_LATERAL)
def lateral_outer_join():
    found = select(o.id).where(o.user_id == u.id).lateral("found")
    return select(u.name, found.c.id).outerjoin(found, true())


NO_SAMPLE = dict.fromkeys(("sqlite", "mysql", "mariadb", "oracle"), "there is no such TABLESAMPLE")


@case("tablesample", rejects=NO_SAMPLE)
def sample_of_a_table():
    part = tablesample(users, 20)
    return select(part.c.id)


@case("tablesample", rejects={**NO_SAMPLE, "mssql": "there is no BERNOULLI"})
def sample_by_a_method():
    part = users.tablesample(func.bernoulli(20), name="part", seed=func.floor(5.5))
    return select(part.c.id)
