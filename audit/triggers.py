"""The database's own refusal to change the trail, for the databases that Laurel runs on.

Used by the migration that installs it, and by the test run, which must empty tables between tests.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# The columns of a record that may never change: all but the seal, which may be set once.
FROZEN = (
    "id", "at", "request_id", "actor_id", "acting_for_id", "verb", "target_type", "target_id", "target_label",
    "programme", "cycle", "before", "data", "content_hash",
)  # fmt: skip
REFUSAL = "the audit trail is append-only"

_SQLITE_SAME = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in FROZEN)
_SQLITE = [
    f"""CREATE TRIGGER audit_record_update BEFORE UPDATE ON audit_record
        WHEN NOT (OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND {_SQLITE_SAME})
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"CREATE TRIGGER audit_record_delete BEFORE DELETE ON audit_record BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_seal_update BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_seal_delete BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
_SQLITE_REMOVE = [
    f"DROP TRIGGER IF EXISTS {name}"
    for name in ("audit_record_update", "audit_record_delete", "audit_seal_update", "audit_seal_delete")
]

_POSTGRES_SAME = " AND ".join(f'OLD."{name}" IS NOT DISTINCT FROM NEW."{name}"' for name in FROZEN)
_POSTGRES = [
    f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER audit_record_update BEFORE UPDATE ON audit_record FOR EACH ROW
        WHEN (NOT (OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND {_POSTGRES_SAME}))
        EXECUTE FUNCTION audit_refuse()""",
    "CREATE TRIGGER audit_record_delete BEFORE DELETE ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_record_truncate BEFORE TRUNCATE ON audit_record EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_change BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_truncate BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse()",
]
_POSTGRES_REMOVE = ["DROP FUNCTION IF EXISTS audit_refuse() CASCADE"]

_INSTALL = {"sqlite": _SQLITE, "postgresql": _POSTGRES}
_REMOVE = {"sqlite": _SQLITE_REMOVE, "postgresql": _POSTGRES_REMOVE}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. Raises KeyError on a database that Laurel does not know."""
    _run(connection, _INSTALL[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; without effect where there are none."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
