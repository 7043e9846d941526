"""What a panel gave the same samples: for judges who have sent theirs, for who runs the panel, and for the report.

Nobody is named, to nobody: a judge's own score is marked to that judge alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.levels import level_dots
from charts.strip import Strip, StripAxis, StripScale
from judging.calculations.sample_spread import Agreement, Spread, agreement, leaning, level_of, spread_of
from judging.models import CalibrationRound, Sample, SampleScore, SampleSheet, Seat
from judging.queries.samples.library import sample_stories
from judging.queries.samples.sheets import codes_by_category
from judging.queries.samples.stories import sample_stories_of
from judging.queries.sight import Sight
from judging.queries.stories import Story
from programmes.models import Rulebook

EVEN = 0.3
"""Less than three tenths of a level from the others is no leaning."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Reason:
    """What one judge wrote, with the score that it stands for; of a whole sample, with all of theirs in the criteria's order."""

    scores: str
    words: str
    own: bool


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of one sample. ``strip`` has a dot a judge."""

    title: str
    spread: Spread
    strip: Strip
    words: str
    reasons: list[Reason]


@dataclass(frozen=True)
class SampleRows:
    """One sample with what the panel gave it; ``tests`` says what a story of the library is for."""

    sample: Sample
    story: Story
    rows: list[CriterionRow]
    reasons: list[Reason]
    tests: str

    @property
    def apart(self) -> bool:
        """Whether the panel differs by two levels or more on one of its criteria."""
        return any(row.spread.apart for row in self.rows)


@dataclass(frozen=True)
class SpreadPage:
    """The whole round: ``judges`` have sent; ``sentences`` say in words what the dots show; ``leaning`` is for one's own eyes."""

    judges: int
    agreement: Agreement
    sentences: list[str]
    leaning: str
    samples: list[SampleRows]
    axis: StripAxis


@dataclass
class _Sent:
    """Everything that judges have sent, by sample number and criterion code."""

    values: dict[Pair, list[tuple[int, float, str]]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    seats: set[int] = field(default_factory=set)


def spread_page(one: CalibrationRound, rulebook: Rulebook, *, own: Seat | None = None) -> SpreadPage:
    """What was sent of the round's samples, with the scores of the seat ``own`` marked; a fixed number of queries, and one for
    the names of each earlier cycle that a sample is from.
    """
    samples = list(one.samples.all())
    titles, stories, sent = codes_by_category(samples), sample_stories_of(samples), _sent(one)
    level = level_of(rulebook.scale_low, rulebook.scale_high)
    spreads = spreads_of(sent.values, level)
    mine = own.pk if own is not None else 0
    scale = StripScale(rulebook.scale_low, rulebook.scale_high)
    sights: dict[int, Sight] = {}
    shown = []
    for sample in samples:
        hide = _hiding(sample, sights)
        rows = [
            _row(title, sent.values[pair], spreads[pair], scale, level, mine, hide)
            for code, title in titles[sample.category_id].items()
            if (pair := (str(sample.number), code)) in spreads
        ]
        remarks = [
            Reason(_scores_of(seat, sample, titles[sample.category_id], sent.values), hide(words), seat == mine)
            for seat, words in sent.remarks[sample.pk]
        ]
        story = sample_stories().get(sample.key)
        shown.append(SampleRows(sample, stories[sample.pk], rows, remarks, story.tests if story else ""))
    found = agreement(spreads)
    given = {pair: value for pair, all_given in sent.values.items() for seat, value, _why in all_given if seat == mine}
    return SpreadPage(
        judges=len(sent.seats),
        agreement=found,
        sentences=in_words(found, {str(sample.number): titles[sample.category_id] for sample in samples}),
        leaning=_leaning(leaning(given, spreads, level)),
        samples=shown,
        axis=scale.axis(),
    )


def spreads_of(values: Mapping[Pair, Sequence[tuple[int, float, str]]], level: float) -> dict[Pair, Spread]:
    """The spread of everything that was scored, in a fixed order."""
    found = {pair: spread_of([value for _seat, value, _why in values[pair]], level) for pair in sorted(values)}
    return {pair: spread for pair, spread in found.items() if spread is not None}


def sent_values(one: CalibrationRound) -> tuple[dict[Pair, list[tuple[int, float, str]]], int]:
    """What was sent, by (sample's number, criterion's code): seat, value and words; and of how many judges it is."""
    rows = SampleScore.objects.filter(sheet__sample__round=one, sheet__sent_at__isnull=False).order_by("value", "pk")
    values: dict[Pair, list[tuple[int, float, str]]] = defaultdict(list)
    seats = set()
    for number, code, seat, value, words in rows.values_list(
        "sheet__sample__number", "criterion__code", "sheet__seat_id", "value", "comment"
    ):
        values[str(number), code].append((seat, float(value), words))
        seats.add(seat)
    return values, len(seats)


def in_words(found: Agreement, titles: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The spread as sentences; ``titles`` of the criteria by sample's number and code."""
    if not found.asked:
        return [_("Only one judge has sent their samples so far, so there is nothing to compare yet.")]
    sentences = [
        _("Of %(asked)d scores that the panel gave in common, %(together)d lie within one level of each other.")
        % {"asked": found.asked, "together": found.together}
    ]
    if found.apart and found.widest is not None:
        number, code = found.widest
        sentences.append(
            ngettext(
                "On %(n)d it is two levels or more apart: “%(criterion)s” of sample %(sample)s, by %(levels)s.",
                "On %(n)d it is two levels or more apart, the most on “%(criterion)s” of sample %(sample)s, by %(levels)s.",
                found.apart,
            )
            % {
                "n": found.apart,
                "criterion": titles[number][code],
                "sample": number,
                "levels": _short(found.widest_levels),
            }
        )
    else:
        sentences.append(_("Nowhere is it two levels or more apart."))
    return sentences


def _sent(one: CalibrationRound) -> _Sent:
    values, _judges = sent_values(one)
    found = _Sent(values=values)
    sheets = SampleSheet.objects.filter(sample__round=one, sent_at__isnull=False).order_by("pk")
    for sample, seat, words in sheets.values_list("sample_id", "seat_id", "comment"):
        found.seats.add(seat)
        if words.strip():
            found.remarks[sample].append((seat, words))
    return found


def _row(
    title: str,
    given: Sequence[tuple[int, float, str]],
    spread: Spread,
    scale: StripScale,
    level: float,
    mine: int,
    hide: "_Hide",
) -> CriterionRow:
    values = [value for _seat, value, _why in given]
    own = next((number for number, (seat, _value, _why) in enumerate(given) if seat == mine), None)
    words = _("Scores: %(values)s.") % {"values": ", ".join(map(_short, values))}
    if own is not None:
        words = f"{words} {_('Yours: %(value)s.') % {'value': _short(values[own])}}"
    return CriterionRow(
        title=title,
        spread=spread,
        strip=level_dots(values=values, scale=scale, level=level, words=words, own=own),
        words=", ".join(map(_short, values)),
        reasons=[Reason(_short(value), hide(why), seat == mine) for seat, value, why in given if why.strip()],
    )


def _scores_of(seat: int, sample: Sample, codes: Mapping[str, str], values: Mapping[Pair, Any]) -> str:
    given = [{who: value for who, value, _why in values[str(sample.number), code]} for code in codes]
    return ", ".join(_short(one[seat]) for one in given if seat in one)


class _Hide:
    """What judges wrote of a sample, without the names of the cycle that it is from."""

    def __init__(self, sight: Sight | None) -> None:
        self.sight = sight

    def __call__(self, words: str) -> str:
        return self.sight.words(words) if self.sight is not None else words


def _hiding(sample: Sample, sights: dict[int, Sight]) -> _Hide:
    if sample.entry is None:
        return _Hide(None)
    cycle = sample.entry.cycle
    return _Hide(sights.setdefault(cycle.pk, Sight(cycle, hidden=True)))


def _leaning(by: float | None) -> str:
    if by is None:
        return ""
    if abs(by) < EVEN:
        return _("You gave about as much as the others.")
    words = (
        _("You gave %(by)s of a level more than the others.")
        if by > 0
        else _("You gave %(by)s of a level less than the others.")
    )
    return words % {"by": _short(round(abs(by), 1))}


def _short(value: float) -> str:
    return number_format(round(value, 2), use_l10n=True) if value % 1 else str(int(value))
