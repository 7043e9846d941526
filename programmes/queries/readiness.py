from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from programmes.enums import STAGES_IN_ORDER, ProgrammeState, RulebookState, Stage
from programmes.models import Cycle, Programme, Rulebook
from programmes.queries.cycles import CLOCKWORK


def published_rulebook(programme: Programme) -> Rulebook | None:
    """The rules that count now; None while there are none."""
    return programme.rulebooks.filter(state=RulebookState.PUBLISHED).first()


def missing_for(cycle: Cycle, stage: str) -> list[str]:
    """What this cycle still lacks for a stage, in words; empty when it is ready. Rooms add theirs in settings.CYCLE_CHECKS."""
    missing: list[str] = []
    if cycle.stage == Stage.PLANNED and stage == Stage.OPEN:
        missing += _missing_to_open(cycle)
    if _is_a_step_back(cycle, stage):
        missing += _missing_to_go_back(cycle, stage)
    for path in settings.CYCLE_CHECKS.get(stage, []):
        missing += import_string(path)(cycle)
    return missing


def _missing_to_open(cycle: Cycle) -> list[str]:
    missing = []
    if cycle.programme.state != ProgrammeState.RUNNING:
        missing.append(_("The programme has not been started."))
    rulebook = published_rulebook(cycle.programme)
    if rulebook is None:
        missing.append(_("The rules have not been published."))
    elif not rulebook.categories.exists():
        missing.append(_("The published rules have no category that could be won."))
    return missing


def _is_a_step_back(cycle: Cycle, stage: str) -> bool:
    order = STAGES_IN_ORDER
    return cycle.stage in order and stage in order and order.index(stage) < order.index(cycle.stage)


def _missing_to_go_back(cycle: Cycle, stage: str) -> list[str]:
    """The clock would bring the cycle forward again at once if the date of the next stage stayed in the past."""
    if stage not in CLOCKWORK:
        return []
    following, field = CLOCKWORK[stage]
    if getattr(cycle, field) > timezone.now():
        return []
    return [
        _("“%(stage)s” was to begin before now, so the clock would end this stage at once. Change that date first.")
        % {"stage": Stage(following).label}
    ]
