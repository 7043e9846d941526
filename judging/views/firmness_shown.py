"""A stored sensitivity report as its page shows it: names for ids, sentences for figures."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from judging.queries.entries import judged_entries
from judging.queries.sight import Sight
from programmes.enums import Method
from programmes.models import Category, Cycle

STRONG_HALO = 0.9
CLEAR = 1.96
"""Standard errors beyond which a difference is more than chance would give in 95 of 100 panels."""
ROWS = 8


@dataclass(frozen=True)
class Without:
    """Without this judge, who would win and who would not."""

    judge: str
    gained: str
    lost: str


@dataclass(frozen=True)
class Room:
    """A criterion's weight and its room, of 100."""

    title: str
    weight: float
    low: float
    high: float
    exact: bool

    @property
    def picture(self) -> tuple[float, float, float]:
        """Where the room begins, how wide it is and where the weight stands, in a picture 200 wide."""
        return 2 * self.low, 2 * (self.high - self.low), 2 * self.weight


@dataclass(frozen=True)
class Standing:
    """An entry with its rank by every method, as (method, rank) in the order of the page's columns."""

    nominee: str
    reference: str
    cells: list[tuple[str, int | None]]


@dataclass
class Shown:
    """The whole page."""

    judges: int
    verdict: str = ""
    without: list[Without] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    single: float | None = None
    needed: list[str] = field(default_factory=list)
    halo: str = ""
    leanings: list[str] = field(default_factory=list)
    apart: list[dict[str, Any]] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)


def shown(cycle: Cycle, category: Category, figures: dict[str, Any], sight: Sight) -> Shown:
    """The page of a report: three queries, for the nominees', the judges' and the criteria's names."""
    entries = judged_entries(cycle).filter(category=category).select_related("person", "team")
    nominees = {entry.reference: entry.nominee_name for entry in sight.seal(entries)}
    ids = {halo["judge"] for halo in figures["halos"]} | {change["judge"] for change in figures["without"]}
    ids |= {sheet["judge"] for sheet in figures["joining"]}
    people = User.objects.filter(pk__in=ids).values_list("pk", "full_name")
    judges = {str(pk): full_name for pk, full_name in people}
    titles = dict(category.criteria.values_list("code", "title"))
    page = Shown(judges=len(figures["halos"]), verdict=_verdict(figures, nominees))
    page.without = [
        Without(
            judges.get(change["judge"], _("A judge who has left")),
            *_instead(change, nominees),
        )
        for change in figures["without"]
    ]
    page.methods = [_short(method) for method in Method]
    page.standings = _standings(figures, nominees)
    page.rooms = [
        Room(
            titles.get(room["criterion"], room["criterion"]), *(room[key] for key in ("weight", "low", "high", "exact"))
        )
        for room in figures["weights"]
    ]
    page.single = figures["single"]
    page.needed = [_needed(wanted, number) for wanted, number in figures["needed"]]
    page.halo = _halo(figures["halos"], judges)
    page.leanings = [_leaning(leaning) for leaning in figures["leanings"]]
    page.apart = [{**entry, "nominee": nominees.get(entry["entry"], "")} for entry in figures["disagreements"][:ROWS]]
    page.joining = [
        (_("%(judge)s for %(reference)s") if sight.hidden else _("%(judge)s for %(nominee)s (%(reference)s)"))
        % {
            "judge": judges.get(sheet["judge"], _("A judge who has left")),
            "nominee": nominees.get(sheet["entry"], ""),
            "reference": sheet["entry"],
        }
        for sheet in figures["joining"]
    ]
    return page


def _names(references: list[str], nominees: dict[str, str]) -> str:
    return ", ".join(nominees.get(reference, reference) for reference in references) or _("nobody")


def _instead(change: dict[str, Any], nominees: dict[str, str]) -> tuple[str, str]:
    """Who would come first without a judge, and who would not."""
    if change.get("apart"):
        return _("nobody can tell: not all entries could be compared"), "–"
    return _names(change["gained"], nominees), _names(change["lost"], nominees)


def _verdict(figures: dict[str, Any], nominees: dict[str, str]) -> str:
    names = _names(figures["winners"], nominees)
    apart = sum(bool(change.get("apart")) for change in figures["without"])
    changing = len(figures["without"]) - apart
    if not changing and apart:
        return ngettext(
            "%(names)s comes first. Without one of the judges not all entries could be compared.",
            "%(names)s comes first. There are %(n)d judges without any one of whom not all entries could be compared.",
            apart,
        ) % {"names": names, "n": apart}
    if not changing:
        return _("%(names)s would come first without any one of the judges too.") % {"names": names}
    return ngettext(
        "%(names)s comes first, but not without one of the judges.",
        "%(names)s comes first, but there are %(n)d judges without whom another would.",
        changing,
    ) % {"names": names, "n": changing}


def _short(method: str) -> str:
    """A method's name at the head of a narrow column; the rulebook's editor explains them."""
    return {
        Method.CALIBRATED: _("Calibrated"),
        Method.MEAN: _("Mean"),
        Method.TRIMMED_MEAN: _("Trimmed mean"),
        Method.Z_SCORE: _("Standardised"),
        Method.BORDA: _("Rank points"),
    }[Method(method)]


def _standings(figures: dict[str, Any], nominees: dict[str, str]) -> list[Standing]:
    """The entries that are among the first by any method."""
    rows = [
        Standing(nominees.get(reference, ""), reference, [(_short(method), ranks[method]) for method in Method])
        for reference, ranks in figures["ranks"].items()
    ]
    return sorted(rows, key=lambda row: sorted(rank or 10**6 for _method, rank in row.cells))[:ROWS]


def _needed(wanted: float, judges: int | None) -> str:
    if judges is None:
        return _("For a reliability of %(wanted).2f no number of judges would be enough.") % {"wanted": wanted}
    return ngettext(
        "For a reliability of %(wanted).2f, %(n)d judge for each entry is enough.",
        "For a reliability of %(wanted).2f, %(n)d judges for each entry are needed.",
        judges,
    ) % {"wanted": wanted, "n": judges}


def _halo(halos: list[dict[str, Any]], judges: dict[str, str]) -> str:
    strong = [
        judges.get(halo["judge"], _("A judge who has left")) for halo in halos if halo["correlation"] >= STRONG_HALO
    ]
    if not halos:
        return ""
    if not strong:
        return _("Nobody gave all criteria nearly the same: the criteria were judged one by one.")
    return _(
        "%(names)s gave the criteria of an entry nearly the same throughout. "
        "One impression may have carried over; the stories may also have been alike."
    ) % {"names": ", ".join(strong)}


def _leaning(leaning: dict[str, Any]) -> str:
    kinds = {"team": _("of their own team"), "site": _("at their own site"), "job_role": _("in their own job role")}
    words = {
        "whose": kinds[leaning["kind"]],
        "points": leaning["points"],
        "error": CLEAR * leaning["standard_error"],
        "sheets": leaning["sheets"],
    }
    found = (
        _("Entries %(whose)s were given %(points)+.1f points (± %(error).1f, %(sheets)d sheets) against the others.")
        % words
    )
    clear = abs(leaning["points"]) > CLEAR * leaning["standard_error"]
    return (
        found
        + " "
        + (_("That is more than chance: worth a word in the meeting.") if clear else _("That is what chance gives."))
    )
