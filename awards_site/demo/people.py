"""The people and teams of Brightwater, made from ``people.yaml`` and a seed: the same every time."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from awards_site.demo.material import material
from awards_site.demo.telling import Pronoun

DOMAIN = "brightwater.example"
UNDECOMPOSED = str.maketrans("łŁı", "lLi", "'’")  # letters that Unicode does not take apart, and what is left out
STARTED_FROM = date(2004, 1, 5)
STARTED_UNTIL = date(2026, 6, 1)


@dataclass(frozen=True)
class DemoTeam:
    """A team; ``parent`` names another that stands before it in the list, ``leader_email`` one of its people."""

    name: str
    parent: str | None
    site: str
    leader_email: str


@dataclass(frozen=True)
class DemoPerson:
    """One of Brightwater's people. ``key`` is set for the named cast, ``login`` for those printed as demo sign-ins."""

    email: str
    full_name: str
    known_as: str
    pronoun: Pronoun
    team: str
    job_role: str
    customer_facing: bool
    site: str
    line_manager_email: str | None
    started_on: date
    leads: bool
    key: str = ""
    login: str = ""
    title: str = ""


@dataclass(frozen=True)
class Brightwater:
    """The whole organisation. Teams stand after their parents, people after their line managers."""

    teams: tuple[DemoTeam, ...]
    people: tuple[DemoPerson, ...]

    def by_key(self, key: str) -> DemoPerson:
        """Return the member of the named cast whom ``people.yaml`` calls ``key``. Raises KeyError."""
        for person in self.people:
            if person.key == key:
                return person
        raise KeyError(key)

    def logins(self) -> tuple[DemoPerson, ...]:
        """Return those whose sign-in the demo prints."""
        return tuple(person for person in self.people if person.login)


@dataclass(frozen=True)
class _Place:
    """A post to be filled: which team, whether it leads, and who of the cast holds it."""

    team: Mapping[str, Any]
    role: str
    leads: bool
    cast: Mapping[str, Any] | None


def people(scale: int = 1, *, seed: int = 20261001) -> Brightwater:
    """Return 160 × ``scale`` people in 14 × ``scale`` teams; the named cast is always in the first division.

    Raises ValueError for a scale below 1.
    """
    if scale < 1:
        raise ValueError(f"scale is a whole number from 1, not {scale}")
    rng = np.random.default_rng(seed)
    names = _new_names(rng)
    teams: list[DemoTeam] = []
    everybody: dict[str, DemoPerson] = {}
    for number in range(scale):
        for team in _teams_of_division(number):
            _fill_team(team, first=number == 0, names=names, rng=rng, teams=teams, everybody=everybody)
    return Brightwater(teams=tuple(teams), people=tuple(everybody.values()))


def plain_address(full_name: str) -> str:
    """Return the part of an email address before the @ for a name: ASCII, lower case, joined by dots."""
    spelled = full_name.translate(UNDECOMPOSED)
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return ".".join(ascii_only.lower().split())


def _teams_of_division(number: int) -> Iterator[Mapping[str, Any]]:
    """Yield the 14 teams; from the second division on with its place in their names, under the one executive."""
    suffix = _division_name(number)
    top = material("people.yaml")["teams"][0]["name"]
    for team in material("people.yaml")["teams"]:
        if not suffix:
            yield team
        elif team["parent"] is None:
            yield {**team, "name": f"{suffix} management", "parent": top, "roles": ["Director", "Executive assistant"]}
        else:
            parent = f"{suffix} management" if team["parent"] == top else f"{team['parent']} ({suffix})"
            yield {**team, "name": f"{team['name']} ({suffix})", "parent": parent, "site": f"{team['site']}, {suffix}"}


def _division_name(number: int) -> str:
    if number == 0:
        return ""
    places = material("people.yaml")["divisions"]
    rounds, position = divmod(number - 1, len(places))
    return f"{places[position]} {rounds + 1}" if rounds else str(places[position])


def _fill_team(
    team: Mapping[str, Any],
    *,
    first: bool,
    names: Iterator[tuple[str, Pronoun]],
    rng: np.random.Generator,
    teams: list[DemoTeam],
    everybody: dict[str, DemoPerson],
) -> None:
    """Add a team, its leader and its members to ``teams`` and ``everybody`` (keyed by email)."""
    leaders = {known.name: known.leader_email for known in teams}
    above = leaders.get(str(team["parent"])) if team["parent"] else None
    leader_email: str | None = None
    for place in _places(team, first=first):
        manager = above if place.leads else leader_email
        person = _person(place, manager=manager, names=names, rng=rng, taken=everybody)
        everybody[person.email] = person
        leader_email = leader_email or person.email
    teams.append(DemoTeam(team["name"], team["parent"], team["site"], leader_email or ""))


def _places(team: Mapping[str, Any], *, first: bool) -> Iterator[_Place]:
    """Yield the leader's place, then the cast's, then as many more as the team's size asks for."""
    cast = [c for c in material("people.yaml")["cast"] if first and c["team"] == team["name"]]
    leader = next((c for c in cast if c.get("leads")), None)
    yield _Place(team, team["roles"][0], leads=True, cast=leader)
    others = [c for c in cast if c is not leader]
    for member in others:
        yield _Place(team, member["role"], leads=False, cast=member)
    roles = team["roles"][1:]
    for position in range(team["size"] - 1 - len(others)):
        yield _Place(team, roles[position % len(roles)], leads=False, cast=None)


def _person(
    place: _Place,
    *,
    manager: str | None,
    names: Iterator[tuple[str, Pronoun]],
    rng: np.random.Generator,
    taken: Mapping[str, DemoPerson],
) -> DemoPerson:
    cast = place.cast or {}
    if cast:
        full_name, pronoun, email = cast["name"], cast["pronoun"], _cast_email(cast)
        started_on = cast["started_on"]
    else:
        full_name, pronoun = next(names)
        email = _free_email(full_name, taken)
        started_on = _started_on(rng, leads=place.leads)
    return DemoPerson(
        email=email,
        full_name=full_name,
        known_as=cast.get("known_as", full_name.split(maxsplit=1)[0]),
        pronoun=pronoun,
        team=place.team["name"],
        job_role=place.role,
        customer_facing=place.role in material("people.yaml")["customer_facing"],
        site=place.team["site"],
        line_manager_email=manager,
        started_on=started_on,
        leads=place.leads,
        key=cast.get("key", ""),
        login=cast.get("login", ""),
        title=cast.get("title", place.role),
    )


def _cast_email(cast: Mapping[str, Any]) -> str:
    """Sign-ins are short enough to be typed; the rest of the cast have addresses like everybody's."""
    local = cast["key"] if cast.get("login") else plain_address(cast["name"])
    return f"{local}@{DOMAIN}"


def _free_email(full_name: str, taken: Mapping[str, DemoPerson]) -> str:
    local = plain_address(full_name)
    email, number = f"{local}@{DOMAIN}", 1
    while email in taken:
        number += 1
        email = f"{local}{number}@{DOMAIN}"
    return email


def _started_on(rng: np.random.Generator, *, leads: bool) -> date:
    """Half of people came in the last five years; leaders have been there at least two."""
    days = (STARTED_UNTIL - STARTED_FROM).days
    ago = int(days * rng.beta(0.9, 2.2))
    started = STARTED_UNTIL - timedelta(days=max(ago, 730) if leads else ago)
    return started - timedelta(days=started.weekday())


def _new_names(rng: np.random.Generator) -> Iterator[tuple[str, Pronoun]]:
    """Yield (full name, pronoun), no full name twice until all combinations have been used, and no name of the cast."""
    written = material("people.yaml")
    cast = {member["name"] for member in written["cast"]}
    first = [(name, pronoun) for pronoun, names in written["first_names"].items() for name in names]
    family = written["family_names"]
    first_order, family_order = rng.permutation(len(first)), rng.permutation(len(family))
    while True:
        for shift in range(len(family)):
            for step in range(len(first)):
                name, pronoun = first[first_order[step]]
                full_name = f"{name} {family[family_order[(step + shift) % len(family)]]}"
                if full_name not in cast:
                    yield full_name, pronoun
