from typing import Any

from accounts.models import User
from programmes.queries.business_cases import cases_waiting_for


def for_person(person: User) -> list[dict[str, Any]]:
    """What the planning of programmes wants of this person, for their home page."""
    return cases_waiting_for(person)
