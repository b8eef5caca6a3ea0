"""Texts that sqlglot cannot parse, though the database can: (case, dialect) to the reason."""

UNPARSED = {
    ("limits/limit_of_an_expression", "mssql"): "an expression in FETCH",
    ("limits/limit_of_an_expression", "oracle"): "an expression in FETCH",
}
