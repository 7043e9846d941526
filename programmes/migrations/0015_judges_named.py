from django.db import migrations, models

from programmes import triggers


def guard_the_new_column(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":  # SQLite's come after all migrations: see programmes.triggers
        triggers.install(schema_editor.connection)


def lift_the_guard(apps, schema_editor):
    """The triggers name the column that goes; going back this far leaves the guarding to the code above the database."""
    if schema_editor.connection.vendor == "postgresql":
        triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Whether the report on a result names the judges beside their totals; frozen with the rules."""

    dependencies = [
        ("programmes", "0014_team_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="rulebook",
            name="judges_named",
            field=models.BooleanField(
                default=False,
                help_text="Without this it shows their totals from the highest down, so that they name nobody.",
                verbose_name="the report on a result names the judges beside their totals",
            ),
        ),
        migrations.RunPython(guard_the_new_column, lift_the_guard),
    ]
