from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from judging.enums import AssignmentState, ConflictSource, ConflictState
from judging.models import Assignment, Conflict, Seat
from judging.queries.pace import minutes_left
from judging.queries.progress import NOTHING, Progress, progress_lately
from judging.queries.rounds.plan import open_round_of_seat
from judging.queries.samples.on_panel import with_samples
from judging.queries.seats import OnPanel, names_on_panel
from judging.queries.sheets import own_sheets, with_progress
from judging.queries.stories import Beginning, beginnings_of
from judging.stages import SEATING_STAGES
from nominations.queries.identity import Named
from prepared import Place, prepared
from programmes.enums import Stage
from programmes.models import Cycle

MINUTES_IN_ROUND_STEPS = 10


@dataclass(frozen=True)
class Line:
    """One entry of the judge's list: the sheet's id, its story, and how many of its criteria are scored."""

    sheet: int
    reference: str
    story: Beginning
    scored: int
    criteria: int
    saved_at: datetime | None
    sent: bool

    @property
    def minutes(self) -> int:
        """How long the story takes to read."""
        return self.story.minutes

    @property
    def complete(self) -> bool:
        """Whether every criterion is scored."""
        return self.scored >= self.criteria


@dataclass(frozen=True)
class AsideEntry:
    """One entry from which the judge stands aside: why, and what the chair has to do with it, each once."""

    reference: str
    why: list[str]
    standing: list[str]


@dataclass(frozen=True)
class PanelPage:
    """A judge's list for one cycle, and the panel beside it."""

    cycle: Cycle
    seat: Seat
    lines: list[Line]
    aside: list[AsideEntry]
    panel: list[tuple[OnPanel, Progress]]
    time_left: str
    next_line: Line | None
    closes: datetime

    @cached_property
    def scored(self) -> int:
        """How many sheets have every criterion scored."""
        return sum(line.complete for line in self.lines)

    @cached_property
    def left(self) -> list[Line]:
        """What still lacks a score."""
        return [line for line in self.lines if not line.complete]

    @cached_property
    def unsent(self) -> int:
        """How many sheets wait to be sent."""
        return sum(not line.sent for line in self.lines)


def seats_to_judge(judge: User) -> tuple[list[Seat], list[Seat]]:
    """A person's seats on panels that work now or have worked, those that score now first, soonest closing first; and the
    invitations that they have still to answer, the soonest judging first. A seat without signed terms is not among the
    former, for it shows no story.
    """
    found = _seats(judge=judge.pk)
    for seat in found:
        seat.judge = judge
    signed = [seat for seat in found if seat.signed_at and seat.panel.cycle.stage != Stage.PLANNED]
    asked = [seat for seat in found if not seat.signed_at and seat.panel.cycle.stage in SEATING_STAGES]
    signed.sort(key=lambda seat: (seat.panel.cycle.stage != Stage.JUDGING, _closing_order(seat.panel.cycle)))
    asked.sort(key=lambda seat: (seat.panel.cycle.judging_at, seat.pk))
    return signed, asked


@prepared(judge=int)
def _seats(judge: Place) -> QuerySet[Seat]:
    seats = Seat.objects.filter(judge=judge, left_at=None).exclude(panel__cycle__stage=Stage.CANCELLED)
    shown = ("name", "title", "stage", "judging_at", "deliberating_at", "programme__slug", "programme__title")
    seats = with_samples(seats.annotate(open_round=open_round_of_seat()))
    seats = seats.select_related("panel__cycle__programme", "panel__cycle__rulebook")
    fields = ("role", "signed_at", *(f"panel__cycle__{field}" for field in (*shown, "rulebook__blind")))
    return seats.only(*fields)


def _closing_order(cycle: Cycle) -> float:
    """Order by closing: the soonest first while scoring, the latest first afterwards."""
    stamp = cycle.deliberating_at.timestamp()
    return stamp if cycle.stage == Stage.JUDGING else -stamp


def panel_page(seat: Seat) -> PanelPage:
    """Everything that the panel page shows of one cycle; the number of queries does not grow with the entries."""
    cycle = seat.panel.cycle
    lines = _lines(seat, blind=cycle.rulebook is None or cycle.rulebook.blind)
    undone = [line for line in lines if not line.complete]
    saved = [line.saved_at for line in lines if line.complete and line.saved_at]
    own = Progress(len(lines), len(lines) - len(undone), sum(line.sent for line in lines))
    progress = {**progress_lately(cycle), seat.pk: own}
    return PanelPage(
        cycle=cycle,
        seat=seat,
        lines=lines,
        aside=_aside(seat),
        panel=[(other, progress.get(other.seat, NOTHING)) for other in names_on_panel(cycle)],
        time_left=in_words(minutes_left(saved, [line.minutes for line in undone])),
        next_line=next((line for line in undone if line.scored), undone[0] if undone else None),
        closes=cycle.deliberating_at,
    )


def _aside(seat: Seat) -> list[AsideEntry]:
    """One row an entry, however many reasons there are. Nobody needs to rule on what a rule has found."""
    rows: dict[str, AsideEntry] = {}
    for conflict in _conflicts(seat=seat.pk):
        row = rows.setdefault(conflict.entry.reference, AsideEntry(conflict.entry.reference, [], []))
        waits = conflict.state == ConflictState.OPEN and conflict.source != ConflictSource.DECLARED
        for words, found in ((row.why, conflict.get_source_display()), (row.standing, conflict.get_state_display())):
            if found not in words and not (waits and words is row.standing):
                words.append(found)
    return list(rows.values())


@prepared(seat=int)
def _conflicts(seat: Place) -> QuerySet[Conflict]:
    standing = Conflict.objects.filter(seat=seat).exclude(state=ConflictState.CLEARED)
    shown = standing.select_related("entry").only("source", "state", "entry__reference")
    return shown.order_by("entry__reference", "pk")


def _lines(seat: Seat, *, blind: bool) -> list[Line]:
    """The judge's list in its order, in two queries; rows of plain values, since there may be hundreds."""
    found = _sheets(judge=seat.judge_id, seat=seat.pk)
    stories = beginnings_of([_named(row) for row in found], blind=blind)
    return [
        Line(
            sheet=row.pk,
            reference=row.entry__reference,
            story=stories[row.entry_id],
            scored=row.scored,
            criteria=row.criteria,
            saved_at=row.saved_at,
            sent=row.state == AssignmentState.SUBMITTED,
        )
        for row in found
    ]


@prepared(judge=int, seat=int)
def _sheets(judge: Place, seat: Place) -> QuerySet[Assignment, Any]:
    sheets = with_progress(own_sheets(judge).filter(seat=seat)).order_by("position", "pk")
    return sheets.values_list(  # type: ignore[misc]  # with_progress annotates
        "pk",
        "entry__reference",
        "scored",
        "criteria",
        "saved_at",
        "state",
        "entry_id",
        "entry__person__full_name",
        "entry__person__known_as",
        "entry__person__site",
        "entry__person__team__name",
        "entry__team__name",
        named=True,
    )


def _named(row: Any) -> Named:
    return Named(
        entry=row.entry_id,
        person=(row.entry__person__full_name or "", row.entry__person__known_as or ""),
        site=row.entry__person__site or "",
        their_team=row.entry__person__team__name or "",
        team=row.entry__team__name or "",
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
