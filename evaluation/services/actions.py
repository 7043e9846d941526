"""Improvements that an evaluation led to, and how they are carried from cycle to cycle until they are done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import StaleState
from evaluation.models import Action
from evaluation.queries.actions import actions_of, next_cycle
from programmes.enums import Stage
from programmes.models import Cycle


@transaction.atomic
def add_action(
    *, cycle: Cycle, title: str, because: str, owner: User | None, due: date | None, actor: User | None
) -> Action:
    """Resolve on an improvement."""
    action = Action.objects.create(cycle=cycle, title=title, because=because, owner=owner, due=due)
    audit.record(
        verb="action.added",
        target=action,
        actor=actor,
        data={"title": text_digest(title), "owner": owner.pk if owner else None, "due": due},
    )
    return action


@transaction.atomic
def finish_action(*, action: Action, actor: User | None) -> Action:
    """Tick it off. Raises StaleState where it is done already."""
    if not Action.objects.filter(pk=action.pk, done_at=None).update(done_at=timezone.now()):
        raise StaleState(_("This improvement has been ticked off already."))
    action.refresh_from_db()
    audit.record(verb="action.done", target=action, actor=actor)
    return action


@transaction.atomic
def reopen_action(*, action: Action, actor: User | None) -> Action:
    """It was not done after all. Raises StaleState where it is open already."""
    if not Action.objects.filter(pk=action.pk, done_at__isnull=False).update(done_at=None):
        raise StaleState(_("This improvement is open already."))
    action.refresh_from_db()
    audit.record(verb="action.reopened", target=action, actor=actor)
    return action


@transaction.atomic
def carry_actions(*, cycle: Cycle, actor: User | None) -> int:
    """Carry what a closing cycle leaves open into the programme's next cycle; how many. None while there is no next one."""
    following = next_cycle(cycle)
    return _carry(actions_of(cycle), following, actor) if following else 0


@transaction.atomic
def carry_into(*, cycle: Cycle, actor: User | None) -> int:
    """Take over what closed cycles of the programme left open before this cycle was planned; how many."""
    left = Action.objects.filter(
        cycle__programme=cycle.programme_id, cycle__stage=Stage.CLOSED, done_at=None, carried_to=None
    ).select_related("cycle__programme")
    return _carry(list(left), cycle, actor)


def _carry(actions: list[Action], into: Cycle, actor: User | None) -> int:
    carried = 0
    for action in actions:
        if action.done_at is None and into.pk not in {action.carried_to_id, action.cycle_id}:
            Action.objects.filter(pk=action.pk).update(carried_to=into)
            audit.record(verb="action.carried", target=action, actor=actor, data={"into": into.label})
            carried += 1
    return carried
