from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, NotReady, StaleState
from programmes.enums import TRANSITIONS, Stage
from programmes.models import Cycle
from programmes.queries.readiness import missing_for, published_rulebook


@transaction.atomic
def move_cycle(*, cycle: Cycle, to: str, actor: User | None, reason: str = "") -> Cycle:
    """Move a cycle to its next stage; the only way a stage changes. ``actor=None`` means the clock did it.

    Raises IllegalMove for a move that TRANSITIONS lacks, NotReady naming what is missing, StaleState when somebody was
    faster. At the opening the published rules are frozen in. The steps of CYCLE_STEPS run in the same transaction: they
    write rows, and what is slow is queued after commit.
    """
    before = cycle.stage
    if to not in Stage.values:
        raise IllegalMove(
            _("“%(to)s” is no stage; the stages are %(all)s.") % {"to": to, "all": ", ".join(Stage.values)}
        )
    if to not in TRANSITIONS[before]:
        raise IllegalMove(
            _("%(cycle)s is in the stage “%(before)s” and cannot go to “%(to)s” from there.")
            % {"cycle": cycle.label, "before": Stage(before).label, "to": Stage(to).label}
        )
    missing = missing_for(cycle, to)
    if missing:
        raise NotReady(
            _("%(cycle)s is not ready for “%(to)s”:") % {"cycle": cycle.label, "to": Stage(to).label}, missing
        )
    opening = before == Stage.PLANNED and to == Stage.OPEN
    rulebook = published_rulebook(cycle.programme) if opening else cycle.rulebook
    moved = Cycle.objects.filter(pk=cycle.pk, stage=before).update(
        stage=to, stage_since=timezone.now(), rulebook=rulebook
    )
    if moved != 1:
        raise StaleState(_("Somebody has already moved %(cycle)s on.") % {"cycle": cycle.label})
    cycle.refresh_from_db()
    audit.record(
        verb="cycle.moved", target=cycle, actor=actor, before={"stage": before}, data={"stage": to, "reason": reason}
    )
    for path in settings.CYCLE_STEPS[Stage(to).value]:
        import_string(path)(cycle)
    return cycle
