"""Who has won before, for rules such as "not a winner within twelve months"."""

from datetime import datetime

from judging.enums import DecisionState
from judging.models import Decision
from programmes.models import Programme


def winners_since(programme: Programme, since: datetime) -> set[tuple[str, str, int]]:
    """(category code, "person" or "team", id) of every confirmed winner of this programme since then; commended do not count."""
    rows = Decision.objects.filter(
        cycle__programme=programme, state=DecisionState.CONFIRMED, commended=False, confirmed_at__gte=since
    ).values_list("category__code", "entry__person_id", "entry__team_id")
    return {(code, "person", person) if person else (code, "team", team) for code, person, team in rows}
