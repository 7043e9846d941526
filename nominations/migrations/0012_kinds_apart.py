from django.db import migrations

from nominations.kind_triggers import GUARD


def install(apps, schema_editor):
    if (
        schema_editor.connection.vendor == "postgresql"
    ):  # SQLite's come after all migrations: see programmes.trigger_guard
        GUARD.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARD.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """From here on the database itself keeps people and teams in categories of their own."""

    dependencies = [("nominations", "0011_consents_given_before")]
    operations = [migrations.RunPython(install, remove)]
