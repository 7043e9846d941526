"""Which names of a directory are like names as they were given: many against many, with what agrees beside the name.

"Samira at Ferry Lane" names Samira Khan by one word of two. So each word of the directory's name looks for its best partner
among the words given, and the best of them counts most. Every different word is compared with every other once, in bulk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

# Words that name nobody but stand in many descriptions.
FILLERS = frozenset(
    ["the", "a", "an", "at", "in", "on", "of", "from", "who", "one", "with", "and", "team", "lady", "man", "woman"]
)
NAME_COUNTS, TEAM_COUNTS, SITE_COUNTS = 0.85, 15.0, 10.0
BEST_COUNTS = 0.7
# From this on a team or a site counts as mentioned (0 to 100).
MENTIONED = 85
# So many of the likeliest by their words are compared as whole names, too.
LOOKED_AT_TWICE = 25
AT_ONCE = 256

Numbers = NDArray[np.float32]
Places = NDArray[np.int32]


@dataclass(frozen=True)
class Known:
    """Somebody of the directory, in plain letters: names that they go by, team and site ("" where none)."""

    names: tuple[str, ...]
    team: str = ""
    site: str = ""


@dataclass(frozen=True)
class Given:
    """A name as given and everything said around it, in plain letters."""

    name: str
    hints: str


@dataclass(frozen=True)
class Match:
    """The place of one in the directory, how likely they are meant (0 to 100), and what of it agrees."""

    place: int
    likeness: int
    name: float
    team: bool
    site: bool


@dataclass
class Directory:
    """Names cut into words once, for many comparisons. ``name_counts`` is the share of the likeness that the name itself
    makes up where team and site say the rest.
    """

    known: Sequence[Known]
    name_counts: float = NAME_COUNTS
    words: list[str] = field(init=False)
    parts: Places = field(init=False)
    sizes: Numbers = field(init=False)
    of: Places = field(init=False)
    whole: list[str] = field(init=False)
    teams: tuple[list[str], Places] = field(init=False)
    sites: tuple[list[str], Places] = field(init=False)

    def __post_init__(self) -> None:
        rows = [(place, name) for place, one in enumerate(self.known) for name in one.names if name]
        cut = [name.split() for _place, name in rows]
        places: dict[str, int] = {}
        for words in cut:
            for word in words:
                places.setdefault(word, len(places))
        most = max((len(words) for words in cut), default=1)
        self.words = list(places)
        # The place after the last word stands for "no further word", and is like nothing.
        self.parts = np.full((most, len(rows)), len(places), dtype=np.int32)
        for row, words in enumerate(cut):
            self.parts[: len(words), row] = [places[word] for word in words]
        self.sizes = np.array([len(words) for words in cut] or [1], dtype=np.float32)[: max(len(rows), 1)]
        self.of = np.array([place for place, _name in rows], dtype=np.int32)
        self.whole = [name for _place, name in rows]
        self.teams = _numbered(one.team for one in self.known)
        self.sites = _numbered(one.site for one in self.known)


def _numbered(names: Iterable[str]) -> tuple[list[str], Places]:
    """The different names, and for each one its number among them; -1 where there is none."""
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(name, len(numbers)) if name else -1 for name in names]
    return list(numbers), np.array(places, dtype=np.int32)


def best_matches(directory: Directory, given: Sequence[Given], *, most: int, least: float) -> list[list[Match]]:
    """For each name as given the best few of the directory, best first; nobody below ``least``."""
    if not directory.whole:
        return [[] for _one in given]
    words = {word: None for one in given for word in words_of(one.name)}
    numbers = {word: number for number, word in enumerate(words)}
    alike = _alike(list(words), directory.words)
    found: list[list[Match]] = []
    for start in range(0, len(given), AT_ONCE):
        some = given[start : start + AT_ONCE]
        hints = [one.hints for one in some]
        teams, sites = _mentioned(hints, directory.teams[0]), _mentioned(hints, directory.sites[0])
        for at, one in enumerate(some):
            rows = [numbers[word] for word in words_of(one.name)]
            by_word = _by_word(directory, alike[rows]) if rows else None
            found.append(_ranked(directory, one, by_word, teams[at], sites[at], most, least))
    return found


def words_of(name: str) -> list[str]:
    """The words of a name as given that may name somebody."""
    return [word for word in name.split() if word not in FILLERS]


def _alike(words: Sequence[str], known: Sequence[str]) -> NDArray[np.uint8]:
    """How alike each word given and each of the directory are, with a last column for "no word"."""
    table = np.zeros((len(words), len(known) + 1), dtype=np.uint8)
    if words and known:
        table[:, :-1] = process.cdist(words, known, scorer=fuzz.ratio, dtype=np.uint8)
    return table


def _mentioned(hints: Sequence[str], names: Sequence[str]) -> NDArray[np.bool_]:
    """Which of these teams or sites each text mentions, with a last column for "none"."""
    table = np.zeros((len(hints), len(names) + 1), dtype=np.bool_)
    if hints and names:
        likely = process.cdist(hints, names, scorer=fuzz.partial_ratio, dtype=np.uint8, score_cutoff=MENTIONED)
        table[:, :-1] = (likely >= MENTIONED) & (np.array([bool(text) for text in hints])[:, None])
    return table


def _by_word(directory: Directory, alike: NDArray[np.uint8]) -> Numbers:
    """How well the words given name each name of the directory (0 to 100)."""
    best = alike.max(axis=0).astype(np.float32)[directory.parts]
    result: Numbers = BEST_COUNTS * best.max(axis=0) + (1 - BEST_COUNTS) * best.sum(axis=0) / directory.sizes
    return result


def _ranked(
    directory: Directory,
    given: Given,
    by_word: Numbers | None,
    teams: NDArray[np.bool_],
    sites: NDArray[np.bool_],
    most: int,
    least: float,
) -> list[Match]:
    if by_word is None:
        return []
    # What is mentioned is looked up by number; -1 finds the last column, which says no.
    team, site = teams[directory.teams[1]], sites[directory.sites[1]]
    extra = TEAM_COUNTS * team[directory.of] + SITE_COUNTS * site[directory.of]
    total = directory.name_counts * by_word + extra
    few = np.argpartition(-total, min(LOOKED_AT_TWICE, len(total)) - 1)[:LOOKED_AT_TWICE]
    spoken = " ".join(words_of(given.name))
    best: dict[int, tuple[float, float]] = {}
    for row in few.tolist():
        name = max(float(by_word[row]), fuzz.token_sort_ratio(spoken, directory.whole[row]))
        place = int(directory.of[row])
        likely = min(100.0, directory.name_counts * name + float(extra[row]))
        best[place] = max(best.get(place, (0.0, 0.0)), (likely, name))
    matches = [
        Match(place, round(likely), name, bool(team[place]), bool(site[place]))
        for place, (likely, name) in best.items()
        if likely >= least
    ]
    return sorted(matches, key=lambda match: (-match.likeness, directory.known[match.place].names[0]))[:most]
