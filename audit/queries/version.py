"""Which acts a page is drawn after."""

from contextvars import ContextVar

from django.db import connection

from audit import request_ids

# The request that asked last in this thread, and what it was told.
_told: ContextVar[tuple[str, str]] = ContextVar("version_told", default=("", ""))


def version() -> str:
    """A text that is another one after every act: the newest record's id and, where writers do not wait for one another,
    which of their transactions are still under way. One query, answered from an index; one request asks once.
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
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A lower id may be committed after a higher one; the snapshot tells both moments apart.
            cursor.execute("SELECT max(id), pg_current_snapshot()::text FROM audit_record")
        else:
            cursor.execute("SELECT max(id) FROM audit_record")
        return ":".join(map(str, cursor.fetchone()))
