from collections.abc import Iterable

from accounts.models import Team


def with_teams_below(teams: Iterable[int]) -> set[int]:
    """The ids of these teams and of every team below them, in one query; a ring in the tree is walked once."""
    wanted = set(teams)
    if not wanted:
        return set()
    children: dict[int | None, list[int]] = {}
    for pk, parent in Team.objects.order_by().values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(wanted)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += children.get(here, [])
    return found
