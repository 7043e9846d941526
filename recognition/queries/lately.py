from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import RECEIVED_STATES
from nominations.models import Nomination
from programmes.queries.happenings import happenings, known_as
from recognition.enums import CertificateState
from recognition.models import Announcement, Certificate

CYCLE = "award__decision__cycle__"


def results_heard(person: User, since: datetime) -> QuerySet[Announcement]:
    """Results that became public in programmes this person manages or in cycles they nominated in.

    Nothing before its embargo, and who was honoured is not said here.
    """
    nominated = Nomination.objects.filter(nominator=person, state__in=RECEIVED_STATES).values("cycle")
    heard = Announcement.objects.filter(
        Q(cycle__programme__managers=person) | Q(cycle__in=nominated),
        announced_at__isnull=False,
        public=True,
        embargo_until__range=(since, timezone.now()),
    )
    return happenings(heard, "embargo_until", "cycle__programme__title", known_as("cycle__"), "cycle__programme__slug")


def say_result(programme: str, cycle: str, slug: str, *_unused: str) -> tuple[str, str]:
    """The sentence for results that are out, and where they stand."""
    words = _("The winners of %(programme)s, %(cycle)s, were named.") % {"programme": programme, "cycle": cycle}
    return words, reverse("recognition:winners", args=[slug])


def certificates_ready(person: User, since: datetime) -> QuerySet[Certificate]:
    """Certificates of this person's own from a late announcement, ready to download once its letters have left."""
    entry = "award__decision__entry"
    own = Certificate.objects.filter(
        Q(**{f"{entry}__person": person}) | Q(**{f"{entry}__team__leader": person}),
        state=CertificateState.READY,
        made_at__gte=since,
        award__decision__cycle__announcement__announce_at__range=(since, timezone.now()),
    )
    return happenings(own, "made_at", f"{CYCLE}programme__title", known_as(CYCLE), f"{entry}__reference")


def say_certificate(programme: str, cycle: str, reference: str, *_unused: str) -> tuple[str, str]:
    """The sentence for a certificate that is ready, and where it is."""
    words = _("Your certificate is ready: %(programme)s, %(cycle)s.") % {"programme": programme, "cycle": cycle}
    return words, reverse("recognition:entry", args=[reference])
