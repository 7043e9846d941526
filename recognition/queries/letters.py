"""The words of each letter about a result: what fills the placeholders of ``communications/library/result_*.md``."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.queries.organisation import the_organisation
from judging.models import Decision
from programmes.models import Category, Cycle
from recognition.models import Announcement
from recognition.queries.feedback import feedback_of
from recognition.queries.hearing import Hearer


@dataclass(frozen=True)
class Occasion:
    """What all letters about one cycle share."""

    cycle: Cycle
    announcement: Announcement
    organisation: Organisation
    signature: str
    feedback: dict[int, str] = field(default_factory=dict)


def occasion_of(announcement: Announcement) -> Occasion:
    """The occasion of one announcement, with the feedback that the rulebook promised."""
    cycle, organisation = announcement.cycle, the_organisation()
    design = getattr(cycle.programme, "certificate_design", None)
    manager = cycle.programme.managers.order_by("pk").first()
    signature = (design.signed_by if design else "") or (manager.full_name if manager else organisation.name)
    return Occasion(cycle, announcement, organisation, signature, feedback_of(cycle))


def context_of(hearer: Hearer, occasion: Occasion) -> dict[str, str]:
    """The placeholders of this person's letter."""
    own = hearer.template in {"result_winner", "result_highly_commended", "result_not_chosen", "result_manager"}
    return placeholders(
        occasion,
        recipient_name=hearer.name,
        nominee_name=hearer.nominee or hearer.entry.nominee_name,
        category=hearer.entry.category,
        decision=hearer.decision,
        reference=hearer.reference,
        feedback=occasion.feedback.get(hearer.entry.pk, ""),
        path=reverse("recognition:entry", args=[hearer.entry.reference]) if own else winners_path(occasion.cycle),
    )


def winners_path(cycle: Cycle) -> str:
    """Where the winners of the cycle's programme are shown."""
    return reverse("recognition:winners", args=[cycle.programme.slug])


def placeholders(
    occasion: Occasion,
    *,
    recipient_name: str,
    nominee_name: str,
    category: Category,
    decision: Decision | None,
    reference: str = "",
    feedback: str = "",
    path: str = "",
) -> dict[str, str]:
    """Every placeholder of every letter about a result."""
    plan, zone = occasion.announcement, occasion.organisation.zone
    words = plan.words_for_winners if decision is not None else plan.words_for_others
    return {
        "recipient_name": recipient_name,
        "nominee_name": nominee_name,
        "programme_title": occasion.cycle.programme.title,
        "cycle_name": occasion.cycle.known_as,
        "category_title": category.title,
        "place_title": place_title(decision),
        "justification": " ".join(decision.justification.split()) if decision else "",
        "feedback": feedback or _("They read every nomination in full before they chose."),
        "reference": reference,
        "announced_on": said(plan.embargo_until, zone),
        "closes_on": date_format(localtime(plan.embargo_until, zone), "l j F Y"),
        "words": words.strip(),
        "link": f"{settings.SITE_URL}{path}",
        "signature_name": occasion.signature,
        "organisation_name": occasion.organisation.name,
    }


def place_title(decision: Decision | None) -> str:
    """What somebody has become, inside a sentence."""
    if decision is None:
        return ""
    if decision.commended:
        return _("highly commended")
    return _("the winner") if decision.category.places == 1 else _("a winner")


def said(when: datetime, zone: object) -> str:
    """Friday 4 December 2026, 5 pm, in the organisation's zone."""
    local = localtime(when, zone)  # type: ignore[arg-type]  # a ZoneInfo is a tzinfo
    return f"{date_format(local, 'l j F Y')}, {date_format(local, 'P').replace('.m.', 'm')}"
