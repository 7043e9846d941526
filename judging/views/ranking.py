"""A stored result as the results page shows it."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.calculations.outline import Outline
from judging.calculations.reasons import SENTENCES, Reason
from judging.models import Result
from judging.queries.nominated import Nominated
from judging.views.strips import Strips
from programmes.models import Category

Z_95 = 1.96
FIRM, TENTATIVE = 0.80, 0.667
TENTH = Decimal("0.1")


class _Said:
    """What every row says, looked up and escaped once for all of them, and figures as this language writes them."""

    def __init__(self) -> None:
        self.without = escape(_("Judges’ totals %(totals)s; score %(score).1f"))
        self.within = self.without + escape(_(", interval %(left).0f to %(right).0f"))
        self.was = escape(_("was no. %(n)s"))
        self.hardly, self.surely = escape(_("under 1%")), escape(_("over 99%"))
        self._point = str(get_format("DECIMAL_SEPARATOR"))
        self._tenths: dict[float | None, str] = {None: ""}

    @staticmethod
    def doubts(judges: int) -> str:
        """How many judges are not very sure of an entry; empty for none."""
        if not judges:
            return ""
        return ngettext("%(n)s judge is not very sure", "%(n)s judges are not very sure", judges) % {"n": judges}

    def tenths(self, figure: float | None) -> str:
        """One decimal, halves rounded up; empty for none."""
        known = self._tenths.get(figure)
        if known is None:
            known = str(Decimal(repr(figure)).quantize(TENTH, ROUND_HALF_UP)).replace(".", self._point)
            self._tenths[figure] = known
        return known

    def chance(self, share: float | None) -> str:
        """A share of all draws in percent; a dash for none."""
        if share is None:
            return "–"
        if share < 0.01:
            return self.hardly
        return self.surely if share > 0.99 else f"{share:.0%}"


@dataclass(slots=True)
class Row:
    """One ranked entry, each cell as it is written; there may be thousands of rows, and a template that words each is slow.

    ``picture`` are its shapes as SVG and ``words`` what it shows; both are empty, and ``instead`` says why, where nothing is
    scored. Figures, and the words of ours around them, are HTML; names and sentences are not.
    """

    rank: str
    name: str
    place: str
    reference: str
    doubts: str
    picture: str = ""
    words: str = ""
    instead: str = ""
    score: str = ""
    raw: str = ""
    was: str = ""
    chance: str = ""


@dataclass(frozen=True)
class JudgeRow:
    """How strict a judge was: ``points`` against the panel as it is written, minus is stricter; ``dot`` places it from 0 to
    200 in the picture, and is empty where nothing can be told, which ``note`` explains.
    """

    name: str
    points: str = "–"
    dot: str = ""
    note: str = ""


@dataclass
class Ranking:
    """A category's result, ready to show. ``count`` is how many entries have a rank, ``close_count`` how many of them are
    too close to call, ``rest`` how many are not shown. ``overtaken`` says that a sheet is in it which does not count any more.
    """

    category: Category
    result: Result
    close: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unranked: list[Row] = field(default_factory=list)
    rest: int = 0
    ticks: list[tuple[float, int]] = field(default_factory=list)
    judges: list[JudgeRow] = field(default_factory=list)
    changed: str = ""
    trust: str = ""
    trust_figure: float | None = None
    notes: list[str] = field(default_factory=list)
    count: int = 0
    close_count: int = 0
    overtaken: bool = False

    @property
    def grid(self) -> SafeString:
        """The lines of the scale behind every row, as SVG."""
        lines = "".join(f"M{x:g}-8V38" for x, _value in self.ticks)
        return mark_safe(f'<path class="grid" d="{lines}"/>')  # noqa: S308 — numbers of our own, and nothing else


def ranking_of(
    result: Result,
    outline: Outline,
    entries: dict[str, Nominated],
    judges: dict[str, str],
    *,
    partial: bool,
    overtaken: bool = False,
) -> Ranking:
    """The page's view of a result: ``entries`` by reference, ``judges``' names by id. ``partial`` says that an entry is kept
    from the reader, who is then not told what the method changed at the top.
    """
    said, strips = _Said(), Strips(outline.low)

    def shown_as(chosen: list[dict[str, Any]]) -> list[Row]:
        return [_row(entry, entries[entry["entry"]], outline, said, strips) for entry in chosen]

    return Ranking(
        category=result.category,
        result=result,
        close=shown_as(outline.close),
        rows=shown_as(outline.rows),
        unranked=shown_as(outline.unranked),
        rest=outline.rest,
        ticks=[(strips.at(value), value) for value in range(outline.low, 101, 10 if outline.low >= 50 else 20)],
        judges=_judges(outline, judges, said),
        changed="" if partial else _changed(outline, entries),
        trust_figure=outline.alpha,
        trust=_trust(outline),
        notes=_notes(outline),
        count=outline.count,
        close_count=outline.close_count,
        overtaken=overtaken,
    )


def _row(entry: dict[str, Any], found: Nominated, outline: Outline, said: _Said, strips: Strips) -> Row:
    reference, rank, score = entry["entry"], entry["rank"], entry["score"]
    placed = f"{rank}{'=' if entry['tied'] else ''}" if rank else "–"
    name, place, shown, doubts = found
    row = Row(placed, name, place, shown, said.doubts(doubts))
    if score is None:
        row.instead = sentence(outline.notes.get(f"score:{reference}", ""))
        return row
    before = outline.was.get(reference)
    row.picture, row.words = _strip(entry, sorted([total for _judge, total in outline.totals[reference]]), said, strips)
    row.score, row.raw = said.tenths(score), said.tenths(entry["raw"])
    row.was = said.was % {"n": before} if before and before != rank else ""
    row.chance = said.chance(entry["p_first"])
    return row


def _strip(entry: dict[str, Any], totals: list[float], said: _Said, strips: Strips) -> tuple[str, str]:
    """The picture of an entry, and the same in words; ``totals`` rise."""
    score, error = entry["score"], entry["standard_error"]
    told = {"totals": strips.listed(totals), "score": score}
    if error is None:
        return strips.drawn(totals, score, None), said.without % told
    told["left"], told["right"] = left, right = score - Z_95 * error, score + Z_95 * error
    return strips.drawn(totals, score, (left, right)), said.within % told


def _judges(outline: Outline, names: dict[str, str], said: _Said) -> list[JudgeRow]:
    largest = max([abs(judge["severity"]) for judge in outline.judges if judge["severity"] is not None] + [8.0])
    rows, left = [], _("A judge who has left")
    for judge in outline.judges:
        name, severity = names.get(judge["judge"], left), judge["severity"]
        if severity is None:
            rows.append(JudgeRow(name, note=sentence(outline.notes.get(f"severity:{judge['judge']}", ""))))
        else:
            points = ("−" if severity > 0 else "+") + said.tenths(abs(severity))
            rows.append(JudgeRow(name, points, str(round(100 - severity / largest * 95, 1))))
    return sorted(rows, key=lambda row: row.name)


def _changed(outline: Outline, entries: dict[str, Nominated]) -> str:
    """What the method changed at the top against the plain average, and why, in one sentence."""
    if not outline.leaders:
        return ""
    first, top_raw = outline.leaders
    if first["raw"] >= top_raw["raw"] - 1e-9:
        return _("Nothing at the top: %(name)s comes first by the plain average as well.") % {
            "name": entries[first["entry"]].name
        }
    severity = {judge["judge"]: judge["severity"] or 0.0 for judge in outline.judges}
    own = [severity.get(str(judge), 0.0) for judge, _total in outline.totals[top_raw["entry"]]]
    kinder = -sum(own) / len(own)
    return (
        _(
            "%(high)s’s plain average was the highest, but from judges who give %(points).1f points more than the panel. "
            "Allowing for that, the score is %(score).1f and %(first)s is first."
        )
        % {
            "high": entries[top_raw["entry"]].name,
            "points": kinder,
            "score": top_raw["score"],
            "first": entries[first["entry"]].name,
        }
        if kinder > 0
        else _("%(high)s’s plain average was the highest; by the rulebook’s method %(first)s is first.")
        % {"high": entries[top_raw["entry"]].name, "first": entries[first["entry"]].name}
    )


def _trust(outline: Outline) -> str:
    alpha = outline.alpha
    if alpha is None:
        return sentence(outline.notes.get("krippendorff_alpha", ""))
    if alpha >= FIRM:
        return _("The judges agreed well. That is firm enough to rely on the ranking, except between close neighbours.")
    if alpha >= TENTATIVE:
        return _(
            "The judges agreed fairly well. That tells the top from the middle; it does not tell neighbours apart."
        )
    return _("The judges did not agree well. Talk about the entries on which they differ before you decide.")


def _notes(outline: Outline) -> list[str]:
    found = [sentence(outline.notes["blocks"])] if "blocks" in outline.notes else []
    if found:
        more = outline.sheets_to_join
        found.append(
            ngettext("%(n)d more sheet would join them.", "%(n)d more sheets would join them.", more) % {"n": more}
        )
    return found


def sentence(code: str) -> str:
    """The sentence of a note's code, in the reader's language; a code of a later version shows as it is."""
    try:
        return _(SENTENCES[Reason(code)])
    except ValueError:
        return code
