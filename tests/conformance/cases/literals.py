"""Values rendered as literals."""

from prelude import *

DAY = datetime.date(2024, 1, 2)
MOMENT = datetime.datetime(2024, 1, 2, 3, 4, 5)


@case("literal binds", "literal binds types", literal_binds=True)
def strings():
    return where(u.name == "alice")


@case("literal binds", "literal binds types", literal_binds=True)
def string_with_quotes():
    return where(u.name == 'o\'hara "x"')


@case("literal binds", "literal binds types", literal_binds=True)
def string_with_a_backslash():
    return where(u.name == "back\\slash")


@case("literal binds", "quoting hostile", literal_binds=True)
def string_with_percent_and_colon():
    return where(u.name == "100% :x ?")


@case("literal binds types", literal_binds=True)
def string_that_is_not_ascii():
    return where(u.name == "naïve ☃")


@case("literal binds types", literal_binds=True)
def booleans():
    return select(literal(True).label("t"), literal(False).label("f"), u.id)


@case("literal binds types", literal_binds=True)
def decimals():
    return sample(s.amount == Decimal("1.50"))


@case("literal binds types", literal_binds=True)
def floats():
    return sample(s.ratio > 1.5)


@case("literal binds types", literal_binds=True)
def dates():
    return sample(s.day == DAY)


@case("literal binds types", literal_binds=True)
def datetimes():
    return sample(s.moment == MOMENT)


@case("literal binds types", literal_binds=True)
def times():
    return sample(s.clock == datetime.time(3, 4, 5))


@case("literal binds types", literal_binds=True)
def uuids():
    return sample(s.uid == uuid.UUID("12345678-1234-5678-1234-567812345678"))


@case("literal binds types", literal_binds=True)
def enums():
    return sample(s.mood == Mood.HAPPY)


@case("literal binds types", literal_binds=True)
def literal_bytes():
    return sample(s.raw == b"ab'c")


@case("literal binds types", "json typed", literal_binds=True)
def literal_json_is_refused():
    return update(samples).values(doc={"a": "it's"}).where(s.id == 1)


@case("literal binds types", literal_binds=True, dialects=PG)
def literal_array():
    return pg_sample(p.numbers == [1, 2])


@case("literal binds types", literal_binds=True, dialects=PG)
def literal_range_is_refused():
    return pg_sample(p.span == pg.Range(1, 10))


@case("literal binds types", literal_binds=True, dialects=PG)
def literal_interval():
    return pg_sample(p.length == datetime.timedelta(days=1, seconds=5))


@case("literal binds", "in", literal_binds=True)
def literal_in():
    return where(u.id.in_([1, 2, 3]))


@case("literal binds", "in empty", literal_binds=True)
def literal_in_nothing():
    return where(u.id.in_([]))


@case("literal binds", "tuple in", literal_binds=True, rejects={"mssql": "there are no row values"})
def literal_tuples_in():
    return where(tuple_(u.id, u.name).in_([(1, "a"), (2, "b")]))


@case("literal binds", "in null", literal_binds=True)
def literal_in_with_none():
    return where(u.age.in_([1, None]))


@case("literal binds", "null", literal_binds=True)
def literal_none():
    return select(literal(None, Integer).label("x"), u.id)


@case("literal binds", "limit offset", literal_binds=True)
def literal_limit():
    return select(u.id).order_by(u.id).limit(5).offset(2)


@case("literal binds", "insert", literal_binds=True)
def literal_insert():
    return insert(keywords).values(id=10, word="it's", uses=None)


@case("literal binds", "bindparam required", literal_binds=True)
def literal_without_a_value():
    return where(u.name == bindparam("who"))


@case("literal binds", "text binds", literal_binds=True)
def literal_in_text():
    return text("SELECT id FROM users WHERE name = :name").bindparams(name="it's")
