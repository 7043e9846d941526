"""Weekly or monthly figures of the service, from a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from evaluation.models import Kpi, Measurement
from evaluation.queries.kpi_names import titles_in_objectives
from intake.problems import BadFile, Problem
from intake.tables import Row

COLUMNS = ("kpi", "date", "value")
LARGEST = Decimal(10) ** 10
EARLIEST = date(1990, 1, 1)
FURTHEST_AHEAD = timedelta(days=5 * 366)
CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")


@dataclass
class ImportedKpis:
    """What a file brought: KPIs that were new (their title is how an objective names them, else their code), and measurements."""

    created: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    known: int = 0


@transaction.atomic
def import_kpis(*, rows: Sequence[Row], actor: User | None) -> ImportedKpis:
    """Keep the measurements of a file. The same file again changes nothing; another value for a day replaces it, on record.

    Raises BadFile naming each bad cell.
    """
    values = _read(rows)
    done = ImportedKpis()
    kpis = _kpis(sorted({code for code, _day in values}), done, actor)
    held = {
        (measurement.kpi_id, measurement.date): measurement
        for measurement in Measurement.objects.filter(kpi__in=kpis.values())
    }
    new: list[Measurement] = []
    for (code, day), value in values.items():
        measurement = held.get((kpis[code].pk, day))
        if measurement is None:
            new.append(Measurement(kpi=kpis[code], date=day, value=value))
        elif measurement.value != value:
            _replace(kpis[code], measurement, value, actor)
            done.changed += 1
        else:
            done.known += 1
    Measurement.objects.bulk_create(new, batch_size=500)
    done.added = len(new)
    for kpi in kpis.values():
        count = sum(1 for measurement in new if measurement.kpi_id == kpi.pk)
        if count:
            audit.record(verb="kpi.imported", target=kpi, actor=actor, data={"measurements": count})
    return done


def _read(rows: Sequence[Row]) -> dict[tuple[str, date], Decimal]:
    values: dict[tuple[str, date], Decimal] = {}
    problems: list[Problem] = []
    latest = timezone.localdate() + FURTHEST_AHEAD  # one wrong digit in a year would stretch every chart over centuries
    for row in rows:
        day, value = _day(row["date"]), _number(row["value"])
        if not CODE.fullmatch(row["kpi"]):
            problems.append(
                Problem(row.number, "kpi", f"“{row['kpi']}” is no code; letters, digits and hyphens, up to 40")
            )
        if day is None:
            problems.append(Problem(row.number, "date", f"“{row['date']}” is no date such as 2026-10-05"))
        elif not EARLIEST <= day <= latest:
            problems.append(Problem(row.number, "date", f"“{row['date']}” is not between {EARLIEST} and {latest}"))
        if value is None:
            problems.append(
                Problem(row.number, "value", f"“{row['value']}” is no number such as 4.12, with at most four decimals")
            )
        if day is not None and value is not None:
            if (row["kpi"], day) in values:
                problems.append(Problem(row.number, "date", f"{row['kpi']} has two values for {day.isoformat()}"))
            values[row["kpi"], day] = value
    if problems:
        raise BadFile(problems)
    return values


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, 4):
        return None
    return value


def _kpis(codes: list[str], done: ImportedKpis, actor: User | None) -> dict[str, Kpi]:
    kpis = {kpi.code: kpi for kpi in Kpi.objects.filter(code__in=codes)}
    titles = {} if len(kpis) == len(codes) else titles_in_objectives()
    for code in codes:
        if code not in kpis:
            kpis[code] = Kpi.objects.create(code=code, title=titles.get(code.casefold(), code))
            audit.record(verb="kpi.created", target=kpis[code], actor=actor, data={"code": code})
            done.created.append(code)
    return kpis


def _replace(kpi: Kpi, measurement: Measurement, value: Decimal, actor: User | None) -> None:
    audit.record(
        verb="measurement.changed",
        target=kpi,
        actor=actor,
        before={"date": measurement.date, "value": str(measurement.value)},
        data={"date": measurement.date, "value": str(value)},
    )
    Measurement.objects.filter(pk=measurement.pk).update(value=value)
