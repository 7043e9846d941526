from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.refusals import IllegalMove, Refused
from programmes.enums import ProgrammeState
from programmes.models import Programme


@transaction.atomic
def set_pilot(*, programme: Programme, teams: Collection[Team], actor: User | None) -> bool:
    """Limit a programme to these teams and the teams below them; no team opens it to everybody. Returns whether that changed.

    What was nominated before stays as it is; screening says where a nominee stands outside. Raises IllegalMove for a
    programme that is retired.
    """
    if programme.state == ProgrammeState.RETIRED:
        raise IllegalMove(_("“%(title)s” is retired.") % {"title": programme.title})
    before = sorted(programme.pilot_teams.values_list("pk", flat=True))
    after = sorted(team.pk for team in teams)
    if before == after:
        return False
    programme.pilot_teams.set(teams)
    audit.record(verb="pilot.changed", target=programme, actor=actor, before={"teams": before}, data={"teams": after})
    return True


@transaction.atomic
def set_pilot_by_name(*, programme: Programme, names: Collection[str], actor: User | None) -> bool:
    """The same, with teams by name as a file has them. Raises Refused naming the teams that are not there."""
    teams = list(Team.objects.filter(name__in=names))
    unknown = sorted(set(names) - {team.name for team in teams})
    if unknown:
        raise Refused(_("There is no team “%(name)s”.") % {"name": ", ".join(unknown)})
    if not teams and not programme.pilot_teams.exists():
        return False
    return set_pilot(programme=programme, teams=teams, actor=actor)
