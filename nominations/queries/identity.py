"""Whom a nomination gives away: the names, teams and sites of its nominee and nominator, and those of the directory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Team, User
from nominations.calculations.redaction import Hidden, folded
from nominations.models import Entry, Nomination
from programmes.models import Cycle

# A team or site is found in every story of the organisation; shorter names would hide half of it.
SHORTEST_PLACE = 3


@dataclass(frozen=True)
class Voice:
    """Who wrote one nomination and how they named the nominee, as far as judges must not read it."""

    names: tuple[str, ...]
    team: str = ""
    site: str = ""
    nominee_given: str = ""
    team_given: str = ""


# The columns of a voice, in its order, for who reads them with something else in one query.
VOICE_COLUMNS = (
    "nominator_name",
    "nominator__full_name",
    "nominator__known_as",
    "nominator__team__name",
    "nominator__site",
    "nominee__name_given",
    "nominee__team_given",
)


def voice_from(row: Iterable[str | None]) -> Voice:
    """A voice out of the values of VOICE_COLUMNS."""
    name, full_name, known_as, team, site, nominee_given, team_given = (value or "" for value in row)
    return Voice((name, full_name, known_as), team, site, nominee_given, team_given)


def voice_of(nomination: Nomination) -> Voice:
    """The voice of a nomination that was read with its nominee, nominator and their team."""
    person, nominee = nomination.nominator, nomination.nominee
    if person is None:
        return Voice((nomination.nominator_name,), "", "", nominee.name_given, nominee.team_given)
    team = person.team.name if person.team else ""
    names = (nomination.nominator_name, person.full_name, person.known_as)
    return Voice(names, team, person.site, nominee.name_given, nominee.team_given)


def names_of(entry: Entry, voices: Iterable[Voice], members: Iterable[User] = ()) -> dict[str, str]:
    """Every name, team and site that is known in connection with an entry, with what stands in its place (Hidden).

    ``members`` are those of a nominated team.
    """
    names: dict[str, str] = {}
    for voice in voices:
        names |= dict.fromkeys((voice.team, voice.team_given), Hidden.TEAM)
        names |= {voice.site: Hidden.SITE}
        names |= dict.fromkeys(voice.names, Hidden.NOMINATOR)
        names |= {voice.nominee_given: Hidden.NOMINEE}
    for person in [*members, *([entry.person] if entry.person else [])]:
        names |= {person.site: Hidden.SITE}
        names |= dict.fromkeys((person.full_name, person.known_as), Hidden.NOMINEE)
    teams = (entry.team, entry.person.team if entry.person else None)
    names |= {team.name: Hidden.TEAM for team in teams if team is not None}
    return {name: kind for name, kind in names.items() if name}


def phrases_of_directory() -> Mapping[str, str]:
    """Every colleague's full name, every team and every site, as ``find_in_directory`` takes them; two queries."""
    phrases: dict[str, str] = {}
    people = User.objects.filter(is_active=True).values_list("full_name", "known_as", "site")
    for full_name, known_as, site in people:
        if len(site) >= SHORTEST_PLACE:
            phrases[folded(site).casefold()] = Hidden.ANY_SITE
        surname = full_name.rsplit(" ", 1)[-1]
        for name in (full_name, f"{known_as} {surname}" if known_as else ""):
            if " " in name:
                phrases[folded(name).casefold()] = Hidden.COLLEAGUE
    for team in Team.objects.values_list("name", flat=True):
        if len(team) >= SHORTEST_PLACE:
            phrases[folded(team).casefold()] = Hidden.ANY_TEAM
    return phrases


def names_in(cycle: Cycle) -> dict[str, str]:
    """Every name, team and site of the cycle's entries and of who speaks for them, as ``names_of`` gives them; two queries."""
    names: dict[str, str] = {}
    voices: dict[int | None, list[Voice]] = defaultdict(list)
    for entry, *row in cycle.nominations.exclude(entry=None).values_list("entry_id", *VOICE_COLUMNS):
        voices[entry].append(voice_from(row))
    for found in cycle.entries.select_related("person__team", "team"):
        names |= names_of(found, voices[found.pk])
    return names
