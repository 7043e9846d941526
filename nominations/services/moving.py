"""The one gate through which the state of a nomination changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, StaleState
from audit.services.recording import Act, record_all
from nominations.enums import TRANSITIONS, NominationState
from nominations.models import Nomination

BATCH = 500


@transaction.atomic
def move_nomination(
    *,
    nomination: Nomination,
    to: str,
    verb: str,
    actor: User | None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> Nomination:
    """Move one nomination; ``changes`` are fields that change with the state, ``data`` goes to the trail.

    Raises IllegalMove for a move that TRANSITIONS lacks, StaleState when somebody was faster.
    """
    before = nomination.state
    _require_legal(nomination, to)
    moved = Nomination.objects.filter(pk=nomination.pk, state=before).update(state=to, **(changes or {}))
    if moved != 1:
        raise StaleState(_("Somebody has already changed nomination %(reference)s.") % {"reference": nomination})
    nomination.state = to
    for field, value in (changes or {}).items():
        setattr(nomination, field, value)
    audit.record(
        verb=verb, target=nomination, actor=actor, before={"state": before}, data={"state": to, **(data or {})}
    )
    return nomination


@transaction.atomic
def move_nominations(*, nominations: Iterable[Nomination], to: str, verb: str, actor: User | None) -> int:
    """Move many with few statements, all or none; what changes with the state was written before. Returns how many.

    Raises as ``move_nomination`` does.
    """
    by_state: dict[str, list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        _require_legal(nomination, to)
        by_state[nomination.state].append(nomination)
    for before, group in by_state.items():
        for start in range(0, len(group), BATCH):
            ids = [nomination.pk for nomination in group[start : start + BATCH]]
            if Nomination.objects.filter(pk__in=ids, state=before).update(state=to) != len(ids):
                raise StaleState(_("Somebody has changed some of these nominations meanwhile; nothing was done."))
        record_all(
            Act(verb=verb, target=nomination, actor=actor, before={"state": before}, data={"state": to})
            for nomination in group
        )
        for nomination in group:
            nomination.state = to
    return sum(len(group) for group in by_state.values())


def _require_legal(nomination: Nomination, to: str) -> None:
    if to not in TRANSITIONS[nomination.state]:
        raise IllegalMove(
            _("Nomination %(reference)s is “%(before)s” and cannot become “%(to)s” from there.")
            % {
                "reference": nomination.reference,
                "before": NominationState(nomination.state).label,
                "to": NominationState(to).label,
            }
        )
