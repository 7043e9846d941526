from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from audit.remembering import until_next_act
from judging.enums import LIVE_ASSIGNMENTS, AssignmentState
from judging.models import Assignment, Seat
from judging.queries.seats import seats_of
from judging.queries.sheets import with_scored
from prepared import Place, prepared
from programmes.models import CriterionCategory, Cycle
from programmes.queries.asked_once import asked_once

# How long a judge's page may show a count of the others that a colleague has changed since, in seconds.
REMEMBERED = 30


@dataclass(frozen=True)
class Progress:
    """How far a judge, or a whole panel, has come. ``scored`` counts sheets with every criterion scored, sent or not."""

    sheets: int
    scored: int
    sent: int

    @property
    def left(self) -> int:
        """Sheets that still lack a score."""
        return self.sheets - self.scored

    @property
    def unsent(self) -> int:
        """Sheets not sent yet."""
        return self.sheets - self.sent


NOTHING = Progress(0, 0, 0)


def progress_of(cycle: Cycle) -> Progress:
    """How many sheets of a cycle are sent; ``scored`` counts the sent ones here, since only a judge sees further."""
    live = Assignment.objects.filter(seat__panel__cycle=cycle, state__in=LIVE_ASSIGNMENTS)
    found = live.aggregate(sheets=Count("pk"), sent=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)))
    return Progress(found["sheets"], found["sent"], found["sent"])


def progress_on_page(cycle: Cycle) -> Progress:
    """The same, asked once for all parts of a page that share this object."""
    return asked_once(cycle, "progress", lambda: progress_of(cycle))


def progress_together(panel: list[tuple[Seat, Progress]]) -> Progress:
    """The whole panel's progress out of that of its seats."""
    each = [progress for _seat, progress in panel]
    return Progress(sum(p.sheets for p in each), sum(p.scored for p in each), sum(p.sent for p in each))


def progress_by_seat(cycle: Cycle, seats: Iterable[Seat] | None = None) -> list[tuple[Seat, Progress]]:
    """Every seat (of ``seats``, where they are at hand) with its progress; two queries more, whatever the number of sheets,
    and none before the next act. Other parts of the page need not count the sheets once more.
    """
    found = until_next_act(f"progress-by-seat:{cycle.pk}", lambda: _by_seat(cycle))
    sheets, sent = sum(one.sheets for one in found.values()), sum(one.sent for one in found.values())
    asked_once(cycle, "progress", lambda: Progress(sheets, sent, sent))
    return [(seat, found.get(seat.pk, NOTHING)) for seat in (seats_of(cycle) if seats is None else seats)]


def progress_lately(cycle: Cycle) -> dict[int, Progress]:
    """The same by the seats' ids, remembered for half a minute: on a large panel every judge's page would count anew."""
    return cache.get_or_set(f"panel-progress:{cycle.pk}", lambda: _by_seat(cycle), REMEMBERED) or {}


def _by_seat(cycle: Cycle) -> dict[int, Progress]:
    """A sheet counts as scored when none of its criteria lacks a score. The database counts: of each seat a row for every
    category, state and number of scores comes back, and not thousands of sheets.
    """
    live = Assignment.objects.filter(entry__cycle=cycle, state__in=LIVE_ASSIGNMENTS).order_by()
    rows = with_scored(live).values_list("seat_id", "entry__category_id", "state", "scored").annotate(n=Count("pk"))  # type: ignore[misc]  # with_scored annotates
    counted = list(rows)
    criteria = dict(_criteria(categories=list({row[1] for row in counted})))
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for seat, category, state, scored, n in counted:
        mine = found[seat]
        mine[0] += n
        mine[1] += n if scored >= criteria.get(category, 0) else 0
        mine[2] += n if state == AssignmentState.SUBMITTED else 0
    return {seat: Progress(*numbers) for seat, numbers in found.items()}


@prepared(categories=list)
def _criteria(categories: Place) -> QuerySet[CriterionCategory, Any]:
    """How many criteria each of these categories has."""
    placed = CriterionCategory.objects.filter(category__in=categories).order_by()
    return placed.values("category").annotate(n=Count("pk")).values_list("category", "n")
