"""Keep the database's own refusals through migrations.

A migration installs them on PostgreSQL, where they stay. SQLite cannot alter most of a table: a migration builds it anew,
which drops its triggers and fails on those that name it. There they are lifted before migrations run and put back after
them. The test run lifts them, too, to empty tables between tests.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

TRIGGER = re.compile(r"CREATE TRIGGER .*?\bON (\w+)", re.DOTALL)


@dataclass(frozen=True)
class TriggerGuard:
    """Some triggers of one purpose: the end of the name of the migration of ``app`` that introduced them, and by database
    the statements that make and drop them.
    """

    migration: str
    making: Mapping[str, Sequence[str]]
    dropping: Mapping[str, Sequence[str]]
    app: str = "programmes"

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers, and those that are there already anew; those of a table that a later migration brings are
        passed over. Raises KeyError on a database that is not known.
        """
        self.remove(connection)
        there = set(connection.introspection.table_names())
        _run(connection, [each for each in self.making[connection.vendor] if _table_of(each) in {"", *there}])

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers; without effect where there are none."""
        _run(connection, self.dropping[connection.vendor])

    def lift_before_migrating(self, *, using: str, **kwargs: Any) -> None:
        """On SQLite, make way for migrations that build tables anew."""
        if connections[using].vendor == "sqlite":
            self.remove(connections[using])

    def put_back_after_migrating(self, *, using: str, **kwargs: Any) -> None:
        """On SQLite, guard again, from the migration on that introduced the triggers."""
        connection = connections[using]
        if connection.vendor != "sqlite":
            return
        applied = MigrationRecorder(connection).applied_migrations()
        if any(app == self.app and name.endswith(self.migration) for app, name in applied):
            self.install(connection)


def _table_of(statement: str) -> str:
    """The table whose trigger the statement makes; empty for any other statement."""
    found = TRIGGER.match(statement)
    return found.group(1) if found else ""


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
