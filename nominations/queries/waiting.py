"""What of nominations waits for somebody on their home page."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.queries.nominations import made_by
from programmes.enums import Stage
from programmes.models import Cycle


def drafts_waiting(person: User) -> list[QuerySet[Any]]:
    """The rows that ``drafts_of`` is made of, for the top bar's count."""
    open_now = {"cycle__stage": Stage.OPEN, "cycle__screening_at__gt": timezone.now()}
    return [made_by(person).filter(state=NominationState.DRAFT, **open_now)]


def drafts_of(person: User) -> list[dict[str, Any]]:
    """Drafts that would be lost when nominations close; one query."""
    return [
        {
            "title": _("Finish your nomination of %(nominee)s") % {"nominee": draft.nominee.name},
            "detail": f"{draft.cycle.programme.title}, {draft.cycle.known_as}",
            "url": reverse("nominations:draft", args=[draft.cycle.programme.slug, draft.reference]),
            "button": _("Go on writing"),
            "due": timezone.localtime(draft.cycle.screening_at).date(),
        }
        for draft in drafts_waiting(person)[0]
    ]


def screening_waiting(person: User) -> list[QuerySet[Any]]:
    """The rows that ``to_screen_by`` is made of, for the top bar's count."""
    sent = Nomination.objects.filter(cycle=OuterRef("pk"), state=NominationState.SUBMITTED)
    return [Cycle.objects.filter(Exists(sent), programme__managers=person, stage=Stage.SCREENING)]


def to_screen_by(person: User) -> list[dict[str, Any]]:
    """Cycles of this manager's own programmes in which nominations wait to be screened; one query."""
    waiting = Count("nominations", filter=Q(nominations__state=NominationState.SUBMITTED))
    [found] = screening_waiting(person)
    cycles = found.select_related("programme").annotate(waiting=waiting)
    return [
        {
            "title": ngettext("Screen %(count)s nomination", "Screen %(count)s nominations", cycle.waiting)
            % {"count": cycle.waiting},
            "detail": _("You manage %(programme)s, %(cycle)s. Judging begins once none is left.")
            % {"programme": cycle.programme.title, "cycle": cycle.known_as},
            "url": reverse("nominations:queue", args=[cycle.programme.slug, cycle.name]),
            "button": _("Screen them"),
            "due": timezone.localtime(cycle.judging_at).date(),
        }
        for cycle in cycles
    ]
