"""What supports a nomination goes where that one goes: on to the judges, back to be screened, or out."""

from django.db import transaction

from accounts.models import User
from audit import services as audit
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.services import letters
from nominations.services.moving import move_nomination

LIVE = (NominationState.SUBMITTED, NominationState.ACCEPTED)
RELATED = ("cycle__programme", "category", "nominee__person", "nominee__team", "nominator", "entry")


@transaction.atomic
def release_supporters(*, lead: Nomination, to: str, actor: User | None) -> None:
    """The nomination has been declined or withdrawn: its supporters go to another one of the same nominee, or with it (``to``).

    Who goes with it is told, so that they can write their own while nominations are open.
    """
    if lead.supports_id is not None:
        return
    supporters = list(lead.supporters.filter(state__in=LIVE).select_related(*RELATED))
    other = _another(lead) if supporters else None
    for supporter in supporters:
        if other is None:
            _go_with(supporter, to, actor)
        else:
            _hand_on(supporter, other, actor)


@transaction.atomic
def reopen_supporters(*, lead: Nomination, actor: User) -> None:
    """The nomination waits to be screened again, and with it what was accepted or declined along with it."""
    if lead.supports_id is not None:
        return
    along = lead.supporters.filter(state__in=[NominationState.ACCEPTED, NominationState.DECLINED])
    for supporter in along.exclude(screenings__eligible=False).select_related(*RELATED):
        _move(supporter, NominationState.SUBMITTED, "nomination.reopened", actor)


def _another(lead: Nomination) -> Nomination | None:
    """Another story of the same nominee in the same category; an accepted one first."""
    same = lead.cycle.nominations.filter(
        category=lead.category_id,
        nominee__person=lead.nominee.person_id,
        nominee__team=lead.nominee.team_id,
        supports=None,
        state__in=LIVE,
    )
    return same.exclude(pk=lead.pk).order_by("state", "pk").first()


def _hand_on(supporter: Nomination, other: Nomination, actor: User | None) -> None:
    Nomination.objects.filter(pk=supporter.pk).update(supports=other)
    audit.record(verb="nomination.support_handed_on", target=supporter, actor=actor, data={"supports": other.reference})
    if supporter.state == NominationState.ACCEPTED and other.state != NominationState.ACCEPTED:
        _move(supporter, NominationState.SUBMITTED, "nomination.reopened", actor)


def _go_with(supporter: Nomination, to: str, actor: User | None) -> None:
    _move(supporter, to, "nomination.support_ended", actor)
    letters.say_support_ended(supporter)


def _move(supporter: Nomination, to: str, verb: str, actor: User | None) -> None:
    move_nomination(nomination=supporter, to=to, verb=verb, actor=actor, changes={"entry": None})
