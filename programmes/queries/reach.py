from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from charts.rows import RowBar, row_bars
from communications.enums import MessageState
from programmes.calculations.reach import FEWEST, Group, Reached, grouped, total_of
from programmes.enums import MessageAudience
from programmes.models import PlannedMessage, Recipient


@dataclass(frozen=True)
class Reach:
    """How far one message reached: all together, by team with the bar of each, and the answers that people gave.

    ``answers`` are words, how many chose them and whether they are right; empty under five answers.
    """

    total: Group
    waiting: int
    rows: list[tuple[Group, RowBar]]
    answers: list[tuple[str, int, bool]]


def reach_of(planned: PlannedMessage) -> Reach:
    """The figures of a message that was sent, or is being sent; two queries however many it went to."""
    teams = _by_team(planned)
    groups = grouped(teams, others=_others(planned))
    total = total_of(teams, _("Everybody"))
    written = sum(team.sent for team in teams) + _waiting(planned)
    bars = row_bars([_measured(group, planned) for group in groups], [group.sent for group in groups])
    return Reach(
        total=total,
        waiting=written - total.sent,
        rows=list(zip(groups, bars, strict=True)),
        answers=_answers(planned) if (total.answered or 0) >= FEWEST else [],
    )


def _others(planned: PlannedMessage) -> str:
    return _("Customers") if planned.audience == MessageAudience.CUSTOMERS else _("Smaller teams together")


def reached_in_short(planned: list[PlannedMessage]) -> dict[int, int]:
    """How many copies of each of these messages were written, by the message's id; one query."""
    counted = Recipient.objects.filter(planned__in=planned).order_by().values_list("planned")
    return dict(counted.annotate(Count("pk")))


def _by_team(planned: PlannedMessage) -> list[Reached]:
    # A copy whose message the outbox has forgotten was sent long ago.
    sent = Q(message=None) | Q(message__state=MessageState.SENT)
    rows = (
        Recipient.objects.filter(sent, planned=planned)
        .order_by()
        .values(name=F("team__name"))
        .annotate(
            sent=Count("pk"),
            opened=Count("opened_at"),
            answered=Count("answer"),
            right=Count("pk", filter=Q(answer=planned.right)),
        )
    )
    return [Reached(row["name"] or "", row["sent"], row["opened"], row["answered"], row["right"]) for row in rows]


def _waiting(planned: PlannedMessage) -> int:
    return (
        Recipient.objects.filter(planned=planned, message__isnull=False)
        .exclude(message__state=MessageState.SENT)
        .count()
    )


def _measured(group: Group, planned: PlannedMessage) -> float:
    """What the bar of a team shows: right answers, else what was opened, else what was sent."""
    if planned.question:
        return float(group.right or 0)
    return float(group.opened or 0) if planned.counts_opens else float(group.sent)


def _answers(planned: PlannedMessage) -> list[tuple[str, int, bool]]:
    given = Recipient.objects.filter(planned=planned, answer__isnull=False).order_by().values_list("answer")
    counts: dict[int, int] = dict(given.annotate(Count("pk")))
    return [
        (words, counts.get(number, 0), number == planned.right) for number, words in enumerate(planned.answers, start=1)
    ]
