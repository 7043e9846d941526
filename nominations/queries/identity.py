"""Whom a nomination gives away: the names, teams and sites of its nominee and nominator, and those of the directory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Team, User
from nominations.calculations.redaction import Hidden, folded
from nominations.models import Entry, Nomination
from nominations.queries.members import named_members, people_and_names
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


@dataclass(frozen=True)
class Named:
    """An entry's id and what its nominee is known by: empty where there is none."""

    entry: int
    person: tuple[str, ...] = ()
    site: str = ""
    their_team: str = ""
    team: str = ""


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


def named(entry: Entry) -> Named:
    """What the nominee of an entry is known by; the entry was read with its person, their team, and its team."""
    person, team = entry.person, entry.team.name if entry.team else ""
    if person is None:
        return Named(entry.pk, team=team)
    their_team = person.team.name if person.team else ""
    return Named(entry.pk, (person.full_name, person.known_as), person.site, their_team, team)


def names_of(
    nominee: Named, voices: Iterable[Voice], members: Iterable[User] = (), given: Iterable[str] = ()
) -> dict[str, str]:
    """Every name, team and site that is known in connection with an entry, with what stands in its place (Hidden).

    ``members`` are those of a nominated team, ``given`` names of members as nominators wrote them.
    """
    names: dict[str, str] = dict.fromkeys(given, Hidden.NOMINEE)
    for voice in voices:
        names |= dict.fromkeys((voice.team, voice.team_given), Hidden.TEAM)
        names |= {voice.site: Hidden.SITE}
        names |= dict.fromkeys(voice.names, Hidden.NOMINATOR)
        names |= {voice.nominee_given: Hidden.NOMINEE}
    for person in members:
        names |= {person.site: Hidden.SITE}
        names |= dict.fromkeys((person.full_name, person.known_as), Hidden.NOMINEE)
    names |= {nominee.site: Hidden.SITE}
    names |= dict.fromkeys(nominee.person, Hidden.NOMINEE)
    names |= dict.fromkeys((nominee.team, nominee.their_team), Hidden.TEAM)
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
    """Every name, team and site of the cycle's entries and of who speaks for them, as ``names_of`` gives them; two queries,
    one more where teams are nominated.
    """
    names: dict[str, str] = {}
    voices: dict[int | None, list[Voice]] = defaultdict(list)
    for entry, *row in cycle.nominations.exclude(entry=None).values_list("entry_id", *VOICE_COLUMNS):
        voices[entry].append(voice_from(row))
    entries = list(cycle.entries.select_related("person__team", "team"))
    members = named_members(found.pk for found in entries if found.team_id is not None)
    for found in entries:
        names |= names_of(named(found), voices[found.pk], *people_and_names(members.get(found.pk, ())))
    return names
