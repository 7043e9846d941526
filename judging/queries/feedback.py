"""What a nominee may read of how the panel scored them: by criterion, beside the field, in the judges' own words."""

from dataclasses import dataclass, field
from decimal import Decimal
from statistics import quantiles
from typing import Any

from django.db.models import Avg, QuerySet
from django.utils.translation import gettext as _

from charts.strip import Strip, StripAxis, StripScale
from judging.enums import AssignmentState
from judging.models import ReleasedRemark, Score
from judging.queries.scores import counted_scores
from nominations.models import Entry
from programmes.enums import Feedback
from programmes.models import Cycle

# With fewer entries in a category, the field would tell what a single other nominee was given.
SMALLEST_FIELD = 5


@dataclass(frozen=True)
class CriterionFeedback:
    """One criterion: the entry's mean over its judges, the mean over the category's entries (None where too few), both in
    a picture with the middle half of the entries, and the words that the chair has released. As judges gave it.
    """

    title: str
    mean: Decimal
    all_entries: Decimal | None
    strip: Strip | None
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class EntryFeedback:
    """All of it for one entry; ``words`` are those about it on the whole, ``judges`` how many read it."""

    criteria: list[CriterionFeedback]
    words: list[str]
    judges: int
    low: int
    high: int
    axis: StripAxis | None

    @property
    def has_words(self) -> bool:
        """Whether the chair has released anything."""
        return bool(self.words) or any(criterion.words for criterion in self.criteria)


def criterion_means(cycle: Cycle) -> QuerySet[Score, Any]:
    """The mean of the judges' scores that count: a row of entry, criterion, its title, mean. In the order of the rules."""
    return (
        counted_scores(cycle)
        .values_list("assignment__entry_id", "criterion_id", "criterion__title")
        .annotate(mean=Avg("value"))
        .order_by("assignment__entry_id", "criterion__position", "criterion_id")
    )


def feedback_on(entry: Entry) -> EntryFeedback | None:
    """What the nominee may read; None where the rules promise nothing or no sheet was sent. Four queries."""
    rules = entry.cycle.rulebook
    if rules is None or rules.feedback == Feedback.NONE:
        return None
    means = list(criterion_means(entry.cycle).filter(assignment__entry__category=entry.category_id))
    own = [(criterion, title, mean) for row, criterion, title, mean in means if row == entry.pk]
    if not own:
        return None
    words = _words(entry) if rules.feedback == Feedback.SCORES_AND_COMMENTS else {}
    scale = StripScale(rules.scale_low, rules.scale_high)
    enough = len({row[0] for row in means}) >= SMALLEST_FIELD
    field_of = {criterion: [row[3] for row in means if row[1] == criterion] if enough else [] for criterion, *_ in own}
    return EntryFeedback(
        criteria=[
            _criterion(title, mean, field_of[criterion], scale, words.get(criterion, []))
            for criterion, title, mean in own
        ],
        words=words.get(None, []),
        judges=counted_scores(entry.cycle).filter(assignment__entry=entry).values("assignment").distinct().count(),
        low=rules.scale_low,
        high=rules.scale_high,
        axis=scale.axis() if enough else None,
    )


def _criterion(
    title: str, mean: Decimal, others: list[Decimal], scale: StripScale, words: list[str]
) -> CriterionFeedback:
    if len(others) < SMALLEST_FIELD:
        return CriterionFeedback(title, mean, None, None, words)
    average = sum(others, Decimal()) / len(others)
    quarter, _median, three_quarters = quantiles(map(float, others), n=4, method="inclusive")
    said = _("%(mean).1f, beside %(all).1f for all entries") % {"mean": mean, "all": average}
    strip = scale.strip(totals=[float(average)], score=float(mean), interval=(quarter, three_quarters), words=said)
    return CriterionFeedback(title, mean, average, strip, words)


def _words(entry: Entry) -> dict[int | None, list[str]]:
    """The released words by criterion; None is on the whole. By the alphabet, so that their order tells no judge."""
    sent = ReleasedRemark.objects.filter(sheet__entry=entry, sheet__state=AssignmentState.SUBMITTED)
    released = sent.select_related("sheet")
    scores = Score.objects.filter(assignment__entry=entry).exclude(comment="")
    comments = {(row[0], row[1]): row[2] for row in scores.values_list("assignment_id", "criterion_id", "comment")}
    found: dict[int | None, list[str]] = {}
    for one in released:
        text = comments.get((one.sheet_id, one.criterion_id), "") if one.criterion_id else one.sheet.comment
        if text:
            found.setdefault(one.criterion_id, []).append(text)
    return {criterion: sorted(texts) for criterion, texts in found.items()}
