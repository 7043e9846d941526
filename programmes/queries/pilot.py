"""Whether a programme is a pilot, and whom it is open to meanwhile: the one place that forms, acts and screening ask."""

from dataclasses import dataclass

from accounts.models import Team, User
from programmes.models import Cycle, Programme
from programmes.queries.asked_once import asked_once
from programmes.queries.teams_below import with_teams_below


@dataclass(frozen=True)
class PilotScope:
    """Whom a programme takes. ``team_ids`` are the chosen teams and all below them; None while everybody may be named."""

    team_ids: frozenset[int] | None = None

    def takes(self, *, person: User | None = None, team: Team | None = None) -> bool:
        """Whether this person (by their team) or this team may be named. A name that nobody has matched yet may."""
        if self.team_ids is None or (person is None and team is None):
            return True
        return (person.team_id if person is not None else team.pk if team is not None else None) in self.team_ids


def pilot_scope(programme: Programme | int) -> PilotScope:
    """The scope of a programme (or of the one with this id); one query while it is no pilot, two while it is."""
    programme_id = programme if isinstance(programme, int) else programme.pk
    chosen = list(Programme.pilot_teams.through.objects.filter(programme=programme_id).values_list("team", flat=True))
    return PilotScope(frozenset(with_teams_below(chosen))) if chosen else PilotScope()


def pilot_of(cycle: Cycle) -> PilotScope:
    """The scope of a cycle's programme, asked once for all parts of a page that share this object."""
    return asked_once(cycle, "pilot", lambda: pilot_scope(cycle.programme_id))
