from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from recognition.enums import CertificateState
from recognition.models import Award


def awards_to_answer_for(person: User) -> QuerySet[Award]:
    """The awards for which this person says whether somebody may be named: their own, and those of the teams they lead."""
    theirs = Q(decision__entry__person=person) | Q(decision__entry__team__leader=person)
    awards = Award.objects.filter(theirs, decision__cycle__announcement__announce_at__lte=timezone.now())
    return awards.select_related(
        "decision__cycle__programme", "decision__cycle__announcement", "decision__category", "decision__entry"
    )


def consents_waiting(person: User) -> list[QuerySet[Any]]:
    """The rows that ``waiting`` is made of, for the top bar's count."""
    unanswered = awards_to_answer_for(person).filter(consent_at=None)
    return [unanswered.exclude(certificate__state=CertificateState.REVOKED)]


def waiting(person: User) -> list[dict[str, Any]]:
    """An honoured person has not said yet whether they may be named."""
    [unanswered] = consents_waiting(person)
    return [
        {
            "title": _("May we say in public that it is you?"),
            "detail": _("%(programme)s, %(cycle)s: %(category)s. Until you answer, your name stays inside.")
            % {
                "programme": award.decision.cycle.programme.title,
                "cycle": award.decision.cycle.known_as,
                "category": award.decision.category.title,
            },
            "url": reverse("recognition:entry", args=[award.decision.entry.reference]),
            "button": _("Decide"),
            "due": localtime(award.decision.cycle.announcement.embargo_until).date(),
        }
        for award in unanswered
    ]
