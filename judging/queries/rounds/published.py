"""The rounds of judging as the public rules say them, before judging begins."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Round
from judging.models.round import SCORING
from judging.queries.rounds.plan import RULING
from judging.queries.rounds.words import cut_in_words
from programmes.enums import Stage
from programmes.models import Cycle, Programme, Rulebook

CURRENT = (Stage.PLANNED, Stage.OPEN, Stage.SCREENING, Stage.JUDGING, Stage.DELIBERATING, Stage.DECIDED)


@dataclass(frozen=True)
class Published:
    """The rounds of one cycle, each as what judges do and what it leads to. ``settled`` says that they cannot change any more;
    ``rules`` is what the last one says about the places, empty where the scores give them.
    """

    cycle: Cycle
    lines: list[tuple[str, str]]
    settled: bool
    rules: str


def rounds_published(programme: Programme, rulebook: Rulebook) -> list[dict[str, Any]]:
    """Of each cycle that is judged, or will be, by this version of the rules: the rounds that were laid down; one query."""
    cycles = Cycle.objects.filter(programme=programme, stage__in=CURRENT)
    rounds = Round.objects.filter(cycle__in=cycles).select_related("cycle__programme")
    by_cycle: dict[int, list[Round]] = {}
    for one in rounds.order_by("cycle__opens_at", "cycle", "position"):
        if one.cycle.rulebook_id in (rulebook.pk, None):
            by_cycle.setdefault(one.cycle_id, []).append(one)
    return [
        {"template": "judging/partials/rounds_published.html", "figure": _published(found)}
        for found in by_cycle.values()
    ]


def _published(rounds: list[Round]) -> Published:
    last = rounds[-1]
    ruling = last.position > SCORING and last.mode in RULING
    return Published(
        cycle=last.cycle,
        lines=[(_asked(one), cut_in_words(one)) for one in rounds],
        settled=last.cycle.has_reached(Stage.JUDGING),
        rules=_("The order of the last round gives the places.") if ruling else "",
    )


def _asked(one: Round) -> str:
    """What judges do in the round, and how it is counted."""
    words = str(one.get_mode_display())
    return f"{words}, {one.get_tally_display()[:1].lower()}{one.get_tally_display()[1:]}" if one.tally else words
