"""Find whom to nominate by typing."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Case, Q, Value, When

from accounts.models import Team, User
from accounts.queries.people import search_people
from intake.searching import words_to_find
from nominations.queries.window import may_nominate_themselves
from programmes.enums import NomineeKind
from programmes.models import Category, Cycle
from programmes.queries.pilot import pilot_scope

MOST_PEOPLE = 8
MOST_TEAMS = 4


@dataclass(frozen=True)
class Found:
    """The people and teams that words find."""

    people: list[User] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.teams)


def find_nominees(cycle: Cycle, words: str, searcher: User) -> Found:
    """People and teams that the cycle has categories for; not the searcher, where the rules forbid it.

    In a pilot its teams and their people only. At most five queries.
    """
    if not words.strip():
        return Found()
    kinds = set(Category.objects.filter(rulebook=cycle.rulebook).values_list("nominee", flat=True))
    pilot = pilot_scope(cycle.programme_id).team_ids
    return Found(
        people=people_like(words, cycle, searcher, pilot) if NomineeKind.PERSON in kinds else [],
        teams=teams_like(words, pilot) if NomineeKind.TEAM in kinds else [],
    )


def people_like(words: str, cycle: Cycle, searcher: User, pilot: Collection[int] | None = None) -> list[User]:
    """The first few people whom the words find, of the teams in ``pilot`` where it is given.

    Those whose name begins so come before those whose team has it inside.
    """
    people = search_people(words)
    if pilot is not None:
        people = people.filter(team__in=pilot)
    if not may_nominate_themselves(cycle):
        people = people.exclude(pk=searcher.pk)
    rank = sum((_far_from(word) for word in words_to_find(words)), Value(0))
    return list(people.order_by(rank, "full_name", "pk")[:MOST_PEOPLE])


def _far_from(word: str) -> Case:
    """0 where the word begins a part of the name, 1 where it begins one of the team or the site, 2 where it is within one."""
    named = _begins("full_name", word) | _begins("known_as", word)
    placed = _begins("team__name", word) | _begins("site", word)
    return Case(When(named, then=Value(0)), When(placed, then=Value(1)), default=Value(2))


def _begins(field: str, word: str) -> Q:
    return Q(**{f"{field}__istartswith": word}) | Q(**{f"{field}__icontains": f" {word}"})


def teams_like(words: str, pilot: Collection[int] | None = None) -> list[Team]:
    """The first few teams in whose name each word occurs, of those in ``pilot`` where it is given."""
    teams = Team.objects.all() if pilot is None else Team.objects.filter(pk__in=pilot)
    for word in words_to_find(words):
        teams = teams.filter(name__icontains=word)
    return list(teams[:MOST_TEAMS])
