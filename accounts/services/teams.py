from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import JobRole, Team, User
from accounts.refusals import RingOfTeams
from audit import services as audit


@transaction.atomic
def save_team(
    *, team: Team | None, actor: User, name: str, parent: Team | None, leader: User | None, headcount: int | None
) -> Team:
    """A new team, or this one changed. Raises RingOfTeams where it would be part of itself."""
    _refuse_ring(team, parent)
    before = _facts(team) if team else {}
    saved = team or Team()
    saved.name, saved.parent, saved.leader, saved.headcount = name, parent, leader, headcount
    saved.save()
    audit.record(verb="team.saved", target=saved, actor=actor, before=before, data=_facts(saved))
    return saved


@transaction.atomic
def save_job_role(*, role: JobRole | None, actor: User, name: str, customer_facing: bool) -> JobRole:
    """A new job role, or this one changed."""
    before = {"name": role.name, "customer_facing": role.customer_facing} if role else {}
    saved = role or JobRole()
    saved.name, saved.customer_facing = name, customer_facing
    saved.save()
    facts = {"name": name, "customer_facing": customer_facing}
    audit.record(verb="role.saved", target=saved, actor=actor, before=before, data=facts)
    return saved


def _facts(team: Team) -> dict[str, Any]:
    stored = Team.objects.get(pk=team.pk)
    return {
        "name": stored.name,
        "parent": stored.parent_id,
        "leader": stored.leader_id,
        "headcount": stored.headcount,
    }


def _refuse_ring(team: Team | None, parent: Team | None) -> None:
    if team is None or parent is None:
        return
    above = dict(Team.objects.exclude(parent=None).values_list("pk", "parent"))
    here: int | None = parent.pk
    seen: set[int] = set()
    while here is not None and here not in seen:
        if here == team.pk:
            raise RingOfTeams(_("That team is part of this one, so this one cannot be part of it."))
        seen.add(here)
        here = above.get(here)
