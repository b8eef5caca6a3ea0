"""AND, OR, NOT, constants, and booleans as conditions."""

from prelude import *

NO_TRUTH = {"mssql": "a comparison is no value", "oracle": "a comparison is no value"}


@case("junction")
def and_of_two():
    return where(and_(u.age > 18, u.name == "alice"))


@case("junction")
def or_of_two():
    return where(or_(u.age > 18, u.name == "alice"))


@case("junction")
def and_operator():
    return where((u.age > 18) & (u.name == "alice"))


@case("junction", "precedence")
def or_inside_and():
    return where(and_(u.age > 18, or_(u.name == "alice", u.name == "bob")))


@case("junction", "precedence")
def and_inside_or():
    return where(or_(u.age > 18, and_(u.name == "alice", u.id == 1)))


@case("junction")
def and_of_and_is_flat():
    return where(and_(u.age > 18, and_(u.name == "alice", u.id == 1)))


@case("junction")
def and_of_one():
    return where(and_(u.age > 18))


@case("junction")
def or_of_one_inside_and():
    return where(and_(u.id == 1, or_(u.age > 18)))


@case("junction")
def and_of_none_is_deprecated():
    return where(and_())


@case("junction")
def or_of_ands():
    return where(or_(and_(u.id == 1, u.age == 2), and_(u.id == 3, u.age == 4)))


@case("negation")
def not_eq():
    return where(~(u.name == "alice"))


@case("negation")
def not_lt():
    return where(~(u.age < 30))


@case("negation")
def not_not():
    return where(not_(not_(u.name == "alice")))


@case("negation")
def not_like():
    return where(~u.name.like("a%"))


@case("negation")
def not_in():
    return where(~u.id.in_([1, 2]))


@case("negation")
def not_of_not_in():
    return where(~u.id.not_in([1, 2]))


@case("negation wrap")
def not_and():
    return where(~and_(u.age > 18, u.name == "alice"))


@case("negation wrap")
def not_not_and():
    return where(~~and_(u.age > 18, u.name == "alice"))


@case("negation wrap", "exists")
def not_exists():
    return where(~exists().where(a.user_id == u.id))


@case("negation wrap", rejects=NO_TRUTH)
def not_function():
    return where(~func.coalesce(u.is_active, True))


@case("negation wrap", rejects=NO_TRUTH)
def not_custom_comparison():
    return where(~u.name.bool_op(">")("a"))


@case("negation wrap", "boolean constants", rejects=NO_TRUTH)
def not_comparison_in_the_select_list():
    return select((~(u.age > 18)).label("minor"))


@case("bare boolean")
def bare_column():
    return where(u.is_active)


@case("bare boolean", "negation")
def not_bare_column():
    return where(~u.is_active)


@case("bare boolean", "junction")
def column_in_and():
    return where(and_(u.is_active, u.age > 18))


@case("bare boolean")
def column_in_the_select_list():
    return select(u.is_active)


@case("bare boolean", "negation", rejects=NO_TRUTH)
def not_column_in_the_select_list():
    return select(~u.is_active)


@case("bare boolean")
def column_in_having():
    return select(u.is_active).group_by(u.is_active).having(u.is_active)


@case("bare boolean")
def column_in_on():
    return select(u.id).join(addresses, u.is_active)


@case("bare boolean")
def not_column_in_on():
    return select(u.id).join(addresses, ~u.is_active)


@case("bare boolean")
def case_when_column():
    return select(case_((u.is_active, "yes"), else_="no"))


@case("folding")
def or_with_false():
    return where(or_(false(), u.age > 18))


@case("folding")
def and_with_true():
    return where(and_(true(), u.age > 18))


@case("folding")
def and_with_false():
    return where(and_(false(), u.age > 18))


@case("folding")
def or_with_true():
    return where(or_(u.age > 18, true()))


@case("folding")
def and_of_true_alone():
    return where(and_(true()))


@case("folding")
def several_where_with_true():
    return select(u.id).where(true()).where(u.age > 18)


@case("folding")
def nested_folding():
    return where(and_(u.id == 1, or_(false(), and_(true(), u.age > 18))))


@case("folding")
def python_booleans_fold():
    return where(and_(True, u.age > 18))


@case("folding")
def fold_start_of_a_loop():
    condition = false()
    for age in (20, 30):
        condition = or_(condition, u.age == age)
    return where(condition)


@case("boolean constants")
def where_true():
    return where(true())


@case("boolean constants")
def where_false():
    return where(false())


@case("boolean constants", "negation")
def not_true():
    return where(~true())


@case("boolean constants")
def constants_in_the_select_list():
    return select(true().label("yes"), false().label("no"))


@case("boolean constants")
def having_true():
    return select(u.name).group_by(u.name).having(true())


@case("null", "negation wrap")
def not_null():
    return where(~null())


@case("junction", "null")
def and_with_null():
    return where(and_(u.age > 18, null()))
