from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from accounts.queries.organisation import the_organisation
from communications import services as communications
from judging.models import Seat
from programmes.models import Cycle


def tell(*, template: str, seat: Seat, cycle: Cycle, context: Mapping[str, str], path: str, key: str) -> None:
    """Write to a judge: the placeholders that every message to a judge has, and those of ``context``.

    The same ``template`` and ``key`` is the same message and goes out once.
    """
    organisation = the_organisation()
    manager = cycle.programme.managers.order_by("pk").first()
    closes = timezone.localtime(cycle.deliberating_at, organisation.zone)
    communications.write(
        template=template,
        to=seat.judge,
        context={
            "recipient_name": seat.judge.short_name,
            "programme_title": cycle.programme.title,
            "cycle_name": cycle.known_as,
            "closes_on": date_format(closes, "l j F Y, P"),
            "link": f"{settings.SITE_URL}{path}",
            "signature_name": manager.full_name if manager else organisation.name,
            "organisation_name": organisation.name,
            **context,
        },
        dedupe_key=f"{template}:{key}",
        programme=cycle.programme.slug,
    )
