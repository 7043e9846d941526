"""Who may be meant by a name as it was given: ranked suggestions from the directory, each with what speaks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from accounts.models import Team, User
from nominations.calculations.days_in_words import day_in
from nominations.calculations.name_matching import Directory, Given, Known, Match, best_matches
from nominations.models import Nominee
from nominations.names import plain
from programmes.enums import NomineeKind

MOST = 5
# Below this a suggestion is noise (0 to 100).
LEAST_LIKE = 55.0
# From this on, and so far before the next one, a suggestion can be taken together with others.
CLEAR = 85
AHEAD = 8
# What a name so like as this agrees in.
SAME_NAME, MUCH_LIKE = 99, 85


@dataclass(frozen=True)
class Suggestion:
    """A person or a team that may be meant. ``likeness`` is 0 to 100; ``why`` are the words that say what speaks for it,
    ``doubt`` what speaks against it.
    """

    kind: str
    pk: int
    name: str
    team: str
    site: str
    likeness: int
    why: tuple[str, ...]
    doubt: str = ""


@dataclass(frozen=True)
class Asked:
    """A name to look for: as given, with all that was said around it, and the day on which it was said."""

    nominee: Nominee
    kind: str
    told: str = ""
    day: date | None = None


@dataclass(frozen=True)
class _Person:
    pk: int
    full_name: str
    team: str
    site: str
    started_on: date | None


def suggestions_for(nominee: Nominee, kind: str, *, told: str = "", day: date | None = None) -> list[Suggestion]:
    """The best few for this nominee, best first; ``kind`` is that of the category. One query."""
    return suggest_many([Asked(nominee, kind, told, day)])[0]


def suggest_many(asked: Sequence[Asked]) -> list[list[Suggestion]]:
    """The best few for each name, in the order asked; one query for people and one for teams, however many."""
    found: dict[int, list[Suggestion]] = {}
    people = {at: one for at, one in enumerate(asked) if one.kind != NomineeKind.TEAM}
    teams = {at: one for at, one in enumerate(asked) if one.kind == NomineeKind.TEAM}
    if people:
        found |= _people(people)
    if teams:
        found |= _teams(teams)
    return [found[at] for at in range(len(asked))]


def clear_first(suggestions: Sequence[Suggestion]) -> Suggestion | None:
    """The first one where it is so likely, and so far ahead, that it can be taken together with others."""
    if not suggestions or suggestions[0].likeness < CLEAR or suggestions[0].doubt:
        return None
    if len(suggestions) > 1 and suggestions[0].likeness - suggestions[1].likeness < AHEAD:
        return None
    return suggestions[0]


def _hints(one: Asked) -> str:
    nominee = one.nominee
    return plain(f"{nominee.name_given} {nominee.team_given} {nominee.hint} {one.told}")


def _people(asked: Mapping[int, Asked]) -> dict[int, list[Suggestion]]:
    rows = User.objects.filter(is_active=True, is_external=False).order_by("full_name", "pk")
    people, known = [], []
    for pk, full_name, known_as, team, site, started_on in rows.values_list(
        "pk", "full_name", "known_as", "team__name", "site", "started_on"
    ):
        people.append(_Person(pk, full_name, team or "", site, started_on))
        also = plain(f"{known_as} {full_name.split()[-1]}") if known_as and full_name else ""
        known.append(Known(tuple(filter(None, [plain(full_name), also])), plain(team or ""), plain(site)))
    given = [Given(plain(f"{one.nominee.name_given} {one.told}"), _hints(one)) for one in asked.values()]
    matches = best_matches(Directory(known), given, most=MOST, least=LEAST_LIKE)
    return {
        at: [_person(people[match.place], match, one) for match in found]
        for (at, one), found in zip(asked.items(), matches, strict=True)
    }


def _person(person: _Person, match: Match, asked: Asked) -> Suggestion:
    months = {number: str(name) for number, name in MONTHS.items()}
    said = day_in(f"{asked.nominee.hint} {asked.told}", asked.day, months)
    day = said or asked.day
    why = [_name_words(match.name)]
    why += [_("the team is named: %(team)s") % {"team": person.team}] if match.team else []
    why += [_("the site is named: %(site)s") % {"site": person.site}] if match.site else []
    doubt = ""
    if day and person.started_on and person.started_on > day:
        doubt = _("started here after that day")
    elif said and person.started_on:
        why.append(_("worked here on that day"))
    return Suggestion(
        "person", person.pk, person.full_name, person.team, person.site, match.likeness, tuple(why), doubt
    )


def _teams(asked: Mapping[int, Asked]) -> dict[int, list[Suggestion]]:
    teams = list(Team.objects.order_by("name", "pk").values_list("pk", "name"))
    directory = Directory([Known((plain(name),)) for _pk, name in teams], name_counts=1.0)
    given = [Given(_hints(one), _hints(one)) for one in asked.values()]
    matches = best_matches(directory, given, most=MOST, least=LEAST_LIKE)
    return {
        at: [
            Suggestion("team", *teams[match.place], "", "", match.likeness, (_name_words(match.name),))
            for match in found
        ]
        for at, found in zip(asked, matches, strict=True)
    }


def _name_words(likeness: float) -> str:
    if likeness >= SAME_NAME:
        return _("the same name")
    return _("much the same name") if likeness >= MUCH_LIKE else _("a name like it")
