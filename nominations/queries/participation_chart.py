"""Participation by week as a picture."""

from collections.abc import Sequence

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charts.bars import BarChart, Series, bar_chart
from nominations.queries.participation import DayCount, Week


def weeks_chart(weeks: Sequence[Week], before: Sequence[Week] = (), before_name: str = "") -> BarChart:
    """Bars by week, colleagues below, customers above; the key names how many each sent.

    ``before`` are the weeks of an earlier cycle, marked across the bars; what it had after the last week shown is left out.
    """
    colleagues, customers = [week.colleagues for week in weeks], [week.customers for week in weeks]
    total = sum(colleagues) + sum(customers)
    return bar_chart(
        ident="nominations-by-week",
        title=_("Nominations by week"),
        description=_("%(total)s nominations in %(weeks)s weeks. The table below has the figures.")
        % {"total": total, "weeks": len(weeks)},
        label_head=_("Week from"),
        labels=[written(week.starts, pgettext("date on a chart", "j M")) for week in weeks],
        series=[
            Series(_("From colleagues, %(count)s") % {"count": sum(colleagues)}, colleagues),
            Series(_("From customers, %(count)s") % {"count": sum(customers)}, customers),
        ],
        marks=_marks(len(weeks), before, before_name) if before else None,
    )


def days_chart(days: Sequence[DayCount]) -> BarChart:
    """Bars by day, as those by week."""
    colleagues, customers = [day.colleagues for day in days], [day.customers for day in days]
    total, quiet = sum(colleagues) + sum(customers), sum(1 for day in days if not day.colleagues + day.customers)
    return bar_chart(
        ident="nominations-by-day",
        title=_("Nominations by day"),
        description=_(
            "%(total)s nominations in %(days)s days; on %(quiet)s of them none. The table below has the figures."
        )
        % {"total": total, "days": len(days), "quiet": quiet},
        label_head=_("Day"),
        labels=[written(day.day, pgettext("date on a chart", "j M")) for day in days],
        series=[
            Series(_("From colleagues, %(count)s") % {"count": sum(colleagues)}, colleagues),
            Series(_("From customers, %(count)s") % {"count": sum(customers)}, customers),
        ],
    )


def _marks(weeks: int, before: Sequence[Week], name: str) -> Series:
    totals = [week.total for week in before[:weeks]]
    return Series(_("Same week, %(cycle)s") % {"cycle": name}, totals + [0] * (weeks - len(totals)))
