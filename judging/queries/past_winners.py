from datetime import datetime

from judging.enums import DecisionState
from judging.models import Decision
from programmes.models import Programme


def winners_since(programme: Programme, since: datetime) -> set[tuple[str, str, int]]:
    """Who has won in this programme since then: (category's code, "person" or "team", id) of each confirmed winner."""
    won = Decision.objects.filter(
        cycle__programme=programme, state=DecisionState.CONFIRMED, commended=False, confirmed_at__gte=since
    )
    rows = won.filter(entry__nameless=False).values_list("category__code", "entry__person_id", "entry__team_id")
    return {(code, "person", person) if person else (code, "team", team) for code, person, team in rows}
