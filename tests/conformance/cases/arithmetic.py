"""Numbers, dates and intervals."""

from prelude import *


@case("arithmetic")
def add():
    return select(u.age + 1)


@case("arithmetic")
def subtract():
    return select(u.age - 1)


@case("arithmetic")
def multiply():
    return select(u.age * 2)


@case("arithmetic")
def modulo():
    return select(u.age % 7)


@case("arithmetic")
def modulo_of_columns():
    return where(u.age % u.id == 0)


@case("arithmetic")
def negate():
    return select(-u.age)


@case("arithmetic")
def value_on_the_left():
    return select(100 - u.age)


@case("arithmetic")
def add_columns():
    return select(i.quantity * i.price)


@case("arithmetic")
def add_decimal():
    return select(u.balance + Decimal("1.50"))


@case("division", "division typing")
def divide_integers():
    return select(u.age / 2)


@case("division", "division typing")
def divide_integer_columns():
    return select(u.age / u.id)


@case("division", "division typing")
def divide_integer_by_decimal():
    return select(u.age / u.balance)


@case("division", "division typing")
def divide_decimal_by_integer():
    return select(u.balance / 2)


@case("division", "division typing")
def divide_double_by_integer():
    return select(s.ratio / s.whole)


@case("division", "division typing")
def divide_integer_by_double():
    return select(s.whole / s.ratio)


@case("division", "division typing")
def divide_by_a_float_value():
    return select(u.age / 2.5)


@case("division", "division typing")
def divide_of_integer_division():
    return select(u.age / u.id / 2)


@case("division", "division typing")
def divide_value_by_column():
    return select(100 / u.age)


@case("division", "division typing")
def floor_divide_integers():
    return select(u.age // 2)


@case("division", "division typing")
def floor_divide_decimals():
    return select(u.balance // Decimal("1.5"))


@case("division", "division typing")
def floor_divide_integer_by_decimal():
    return select(u.age // u.balance)


@case("division", "division typing")
def floor_divide_doubles():
    return select(s.ratio // 2.0)


@case("division", "precedence")
def divide_a_sum():
    return select((u.age + 1) / (u.id + 1))


@case("division", "precedence")
def floor_divide_in_a_product():
    return select(u.age // 2 * 2)


@case("division", "func typing")
def divide_counts():
    return select(func.count(u.age) / func.count(u.id))


@case("division", "func typing")
def divide_functions_of_unknown_type():
    return select(func.abs(u.age) / func.abs(u.id))


@case("temporal arithmetic")
def datetime_minus_datetime():
    return select(s.moment - s.moment)


@case("temporal arithmetic", dialects=PG)
def datetime_plus_interval():
    return select(s.moment + datetime.timedelta(days=1))


@case("temporal arithmetic", dialects=PG)
def date_plus_integer():
    return select(s.day + 7)


@case("temporal arithmetic", dialects=PG)
def date_minus_date():
    return select(s.day - datetime.date(2024, 1, 1))


@case("temporal arithmetic", dialects=PG)
def interval_times_integer():
    return select(p.length * 2)


@case("temporal arithmetic", dialects=PG)
def interval_plus_interval():
    return select(p.length + datetime.timedelta(hours=1))


@case("arithmetic", "order modifiers")
def arithmetic_in_order_by():
    return select(u.id).order_by((u.age * -1).desc())
