"""What judges wrote beside their scores, for the panel."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from judging.enums import AssignmentState
from judging.models import Assignment, ReleasedRemark, Score
from judging.queries.sight import Sight
from programmes.models import Category, Cycle


@dataclass(frozen=True)
class Remark:
    """What one judge wrote about one entry: on the whole, or on a criterion. ``key`` names sheet and criterion."""

    key: str
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
        Remark(
            key_of(sheet.pk, criterion), sheet.entry.reference, sheet.seat.judge.full_name, about, sight.words(words)
        )
        for sheet in sheets
        for criterion, about, words in [
            *((score.criterion_id, score.criterion.title, score.comment) for score in sheet.scores.all()),
            (None, _("On the whole"), sheet.comment),
        ]
        if words
    ]


def released_keys(cycle: Cycle, category: Category) -> set[str]:
    """The keys of the remarks that nominees may read."""
    released = ReleasedRemark.objects.filter(sheet__entry__cycle=cycle, sheet__entry__category=category)
    return {key_of(*row) for row in released.values_list("sheet_id", "criterion_id")}


def key_of(sheet_id: int, criterion_id: int | None) -> str:
    """The name of one remark within its category: ``12-3``, or ``12`` for the words on the whole."""
    return f"{sheet_id}-{criterion_id}" if criterion_id else str(sheet_id)
