from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import RECEIVED_STATES
from nominations.models import Nomination
from recognition.enums import CertificateState
from recognition.models import Announcement, Certificate

AS_MANY = 5


def results_heard(person: User, since: datetime) -> list[dict[str, Any]]:
    """Results that became public in programmes this person manages or in cycles they nominated in; one query.

    Nothing before its embargo, and who was honoured is not said here.
    """
    nominated = Nomination.objects.filter(nominator=person, state__in=RECEIVED_STATES).values("cycle")
    heard = Announcement.objects.filter(
        Q(cycle__programme__managers=person) | Q(cycle__in=nominated),
        announced_at__isnull=False,
        public=True,
        embargo_until__range=(since, timezone.now()),
    )
    return [
        {
            "words": _("The winners of %(programme)s, %(cycle)s, were named.")
            % {"programme": one.cycle.programme.title, "cycle": one.cycle.known_as},
            "at": one.embargo_until,
            "url": reverse("recognition:winners", args=[one.cycle.programme.slug]),
        }
        for one in heard.select_related("cycle__programme").distinct().order_by("-embargo_until")[:AS_MANY]
    ]


def certificates_ready(person: User, since: datetime) -> list[dict[str, Any]]:
    """Certificates of this person's own from a late announcement, ready to download once its letters have left; one query."""
    entry = "award__decision__entry"
    own = Certificate.objects.filter(
        Q(**{f"{entry}__person": person}) | Q(**{f"{entry}__team__leader": person}),
        state=CertificateState.READY,
        made_at__gte=since,
        award__decision__cycle__announcement__announce_at__range=(since, timezone.now()),
    ).select_related("award__decision__cycle__programme", entry)
    return [
        {
            "words": _("Your certificate is ready: %(programme)s, %(cycle)s.")
            % {
                "programme": one.award.decision.cycle.programme.title,
                "cycle": one.award.decision.cycle.known_as,
            },
            "at": one.made_at,
            "url": reverse("recognition:entry", args=[one.award.decision.entry.reference]),
        }
        for one in own.order_by("-made_at")[:AS_MANY]
    ]
