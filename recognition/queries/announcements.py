"""The plan of an announcement, and what stands in its way."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import DecisionState
from judging.models import Decision
from nominations.enums import NominationState
from programmes.enums import Stage
from programmes.models import Cycle
from recognition.enums import CertificateState, FulfilmentState
from recognition.models import Announcement, Certificate, Fulfilment


def announcement_of(cycle: Cycle) -> Announcement:
    """The plan of this cycle, saved or, until somebody saves one, as it would be: everybody hears when the stage begins."""
    saved = Announcement.objects.filter(cycle=cycle).first()
    if saved is not None:
        saved.cycle = cycle
        return saved
    return Announcement(cycle=cycle, announce_at=cycle.announce_at, embargo_until=cycle.announce_at)


def missing_to_announce(cycle: Cycle) -> list[str]:
    """What a cycle lacks to be announced: each category that was nominated for needs a confirmed decision."""
    if cycle.rulebook is None:
        return []
    judged = cycle.rulebook.categories.filter(
        entries__cycle=cycle, entries__nominations__state=NominationState.ACCEPTED
    )
    decided = Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED).values("category")
    return [
        _("Nobody has been chosen and confirmed for “%(category)s”.") % {"category": category.title}
        for category in judged.exclude(pk__in=decided).distinct().order_by("position", "pk")
    ]


def rail_steps(cycle: Cycle) -> list[dict[str, str]]:
    """The step “Announce” of a cycle's rail."""
    step = {"key": "announce", "name": _("Announce"), "url": _page(cycle)}
    if cycle.has_reached(Stage.ANNOUNCED):
        pending = Certificate.objects.filter(award__decision__cycle=cycle, state=CertificateState.PENDING).count()
        word = ngettext("%(n)d certificate to make", "%(n)d certificates to make", pending) % {"n": pending}
        return [
            {**step, "state": "now", "word": word} if pending else {**step, "state": "done", "word": _("Announced")}
        ]
    state = "now" if cycle.stage == Stage.DECIDED else "later"
    day = date_format(localtime(cycle.announce_at), "j F")
    return [{**step, "state": state, "word": _("On %(date)s") % {"date": day}}]


def needs(cycle: Cycle) -> list[dict[str, Any]]:
    """What recognition needs from the manager now: a plan before the day, rewards ordered after it."""
    if cycle.stage in {Stage.DELIBERATING, Stage.DECIDED} and not Announcement.objects.filter(cycle=cycle).exists():
        return [
            {
                "title": _("Plan the announcement"),
                "detail": _("Say who hears first and when it becomes public. Without a plan everybody hears at once."),
                "url": _page(cycle),
                "button": _("Plan it"),
                "due": localtime(cycle.announce_at).date(),
                "blocking": "",
            }
        ]
    if not cycle.has_reached(Stage.ANNOUNCED) or cycle.stage == Stage.CLOSED:
        return []
    due = Fulfilment.objects.filter(award__decision__cycle=cycle, state=FulfilmentState.DUE).count()
    if not due:
        return []
    title = ngettext("%(n)d reward is still to be ordered", "%(n)d rewards are still to be ordered", due) % {"n": due}
    detail = _("A reward that comes late says the opposite of thank you.")
    return [
        {
            "title": title,
            "detail": detail,
            "url": f"{_page(cycle)}#rewards",
            "button": _("See the rewards"),
            "due": localtime(cycle.closes_at).date(),
            "blocking": "",
        }
    ]


def is_public(announcement: Announcement) -> bool:
    """Whether anybody may see the results now."""
    return bool(announcement.announced_at and announcement.public and announcement.embargo_until <= timezone.now())


def _page(cycle: Cycle) -> str:
    return reverse("recognition:announce", args=[cycle.programme.slug, cycle.name])
