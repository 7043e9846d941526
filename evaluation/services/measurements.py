"""Put a figure right that was brought in wrongly. What was evaluated and printed with it stays as it was read then."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused, StaleState
from evaluation.models import Kpi, Measurement


@transaction.atomic
def correct_measurement(*, measurement: Measurement, value: Decimal, reason: str, actor: User) -> bool:
    """Give one day another value, saying why; returns whether that changed it.

    Raises Refused without a reason, StaleState where somebody changed it meanwhile.
    """
    _require(reason)
    before = measurement.value
    if value == before:
        return False
    if Measurement.objects.filter(pk=measurement.pk, value=before).update(value=value) != 1:
        raise StaleState(_("Somebody has changed this figure meanwhile."))
    measurement.value = value
    audit.record(
        verb="measurement.changed",
        target=measurement.kpi,
        actor=actor,
        before={"date": measurement.date, "value": str(before)},
        data={"date": measurement.date, "value": str(value), "reason": reason.strip()},
    )
    return True


@transaction.atomic
def remove_measurement(*, measurement: Measurement, reason: str, actor: User) -> None:
    """Take one day's value away, saying why. Raises Refused without a reason, StaleState where somebody changed it meanwhile."""
    _require(reason)
    removed, _rows = Measurement.objects.filter(pk=measurement.pk, value=measurement.value).delete()
    if not removed:
        raise StaleState(_("Somebody has changed this figure meanwhile."))
    audit.record(
        verb="measurement.removed",
        target=measurement.kpi,
        actor=actor,
        before={"date": measurement.date, "value": str(measurement.value)},
        data={"date": measurement.date, "reason": reason.strip()},
    )


@transaction.atomic
def remove_kpi(*, kpi: Kpi, reason: str, actor: User) -> int:
    """Take a figure away with all its values, such as one that a misspelt code made; returns how many values it had.

    Raises Refused without a reason.
    """
    _require(reason)
    values = {day.isoformat(): str(value) for day, value in kpi.measurements.values_list("date", "value")}
    data = {"code": kpi.code, "measurements": len(values), "reason": reason.strip()}
    audit.record(verb="kpi.removed", target=kpi, actor=actor, before={"values": values}, data=data)
    kpi.delete()
    return len(values)


def _require(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why: a figure that vanishes without a word is not believed."))
