"""The database, out of its URL."""

from typing import Any

import environ

# After how many executions PostgreSQL keeps the plan of a statement, and how many it keeps for a connection.
PREPARE_THRESHOLD = 5

SQLITE_OPTIONS = {
    # A writer that first reads would otherwise meet "database is locked" under load.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=27103364;"
    ),
}


def database_from(variable: str, *, prepare: bool = True) -> dict[str, Any]:
    """The settings of the database that an environment variable names.

    ``prepare`` lets PostgreSQL keep the plans of our kept queries for a connection; a pooler that gives each transaction
    another connection may not allow it.
    """
    database: dict[str, Any] = environ.Env().db_url(variable)
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    elif prepare:
        database.setdefault("OPTIONS", {})["prepare_threshold"] = PREPARE_THRESHOLD
    return database
