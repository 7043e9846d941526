from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import JobRole, Team, User


@dataclass(frozen=True)
class TeamRow:
    """A team in the tree: ``depth`` is how many teams it is part of, ``people`` how many open accounts it has."""

    team: Team
    depth: int
    people: int


def team_tree() -> list[TeamRow]:
    """All teams, each under the one that it is part of, in one query."""
    teams = Team.objects.select_related("leader").annotate(open_accounts=Count("members", Q(members__is_active=True)))
    children: dict[int | None, list[Team]] = {}
    for team in teams.order_by("name"):
        children.setdefault(team.parent_id, []).append(team)
    rows: list[TeamRow] = []
    waiting = [(team, 0) for team in reversed(children.get(None, []))]
    while waiting:
        here, depth = waiting.pop()
        rows.append(TeamRow(here, depth, here.open_accounts))  # type: ignore[attr-defined]  # the annotation above
        waiting += [(child, depth + 1) for child in reversed(children.get(here.pk, []))]
    return rows


def job_roles() -> QuerySet[JobRole]:
    """All job roles, with ``open_accounts``: how many people have each now."""
    return JobRole.objects.annotate(open_accounts=Count("people", Q(people__is_active=True))).order_by("name")


def teams_and_sites() -> list[str]:
    """The names of all teams, and of all sites where somebody works; two queries."""
    sites = User.objects.exclude(site="").order_by("site").values_list("site", flat=True).distinct()
    return [*Team.objects.order_by("name").values_list("name", flat=True), *sites]


def names_up_the_tree() -> dict[int, set[str]]:
    """By the id of each team its name and those of the teams that it is part of, in small letters; one query."""
    teams = {pk: (name, parent) for pk, name, parent in Team.objects.values_list("pk", "name", "parent")}
    found: dict[int, set[str]] = {}
    for pk in teams:
        names: set[str] = set()
        here: int | None = pk
        while here is not None and teams[here][0].casefold() not in names:
            names.add(teams[here][0].casefold())
            here = teams[here][1]
        found[pk] = names
    return found
