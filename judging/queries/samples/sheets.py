"""A judge's own sheets of the samples."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from judging.enums import RoundState, SeatRole
from judging.models import CalibrationRound, Sample, SampleScore, SampleSheet, SamplesWaiver, Seat
from judging.queries.samples.plan import with_their_samples
from judging.queries.samples.stories import sample_stories_of
from judging.queries.sheets import Held
from judging.queries.stories import Story
from programmes.enums import Stage
from programmes.models import Criterion


@dataclass(frozen=True)
class OwnSample:
    """One sample as its judge sees it in the list: ``scored`` of ``criteria``, whether it says why, and whether it is sent."""

    sample: Sample
    story: Story
    scored: int
    criteria: int
    reasoned: bool

    @property
    def complete(self) -> bool:
        """Whether every criterion has its score, and the scores their reason."""
        return self.scored >= self.criteria and self.reasoned


@dataclass(frozen=True)
class OwnRound:
    """A judge's calibration round: their samples, and how far they are."""

    round: CalibrationRound
    seat: Seat
    samples: list[OwnSample]
    sent: bool
    waived: bool

    @property
    def left(self) -> list[OwnSample]:
        """What still lacks a score or a reason."""
        return [one for one in self.samples if not one.complete]

    @property
    def open(self) -> bool:
        """Whether this judge's samples take scores now."""
        return self.round.state == RoundState.OPEN and not self.sent


def judges_rounds(judge: User) -> QuerySet[CalibrationRound]:
    """The calibration rounds, open or closed, of panels on which this person judges on signed terms."""
    mine = Seat.objects.filter(judge=judge, left_at=None, signed_at__isnull=False, role=SeatRole.JUDGE)
    rounds = CalibrationRound.objects.filter(panel__seats__in=mine).exclude(state=RoundState.PLANNED)
    rounds = rounds.exclude(panel__cycle__stage=Stage.CANCELLED)
    return with_their_samples(rounds.select_related("panel__cycle__programme", "panel__cycle__rulebook"))


def samples_to_score(judge: User) -> QuerySet[Sample]:
    """The samples of those rounds, with all that a touch asks for."""
    samples = Sample.objects.filter(round__in=judges_rounds(judge))
    return samples.select_related(
        "round__panel__cycle__programme",
        "round__panel__cycle__rulebook",
        "category",
        "entry__person__team",
        "entry__team",
    )


def sheet_of(sample: Sample, seat: Seat) -> SampleSheet:
    """A judge's sheet of a sample; one that is not kept yet where nothing has been touched."""
    found = SampleSheet.objects.filter(sample=sample, seat=seat).first()
    sheet = found or SampleSheet(sample=sample, seat=seat)
    sheet.sample, sheet.seat = sample, seat
    return sheet


def held_on_sample(sheet: SampleSheet) -> dict[str, Held]:
    """What is scored on a sample, by criterion code in the rulebook's order, with the scores that the sheet holds."""
    mine = SampleScore.objects.filter(sheet=sheet.pk, criterion=OuterRef("pk")).order_by()
    criteria = Criterion.objects.filter(places__category=sheet.sample.category_id).order_by("position", "pk")
    rows = criteria.values_list("pk", "code", "title", Subquery(mine.values("pk")), Subquery(mine.values("value")))
    return {row[1]: Held(*row) for row in rows}


def lacking(sheet: SampleSheet | None, codes: dict[str, str]) -> tuple[list[str], bool]:
    """The titles of ``codes`` (title by criterion code) that a sheet leaves unscored, and whether it says why: in a sentence
    for the whole, or in a word with each score. The sheet has its scores and their criteria at hand.
    """
    scores = {score.criterion.code: score for score in sheet.scores.all()} if sheet is not None else {}
    unscored = [title for code, title in codes.items() if code not in scores]
    worded = bool(scores) and all(score.comment.strip() for score in scores.values())
    return unscored, worded or bool(sheet is not None and sheet.comment.strip())


def own_round(one: CalibrationRound, seat: Seat) -> OwnRound:
    """All of a judge's samples with how far each is; the same few queries for two samples and for three."""
    samples = list(one.samples.all())
    sheets = SampleSheet.objects.filter(seat=seat, sample__round=one).prefetch_related("scores__criterion")
    by_sample = {sheet.sample_id: sheet for sheet in sheets}
    stories = sample_stories_of(samples)
    codes = codes_by_category(samples)
    lines = []
    for sample in samples:
        sheet, asked = by_sample.get(sample.pk), codes[sample.category_id]
        unscored, reasoned = lacking(sheet, asked)
        lines.append(OwnSample(sample, stories[sample.pk], len(asked) - len(unscored), len(asked), reasoned))
    return OwnRound(
        round=one,
        seat=seat,
        samples=lines,
        sent=any(sheet.sent_at for sheet in by_sample.values()),
        waived=SamplesWaiver.objects.filter(seat=seat).exists(),
    )


def codes_by_category(samples: list[Sample]) -> dict[int, dict[str, str]]:
    """What is scored in each sample's category: titles by criterion code, in the rulebook's order; one query."""
    found: dict[int, dict[str, str]] = {sample.category_id: {} for sample in samples}
    criteria = Criterion.objects.filter(places__category__in=found).order_by("position", "pk")
    for category, code, title in criteria.values_list("places__category", "code", "title"):
        if category in found:
            found[category][code] = title
    return found


def seat_in(one: CalibrationRound, judge: User) -> Seat | None:
    """A person's seat as a judge of the round's panel."""
    mine = Q(judge=judge, left_at=None, role=SeatRole.JUDGE, signed_at__isnull=False)
    return Seat.objects.filter(mine, panel=one.panel_id).select_related("judge").first()
