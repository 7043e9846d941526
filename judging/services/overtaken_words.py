"""What somebody wrote on a sheet in another window, and this save has replaced: no row keeps it, so it is told in full."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from judging.enums import Confidence
from judging.models import SampleScore, Score
from judging.queries.sheets import Held


@dataclass(frozen=True)
class OvertakenWords:
    """Words of another tab that this save has replaced: what they are about, and all of them."""

    about: str
    was: str


@dataclass(frozen=True)
class OwnFields:
    """What a sheet holds beside its scores."""

    comment: str
    confidence: str = ""


def words_replaced(
    before: OwnFields,
    now: OwnFields,
    scores: QuerySet[Score] | QuerySet[SampleScore],
    held: Mapping[str, Held],
    comments: Mapping[str, str],
) -> tuple[OvertakenWords, ...]:
    """The words and the confidence that a save replaces; ``scores`` are the sheet's as they stood, ``comments`` by code."""
    codes = {one.score: code for code, one in held.items() if one.score is not None and code in comments}
    known: list[tuple[int, str]] = list(scores.filter(pk__in=codes).values_list("pk", "comment")) if codes else []
    found = [(held[codes[pk]].title, was) for pk, was in known if was != comments[codes[pk]]]
    if before.comment != now.comment:
        found.append((_("Comment for the panel"), before.comment))
    if before.confidence != now.confidence and before.confidence:
        found.append((_("How sure"), str(Confidence(before.confidence).label)))
    return tuple(OvertakenWords(about, was) for about, was in found if was.strip())
