from django.db import migrations, models


class Migration(migrations.Migration):
    """A page of results reads a few rows of thousands. What was computed before goes without and is read whole."""

    dependencies = [
        ("judging", "0008_nominator_or_supporter"),
    ]

    operations = [
        migrations.AddField(
            model_name="result",
            name="outline",
            field=models.JSONField(
                editable=False,
                help_text="What a page shows first of the figures (judging.calculations.outline); missing where computed before.",
                null=True,
            ),
        ),
    ]
