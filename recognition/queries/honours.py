"""Who may be shown in public: after the embargo, named only with consent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from programmes.models import Programme
from recognition.enums import CertificateState
from recognition.models import Award
from recognition.queries.publishing import asked_not_to_publish

# A team smaller than this would give away who is meant.
SMALLEST_TEAM = 5
RECENT = 5


@dataclass(frozen=True)
class Honoured:
    """One award as the public may see it. ``name`` is the person's, the team's, or “a colleague in Debt support”."""

    name: str
    named: bool
    about: str
    honour: str
    commended: bool
    category: str
    programme: str
    slug: str
    cycle: str
    citation: str
    announced_at: datetime


def public_awards(now: datetime | None = None) -> QuerySet[Award]:
    """The awards that are public by now: announced, embargo over, not revoked."""
    awards = Award.objects.filter(
        decision__cycle__announcement__announced_at__isnull=False,
        decision__cycle__announcement__public=True,
        decision__cycle__announcement__embargo_until__lte=now or timezone.now(),
    ).exclude(certificate__state=CertificateState.REVOKED)
    return awards.select_related(
        "decision__category",
        "decision__cycle__programme",
        "decision__cycle__announcement",
        "decision__entry__person__team",
        "decision__entry__person__job_role",
        "decision__entry__team",
    ).order_by("-decision__cycle__opens_at", "decision__category__position", "decision__place")


def shown(awards: QuerySet[Award]) -> list[Honoured]:
    """The awards that may be shown, each as it may be shown; those who do not agree only where the plan allows it."""
    team = User.objects.filter(team=OuterRef("decision__entry__person__team"), is_active=True).order_by()
    crowd = Subquery(team.values("team").annotate(count=Count("pk")).values("count"))
    found = (_honoured(award) for award in awards.annotate(team_size=Coalesce(crowd, 0), untold=asked_not_to_publish()))
    return [one for one in found if one is not None]


def unnamed(awards: QuerySet[Award]) -> int:
    """How many of these awards do not name who received them."""
    return awards.filter(consent=False).count()


def for_programme(programme: Programme) -> list[dict[str, Any]]:
    """The most recent winners of a programme for its public page: kicker, name, detail, quote and url, the newest first."""
    awards = public_awards().filter(decision__cycle__programme=programme, consent=True, decision__commended=False)
    return [
        {
            "kicker": f"{one.category}, {one.cycle}",
            "category": one.category,
            "cycle": one.cycle,
            "name": one.name,
            "detail": one.about,
            "quote": one.citation,
            "url": reverse("recognition:winners", args=[programme.slug]),
        }
        for one in shown(awards[:RECENT])
    ]


def _honoured(award: Award) -> Honoured | None:
    decision, entry = award.decision, award.decision.entry
    if award.consent:
        name, about = entry.nominee_name, _about(award)
    elif decision.cycle.announcement.unnamed_shown:
        name, about = _unnamed_name(award), ""
    else:
        return None
    return Honoured(
        name=name,
        named=award.consent,
        about=about,
        honour=_("Highly commended") if decision.commended else _("Winner"),
        commended=decision.commended,
        category=decision.category.title,
        programme=decision.cycle.programme.title,
        slug=decision.cycle.programme.slug,
        cycle=decision.cycle.known_as,
        citation=award.citation if award.consent and not award.untold else "",  # type: ignore[attr-defined]  # shown annotates
        announced_at=award.announced_at,
    )


def _about(award: Award) -> str:
    person = award.decision.entry.person
    if person is None:
        return ""
    parts = [person.job_role.name if person.job_role else "", person.team.name if person.team else ""]
    return ", ".join(part for part in parts if part)


def _unnamed_name(award: Award) -> str:
    person = award.decision.entry.person
    if person is None:
        return _("A team")
    if person.team is None or getattr(award, "team_size", 0) < SMALLEST_TEAM:
        return _("A colleague")
    return _("A colleague in %(team)s") % {"team": person.team.name}
