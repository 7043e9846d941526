import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A judge's wish to talk about an entry gets a name of its own; two rooms had a “Flag”. Rows and table are kept."""

    dependencies = [("judging", "0006_calibration_round")]
    operations = [
        migrations.RenameModel("Flag", "TalkingPoint"),
        migrations.AlterModelOptions(
            "talkingpoint",
            {"ordering": ["pk"], "verbose_name": "talking point", "verbose_name_plural": "talking points"},
        ),
        migrations.RenameField("talkingpoint", "flagged_at", "asked_at"),
        migrations.RemoveConstraint("talkingpoint", "flag_once"),
        migrations.AddConstraint(
            "talkingpoint",
            models.UniqueConstraint(fields=["seat", "entry"], name="talking_point_once"),
        ),
        migrations.AlterField(
            "talkingpoint",
            "seat",
            models.ForeignKey(
                to="judging.seat", on_delete=django.db.models.deletion.CASCADE, related_name="talking_points"
            ),
        ),
        migrations.AlterField(
            "talkingpoint",
            "entry",
            models.ForeignKey(
                to="nominations.entry", on_delete=django.db.models.deletion.CASCADE, related_name="talking_points"
            ),
        ),
    ]
