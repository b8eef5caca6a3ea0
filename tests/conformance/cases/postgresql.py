"""Types of PostgreSQL: JSONB, arrays, ranges, HSTORE, text search."""

from prelude import *


@case("jsonb", "json index", dialects=PG)
def jsonb_key():
    return select(p.doc["a"])


@case("jsonb", "json path", dialects=PG)
def jsonb_path():
    return select(p.doc["a", "b"])


@case("jsonb", "json typed", dialects=PG)
def jsonb_key_as_integer():
    return select(p.doc["n"].as_integer())


@case("jsonb", dialects=PG)
def jsonb_has_key():
    return pg_sample(p.doc.has_key("a"))


@case("jsonb", dialects=PG)
def jsonb_has_all():
    return pg_sample(p.doc.has_all(pg.array(["a", "s"])))


@case("jsonb", dialects=PG)
def jsonb_contains():
    return pg_sample(p.doc.contains({"n": 5}))


@case("jsonb", "comparison", dialects=PG)
def jsonb_equals():
    return pg_sample(p.doc["n"] == 5)


@case("jsonb", dialects=PG)
def jsonb_concat():
    return select(p.doc + {"x": 1})


@case("jsonb", dialects=PG)
def jsonb_delete_path():
    return select(p.doc.delete_path(["a", "b"]))


@case("jsonb", "update", dialects=PG)
def jsonb_set_an_element():
    return update(pg_samples).values({p.doc["n"]: 6}).where(p.id == 1)


@case("jsonpath", dialects=PG)
def jsonb_path_exists():
    return pg_sample(p.doc.path_exists("$.a.b"))


@case("jsonpath", dialects=PG)
def jsonb_path_match():
    return pg_sample(p.doc.path_match("$.n > 3"))


@case("jsonpath", "cast", dialects=PG)
def jsonb_query_with_a_cast_path():
    return select(func.jsonb_path_query_array(p.doc, cast("$.a.b[*]", pg.JSONPATH)))


@case("array index", dialects=PG)
def array_element():
    return select(p.tags[1])


@case("array index", dialects=PG)
def array_element_of_two_dimensions():
    return select(p.grid[1][2])


@case("array index", dialects=PG)
def array_slice():
    return select(p.numbers[1:2])


@case("array index", "bindparam", dialects=PG)
def array_element_by_a_column():
    return select(p.numbers[p.id])


@case("array index", dialects=PG)
def array_element_from_zero():
    from_zero = column("tags", pg.ARRAY(Text, zero_indexes=True))
    return select(from_zero[0]).select_from(pg_samples)


@case("array index", "comparison", dialects=PG)
def array_element_compared():
    return pg_sample(p.numbers[1] == 1)


@case("array index", "concat", dialects=PG)
def array_element_has_the_type_of_its_items():
    return select(p.tags[1] + "!")


@case("array index", "update", dialects=PG)
def array_set_an_element():
    return update(pg_samples).values({p.numbers[2]: 20}).where(p.id == 1)


@case("array index", "update", dialects=PG)
def array_set_a_slice():
    return update(pg_samples).values({p.numbers[1:2]: [7, 8]}).where(p.id == 1)


@case("array operators", dialects=PG)
def array_contains():
    return pg_sample(p.tags.contains(["a"]))


@case("array operators", dialects=PG)
def array_overlap():
    return pg_sample(p.numbers.overlap([3, 4]))


@case("array operators", "concat", dialects=PG)
def array_concat():
    return select(p.numbers + [4, 5])


@case("array operators", "comparison", dialects=PG)
def array_equals():
    return pg_sample(p.numbers == [1, 2, 3])


@case("array operators", "in", dialects=PG)
def array_in():
    return pg_sample(p.numbers.in_([[1, 2, 3], [4]]))


@case("array operators", "func", dialects=PG)
def array_length():
    return select(func.array_length(p.numbers, 1), func.cardinality(p.numbers))


@case("array literal", dialects=PG)
def array_of_values():
    return select(pg.array([1, 2, 3]), p.id)


@case("array literal", dialects=PG)
def array_of_columns():
    return select(pg.array([u.id, u.age]))


@case(
    "array literal", dialects=PG)
def array_of_arrays():
    return select(pg.array([pg.array([1, 2]), pg.array([3, u.id])]))


@case("array literal", dialects=PG)
def array_of_nothing():
    return select(pg.array([], type_=Integer), p.id)


@case("array literal", dialects=PG, rejects={"postgresql": "an empty array needs a type"})
def array_of_nothing_without_a_type():
    return select(pg.array([]), p.id)


@case(
    "array literal",
    "array operators",
    dialects=PG)
def array_of_values_contains():
    return pg_sample(p.numbers.contains(pg.array([1, 2])))


@case("array literal", "array index", dialects=PG)
def element_of_an_array_of_values():
    return select(pg.array([u.id, u.age])[1])


@case("array literal", "insert", dialects=PG)
def insert_arrays():
    return insert(pg_samples).values(id=10, tags=["x"], numbers=[], grid=[[1, 2], [3, 4]])


@case("array any", dialects=PG)
def any_of_a_subquery_of_arrays():
    return pg_sample(p.numbers == any_(select(p.numbers).scalar_subquery()))


@case("array any", dialects=PG)
def ne_all_of_an_array():
    return pg_sample(literal(9) != all_(p.numbers))


@case("array literal", "func typing", dialects=PG)
def array_agg_is_an_array():
    return select(func.array_agg(u.id)[1])


@case(
    "range", dialects=PG, rejects={"postgresql": "the type of the parameter is taken to be a range"}
)
def range_contains_a_value():
    return pg_sample(p.span.contains(5))


@case("range", dialects=PG)
def range_contains_a_range():
    return pg_sample(p.span.contains(pg.Range(2, 4)))


@case("range", dialects=PG)
def range_overlaps():
    return pg_sample(p.span.overlaps(pg.Range(8, 20, bounds="[]")))


@case("range", dialects=PG)
def range_left_and_right():
    left, right = (
        p.span.strictly_left_of(pg.Range(20, 30)),
        p.span.strictly_right_of(pg.Range(0, 1)),
    )
    return pg_sample(and_(left, right))


@case("range", dialects=PG)
def range_does_not_extend():
    inside = p.span.not_extend_right_of(pg.Range(0, 10)), p.span.not_extend_left_of(pg.Range(0, 5))
    return pg_sample(and_(*inside))


@case("range", dialects=PG)
def range_adjacent():
    return pg_sample(p.span.adjacent_to(pg.Range(10, 20)))


@case("range", "arithmetic", dialects=PG)
def range_union_intersection_difference():
    other = pg.Range(5, 20)
    return select(p.span + other, p.span * other, p.span - other)


@case("range", "comparison", dialects=PG)
def range_equals():
    return pg_sample(p.span == pg.Range(1, 10))


@case("range", dialects=PG)
def range_without_bounds_and_empty():
    return pg_sample(or_(p.span == pg.Range(None, 10), p.span == pg.Range(empty=True)))


@case(
    "range", dialects=PG, rejects={"postgresql": "the type of the parameter is taken to be a range"}
)
def range_of_dates():
    return pg_sample(p.days.contains(datetime.date(2024, 1, 15)))


@case("range", "insert", dialects=PG)
def insert_ranges():
    spans = [pg.Range(1, 2), pg.Range(4, 6)]
    return insert(pg_samples).values(id=10, span=pg.Range(1, 5, bounds="[]"), spans=spans)


@case("range", "cast", "func", dialects=PG)
def range_functions():
    return select(func.lower(p.span), func.upper(p.span), func.isempty(p.span))


@case(
    "multirange",
    dialects=PG,
    rejects={"postgresql": "the type of the parameter is taken to be a multirange"},
)
def multirange_contains_a_value():
    return pg_sample(p.spans.contains(2))


@case("multirange", "comparison", dialects=PG)
def multirange_equals():
    return pg_sample(p.spans == [pg.Range(1, 3), pg.Range(5, 8)])


@case("hstore", dialects=PG)
def hstore_value():
    return select(p.attrs["k"])


@case("hstore", "comparison", dialects=PG)
def hstore_value_compared():
    return pg_sample(p.attrs["k"] == "v")


@case("hstore", dialects=PG)
def hstore_has_key():
    return pg_sample(p.attrs.has_key("k"))


@case("hstore", dialects=PG)
def hstore_contains():
    return pg_sample(p.attrs.contains({"k": "v"}))


@case("hstore", "concat", dialects=PG)
def hstore_concat():
    return select(p.attrs + {"l": "w"})


@case("hstore", dialects=PG)
def hstore_functions():
    return select(
        p.attrs.keys(), p.attrs.vals(), p.attrs.delete("k"), p.attrs.slice(pg.array(["k"]))
    )


@case("hstore", dialects=PG)
def hstore_from_arrays():
    return select(pg.hstore(pg.array(["a"]), pg.array(["1"])), p.id)


@case("bit string", "cast", dialects=PG)
def bit_strings():
    return select(cast(pg.BitString("101"), pg.BIT(3)), p.id)


@case("full text", "match", dialects=PG)
def tsvector_match_method():
    return pg_sample(p.search.match("cat"))


@case("full text", "func", dialects=PG)
def to_tsvector_of_a_column():
    return where(
        func.to_tsvector("english", u.name).bool_op("@@")(func.to_tsquery("english", "alice"))
    )


@case("full text", "concat", dialects=PG)
def tsvector_concat():
    return select(p.search.concat(func.to_tsvector("simple", "bird")))


@case("network types", "custom op", dialects=PG)
def network_contains():
    return pg_sample(p.address.bool_op("<<")(cast("192.168.0.0/16", pg.CIDR)))
