"""The rewards that Laurel offers to add, written by us, each with its benefits and drawbacks."""

from functools import cache
from pathlib import Path

from intake.problems import BadFile, Problem
from programmes.plans.documents import read_document
from programmes.plans.lines import RewardLine
from programmes.plans.outward_reading import reward
from programmes.plans.places import Place

CATALOGUE = Path(__file__).resolve().parent.parent / "library" / "rewards"


@cache
def reward_catalogue() -> dict[str, RewardLine]:
    """Every reward of the catalogue by its code, one file a kind. Raises BadFile for a file of ours that is wrong."""
    problems: list[Problem] = []
    found: dict[str, RewardLine] = {}
    for path in sorted(CATALOGUE.glob("*.yaml")):
        for code, place in Place(read_document(path), "", problems).keys().items():
            found[code] = reward(place)
    if problems:
        raise BadFile(problems)
    return found
