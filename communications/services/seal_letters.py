"""The trail's latest seal, sent every week to people who keep it: what they hold nobody can rewrite."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Organisation
from accounts.queries.organisation import the_organisation
from audit.models import Seal
from communications.models import Message
from communications.services.writing import write

TEMPLATE = "audit_seal"


def send_seal_weekly(*, now: datetime | None = None) -> int:
    """Write this week's message to everybody named in the organisation's settings; returns how many. A step of the clock.

    Once a week and address, whichever clock comes first; a week in which nothing was sealed yet sends nothing.
    """
    organisation = the_organisation()
    wanted = {
        _key(address, organisation, now or timezone.now()): address
        for address in organisation.seal_readers.lower().split()
    }
    if not wanted:
        return 0
    known = set(Message.objects.filter(dedupe_key__in=wanted).values_list("dedupe_key", flat=True))
    new = {key: address for key, address in wanted.items() if key not in known}
    seal = Seal.objects.order_by("-number").first() if new else None
    if seal is not None:
        _write(seal, new, organisation)
    return len(new) if seal is not None else 0


def _key(address: str, organisation: Organisation, now: datetime) -> str:
    year, week, _day = timezone.localtime(now, organisation.zone).isocalendar()
    return f"{TEMPLATE}:{year}-{week:02}:{address}"


@transaction.atomic
def _write(seal: Seal, new: dict[str, str], organisation: Organisation) -> None:
    sealed_on = timezone.localtime(seal.at, organisation.zone)
    records = Seal.objects.filter(number__lte=seal.number).aggregate(all=Sum("count"))["all"]
    context = {
        "seal_number": str(seal.number),
        "seal_hash": seal.hash,
        "sealed_on": date_format(sealed_on, "l j F Y, P"),
        "record_count": str(records),
        "link": f"{settings.SITE_URL}{reverse('audit:trail')}",
        "organisation_name": organisation.name,
    }
    for key, address in new.items():
        write(template=TEMPLATE, to=address, context={**context, "recipient_name": address}, dedupe_key=key)
