from dataclasses import dataclass

from django.db.models import Count, Q

from judging.enums import LIVE_ASSIGNMENTS, AssignmentState
from judging.models import Assignment, Seat
from judging.queries.seats import seats_of
from programmes.models import Cycle


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


def progress_of(cycle: Cycle) -> Progress:
    """How many sheets of a cycle are sent; ``scored`` counts the sent ones here, since only a judge sees further."""
    live = Assignment.objects.filter(seat__panel__cycle=cycle, state__in=LIVE_ASSIGNMENTS)
    found = live.aggregate(sheets=Count("pk"), sent=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)))
    return Progress(found["sheets"], found["sent"], found["sent"])


def progress_together(panel: list[tuple[Seat, Progress]]) -> Progress:
    """The whole panel's progress out of that of its seats."""
    each = [progress for _seat, progress in panel]
    return Progress(sum(p.sheets for p in each), sum(p.scored for p in each), sum(p.sent for p in each))


def progress_by_seat(cycle: Cycle) -> list[tuple[Seat, Progress]]:
    """Every seat with its progress, in a few queries whatever the number of sheets.

    A sheet counts as scored when none of its criteria lacks a score.
    """
    live = Assignment.objects.filter(seat__panel__cycle=cycle, state__in=LIVE_ASSIGNMENTS)
    rows = live.annotate(values=Count("scores")).values_list("seat_id", "state", "entry__category_id", "values")
    wanted = _criteria_by_category(cycle)
    found: dict[int, list[bool]] = {}
    sent: dict[int, int] = {}
    for seat, state, category, values in rows:
        found.setdefault(seat, []).append(values >= wanted.get(category, 1))
        sent[seat] = sent.get(seat, 0) + (state == AssignmentState.SUBMITTED)
    return [
        (seat, Progress(len(found.get(seat.pk, [])), sum(found.get(seat.pk, [])), sent.get(seat.pk, 0)))
        for seat in seats_of(cycle)
    ]


def _criteria_by_category(cycle: Cycle) -> dict[int, int]:
    if cycle.rulebook is None:
        return {}
    return dict(cycle.rulebook.categories.annotate(count=Count("weights")).values_list("pk", "count"))
