from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Cycle


@transaction.atomic
def set_target(*, cycle: Cycle, target: int | None, actor: User | None) -> bool:
    """Say how many nominations are hoped for, or that nobody says; returns whether that changed."""
    before = cycle.target_nominations
    if before == target:
        return False
    Cycle.objects.filter(pk=cycle.pk).update(target_nominations=target)
    cycle.target_nominations = target
    audit.record(
        verb="cycle.target_set", target=cycle, actor=actor, before={"nominations": before}, data={"nominations": target}
    )
    return True
