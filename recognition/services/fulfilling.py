from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, StaleState
from recognition.enums import FULFILMENT_MOVES, FulfilmentState
from recognition.models import Fulfilment


@transaction.atomic
def move_reward(*, fulfilment: Fulfilment, to: str, actor: User | None, cost: Decimal | None = None) -> Fulfilment:
    """Say that a reward is ordered or given, and what it cost. Raises IllegalMove, or StaleState when somebody was faster."""
    before = fulfilment.state
    if to not in FULFILMENT_MOVES[before]:
        words = {"before": FulfilmentState(before).label, "to": to}
        raise IllegalMove(_("A reward that is “%(before)s” cannot become “%(to)s”.") % words)
    values: dict[str, Any] = {"state": to, "changed_by": actor, "changed_at": timezone.now()}
    if cost is not None:
        values["cost"] = cost
    if not Fulfilment.objects.filter(pk=fulfilment.pk, state=before).update(**values):
        raise StaleState(_("Somebody has already moved this reward on."))
    fulfilment.refresh_from_db()
    audit.record(
        verb="reward.moved",
        target=fulfilment.award,
        actor=actor,
        before={"state": before},
        data={"state": to, "reward": fulfilment.reward_id, "cost": fulfilment.cost},
    )
    return fulfilment
