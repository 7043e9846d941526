from django.db import migrations, models


class Migration(migrations.Migration):
    """Who supports a nomination stands aside like its nominator: the words say so. Nothing changes in the table."""

    dependencies = [
        ("judging", "0007_talking_point"),
    ]

    operations = [
        migrations.AlterField(
            model_name="conflict",
            name="source",
            field=models.CharField(
                choices=[
                    ("self", "Is the nominee"),
                    ("same-team", "Works in the nominee’s team"),
                    ("line-manager", "Manages the nominee"),
                    ("report", "Is managed by the nominee"),
                    ("nominator", "Nominated or supports this entry"),
                    ("close", "Declared by the judge"),
                    ("declared", "Declared by the judge"),
                ],
                max_length=15,
                verbose_name="found",
            ),
        ),
    ]
