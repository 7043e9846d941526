"""Things that wait for one another."""

from collections.abc import Collection, Hashable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def circle_in(after: Mapping[T, Collection[T]]) -> list[T]:
    """One circle of things that wait for each other, each before the one that waits for it; empty where there is none."""
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        circle: list[T] = error.args[1]
        return circle[:-1]  # it ends with the one that it begins with
    return []
