from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from programmes.enums import RulebookState
from programmes.models import Criterion, Objective, Programme
from programmes.plans.lines import ObjectiveLine
from programmes.queries.plans import objective_line
from programmes.services.row_editing import Opened, hold_plan, reconciled_lines
from programmes.services.rows import Changes, bring_in_line, paired_by_code


@transaction.atomic
def save_objectives(
    *, programme: Programme, objectives: Sequence[ObjectiveLine], actor: User | None, opened: Opened | None = None
) -> Changes:
    """Make these the programme's objectives, in this order; one that is not named is removed.

    Raises ChangedMeanwhile where somebody saved others since the page was ``opened``, and Refused for an objective that a
    criterion of published rules serves: those rules say so.
    """
    if opened is not None:
        hold_plan(programme)
        stored = {row.code: objective_line(row) for row in programme.objectives.all()}
        objectives = reconciled_lines({line.code: line for line in objectives}, stored, opened)
    codes = [line.code for line in objectives]
    if len(set(codes)) != len(codes):
        raise Refused(_("Two objectives have the same code; give each its own."))
    leaving = programme.objectives.exclude(code__in=codes)
    served = Criterion.objects.filter(objective__in=leaving).exclude(rulebook__state=RulebookState.DRAFT).first()
    if served is not None:
        raise Refused(
            _("The published rules say that “%(criterion)s” serves an objective that you removed; it stays.")
            % {"criterion": served.title}
        )
    wanted = {line.code: asdict(line) | {"position": position} for position, line in enumerate(objectives)}
    pairs = paired_by_code(programme.objectives.all(), wanted)
    changes = bring_in_line(Objective.objects.filter(programme=programme), pairs, programme=programme)
    if changes:
        audit.record(verb="objective.saved", target=programme, actor=actor, data={**changes.counts(), "codes": codes})
    return changes


@transaction.atomic
def weigh_objectives(*, programme: Programme, weights: Mapping[str, Decimal], actor: User | None) -> list[str]:
    """Set how much each objective (by code) counts when options are compared; returns the codes that changed.

    Raises Refused for a code that is not there.
    """
    stored = {row.code: row for row in programme.objectives.all()}
    unknown = sorted(weights.keys() - stored.keys())
    if unknown:
        raise Refused(_("There is no objective “%(code)s”.") % {"code": unknown[0]})
    changed = [code for code, weight in weights.items() if stored[code].weight != weight]
    before = {code: str(stored[code].weight) for code in changed}
    for code in changed:
        Objective.objects.filter(pk=stored[code].pk).update(weight=weights[code])
    if changed:
        data = {code: str(weights[code]) for code in changed}
        audit.record(verb="objective.weighed", target=programme, actor=actor, before=before, data=data)
    return changed
