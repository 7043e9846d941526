from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import JobRole, Team


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
