from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from judging.enums import AssignmentState, ConflictState
from judging.models import Assignment, Conflict, Seat
from judging.queries.pace import minutes_left
from judging.queries.progress import Progress, progress_by_seat
from judging.queries.rounds.plan import open_round_of_seat
from judging.queries.seats import names_on_panel
from judging.queries.sheets import own_sheets, with_progress
from judging.queries.stories import Beginning, beginnings_of
from programmes.enums import Stage
from programmes.models import Cycle

MINUTES_IN_ROUND_STEPS = 10


@dataclass(frozen=True)
class Line:
    """One entry of the judge's list."""

    sheet: Assignment
    story: Beginning
    scored: int
    criteria: int

    @property
    def complete(self) -> bool:
        """Whether every criterion is scored."""
        return self.scored >= self.criteria

    @property
    def sent(self) -> bool:
        """Whether the sheet has been sent."""
        return self.sheet.state == AssignmentState.SUBMITTED


@dataclass(frozen=True)
class PanelPage:
    """A judge's list for one cycle, and the panel beside it."""

    cycle: Cycle
    seat: Seat
    lines: list[Line]
    aside: list[Conflict]
    panel: list[tuple[Seat, Progress]]
    time_left: str
    next_line: Line | None
    closes: datetime

    @property
    def scored(self) -> int:
        """How many sheets have every criterion scored."""
        return sum(line.complete for line in self.lines)

    @property
    def left(self) -> list[Line]:
        """What still lacks a score."""
        return [line for line in self.lines if not line.complete]

    @property
    def unsent(self) -> int:
        """How many sheets wait to be sent."""
        return sum(not line.sent for line in self.lines)


def seats_to_judge(judge: User) -> list[Seat]:
    """A person's seats in cycles whose panel works now or has worked, those that score now first, soonest closing first."""
    seats = Seat.objects.filter(judge=judge, left_at=None).exclude(
        panel__cycle__stage__in=[Stage.PLANNED, Stage.CANCELLED]
    )
    seats = seats.annotate(open_round=open_round_of_seat())
    found = list(seats.select_related("panel__cycle__programme", "panel__cycle__rulebook"))
    for seat in found:
        seat.judge = judge
    return sorted(
        found,
        key=lambda seat: (seat.panel.cycle.stage != Stage.JUDGING, _closing_order(seat.panel.cycle)),
    )


def _closing_order(cycle: Cycle) -> float:
    """Order by closing: the soonest first while scoring, the latest first afterwards."""
    stamp = cycle.deliberating_at.timestamp()
    return stamp if cycle.stage == Stage.JUDGING else -stamp


def panel_page(seat: Seat) -> PanelPage:
    """Everything that the panel page shows of one cycle; the number of queries does not grow with the entries."""
    cycle = seat.panel.cycle
    rulebook = cycle.rulebook
    sheets = list(
        with_progress(own_sheets(seat.judge).filter(seat=seat))
        .select_related(None)
        .select_related("entry__person__team", "entry__team")
        .order_by("position", "pk")
    )
    stories = beginnings_of([sheet.entry for sheet in sheets], blind=rulebook is None or rulebook.blind)
    lines = [Line(sheet, stories[sheet.entry_id], sheet.scored, sheet.criteria) for sheet in sheets]  # type: ignore[attr-defined]  # with_progress annotates
    undone = [line for line in lines if not line.complete]
    saved = [line.sheet.saved_at for line in lines if line.complete and line.sheet.saved_at]
    aside = Conflict.objects.filter(seat=seat).exclude(state=ConflictState.CLEARED).select_related("entry")
    return PanelPage(
        cycle=cycle,
        seat=seat,
        lines=lines,
        aside=list(aside.order_by("entry__reference")),
        panel=progress_by_seat(cycle, names_on_panel(cycle)),
        time_left=in_words(minutes_left(saved, [line.story.minutes for line in undone])),
        next_line=next((line for line in undone if line.scored), undone[0] if undone else None),
        closes=cycle.deliberating_at,
    )


def in_words(minutes: int) -> str:
    """1 h 10, or 20 minutes; in steps of ten once it is more than that, because it is an estimate."""
    if minutes > MINUTES_IN_ROUND_STEPS:
        minutes = round(minutes / MINUTES_IN_ROUND_STEPS) * MINUTES_IN_ROUND_STEPS
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest}
    return (
        _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
        if rest
        else _("%(hours)d h") % {"hours": hours}
    )
