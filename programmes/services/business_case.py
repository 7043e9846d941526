from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove
from programmes.enums import CaseState
from programmes.models import BenefitLine, BusinessCase, CostLine, Programme, Risk
from programmes.plans import lines
from programmes.plans.row_stamps import stamped_values
from programmes.queries.next_case import content_of_next, ground_of_next
from programmes.queries.plans import case_line, newest_case
from programmes.services.row_editing import Opened, hold_plan, reconciled

CHANGEABLE = (CaseState.DRAFT,)


@transaction.atomic
def draft_case(*, programme: Programme, actor: User | None) -> BusinessCase:
    """The draft of the business case: the one there is, or the next version.

    The next version begins as ``queries.next_case`` says: from what was sent back, else from what was approved last.
    """
    newest = newest_case(programme)
    if newest is not None and newest.state in CHANGEABLE:
        return newest
    ground, content = ground_of_next(programme), content_of_next(programme)
    case = BusinessCase.objects.create(programme=programme, version=newest.version + 1 if newest else 1)
    if ground is not None:
        _write(case, content)
    data = {"version": case.version, "from": ground.version if ground else None}
    audit.record(verb="case.drafted", target=case, actor=actor, data=data)
    return case


@transaction.atomic
def save_case(
    *, programme: Programme, content: lines.CaseLine, actor: User, opened: Opened | None = None
) -> BusinessCase:
    """Make this what the draft of the programme's case says, the next version's where there is no draft.

    Raises ChangedMeanwhile where somebody saved it since the page was ``opened``.
    """
    hold_plan(programme)
    stored = content_of_next(programme)
    mine = stamped_values(content)
    wanted = reconciled(mine, stamped_values(stored), opened)
    merged = {name: getattr(content if value is mine[name] else stored, name) for name, value in wanted.items()}
    case = draft_case(programme=programme, actor=actor)
    change_case(case=case, content=lines.CaseLine(**merged), actor=actor)
    return case


@transaction.atomic
def change_case(*, case: BusinessCase, content: lines.CaseLine, actor: User | None) -> bool:
    """Make this what the draft says; returns whether anything changed. Raises IllegalMove for a case that was proposed."""
    if case.state not in CHANGEABLE:
        raise IllegalMove(_("This business case was proposed, so it does not change. Start the next version."))
    if case_line(case) == content:
        return False
    _write(case, content)
    data = {
        "years": content.years,
        "discount_rate": content.discount_rate,
        "summary": text_digest(content.summary),
        "costs": [line.central for line in content.costs],
        "benefits": [line.central for line in content.benefits],
        "risks": len(content.risks),
    }
    audit.record(verb="case.changed", target=case, actor=actor, data=data)
    return True


def _write(case: BusinessCase, content: lines.CaseLine) -> None:
    fields = ("purpose", "summary", "years", "discount_rate")
    for name in fields:
        setattr(case, name, getattr(content, name))
    case.save(update_fields=fields)
    # The lines have no identity beyond what they say, so they are written anew.
    for stored in (case.costs, case.benefits, case.risks):
        stored.all().delete()
    CostLine.objects.bulk_create([CostLine(case=case, **_cost_values(line)) for line in content.costs])
    BenefitLine.objects.bulk_create([BenefitLine(case=case, **asdict(line)) for line in content.benefits])
    Risk.objects.bulk_create([Risk(case=case, **asdict(line)) for line in content.risks])


def _cost_values(line: lines.CostLine) -> dict[str, Any]:
    """A cost's columns; staff time is priced here, whatever the line says of its amounts."""
    values: dict[str, Any] = asdict(line)
    staff = values.pop("staff")
    if line.staff is None:
        return values
    return {**values, **staff, **dict(zip(("low", "central", "high"), line.staff.prices, strict=True))}
