"""How far a message reached, by team, without showing what a few people did."""

from collections.abc import Sequence
from dataclasses import dataclass

# Fewer people than this are never shown apart.
FEWEST = 5


@dataclass(frozen=True)
class Reached:
    """One group of receivers: how many copies were sent, opened, answered, and answered right."""

    name: str
    sent: int
    opened: int = 0
    answered: int = 0
    right: int = 0


@dataclass(frozen=True)
class Group:
    """One row of the page. ``opened`` is None where fewer than five people were sent it, ``understood`` (share of the
    answers, 0 to 1) and ``answered`` where fewer than five answered.
    """

    name: str
    sent: int
    opened: int | None
    answered: int | None
    right: int | None

    @property
    def understood(self) -> float | None:
        """The share of right answers, 0 to 1; None where it is not shown."""
        return self.right / self.answered if self.answered and self.right is not None else None

    @property
    def understood_words(self) -> str:
        """The same as a percentage; empty where it is not shown."""
        return "" if self.understood is None else f"{self.understood:.0%}"


def grouped(teams: Sequence[Reached], *, others: str) -> list[Group]:
    """The teams by name, those that are too small to be shown together as ``others``.

    A team is shown where five people were sent the message and, as soon as anybody answered, five answered. If the rest
    together are fewer, the smallest shown team joins them, so that nothing can be found by subtraction.
    """
    asked = any(team.answered for team in teams)
    shown = sorted((team for team in teams if _large(team, asked=asked)), key=_size)
    rest = [team for team in teams if team not in shown]
    while rest and shown and not _large(_together(rest, others), asked=asked):
        rest.append(shown.pop(0))
    rows = sorted(shown, key=lambda team: team.name.casefold())
    if rest:
        rows.append(_together(rest, others) if len(rest) > 1 or rest[0].name == "" else rest[0])
    return [_group(row) for row in rows]


def total_of(teams: Sequence[Reached], name: str) -> Group:
    """All together."""
    return _group(_together(teams, name))


def _large(team: Reached, *, asked: bool) -> bool:
    return team.name != "" and team.sent >= FEWEST and (not asked or team.answered >= FEWEST)


def _size(team: Reached) -> tuple[int, int, str]:
    return team.answered, team.sent, team.name


def _together(teams: Sequence[Reached], name: str) -> Reached:
    return Reached(
        name=name,
        sent=sum(team.sent for team in teams),
        opened=sum(team.opened for team in teams),
        answered=sum(team.answered for team in teams),
        right=sum(team.right for team in teams),
    )


def _group(row: Reached) -> Group:
    answers = row.answered >= FEWEST
    return Group(
        name=row.name,
        sent=row.sent,
        opened=row.opened if row.sent >= FEWEST else None,
        answered=row.answered if answers else None,
        right=row.right if answers else None,
    )
