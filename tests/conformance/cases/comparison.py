"""Comparison, NULL and truth."""

from prelude import *


@case("comparison")
def eq_value():
    return where(u.name == "alice")


@case("comparison")
def ne_value():
    return where(u.name != "alice")


@case("comparison")
def gt_value():
    return where(u.age > 30)


@case("comparison")
def ge_value():
    return where(u.age >= 30)


@case("comparison")
def eq_column():
    return select(users).where(u.name == u.fullname)


@case("comparison")
def gt_expression():
    return where(u.age > u.id + 1)


@case("comparison")
def eq_function():
    return where(func.lower(u.name) == "alice")


@case("comparison")
def several_binds_of_one_column():
    return where(or_(u.age == 1, u.age == 2, u.age == 3))


@case("eq none")
def eq_none():
    return where(u.fullname == None)


@case("eq none")
def ne_none():
    return where(u.fullname != None)


@case("eq none")
def eq_null_construct():
    return where(u.fullname == null())


@case("eq none")
def eq_none_of_a_function():
    return where(func.lower(u.fullname) != None)


@case("order none")
def lt_none_is_refused():
    return where(u.age < None)


@case("is")
def is_none():
    return where(u.fullname.is_(None))


@case("is")
def is_not_none():
    return where(u.fullname.is_not(None))


@case("is", rejects={"mssql": "IS takes NULL alone", "oracle": "IS takes NULL alone"})
def is_true():
    return where(u.is_active.is_(True))


@case("is", rejects={"mssql": "IS takes NULL alone", "oracle": "IS takes NULL alone"})
def is_not_false():
    return where(u.is_active.is_not(False))


@case("eq none")
def negated_eq_none():
    return where(~(u.fullname == None))


@case("eq bool")
def eq_true():
    return where(u.is_active == True)


@case("eq bool")
def eq_false():
    return where(u.is_active == False)


@case("eq bool")
def ne_true():
    return where(u.is_active != True)


@case("eq bool", "boolean constants")
def eq_true_construct():
    return where(u.is_active == true())


@case("eq bool")
def eq_bound_true():
    return where(u.is_active == literal(True))


@case("distinct from")
def is_distinct_from_value():
    return where(u.fullname.is_distinct_from("Bob Brown"))


@case("distinct from")
def is_distinct_from_column():
    return where(u.name.is_distinct_from(u.fullname))


@case("distinct from")
def is_not_distinct_from_value():
    return where(u.fullname.is_not_distinct_from("Bob Brown"))


@case("distinct from")
def is_distinct_from_none():
    return where(u.fullname.is_distinct_from(None))


@case("distinct from")
def is_not_distinct_from_none():
    return where(u.fullname.is_not_distinct_from(None))


@case("distinct from", "negation")
def negated_is_distinct_from():
    return where(~u.age.is_distinct_from(30))


@case("comparison", "boolean constants")
def comparison_in_the_select_list():
    return select(u.id, (u.age > 18).label("adult"))


@case("comparison")
def comparison_of_comparisons():
    return where((u.age > 18) == (u.id > 1))


@case("comparison")
def eq_date():
    return sample(s.day == datetime.date(2024, 1, 2))


@case("comparison")
def lt_datetime():
    return sample(s.moment < datetime.datetime(2024, 1, 2, 3, 4, 5))


@case("comparison")
def ge_decimal():
    return sample(s.amount >= Decimal("1.50"))


@case("comparison")
def eq_uuid():
    return sample(s.uid == uuid.UUID("12345678-1234-5678-1234-567812345678"))


@case("comparison")
def eq_enum():
    return sample(s.mood == Mood.HAPPY)
