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
    """Whether colleagues may support a nomination instead of writing a second one; frozen with the rules."""

    dependencies = [
        ("programmes", "0012_form_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name="rulebook",
            name="supporting",
            field=models.CharField(
                choices=[
                    ("no", "Not possible: everybody writes their own"),
                    ("names", "Team members see who is nominated for what, and can add their voice"),
                    ("excerpt", "They also read the first lines of a story whose nominator let it be printed"),
                ],
                default="no",
                help_text="Nobody reads who nominated, nor that they are named themselves; judges who see no names see no list.",
                max_length=10,
                verbose_name="supporting a colleague’s nomination",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.CheckConstraint(
                condition=models.Q(("supporting__in", ["no", "names", "excerpt"])), name="rulebook_supporting_known"
            ),
        ),
        migrations.RunPython(guard_the_new_column, lift_the_guard),
    ]
