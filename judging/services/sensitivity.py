"""How firm a result is, worked out beside it: slower than the result, and asked for when a panel deliberates."""

from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from jobs import services as jobs
from jobs.models import Job
from judging.calculations.sensitivity import sensitivity_of
from judging.calculations.sensitivity.winning import Rules
from judging.models import Result, SensitivityReport
from judging.queries.own_groups import own_pairs
from judging.queries.score_table import score_table
from judging.queries.sensitivity import barred_pairs, firmness_key
from programmes.models import Rulebook
from programmes.queries.tie_breaks import tie_break_in


@transaction.atomic
def ask_how_firm(*, result: Result, actor: User | None) -> Job:
    """Have a worker work out how firm this result is; asking again for the same result is the same work."""
    return jobs.enqueue(
        kind="judging.sensitivity",
        key=firmness_key(result.pk),
        title=_("How firm the result of %(category)s is") % {"category": result.category.title},
        payload={"result": result.pk, "cycle": result.cycle_id},
        asked_by=actor,
    )


def work_out_how_firm(
    *, result: Result, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> SensitivityReport | None:
    """Store how firm a result is. None where its sheets have changed since: the next result asks for itself.

    Running it twice stores it once.
    """
    rulebook = result.cycle.rulebook
    stored = SensitivityReport.objects.filter(result=result).first()
    if stored is not None or rulebook is None:
        return stored
    table = score_table(result.cycle, result.category, rulebook)
    if table.digest() != result.inputs_digest:
        return None
    report = sensitivity_of(
        table,
        _rules(result, rulebook),
        own=own_pairs(result.cycle, result.category),
        barred=barred_pairs(result.cycle, result.category),
        progress=progress,
    )
    if report is None:
        return None
    return SensitivityReport.objects.get_or_create(result=result, defaults={"figures": asdict(report)})[0]


def _rules(result: Result, rulebook: Rulebook) -> Rules:
    return Rules(result.method, tie_break_in(result.category, rulebook), result.category.places)
