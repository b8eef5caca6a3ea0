"""Named parameters, SQL text, templates."""

from types import SimpleNamespace

from sqlalchemy.util.compat import Template

from prelude import *


def template(*parts):
    """What a Python 3.14 template string holds: texts and values in turn."""
    wrapped = [part if isinstance(part, str) else SimpleNamespace(value=part[0]) for part in parts]
    return tstring(Template(*wrapped))


@case("bindparam")
def parameter_with_a_value():
    return where(u.name == bindparam("who", "alice"))


@case("bindparam required")
def parameter_without_a_value():
    return where(u.name == bindparam("who"))


@case("bindparam required", "null")
def parameter_with_none_is_a_value():
    return where(u.name == bindparam("who", None))


@case("bindparam repeated")
def parameter_in_two_places():
    who = bindparam("who", "alice")
    return where(or_(u.name == who, u.fullname == who))


@case("bindparam repeated")
def equal_parameters_in_two_places():
    return where(or_(u.name == bindparam("who", "a"), u.fullname == bindparam("who", "a")))


@case("bindparam unique")
def unique_parameters_of_one_name():
    one, two = bindparam("x", 1, unique=True), bindparam("x", 2, unique=True)
    return where(or_(u.id == one, u.age == two))


@case("bindparam clash")
def unique_and_plain_parameter_of_one_name_is_refused():
    one, two = bindparam("x", 1), bindparam("x", 2, unique=True)
    two.key = "x"
    return where(or_(u.id == one, u.age == two))


@case("bindparam unique", "comparison")
def names_of_plain_values():
    return where(and_(u.id == 1, u.id != 2, u.age > 3, u.name == "a"))


@case("bindparam", "type coerce")
def parameter_takes_the_type_of_the_other_side():
    return sample(s.mood == bindparam("m", Mood.SAD))


@case("bindparam", "limit offset")
def parameters_in_several_clauses():
    stmt = select(u.id, literal("x").label("x")).where(u.age > 18).group_by(u.id)
    return stmt.having(func.count() > 0).order_by(u.id).limit(5).offset(2)


@case("literal execute")
def value_rendered_at_execution():
    return where(u.name == bindparam("who", "al'ice", literal_execute=True))


@case("literal execute", "literal")
def literal_rendered_at_execution():
    return select(literal("x", literal_execute=True).label("x"))


@case("statement params")
def values_given_to_the_statement():
    return where(u.name == bindparam("who")).params(who="alice")


@case("statement params")
def values_given_twice():
    stmt = where(and_(u.name == bindparam("who"), u.age > bindparam("age")))
    return stmt.params(who="alice").params(age=18, who="bob")


@case("statement params", "in bind")
def list_given_to_the_statement():
    return where(u.id.in_(bindparam("ids", expanding=True))).params(ids=[1, 2])


@case("text binds", "bindparam required")
def text_with_a_parameter():
    return text("SELECT id FROM users WHERE name = :name")


@case("text binds")
def text_with_values():
    stmt = text("SELECT id FROM users WHERE name = :name AND age > :age")
    return stmt.bindparams(name="alice", age=18)


@case("text binds", "bindparam repeated")
def text_with_a_parameter_twice():
    return text("SELECT id FROM users WHERE id = :x OR age = :x").bindparams(x=1)


@case("text binds")
def text_with_an_unknown_parameter_is_refused():
    return text("SELECT id FROM users").bindparams(nothing=1)


@case("text colons", dialects=PG)
def text_with_a_cast():
    return text("SELECT age::text FROM users WHERE id = :id").bindparams(id=1)


@case("text colons", dialects=PG)
def text_with_an_escaped_colon():
    return text(r"SELECT numbers[1\:2] FROM pg_samples")


@case("text colons")
def text_with_a_time_in_quotes():
    return text("SELECT '12:30:00'")


@case("text colons", run=False)
def text_with_a_parameter_in_quotes():
    return text("SELECT ':name'").bindparams(name="x")


@case("text colons")
def text_with_a_colon_after_a_word():
    return text("SELECT 'a:b' FROM users WHERE id = :id").bindparams(id=1)


@case("text colons", "quoting hostile")
def text_with_percent_signs():
    return text("SELECT id FROM users WHERE name LIKE 'a%' AND 10 % 3 = 1")


@case("text", "junction")
def text_in_and():
    return where(and_(text("age > 18"), u.name == "alice"))


@case("text", "text binds", "junction")
def text_with_a_parameter_in_and():
    return where(and_(text("users.age > :years").bindparams(years=18), u.name == "alice"))


@case("text", "from inference")
def text_in_from():
    return select(literal_column("x.id")).select_from(text("users AS x"))


@case("text columns")
def text_with_columns_as_a_subquery():
    stmt = text("SELECT id, name FROM users").columns(column("id"), column("name"))
    rows = stmt.subquery("rows_of_it")
    return select(rows.c.name).where(rows.c.id == 1)


@case("text columns", "cte")
def text_with_columns_as_a_cte():
    stmt = text("SELECT id, name FROM users WHERE age > :age").bindparams(age=18)
    rows = stmt.columns(id=Integer, name=String).cte("rows_of_it")
    return select(rows.c.name)


@case("text columns", "set operations")
def text_with_columns_in_a_union():
    stmt = text("SELECT id FROM users").columns(column("id"))
    return union(select(a.id), stmt)


@case("text columns", "exists")
def exists_of_text():
    stmt = text("SELECT 1 FROM addresses").columns(column("x"))
    return where(stmt.exists())


@case("tstring")
def template_with_values():
    return template("SELECT id FROM users WHERE age > ", (18,), " AND name = ", ("alice",))


@case("tstring")
def template_with_columns_and_tables():
    return template("SELECT ", (u.id,), " FROM ", (users,), " WHERE ", (u.age > 18,))


@case("tstring", "text colons")
def template_with_colons():
    return template("SELECT '12:30' FROM users WHERE id = ", (1,))


@case(
    "tstring",
    "in",
    rejects={
        "sqlite": "IN without parentheses",
        "postgresql": "IN without parentheses",
        "mysql": "IN without parentheses",
        "mariadb": "IN without parentheses",
        "mssql": "IN without parentheses",
        "oracle": "IN without parentheses",
    },
)
def template_with_a_list():
    return template("SELECT id FROM users WHERE id IN ", ([1, 2],))


@case("tstring", "labels")
def template_with_a_label_is_refused():
    return template("SELECT ", (u.id.label("x"),), " FROM users")


@case("tstring", "junction")
def template_as_a_condition():
    return where(and_(template("age > ", (18,)), u.name == "alice"))
