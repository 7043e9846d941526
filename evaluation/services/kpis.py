from django.db import transaction

from accounts.models import User
from audit import services as audit
from evaluation.models import Kpi


@transaction.atomic
def change_kpi(*, kpi: Kpi, title: str, unit: str, aim: str, higher_is_better: bool, actor: User | None) -> Kpi:
    """Say what a KPI is called, in which unit it is, what it serves and which way is better. Its figures stay."""
    before = _described(kpi)
    kpi.title, kpi.unit, kpi.aim, kpi.higher_is_better = title, unit, aim, higher_is_better
    kpi.save(update_fields=["title", "unit", "aim", "higher_is_better"])
    audit.record(verb="kpi.changed", target=kpi, actor=actor, before=before, data=_described(kpi))
    return kpi


def _described(kpi: Kpi) -> dict[str, str | bool]:
    return {"title": kpi.title, "unit": kpi.unit, "aim": kpi.aim, "higher_is_better": kpi.higher_is_better}
