"""Which acts a page is drawn after."""

from contextvars import ContextVar

from django.db import connection

from audit import request_ids

# How many acts may be recorded after one that is committed after them all, before a remembered page can miss it.
NEWEST = 200

# The request that asked last in this thread, and what it was told.
_told: ContextVar[tuple[str, str]] = ContextVar("version_told", default=("", ""))


def version() -> str:
    """A text that is another one after every act: the newest record's id, and those of the newest ones together. One query,
    answered from an index; one request asks once.
    """
    request = request_ids.current()
    known_to, told = _told.get()
    if request and request == known_to:
        return told
    told = _asked()
    _told.set((request, told))
    return told


def forget_version() -> None:
    """Ask again: the request has done something itself."""
    _told.set(("", ""))


def _asked() -> str:
    # A lower id may be committed after a higher one, and is then among the newest. (PostgreSQL's snapshot would tell both
    # moments apart, too, but it is another one after every write of anybody.)
    newest = "SELECT id FROM audit_record ORDER BY id DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id), sum(id) FROM ({newest}) newest", [NEWEST])  # noqa: S608 — our own words
        return ":".join(map(str, cursor.fetchone()))
