"""What stands in the whole database, so that a test can say that nothing has changed, and to have it again."""

import hashlib

from django.db import connection

from awards_site.tests.guards import unguarded

# What holds nothing of the story: the machine's own bookkeeping.
PASSED_OVER = {"django_migrations", "sqlite_sequence"}


def every_row() -> dict[str, tuple[int, str]]:
    """Each table's number of rows, and a digest of what they hold, in whatever order they come."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - PASSED_OVER
        return {name: _content(cursor, name) for name in sorted(names)}


def _content(cursor, name: str) -> tuple[int, str]:
    rows = sorted(map(repr, _rows(cursor, name)))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _rows(cursor, name: str) -> list[tuple]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
    return cursor.fetchall()


Rows = dict[str, list[tuple]]


def rows_of(names) -> Rows:
    """What these tables hold."""
    with connection.cursor() as cursor:
        return {name: _rows(cursor, name) for name in names}


def put_back(rows: Rows) -> None:
    """Let these tables hold exactly this, whatever guards them; on SQLite, within the test's own transaction."""
    with unguarded(connection), connection.cursor() as cursor:
        for name, wanted in rows.items():
            table = connection.ops.quote_name(name)
            cursor.execute(f"DELETE FROM {table}")
            if wanted:
                places = ", ".join(["%s"] * len(wanted[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", wanted)
