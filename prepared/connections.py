"""Letting PostgreSQL keep the plan of a kept query, where its connections stay ours between transactions."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor


def keeping_plans(connection: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """The connection itself or, where its options name a ``prepare_threshold`` (after how many executions a statement is
    prepared), one whose cursors hand statement and values over apart, so that the server plans a statement once.

    Django's own cursors put the values into the statement, and are not prepared whatever the threshold.
    """
    if connection.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        return connection
    return _KeepingPlans(connection)  # type: ignore[return-value]  # it answers for the connection


class _KeepingPlans:
    """A connection to PostgreSQL but for its cursors."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """A cursor that binds on the server, watched and counted as any other."""
        connection: Any = self._connection
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        with connection.wrap_database_errors:
            return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[call-arg]  # as psycopg makes them
