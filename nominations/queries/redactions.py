"""Which accepted nominations wait for somebody to look at what judges read, and the line that says so."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Evidence, Nomination
from nominations.queries.nominations import queue_of
from nominations.queries.window import BEFORE_JUDGING
from programmes.enums import Stage
from programmes.models import Cycle


def hides_names(cycle: Cycle) -> bool:
    """Whether the rules of this cycle keep names from its judges; they do until there are rules."""
    return cycle.rulebook is None or cycle.rulebook.blind


def redactable(cycle: Cycle, user: User) -> QuerySet[Nomination]:
    """The accepted nominations of a cycle as its manager may see them, those that nobody has looked at first."""
    accepted = queue_of(cycle, user).filter(_to_read(), state=NominationState.ACCEPTED)
    return accepted.exclude(nominator=user).order_by("redaction__looked_at", "pk")


def to_look_at(cycle: Cycle) -> QuerySet[Nomination]:
    """Accepted nominations of which nobody has looked at what judges read; none where judges see names."""
    accepted = cycle.nominations.filter(_to_read(), state=NominationState.ACCEPTED, redaction__looked_at=None)
    return accepted if hides_names(cycle) else accepted.none()


def _to_read() -> Q:
    """A voice that supports another without words of its own gives judges nothing to read."""
    return Q(supports=None) | Q(Exists(Evidence.objects.filter(nomination=OuterRef("pk"))))


def needs(cycle: Cycle) -> list[dict[str, Any]]:
    """How many stories nobody has looked at before judges read them; a line for a cycle's page."""
    if cycle.stage not in {*BEFORE_JUDGING, Stage.JUDGING} or not hides_names(cycle):
        return []
    count = to_look_at(cycle).count()
    if not count:
        return []
    title = ngettext(
        "Look at what judges read of %(count)s story", "Look at what judges read of %(count)s stories", count
    )
    return [
        {
            "title": title % {"count": count},
            "detail": _(
                "Names, teams and addresses were found and hidden by themselves. A nickname is for you to find."
            ),
            "url": reverse("nominations:redactions", args=[cycle.programme.slug, cycle.name]),
            "button": _("Look at them"),
            "due": timezone.localtime(cycle.judging_at).date(),
            "blocking": "",
        }
    ]
