"""What judges wrote beside their scores, for the panel."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from judging.enums import AssignmentState
from judging.models import Assignment, Score
from judging.queries.sight import Sight
from programmes.models import Category, Cycle


@dataclass(frozen=True)
class Remark:
    """What one judge wrote about one entry: on the whole, or on a criterion."""

    entry: str
    judge: str
    about: str
    words: str


def remarks_of(cycle: Cycle, category: Category, *, hidden: Collection[str], sight: Sight) -> list[Remark]:
    """The words on sent sheets by entry and judge, without the entries in ``hidden`` (references) and without names where
    the panel may not read them.
    """
    worded = Score.objects.exclude(comment="").select_related("criterion").order_by("criterion__position", "pk")
    sheets = (
        Assignment.objects.filter(entry__cycle=cycle, entry__category=category, state=AssignmentState.SUBMITTED)
        .exclude(entry__reference__in=hidden)
        .select_related("entry", "seat__judge")
        .prefetch_related(Prefetch("scores", queryset=worded))
        .order_by("entry__reference", "seat__judge__full_name")
    )
    return [
        Remark(sheet.entry.reference, sheet.seat.judge.full_name, about, sight.words(words))
        for sheet in sheets
        for about, words in [
            *((score.criterion.title, score.comment) for score in sheet.scores.all()),
            (_("On the whole"), sheet.comment),
        ]
        if words
    ]
