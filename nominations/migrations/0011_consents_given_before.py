from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Coalesce

BATCH = 500
FIELDS = {"show": "may_show", "publish": "may_publish", "contact": "may_contact"}


def write_down(apps, schema_editor):
    """What nominations and notices say of consents that were given before there was a record of them."""
    Nomination = apps.get_model("nominations", "Nomination")
    Notice = apps.get_model("nominations", "Notice")
    Consent = apps.get_model("nominations", "Consent")
    agreed = Q(may_show=True) | Q(may_publish=True) | Q(may_contact=True) | ~Q(consent_wording="")
    said = (
        Nomination.objects.exclude(state="draft")
        .filter(agreed, consents=None, cycle__names_removed_at=None)
        .annotate(said_at=Coalesce("submitted_at", "created_at"))
    )
    columns = ("pk", "cycle_id", "medium", "said_at", "consent_wording", *FIELDS.values())
    last = 0
    while found := list(said.filter(pk__gt=last).order_by("pk").values_list(*columns)[:BATCH]):
        Consent.objects.bulk_create(row for one in found for row in _given(Consent, *one))
        last = found[-1][0]
    asked = Notice.objects.filter(unpublished_at__isnull=False, consents=None)
    Consent.objects.bulk_create(
        (
            Consent(cycle_id=cycle, notice_id=pk, purpose="unpublished", given=True, route="page", at=at)
            for pk, cycle, at in asked.values_list("pk", "cycle_id", "unpublished_at")
        ),
        batch_size=BATCH,
    )


def _given(Consent, pk, cycle, medium, at, wording, *given):
    purposes = [purpose for purpose, yes in zip(FIELDS, given, strict=True) if yes] + (["held"] if wording else [])
    return [
        Consent(cycle_id=cycle, nomination_id=pk, purpose=purpose, given=True, wording=wording, route=medium, at=at)
        for purpose in purposes
    ]


class Migration(migrations.Migration):
    dependencies = [("nominations", "0010_consents")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
