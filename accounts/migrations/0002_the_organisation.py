from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("accounts", "Organisation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """The one row that every page counts on."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
