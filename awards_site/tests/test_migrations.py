"""The migrations end in the tables that the models say; that no migration is missing is bin/check's business."""

from django.apps import apps
from django.db import connection

QUESTION = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


def test_migrations_make_the_tables_and_indexes_of_the_models(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        migrated = _tables(connection)
        other = connection.copy()
        other.settings_dict["NAME"] = ":memory:"
        with other.schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)
        said = _tables(other)
        other.close()
    migrated.pop("django_migrations")
    assert migrated == said


def _tables(database):
    """What each table and index is made of: a migrated table has its columns in another order."""
    with database.cursor() as cursor:
        cursor.execute(QUESTION)
        return {name: sorted(_parts(statement)) for name, statement in cursor.fetchall()}


def _parts(statement):
    """The statement's beginning, and what stands between the commas of its outer brackets."""
    beginning, _, rest = statement.partition("(")
    yield beginning.strip()
    deep, part = 0, ""
    for letter in rest.rsplit(")", 1)[0]:
        deep += (letter == "(") - (letter == ")")
        if letter == "," and not deep:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()
    yield rest.rsplit(")", 1)[1].strip()
