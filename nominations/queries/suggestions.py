"""Who may be meant by a name as it was given: ranked suggestions from the directory."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from accounts.models import Team, User
from nominations.models import Nominee
from programmes.enums import NomineeKind

MOST = 5
# Below this a suggestion is noise (0 to 100).
LEAST_LIKE = 55.0
# Words that name nobody but stand in many descriptions.
FILLERS = {
    "the",
    "a",
    "an",
    "at",
    "in",
    "on",
    "of",
    "from",
    "who",
    "one",
    "with",
    "and",
    "team",
    "lady",
    "man",
    "woman",
}


@dataclass(frozen=True)
class Suggestion:
    """A person or a team that may be meant. ``likeness`` is 0 to 100; ``why`` names what agrees."""

    kind: str
    pk: int
    name: str
    team: str
    site: str
    likeness: int
    why: tuple[str, ...]


def suggestions_for(nominee: Nominee, kind: str) -> list[Suggestion]:
    """The best few for this nominee, best first; ``kind`` is that of the category. One query."""
    given = plain(nominee.name_given)
    hints = plain(f"{nominee.name_given} {nominee.team_given} {nominee.hint}")
    found = _teams(hints) if kind == NomineeKind.TEAM else _people(given, hints)
    likely = [suggestion for suggestion in found if suggestion.likeness >= LEAST_LIKE]
    return sorted(likely, key=lambda one: (-one.likeness, one.name))[:MOST]


def _people(given: str, hints: str) -> Iterable[Suggestion]:
    rows = User.objects.filter(is_active=True, is_external=False).values_list(
        "pk", "full_name", "known_as", "team__name", "site"
    )
    for pk, full_name, known_as, team, site in rows:
        named = max(
            likeness(given, full_name), likeness(given, f"{known_as} {full_name.split()[-1]}") if known_as else 0
        )
        why = ["name"]
        total = named * 0.85
        if team and _mentions(hints, team):
            total, why = total + 15, [*why, "team"]
        if site and _mentions(hints, site):
            total, why = total + 10, [*why, "site"]
        yield Suggestion("person", pk, full_name, team or "", site, min(100, round(total)), tuple(why))


def _teams(hints: str) -> Iterable[Suggestion]:
    for pk, name in Team.objects.values_list("pk", "name"):
        yield Suggestion("team", pk, name, "", "", round(likeness(hints, name)), ("name",))


def likeness(given: str, name: str) -> float:
    """How alike a name as given and a name of the directory are, 0 to 100.

    "Samira at Ferry Lane" names Samira Khan by one word of two, so each word of the directory's name looks for its best
    partner, and the best of them counts most.
    """
    words = [word for word in plain(given).split() if word not in FILLERS]
    parts = plain(name).split()
    if not words or not parts:
        return 0.0
    best = sorted((max(fuzz.ratio(part, word) for word in words) for part in parts), reverse=True)
    by_word = 0.7 * best[0] + 0.3 * sum(best) / len(best)
    return max(by_word, fuzz.token_sort_ratio(" ".join(words), " ".join(parts)))


def plain(text: str) -> str:
    """Lower case, without accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip() or text.lower().strip()


def _mentions(hints: str, name: str) -> bool:
    return fuzz.partial_ratio(plain(name), hints) >= 85 if hints else False
