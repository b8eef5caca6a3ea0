//! In which ways databases differ by right, each with the vendor's reason.
//!
//! The evaluator asks here, and nothing else does: all other differences are faults.

/// A database, as far as the meaning of expressions goes.
#[derive(Clone, Copy, Debug)]
pub struct Vendor {
    pub name: &'static str,
    /// Texts are compared without regard to case, accents and, for some, spaces at the end: the
    /// default collations of MariaDB and MySQL (MySQL manual, 12.3.2 "Server Character Set and
    /// Collation"; MariaDB, "Supported Character Sets and Collations").
    pub text_ignores_case: bool,
    /// `LIKE` ignores the case of ASCII (SQLite, "The LIKE, GLOB, REGEXP, MATCH, and extract
    /// operators"), or has the collation's idea of equal characters (MySQL manual, 14.8.1).
    pub like_ignores_case: bool,
    /// `x / 0` is `NULL` (SQLite, "Operators"; MySQL manual, 14.6.1), not an error.
    pub division_by_zero_is_null: bool,
    /// How many digits of a decimal number are kept: SQLite has double precision (SQLite, "Floating
    /// Point Numbers", 2).
    pub decimal_digits: usize,
    /// `NULL` sorts after all values (PostgreSQL manual, 7.5), not before them.
    pub nulls_last: bool,
    /// Texts are ordered by their bytes (SQLite's BINARY). Elsewhere the collation decides.
    pub text_order_is_bytes: bool,
    /// Rounding takes place on binary numbers, so that a half may be a little less (SQLite,
    /// "round(X,Y)").
    pub rounds_binary: bool,
    /// Arithmetic on NULL alone gives a double (seen on MariaDB 10.11), and so are the numbers that
    /// it is chosen with: reading them as whole numbers is an error.
    pub null_is_a_double: bool,
    /// An expression with a subquery may be selected, or ordered by, where the rows are grouped or
    /// told apart by it. MySQL compares no subqueries there.
    pub compares_subqueries: bool,
}

/// A database by the name that `tests/run` has for it.
pub fn vendor(name: &'static str) -> Vendor {
    let postgres = Vendor {
        name,
        text_ignores_case: false,
        like_ignores_case: false,
        division_by_zero_is_null: false,
        decimal_digits: 28,
        nulls_last: true,
        text_order_is_bytes: false,
        rounds_binary: false,
        compares_subqueries: true,
        null_is_a_double: false,
    };
    match name {
        "postgres" => postgres,
        "sqlite" => Vendor {
            like_ignores_case: true,
            division_by_zero_is_null: true,
            decimal_digits: 15,
            nulls_last: false,
            text_order_is_bytes: true,
            rounds_binary: true,
            ..postgres
        },
        _ => Vendor {
            text_ignores_case: true,
            like_ignores_case: true,
            division_by_zero_is_null: true,
            nulls_last: false,
            compares_subqueries: name != "mysql",
            null_is_a_double: name == "mariadb",
            ..postgres
        },
    }
}
