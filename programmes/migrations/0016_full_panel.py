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
    """Whether every judge of the panel reads every entry; frozen with the rules."""

    dependencies = [
        ("programmes", "0015_judges_named"),
    ]

    operations = [
        migrations.AddField(
            model_name="rulebook",
            name="full_panel",
            field=models.BooleanField(
                default=False,
                help_text="For a small panel. The number of judges for each entry then counts for nothing; the fewest for a result does.",
                verbose_name="every judge of the panel reads every entry",
            ),
        ),
        migrations.RunPython(guard_the_new_column, lift_the_guard),
    ]
