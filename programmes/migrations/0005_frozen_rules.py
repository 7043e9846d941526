from django.db import migrations

from programmes import triggers


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":  # SQLite's come after all migrations: see programmes.triggers
        triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """From here on the database itself refuses to change rules under which a cycle has opened."""

    dependencies = [("programmes", "0004_rules_and_consultation")]
    operations = [migrations.RunPython(install, remove)]
