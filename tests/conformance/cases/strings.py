"""Concatenation and the LIKE family."""

from prelude import *


@case("concat")
def concat_column_and_value():
    return select(u.name + "!")


@case("concat")
def concat_columns():
    return select(u.name + u.email)


@case(
    "concat", "func known")
def concat_function():
    return select(func.concat(u.name, " ", u.email))


@case("concat", "type coerce")
def concat_of_a_coerced_type():
    return select(type_coerce(func.upper(u.name), String) + "!")


@case("concat", "cast")
def concat_of_a_cast():
    return select(cast(u.id, String(10)) + u.name)


@case("concat", "literal")
def concat_of_literals():
    return select(literal("a") + literal("b"), u.id)


@case("concat")
def concat_in_where():
    return where(u.name + u.email == "ab")


@case("concat")
def number_plus_string_column():
    return select(u.age + u.id, u.name + "x")


@case("like")
def like():
    return where(u.name.like("a%"))


@case("like")
def not_like():
    return where(u.name.not_like("a%"))


@case("like")
def like_escape():
    return where(u.name.like("50/%%", escape="/"))


@case("like", "negation")
def negated_like_escape():
    return where(~u.name.like("50/%%", escape="/"))


@case("like")
def like_backslash_escape():
    return where(u.name.like("50\\%", escape="\\"))


@case("like")
def like_column():
    return where(u.name.like(u.fullname))


@case("like", "func")
def like_of_a_function():
    return where(func.lower(u.name).like("a%"))


@case("ilike")
def ilike():
    return where(u.name.ilike("A%"))


@case("ilike")
def not_ilike():
    return where(u.name.not_ilike("A%"))


@case("ilike")
def ilike_escape():
    return where(u.name.ilike("A/%%", escape="/"))


@case("ilike", "negation")
def negated_ilike():
    return where(~u.name.ilike("A%"))


@case("ilike")
def ilike_column():
    return where(u.name.ilike(u.fullname))


@case("ilike", "junction")
def ilike_in_or():
    return where(or_(u.name.ilike("a%"), u.email.ilike("a%")))


@case("starts ends contains")
def startswith():
    return where(u.name.startswith("al"))


@case("starts ends contains")
def endswith():
    return where(u.name.endswith("ce"))


@case("starts ends contains")
def contains():
    return where(u.name.contains("lic"))


@case("starts ends contains", "negation")
def not_startswith():
    return where(~u.name.startswith("al"))


@case("starts ends contains")
def startswith_column():
    return where(u.email.startswith(u.name))


@case("starts ends contains")
def endswith_column():
    return where(u.email.endswith(u.name))


@case("starts ends contains")
def contains_column():
    return where(u.email.contains(u.name))


@case("starts ends contains")
def contains_expression():
    return where(u.email.contains(func.lower(u.name)))


@case("starts ends contains", "autoescape")
def contains_keeps_wildcards():
    return where(u.name.contains("a%c"))


@case("autoescape")
def contains_autoescape():
    return where(u.name.contains("50%_/", autoescape=True))


@case("autoescape")
def startswith_autoescape():
    return where(u.name.startswith("50%", autoescape=True))


@case("autoescape")
def endswith_autoescape():
    return where(u.name.endswith("_x", autoescape=True))


@case("autoescape")
def contains_autoescape_with_an_escape():
    return where(u.name.contains("50%^", autoescape=True, escape="^"))


@case("autoescape", "negation")
def not_contains_autoescape():
    return where(~u.name.contains("50%", autoescape=True))


@case("autoescape")
def contains_autoescape_of_a_column_is_refused():
    return where(u.email.contains(u.name, autoescape=True))


@case("icontains")
def icontains():
    return where(u.name.icontains("LIC"))


@case("icontains")
def istartswith():
    return where(u.name.istartswith("AL"))


@case("icontains")
def iendswith():
    return where(u.name.iendswith("CE"))


@case("icontains", "negation")
def not_icontains():
    return where(~u.name.icontains("LIC"))


@case("icontains", "autoescape")
def icontains_autoescape():
    return where(u.name.icontains("50%", autoescape=True))


@case("icontains", "autoescape")
def istartswith_autoescape():
    return where(u.name.istartswith("a_", autoescape=True))


@case("icontains")
def icontains_column():
    return where(u.email.icontains(u.name))
