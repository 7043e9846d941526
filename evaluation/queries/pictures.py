"""The charts of evaluation: who took part by week, and a figure of the service before and after."""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts.bars import BarChart, Series, bar_chart
from charts.line import LineChart, Mark, line_chart
from evaluation.models import Kpi
from evaluation.queries.kpi_figures import day_of
from nominations.queries.participation import Week
from programmes.enums import Stage
from programmes.models import Cycle


def weeks_chart(weeks: Sequence[Week]) -> BarChart:
    """Nominations by week, customers upon colleagues."""
    return bar_chart(
        ident="weeks",
        title=_("Nominations by week"),
        description=_("%(total)d nominations in %(weeks)d weeks.")
        % {"total": sum(week.total for week in weeks), "weeks": len(weeks)},
        label_head=_("Week from"),
        labels=[date_format(week.starts, "j M") for week in weeks],
        series=[
            Series(_("Colleagues"), [week.colleagues for week in weeks]),
            Series(_("Customers"), [week.customers for week in weeks]),
        ],
    )


def kpi_chart(
    *,
    kpi: Kpi,
    points: Sequence[tuple[date, float]],
    start: date | None,
    marks: Sequence[Mark],
    target: float | None = None,
) -> LineChart:
    """One figure over time, parted where the programme began, with the cycles marked. ``points`` must not be empty."""
    return line_chart(
        ident=f"kpi-{kpi.code}",
        title=unit_title(kpi),
        description=_("%(count)d measurements from %(first)s to %(last)s; the last is %(value)s.")
        % {
            "count": len(points),
            "first": date_format(points[0][0], "j F Y"),
            "last": date_format(points[-1][0], "j F Y"),
            "value": f"{points[-1][1]:g}",
        },
        head=(_("Day"), unit_title(kpi)),
        points=points,
        start=start,
        marks=marks,
        target=target,
    )


def unit_title(kpi: Kpi) -> str:
    """Customer satisfaction, of 5. A unit that the title says already is not said again."""
    return f"{kpi.title}, {kpi.unit}" if kpi.unit and kpi.unit not in kpi.title else kpi.title


def cycle_marks(opened: Iterable[Cycle], zone: ZoneInfo) -> list[Mark]:
    """A mark for each time winners were named, the oldest first. ``opened`` is ``opened_cycles`` of a programme."""
    named = [cycle for cycle in opened if cycle.stage in {Stage.ANNOUNCED, Stage.EVALUATING, Stage.CLOSED}]
    return [
        Mark(day_of(cycle.announce_at, zone), cycle.known_as)
        for cycle in sorted(named, key=lambda cycle: cycle.announce_at)
    ]
