"""Texts that sqlglot cannot parse, though the database can: dialect, pattern, reason."""

UNPARSED = [
    ("mssql", r"FETCH FIRST 5 \+ 1 ROWS", "an expression in FETCH"),
    ("oracle", r"FETCH FIRST 5 \+ 1 ROWS", "an expression in FETCH"),
    ("oracle", r"RETURNING .+, .+ INTO \?, \?", "several columns in RETURNING .. INTO"),
    ("mssql", r"^INSERT INTO \w+ WITH \(", "a table hint of INSERT"),
    ("mssql", r"OUTPUT .+ DEFAULT VALUES", "OUTPUT before DEFAULT VALUES"),
    ("mssql", r"^DELETE FROM \w+ OUTPUT", "OUTPUT of DELETE"),
    ("mssql", r"^DELETE FROM \w+ FROM", "FROM of DELETE"),
]
