"""How long it takes to match names as they were given to a directory: ``python benchmarks/matching.py``, on one core.

10,000 free-text names, misspelt and with places around them, against 5,000 people; then, how often the person who was meant
comes first, and how often among the five that are shown.
"""

import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PEOPLE, NAMES, TEAMS, SITES = 5_000, 10_000, 120, 30
SHOWN, LEAST = 5, 55.0
LIMIT_SECONDS = 30
SYLLABLES = [
    "sa",
    "mi",
    "ra",
    "ka",
    "de",
    "bo",
    "le",
    "wen",
    "jo",
    "han",
    "ne",
    "ti",
    "lu",
    "cas",
    "ro",
    "sin",
    "gar",
    "per",
]
ENDINGS = ["son", "ley", "ham", "ov", "ez", "idis", "ton", "field", "er", "mann", "ski", "berg", "well", "by"]


def word(chance: random.Random, ending: bool = False) -> str:
    """A made-up name of two or three syllables."""
    body = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3)))
    return body + chance.choice(ENDINGS) if ending else body


def misspelt(chance: random.Random, name: str) -> str:
    """The name as somebody remembers it: a letter missing, or two changed over."""
    at = chance.randrange(1, len(name) - 1)
    return (
        name[:at] + name[at + 1 :]
        if chance.random() < 0.5
        else name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    )


def main() -> int:
    """Make both lists from a fixed seed, match them, and print a table. Exit 1 where it takes too long."""
    from nominations.calculations.name_matching import Directory, Given, Known, best_matches

    chance = random.Random(4)
    firsts, lasts = [word(chance) for _ in range(900)], [word(chance, ending=True) for _ in range(3_500)]
    teams = [f"{word(chance)} {word(chance)} team" for _ in range(TEAMS)]
    sites = [f"{word(chance)} lane" for _ in range(SITES)]
    known = [
        Known((f"{chance.choice(firsts)} {chance.choice(lasts)}",), chance.choice(teams), chance.choice(sites))
        for _ in range(PEOPLE)
    ]
    meant, given = [], []
    for _ in range(NAMES):
        place = chance.randrange(PEOPLE)
        first, last = known[place].names[0].split()
        name = chance.choice([f"{first} {last}", f"{last} {first}", f"{misspelt(chance, first)} {last}", first])
        said = f"{name} at {known[place].site}"
        meant.append(place)
        given.append(Given(said, f"{said} {known[place].team if chance.random() < 0.6 else ''} tuesday evening"))
    began = time.perf_counter()
    found = best_matches(Directory(known), given, most=SHOWN, least=LEAST)
    seconds = time.perf_counter() - began
    first_right = sum(bool(few) and few[0].place == place for few, place in zip(found, meant, strict=True))
    shown_right = sum(place in {match.place for match in few} for few, place in zip(found, meant, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{NAMES:,} names against {PEOPLE:,} people: {seconds:.1f} s (at most {LIMIT_SECONDS} s), {memory:.0f} MB")
    print(f"who was meant came first: {first_right / NAMES:.1%}; among the {SHOWN} shown: {shown_right / NAMES:.1%}")
    return 0 if seconds <= LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
