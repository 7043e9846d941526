"""The database, out of its URL."""

from typing import Any

import environ

POSTGRES_OPTIONS = {
    # After how many executions the plan of a kept query stays with its connection.
    "prepare_threshold": 5,
    # Ours are many small statements: compiling one took the server half a second, running it a millisecond.
    "options": "-c jit=off",
}

SQLITE_OPTIONS = {
    # A writer that first reads would otherwise meet "database is locked" under load.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=27103364;"
    ),
}


def database_from(variable: str, *, pooled: bool = False) -> dict[str, Any]:
    """The settings of the database that an environment variable names; what its URL says of options stands.

    ``pooled``: a pooler gives each transaction another connection of PostgreSQL's, so that nothing may be set on one or
    kept with it.
    """
    database: dict[str, Any] = environ.Env().db_url(variable)
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    elif not pooled:
        database["OPTIONS"] = POSTGRES_OPTIONS | database.get("OPTIONS", {})
    return database
