"""The cases in SQLAlchemy, Core and ORM.

    contender.py <sqlite|postgres|mariadb> <url>

Answers the report on standard input and output, like the Rust programs; the table of questions is at
`Suite::serve` of the harness.
"""

import sys

from cases import suite
from measure import serve

DATABASES = ("sqlite", "postgres", "mariadb")


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in DATABASES:
        sys.exit("usage: contender.py <sqlite|postgres|mariadb> <url>")
    serve(suite(sys.argv[1], sys.argv[2]))


if __name__ == "__main__":
    main()
