import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes import case_triggers


def install(apps, schema_editor):
    if (
        schema_editor.connection.vendor == "postgresql"
    ):  # SQLite's come after all migrations: see programmes.case_triggers
        case_triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    case_triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Staff time in the costs of a business case, the rule of its approval, the guided path; a proposed case is frozen."""

    dependencies = [
        ("programmes", "0007_launch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidedPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.CharField(
                        choices=[
                            ("about", "About"),
                            ("objectives", "Objectives"),
                            ("who", "Who can win"),
                            ("rewards", "Rewards"),
                            ("when", "When"),
                            ("ready", "Presentation"),
                        ],
                        default="about",
                        max_length=20,
                        verbose_name="next screen",
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "guided path",
                "verbose_name_plural": "guided paths",
            },
        ),
        migrations.AddField(
            model_name="businesscase",
            name="approval_rule",
            field=models.CharField(
                choices=[("all", "All of them approve"), ("any", "Any one of them approves")],
                default="all",
                max_length=10,
                verbose_name="approved when",
            ),
        ),
        migrations.AddField(
            model_name="costline",
            name="hourly_rate",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="cost of an hour"
            ),
        ),
        migrations.AddField(
            model_name="costline",
            name="hours",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="hours each"),
        ),
        migrations.AddField(
            model_name="costline",
            name="hours_high",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="hours each, high"
            ),
        ),
        migrations.AddField(
            model_name="costline",
            name="hours_low",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="hours each, low"
            ),
        ),
        migrations.AddField(
            model_name="costline",
            name="people",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="people"),
        ),
        migrations.AddConstraint(
            model_name="businesscase",
            constraint=models.CheckConstraint(
                condition=models.Q(("approval_rule__in", ["all", "any"])), name="case_rule_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="costline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("hourly_rate__isnull", True),
                        ("hours__isnull", True),
                        ("hours_high__isnull", True),
                        ("hours_low__isnull", True),
                        ("people__isnull", True),
                    ),
                    models.Q(
                        ("hourly_rate__isnull", False),
                        ("hours__isnull", False),
                        ("hours_high__isnull", False),
                        ("hours_low__isnull", False),
                        ("people__isnull", False),
                        ("hourly_rate__gte", 0),
                        ("hours__gte", models.F("hours_low")),
                        ("hours_high__gte", models.F("hours")),
                        ("hours_low__gte", 0),
                        ("people__gte", 1),
                    ),
                    _connector="OR",
                ),
                name="cost_staff_time_whole",
            ),
        ),
        migrations.AddField(
            model_name="guidedpath",
            name="programme",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="guided_path", to="programmes.programme"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidedpath",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__in", ["about", "objectives", "who", "rewards", "when", "ready"])),
                name="guided_path_screen_known",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
