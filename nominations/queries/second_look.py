"""Declines that wait for a second person."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Nomination, ProposedDecline
from nominations.queries.nominations import screened_by
from nominations.queries.window import BEFORE_JUDGING
from programmes.models import Cycle, Programme


def waiting_decline(nomination: Nomination) -> ProposedDecline | None:
    """The proposal to decline it that nobody has decided on."""
    return nomination.proposed_declines.filter(outcome="").select_related("proposed_by", "rule", "nomination").first()


def another_can_decide(programme: Programme, person: User) -> bool:
    """Whether the programme has another manager who could confirm; an administrator can in any case."""
    return programme.managers.filter(is_active=True).exclude(pk=person.pk).exists()


def to_confirm_by(person: User) -> list[dict[str, Any]]:
    """Cycles in which somebody else's proposals to decline wait for this person; one query.

    A manager sees those of their programmes; an administrator those that no other manager can decide.
    """
    [found] = confirming_waits(person)
    theirs = Q(nominations__proposed_declines__in=_open_to(person))
    cycles = found.select_related("programme").annotate(
        waiting=Count("nominations__proposed_declines", filter=theirs, distinct=True)
    )
    return [
        {
            "title": ngettext(
                "Confirm %(count)s decline, or keep the nomination",
                "Confirm %(count)s declines, or keep the nominations",
                cycle.waiting,
            )
            % {"count": cycle.waiting},
            "detail": _("%(programme)s, %(cycle)s: somebody proposed it, and a second person decides.")
            % {"programme": cycle.programme.title, "cycle": cycle.known_as},
            "url": reverse("nominations:queue", args=[cycle.programme.slug, cycle.name]) + "?look=declines",
            "button": _("Look at them"),
            "due": timezone.localtime(cycle.judging_at).date(),
        }
        for cycle in cycles
    ]


def confirming_waits(person: User) -> list[QuerySet[Any]]:
    """The rows that ``to_confirm_by`` is made of, for the top bar's count."""
    proposed = _open_to(person).filter(nomination__cycle=OuterRef("pk"))
    cycles = Cycle.objects.filter(Exists(proposed), stage__in=BEFORE_JUDGING)
    if not person.is_staff:
        return [cycles.filter(programme__managers=person)]
    alone = proposed.exclude(nomination__cycle__programme__in=_with_another_manager(OuterRef("proposed_by")))
    return [cycles.filter(Q(programme__managers=person) | Q(Exists(alone))).distinct()]


def _open_to(person: User) -> QuerySet[ProposedDecline]:
    """Somebody else's proposals that this person can decide on: on what still waits to be screened and is not theirs."""
    waiting = Nomination.objects.filter(screened_by(person.pk, person.team_id), state=NominationState.SUBMITTED)
    others = ProposedDecline.objects.filter(outcome="").exclude(proposed_by=person)
    return others.filter(nomination__in=waiting.exclude(nominator=person).values("pk"))


def _with_another_manager(proposer: Any) -> QuerySet[Any]:
    """Programmes that have an active manager besides the one who proposed."""
    managers = Programme.managers.through.objects.filter(user__is_active=True).exclude(user=proposer)
    return managers.values("programme")
